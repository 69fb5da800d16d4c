#pragma once
/// Who works on the account, and what it holds: what the card and the form share.
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "app_state.hpp"

namespace creditcast::web {

/// Of an owner, in the order of owner_kind_words().
inline constexpr std::array<std::string_view, 3> kOwnerKinds{"user", "team", "event"};
std::array<std::string_view, 3> owner_kind_words();
/// A kind of which nothing is known counts as the last.
std::size_t owner_kind_index(const Owner& owner);

/// Whether there are seats to choose, and how many at most.
bool has_seats(const Catalog& catalog, const Scenario& scenario);
std::int32_t most_seats(const Catalog& catalog, const Scenario& scenario);

/// What is on a pool's balance before the first day; none: nothing is said of it.
std::optional<Amount> opening_of(const Scenario& scenario, std::string_view pool);
void set_opening(std::vector<Opening>& held, const std::string& pool, std::optional<Amount> amount);
/// The place of its amount; empty where nothing is said of it.
std::string opening_pointer(const Scenario& scenario, std::string_view pool);

}  // namespace creditcast::web
