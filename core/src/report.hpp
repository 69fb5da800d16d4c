#pragma once
/// How the checks of this library say what is wrong: errors with JSON pointers, gathered.
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "creditcast/catalog.hpp"

namespace creditcast {

/// pointer + "/" + token, escaped as RFC 6901 asks.
inline std::string at(std::string_view pointer, std::string_view token) {
  std::string text(pointer);
  text += '/';
  for (const char c : token) {
    if (c == '~')
      text += "~0";
    else if (c == '/')
      text += "~1";
    else
      text += c;
  }
  return text;
}
inline std::string at(std::string_view pointer, std::size_t index) { return at(pointer, std::to_string(index)); }

inline std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

inline const std::string& name_or_id(const std::string& name, const std::string& id) { return name.empty() ? id : name; }

template <typename Thing>
std::vector<std::string> ids_of(const std::vector<Thing>& things) {
  std::vector<std::string> ids;
  ids.reserve(things.size());
  for (const Thing& thing : things) ids.push_back(thing.id);
  return ids;
}

/// Of a number option with a bound.
inline Words range_text(const Option& option) {
  if (option.low && option.high) return {"{0} to {1}", {to_decimal(*option.low), to_decimal(*option.high)}};
  if (option.low) return {"{0} or more", {to_decimal(*option.low)}};
  return {"{0} or less", {to_decimal(*option.high)}};
}

/// 1 to 64 of a-z, 0-9, '-', '_' and '.'.
inline bool id_valid(std::string_view id) {
  if (id.empty() || id.size() > 64) return false;
  for (const char c : id)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.')) return false;
  return true;
}

class Report {
 public:
  void add(Code code, std::string pointer, Words what, Words allowed = {}) {
    errors_.push_back(Error{code, std::move(pointer), std::move(what), std::move(allowed), {}, 0, 0});
  }

  void id(std::string_view pointer, std::string_view id) {
    if (!id_valid(id))
      add(Code::bad_id, std::string(pointer), {"{0} is not an id", {quoted(id.substr(0, 80))}},
          "1 to 64 of a-z, 0-9, '-', '_' and '.'");
  }

  /// A reference to one of `known`; false where nothing has the id.
  bool reference(std::string_view pointer, std::string_view id, const Words& kind, const std::vector<std::string>& known) {
    for (const std::string& candidate : known)
      if (candidate == id) return true;
    add(Code::unknown_reference, std::string(pointer), {"no {0} is called {1}", {kind, quoted(id.substr(0, 80))}},
        suggest(id, known));
    return false;
  }

  void at_most(std::string_view pointer, std::size_t count, std::size_t limit, const Words& things) {
    if (count > limit)
      add(Code::too_many, std::string(pointer), {"{0} {1}", {std::to_string(count), things}},
          {"at most {0}", {std::to_string(limit)}});
  }

  void between(std::string_view pointer, std::int64_t number, std::int64_t low, std::int64_t high) {
    if (number < low || number > high)
      add(Code::out_of_range, std::string(pointer), {"{0} is outside the range", {std::to_string(number)}},
          {"{0} to {1}", {std::to_string(low), std::to_string(high)}});
  }

  void between(std::string_view pointer, Amount number, Amount low, Amount high) {
    if (number < low || number > high)
      add(Code::out_of_range, std::string(pointer), {"{0} is outside the range", {to_decimal(number)}},
          {"{0} to {1}", {to_decimal(low), to_decimal(high)}});
  }

  void not_negative(std::string_view pointer, Amount number) {
    if (number.micros < 0)
      add(Code::out_of_range, std::string(pointer), {"{0} is below zero", {to_decimal(number)}}, "0 or more");
  }

  /// Ids of a list: each valid, none twice.
  template <typename Thing, typename Place>
  void ids(const std::vector<Thing>& things, const Words& what, Place place) {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < things.size(); ++i) {
      const std::string pointer = place(i);
      id(pointer, things[i].id);
      if (!seen.insert(things[i].id).second)
        add(Code::duplicate_id, pointer, {"{0} {1} stands twice", {what, quoted(things[i].id)}});
    }
  }

  [[nodiscard]] bool empty() const { return errors_.empty(); }
  [[nodiscard]] Errors take() { return std::move(errors_); }

 private:
  Errors errors_;
};

}  // namespace creditcast
