#pragma once
/// What all readers share: the list of errors with their places, and the reading of an object's fields.
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "creditcast/figure.hpp"
#include "creditcast/result.hpp"
#include "pointer.hpp"
#include "tree.hpp"

namespace creditcast::json {

/// Where a patched part was written: a value of this origin at `strip` + x stands at `prefix` + x in its own file.
struct Origin {
  std::string strip, prefix;
  bool yours = false;  ///< figures it touches are the user's own
};

/// One reading of one document: its files, where its patched parts come from, and all that is wrong.
class Reading {
 public:
  std::uint16_t add_file(std::string name);
  std::uint16_t add_origin(Origin origin);
  [[nodiscard]] bool yours(const Node& node) const;

  /// Where the document itself stands in its file ("/catalog" for one within a scenario).
  std::string base;
  Errors errors;

  void fail(Code code, const Path& path, const Node& at, Words what, Words allowed = {});
  /// At the key of a member rather than its value.
  void fail_key(Code code, const Path& path, const Node& member, Words what, Words allowed = {});
  /// At the object that lacks the key.
  void fail_missing(const Path& object, const Node& at, std::string_view key);
  /// Errors that core found, by pointer into the document; those at, above or below one already known follow from it and are
  /// left out.
  void take(const Errors& found, const Node& root);

 private:
  [[nodiscard]] std::string place(const std::string& pointer, const Node& node) const;
  void push(Error error, const Node& at, bool at_key);
  std::vector<std::string> files_;
  std::vector<Origin> origins_{{}};
  std::vector<std::string> read_;  // pointers into the document, parallel to `errors`
};

/// By file (in the order given), line and column, each once; at most kMaxErrors, the last one then counts the rest.
void tidy(Errors& errors, std::span<const std::string> files);

/// A value for a message: quoted, shortened, control characters escaped.
std::string quoted(std::string_view text);
std::string joined(std::span<const std::string_view> words);
/// `did you mean "plan"? known: ...`, or the list alone.
Words suggestion(std::string_view typed, std::span<const std::string_view> known);
bool is_id(std::string_view text);
/// Code points; SIZE_MAX where a control character stands in it (line ends are let through where `lines`).
std::size_t characters(std::string_view text, bool lines);

enum class Need : std::uint8_t { optional, required };

/// The members of one object. Unknown keys and a wrong type are errors from the start; a getter leaves its target alone where
/// the key is absent or its value is wrong.
class Fields {
 public:
  Fields(Reading& reading, const Path& path, const Node& node, std::span<const std::string_view> known);

  /// False: not an object; every getter then does nothing.
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] const Node& node() const { return node_; }
  [[nodiscard]] const Path& path() const { return path_; }
  [[nodiscard]] Reading& reading() { return reading_; }
  [[nodiscard]] bool has(std::string_view key) const { return ok_ && node_.find(key) != nullptr; }
  const Node* get(std::string_view key, Need need = Need::optional);
  /// Absent keys are errors where the object itself is not whole without them.
  void missing(std::string_view key);
  void fail(Code code, std::string_view key, Words what, Words allowed = {});

  void id(std::string_view key, std::string& out, Need need = Need::optional);
  void name(std::string_view key, std::string& out, Need need = Need::optional);
  void text(std::string_view key, std::string& out, Need need = Need::optional);
  void url(std::string_view key, std::string& out);
  void boolean(std::string_view key, bool& out);
  void integer(std::string_view key, std::int32_t& out, std::int32_t low, std::int32_t high, Need need = Need::optional);
  void amount(std::string_view key, Amount& out, Amount low, Amount high, Need need = Need::optional);
  void amount(std::string_view key, std::optional<Amount>& out, Amount low, Amount high, Need need = Need::optional);
  void share(std::string_view key, Share& out, Need need = Need::optional);
  void date(std::string_view key, Day& out, Need need = Need::optional);
  void date(std::string_view key, std::optional<Day>& out);
  void instant(std::string_view key, Instant& out, Need need = Need::optional);
  void instant(std::string_view key, std::optional<Instant>& out);
  void duration(std::string_view key, Duration& out, Need need = Need::optional);
  void duration(std::string_view key, std::optional<Duration>& out);
  void ids(std::string_view key, std::vector<std::string>& out);
  void texts(std::string_view key, std::vector<std::string>& out, std::size_t characters_max);

  template <typename Enum, std::size_t N>
  void choice(std::string_view key, Enum& out, const std::pair<std::string_view, Enum> (&words)[N],
              Need need = Need::optional) {
    std::string_view names[N];
    for (std::size_t i = 0; i < N; ++i) names[i] = words[i].first;
    const auto found = chosen(key, names, need);
    if (found) out = words[*found].second;
  }

  using Item = std::function<void(const Path&, const Node&)>;
  void list(std::string_view key, std::size_t most, const Item& read, Need need = Need::optional);
  /// An object keyed by ids; a key that is none is an error, and its value is read all the same.
  void keyed(std::string_view key, const Item& read, Need need = Need::optional);

 private:
  std::optional<std::size_t> chosen(std::string_view key, std::span<const std::string_view> words, Need need);
  const Node* string(std::string_view key, Need need);
  void line(std::string_view key, std::string& out, Need need, std::size_t most, bool lines);
  template <typename T, typename Parse>
  void parsed(std::string_view key, T& out, Need need, Parse parse);

  Reading& reading_;
  Path path_;
  const Node& node_;
  bool ok_ = false;
};

// --- single values, for elements of lists ---
bool expect_kind(Reading& reading, const Path& path, const Node& node, Kind kind);
std::optional<Amount> read_amount(Reading& reading, const Path& path, const Node& node, Amount low, Amount high);
std::optional<std::int64_t> read_whole(Reading& reading, const Path& path, const Node& node, std::int64_t low,
                                       std::int64_t high);
std::optional<Share> read_share(Reading& reading, const Path& path, const Node& node);
/// A value id or, where the option is a number, decimal text.
std::optional<std::string> read_decimal_or_id(Reading& reading, const Path& path, const Node& node);

inline constexpr Amount kLeastAmount{-kAmountMaxMicros};
inline constexpr Amount kMostAmount{kAmountMaxMicros};

}  // namespace creditcast::json
