#include "phrases.hpp"

#include <algorithm>
#include <utility>

#include "numbers.hpp"
#include "plain_text.hpp"

namespace creditcast::native {
namespace {

constexpr std::size_t kGroupsShown = 8;
constexpr std::size_t kLabelsShown = 12;

std::string range_of(const std::string& low, const std::string& high, std::string_view of_what, std::string_view unit) {
  const std::string tail = unit.empty() ? "" : " " + std::string(unit);
  if (low == high) return "8 of 10 " + std::string(of_what) + " come to " + low + tail;
  return "8 of 10 " + std::string(of_what) + " fall between " + low + " and " + high + tail;
}

std::string value_of(const Json& figure) {
  const Json* value = figure.find("value");
  const Json* low = figure.find("low");
  const Json* high = figure.find("high");
  const std::string range = low == nullptr || high == nullptr ? "" : exact(low->amount()) + " to " + exact(high->amount());
  if (value == nullptr) return range.empty() ? "no value" : range;
  return exact(value->amount()) + (range.empty() ? "" : " (" + range + ")");
}

}  // namespace

void Facts::add(std::string_view left, std::string_view right) {
  if (!right.empty()) lines_.emplace_back(left, printable(right));
}

std::string Facts::text() const {
  std::size_t size = 0;
  for (const auto& [left, right] : lines_) size = std::max(size, width(left));
  std::string text;
  for (const auto& [left, right] : lines_) {
    // The left side takes part in the indentation of the first line only.
    const std::string lines = wrapped(right, size + 4, size + 4);
    text += "  " + left + lines.substr(2 + width(left));
  }
  return text;
}

std::string heading(const Names& names, std::string_view how) {
  const Scenario& scenario = names.scenario();
  const Resolved& resolved = names.resolved;
  const ResolvedPlan& plan = resolved.plans.front();
  std::string line = names.catalog().name + ", " + (plan.plan->name.empty() ? plan.plan->id : plan.plan->name);
  line += " (" + plan.term->id + "), " + std::to_string(resolved.months) + (resolved.months == 1 ? " month" : " months");
  if (resolved.first_day) line += " from " + date_text(*resolved.first_day);
  if (!how.empty()) line += "; " + std::string(how);
  return wrapped(printable(scenario.name.empty() ? scenario.id : scenario.name), 0, 0) + wrapped(printable(line), 0, 0);
}

std::string unit_name(const Catalog& catalog, std::string_view unit, Amount amount) {
  const Unit* found = find_unit(catalog, unit);
  if (found == nullptr) return std::string(unit);
  return amount == whole(1) ? found->singular : found->plural;
}

std::string range_sentence(const Json& summary, std::string_view of_what, std::string_view unit) {
  const Amount low = summary["p10"].amount();
  const Amount high = summary["p90"].amount();
  const int decimals = decimals_for({low, high});
  return range_of(grouped(low, decimals), grouped(high, decimals), of_what, unit);
}

std::string money_sentence(const Json& summary, std::string_view of_what, std::string_view currency) {
  return range_of(cents(summary["p10"].amount()), cents(summary["p90"].amount()), of_what, currency);
}

namespace {

const DayInfo& info_of(const Resolved& resolved, std::int64_t day) {
  return resolved.days[static_cast<std::size_t>(std::clamp<std::int64_t>(day, 0, std::ssize(resolved.days) - 1))];
}

}  // namespace

std::string day_text(const Resolved& resolved, std::int64_t day) {
  if (resolved.first_day) return date_text(*resolved.first_day + static_cast<Day>(day));
  const DayInfo& info = info_of(resolved, day);
  return "day " + std::to_string(info.day_of_month + 1) + " of the 30 in month " + std::to_string(info.month + 1);
}

std::string days_text(const Resolved& resolved, std::int64_t first, std::int64_t last) {
  const DayInfo& from = info_of(resolved, first);
  if (!resolved.first_day && from.month == info_of(resolved, last).month) {
    return "from day " + std::to_string(from.day_of_month + 1) + " to " + day_text(resolved, last);
  }
  return "from " + day_text(resolved, first) + " to " + day_text(resolved, last);
}

std::string counted(Amount count, std::string_view one, std::string_view many) {
  return rounded(count) + " " + std::string(count == whole(1) ? one : many);
}

std::string rests_on(const Json& figures, std::string_view platform) {
  // Figures of one kind that share their reason stand together.
  struct Group {
    std::string is, why;
    std::vector<std::string> labels;
  };
  std::vector<Group> groups;
  std::int64_t published = 0;
  std::string newest;
  for (const Json& figure : figures.items()) {
    newest = std::max(newest, figure.text("read"));
    if (figure.text("is") == "published") {
      ++published;
      continue;
    }
    Group group{figure.text("is"), figure.text("why"), {}};
    const auto known =
        std::ranges::find_if(groups, [&](const Group& other) { return other.is == group.is && other.why == group.why; });
    Group& to = known == groups.end() ? groups.emplace_back(std::move(group)) : *known;
    to.labels.push_back(figure.text("label") + ": " + value_of(figure));
  }
  std::string text;
  const auto put = [&](const std::string& kind, const std::string& line) {
    text += "  " + kind + std::string(13 - std::min<std::size_t>(kind.size(), 12), ' ') +
            wrapped(printable(line), 15, 15).substr(15);
  };
  for (std::size_t i = 0; i < groups.size() && i < kGroupsShown; ++i) {
    const Group& group = groups[i];
    std::string line;
    for (std::size_t j = 0; j < group.labels.size() && j < kLabelsShown; ++j) line += (j == 0 ? "" : "; ") + group.labels[j];
    if (group.labels.size() > kLabelsShown) line += "; and " + std::to_string(group.labels.size() - kLabelsShown) + " more";
    if (!group.why.empty()) line += " (" + group.why + ")";
    put(group.is, line);
  }
  if (groups.size() > kGroupsShown)
    put("and", std::to_string(groups.size() - kGroupsShown) + " kinds more, all in --format json");
  if (published > 0) {
    std::string line = grouped(published) + (published == 1 ? " figure" : " figures");
    if (!newest.empty()) line += ", the newest read " + newest;
    if (!platform.empty()) line += "; each with its source: creditcast platforms " + std::string(platform);
    put("published", line);
  }
  return text.empty() ? text : "\nRests on\n" + text;
}

std::string indented(const std::string& lines) {
  std::string out;
  for (std::size_t from = 0; from < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', from), lines.size() - 1);
    out += "  " + lines.substr(from, end + 1 - from);
    from = end + 1;
  }
  return out;
}

std::vector<Amount> column(const Json& rows, std::string_view member) {
  std::vector<Amount> amounts;
  for (const Json& row : rows.items()) {
    if (const Json* cell = row.find(member)) amounts.push_back(cell->amount());
  }
  return amounts;
}

std::vector<Amount> column(const Json& rows, std::string_view object, std::string_view member) {
  std::vector<Amount> amounts;
  for (const Json& row : rows.items()) {
    const Json* inner = row.find(object);
    const Json* cell = inner == nullptr ? nullptr : inner->find(member);
    if (cell != nullptr) amounts.push_back(cell->amount());
  }
  return amounts;
}

}  // namespace creditcast::native
