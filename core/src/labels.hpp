#pragma once
/// Labels that people read, made of a catalog's names.
#include <string>
#include <string_view>
#include <vector>

#include "creditcast/catalog.hpp"

namespace creditcast {

const Option* find_option(const Action& action, std::string_view id);
/// "2K" of a choice; "8 seconds" of a number option called seconds, "Strength 3" of another number.
Words value_label(const Option& option, std::string_view value);
/// The values a row names: "Nano Banana 2, 1K / 2K"; empty for a row without conditions. A default alone goes unnamed.
Words when_label(const Catalog& catalog, const Action& action, const When& when);
/// "Image, Nano Banana 2, 2K".
Words row_label(const Catalog& catalog, const Action& action, const PriceRow& row);

/// What a use is called: "Image, Nano Banana 2, 2K, 8 seconds". Only options that can change the price are
/// named, and defaults only where they say the quality (model, tier, quality, seconds).
std::string use_label(const Action& action, const std::vector<OptionChoice>& options);
/// Its quality: the option "tier" or "quality", else the model, else the action.
std::string tier_label(const Action& action, const std::vector<OptionChoice>& options);

}  // namespace creditcast
