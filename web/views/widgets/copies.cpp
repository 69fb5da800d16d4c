#include "copies.hpp"

#include <algorithm>

#include "keys.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// To six decimals, as results have them: a chance that is not certain does not become 1, nor one that is there 0.
std::string decimal(Share share) {
  if (share == kNever || share == kAlways) return share == kAlways ? "1" : "0";
  const auto micros = divide_half_even(Int128{share.of_2_32} * kMicros, Int128{kShareOne});
  return to_decimal(Amount{std::clamp<std::int64_t>(micros, 1, kMicros - 1)});
}

}  // namespace

std::string exact_value(const AppState& state, std::string_view id) {
  if (id == "credits") return state.derived.estimate ? to_decimal(state.derived.estimate->credits_per_month) : "";
  if (!state.derived.forecast) return "";
  const Forecast& forecast = *state.derived.forecast;
  if (id == "money") return forecast.money_complete ? to_decimal(forecast.money_per_month.mean) : "";
  if (id == "wasted") return to_decimal(forecast.typical_expired.mean);
  if (id == "run-out") return decimal(forecast.run_out.probability);
  if (id == "finished" && forecast.money_complete && forecast.money_per_finished)
    return to_decimal(*forecast.money_per_finished);
  if (id == "finished" && forecast.credits_per_finished) return to_decimal(*forecast.credits_per_finished);
  return "";
}

std::string exact_value(const PlanRow& row, std::string_view id) {
  if (id == "money") return row.money_per_month ? to_decimal(row.money_per_month->mean) : "";
  if (id == "run-out") return row.has_work ? decimal(row.run_out) : "";
  if (id == "finished") return row.money_per_finished ? to_decimal(*row.money_per_finished) : "";
  return "";
}

bool asks_for_copy() {
  const bool keyed = keyboard_here() && ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_C, false);
  return keyed || ImGui::IsItemClicked(ImGuiMouseButton_Right);
}

void copy_on_click(Ui& ui, std::string_view id, ImVec2 from, ImVec2 to, const std::string& exact) {
  if (exact.empty()) return;
  ImGui::PushID(id.data(), id.data() + id.size());
  const bool clicked = hit("copy", from, to);
  if ((clicked && !ui.memory.touch_scrolling) || asks_for_copy()) ui.act(CopyText{exact});
  focus_ring(ui, from, to, 4);
  if (!ui.finger) hover_note(ui, tr("Copy {0}", {exact}));
  ImGui::PopID();
}

}  // namespace creditcast::web
