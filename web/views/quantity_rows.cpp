// How many of something: always the same, within a range, about so many, or each number with a chance of its own.
#include <algorithm>
#include <cmath>

#include "creditcast/limits.hpp"
#include "quantities.hpp"
#include "use_fields.hpp"
#include "widgets/field.hpp"
#include "widgets/link.hpp"
#include "words.hpp"

namespace creditcast::web {
namespace {

/// A long table shows so many rows until it is unfolded.
constexpr std::size_t kFoldedRows = 24;

struct Bounds {
  std::int64_t least = 0;
  double most = 0;
};

bool table_row(Ui& ui, Column& column, Quantity::Row& row, std::size_t index, const Bounds& bounds) {
  bool changed = false;
  const float size = ui.touch ? measure::kTouchControl : 24.0f;
  const float half = (column.width - size - 2 * measure::kGrid) / 2;
  const std::string place = std::to_string(index + 1);
  Column left{column.x, column.y, half};
  const std::string value_label = tr("Value {0}", {place});
  NumberSpec value{"value", "", number(ui.numbers, whole(row.value), 0), static_cast<double>(row.value), 0, bounds.most, 1};
  value.low = static_cast<double>(bounds.least);
  value.said = value_label;
  value.help = tr("A number that may come");
  if (const auto set = number_row(ui, left, value); set) {
    row.value = std::llround(*set);
    changed = true;
  }
  Column right{column.x + half + 2 * measure::kGrid, column.y, half};
  const std::string chance_label = tr("Chance of value {0}", {place});
  NumberSpec chance{"chance", "", percent(ui.numbers, row.chance), std::round(to_double(row.chance) * 1e4) / 100, 0, 100, 1};
  chance.said = chance_label;
  chance.help = tr("How often it is this many; all of them make 100 %");
  if (const auto set = number_row(ui, right, chance); set) {
    row.chance = share_from(*set / 100);
    changed = true;
  }
  column.y = left.y;
  return changed;
}

/// What the chances lack, and who may take it.
bool sum_row(Ui& ui, Column& column, std::vector<Quantity::Row>& table) {
  const Amount missing = missing_chance(table);
  if (missing.zero() || table.empty()) return false;
  const auto in_percent = [&ui](Amount share) { return number(ui.numbers, Amount{share.micros * 100}, 4) + " %"; };
  const std::string sum = in_percent(whole(1) - missing);
  const bool lacks = missing.micros > 0;
  const std::string words = lacks ? tr("The chances make {0}: {1} is missing.", {sum, in_percent(missing)})
                                  : tr("The chances make {0}: {1} is too much.", {sum, in_percent(Amount{-missing.micros})});
  column.skip(paragraph(ui, {column.x, column.y + 2}, column.width, Type::note, ui.colours.warning, words) + 4);
  if (!link(ui, "even-out", column, lacks ? tr("Give it to the last value") : tr("Take it from the last value"))) return false;
  even_out(table);
  return true;
}

bool table_rows(Ui& ui, Column& column, std::vector<Quantity::Row>& table, const Bounds& bounds) {
  bool changed = false;
  const float size = ui.touch ? measure::kTouchControl : 24.0f;
  const float half = (column.width - size - 2 * measure::kGrid) / 2;
  text_right(ui, column.x + half, column.y + 4, Type::note, ui.colours.normal, tr("Value"));
  text_right(ui, column.x + 2 * half + 2 * measure::kGrid, column.y + 4, Type::note, ui.colours.normal, tr("Chance"));
  column.skip(24);
  std::size_t removed = table.size();
  for (std::size_t i = 0; i < shown_of(ui, "rows", table.size(), kFoldedRows); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const float middle = column.y + (row_height(ui) - size) / 2;
    changed |= table_row(ui, column, table[i], i, bounds);
    if (table.size() > 1 && remove_button(ui, {column.right(), middle}, tr("Remove value {0}", {std::to_string(i + 1)})))
      removed = i;
    ImGui::PopID();
  }
  unfold_link(ui, column, "rows", table.size(), kFoldedRows);
  if (removed < table.size()) {
    table.erase(table.begin() + static_cast<std::ptrdiff_t>(removed));
    changed = true;
  }
  changed |= sum_row(ui, column, table);
  if (table.size() < kMaxTableRows && link(ui, "add", column, tr("+ Value"))) {
    add_row(table, bounds.least);
    changed = true;
  }
  return changed;
}

bool kind_row(Ui& ui, Column& column, std::string_view label, Quantity& quantity, std::int64_t least) {
  std::vector<std::string_view> names{tr("exactly"), tr("from, to")};
  std::vector<QuantityKind> kinds{QuantityKind::fixed, QuantityKind::range};
  if (least == 0) {  // about so many may be none
    names.push_back(tr("about"));
    kinds.push_back(QuantityKind::poisson);
  }
  names.push_back(tr("by table"));
  kinds.push_back(QuantityKind::table);
  const auto chosen = static_cast<std::size_t>(std::find(kinds.begin(), kinds.end(), quantity.kind) - kinds.begin());
  const std::string_view help =
      tr("From, to: each number is as likely. About: it varies by chance around its mean, as independent orders do. By table: "
         "each number has a chance of its own");
  const auto picked = segments(ui, column, "kind", label, names, std::min(chosen, kinds.size() - 1), help);
  if (picked) set_kind(quantity, kinds[*picked], least);
  return picked.has_value();
}

}  // namespace

bool quantity_rows(Ui& ui, Column& column, std::string_view id, std::string_view label, Quantity& quantity, std::int64_t least,
                   double most, bool fractions, std::string_view pointer) {
  ImGui::PushID(id.data(), id.data() + id.size());
  bool changed = kind_row(ui, column, label, quantity, least);
  const auto row = [&](std::string_view row_id, std::string_view row_label, double value, double step, std::string_view help) {
    NumberSpec spec{row_id, row_label, number(ui.numbers, amount_from(value), 2), value, static_cast<double>(least),
                    most,   step};
    spec.help = help;
    return number_row(ui, column, spec);
  };
  switch (quantity.kind) {
    case QuantityKind::range:
      if (const auto set = row("low", tr("At least"), static_cast<double>(quantity.low), 1, tr("The smallest that may come"));
          set) {
        set_low(quantity, *set, least);
        changed = true;
      }
      if (const auto set = row("high", tr("At most"), static_cast<double>(quantity.high), 1, tr("The largest that may come"));
          set) {
        set_high(quantity, *set, least);
        changed = true;
      }
      break;
    case QuantityKind::table: changed |= table_rows(ui, column, quantity.table, {least, most}); break;
    case QuantityKind::fixed:
    case QuantityKind::poisson: {
      const std::string_view help = quantity.kind == QuantityKind::fixed ? tr("Always this many") : tr("So many on average");
      if (const auto set = row("mean", tr("How many"), amount_of(quantity.mean), fractions ? 0.5 : 1, help); set) {
        quantity.mean = amount_from(fractions ? *set : std::round(*set));
        changed = true;
      }
    }
  }
  // What the chances lack is said beside them.
  if (quantity.kind != QuantityKind::table || missing_chance(quantity.table).zero()) fault(ui, column, pointer);
  ImGui::PopID();
  return changed;
}

}  // namespace creditcast::web
