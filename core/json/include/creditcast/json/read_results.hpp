#pragma once
/// Results as JSON back to structs: for the page, whose workers answer in text.
#include <optional>
#include <string_view>

#include "creditcast/result.hpp"
#include "creditcast/results.hpp"

namespace creditcast::json {

struct ForecastAnswer {
  Forecast forecast;
  std::optional<Sensitivity> sensitivity;
};

/// Of what the service answered to "forecast" or "compare". Errors: those that the text tells, where it is a refusal; where it
/// is none of both, that it is not such a result. What a result does not hold (blocked_for_credit) stays at its default.
Result<ForecastAnswer> read_forecast(std::string_view text);
Result<Comparison> read_comparison(std::string_view text);

}  // namespace creditcast::json
