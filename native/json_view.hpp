#pragma once
/// A result of the facade as a tree to print from. Tables and CSV are drawn from the very text that --format json shows, so
/// that no number can differ between the two.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/units.hpp"

namespace creditcast::native {

/// Looks into the text it was made of, which must outlive it. The text is our own: anything unexpected is a defect (a CHECK),
/// never a wrong input.
class Json {
 public:
  static Json parse(std::string_view text);

  [[nodiscard]] const Json& operator[](std::string_view name) const;       ///< the member; it must be there
  [[nodiscard]] const Json* find(std::string_view name) const;             ///< null where there is none, or it is null
  [[nodiscard]] const std::vector<Json>& items() const { return items_; }  ///< elements, or members in their order
  [[nodiscard]] std::string_view key() const { return key_; }              ///< of a member, as written
  [[nodiscard]] bool null() const { return raw_ == "null"; }

  [[nodiscard]] Amount amount() const;
  [[nodiscard]] std::optional<Amount> maybe() const;  ///< none where null
  [[nodiscard]] std::int64_t count() const;
  [[nodiscard]] bool truth() const;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string text(std::string_view name) const;  ///< of a member; empty where there is none
  [[nodiscard]] std::string_view raw() const { return raw_; }   ///< of a number its digits

 private:
  class Parser;
  std::string_view key_;
  std::string_view raw_;  // strings with their quotes; "{" and "[" for objects and lists
  std::vector<Json> items_;
};

}  // namespace creditcast::native
