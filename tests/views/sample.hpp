#pragma once
/// States of the page made by hand: what is shown is tested without computing it.
#include "app_state.hpp"

namespace creditcast::web {

AppState empty_state();
AppState lookbook_state();  ///< a project of four phases with prices, one of them assumed
AppState priced_state();    ///< the lookbook on a catalog that can be computed with
AppState booth_state();     ///< events alone, no project; nothing has a price
AppState error_state();     ///< an edit that does not add up
AppState point_state();     ///< one month, one day, one plan
AppState huge_state();      ///< long names, large numbers, many plans, phases and months

}  // namespace creditcast::web
