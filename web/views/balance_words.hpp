#pragma once
/// A balance over time, as text: for its charts and for the page's HTML.
#include <string>
#include <string_view>

#include "app_state.hpp"

namespace creditcast::web {

/// What happens on a marked day, in a sentence.
std::string_view mark_note(BalanceMark::Kind kind);
/// "Balance: Subscription credits"; the unit too, where the pool's name does not say it.
std::string balance_title(const Catalog& catalog, const std::string& id, const std::string& unit);

}  // namespace creditcast::web
