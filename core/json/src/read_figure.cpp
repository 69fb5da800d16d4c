#include <algorithm>
#include <array>

#include "patch.hpp"
#include "read_catalog.hpp"

namespace creditcast::json {
namespace {

constexpr std::array<std::string_view, 9> kFigureKeys{"value", "is", "source", "note", "why", "low", "high", "others", "dated"};
constexpr std::array<std::string_view, 3> kOtherKeys{"value", "source", "note"};
constexpr std::array<std::string_view, 3> kDatedKeys{"from", "value", "source"};

constexpr std::pair<std::string_view, Provenance> kProvenances[] = {{"published", Provenance::published},
                                                                    {"range", Provenance::range},
                                                                    {"example", Provenance::example},
                                                                    {"assumed", Provenance::assumed},
                                                                    {"unpublished", Provenance::unpublished}};

bool states_value(const Node& member) {
  return member.key == "value" || member.key == "low" || member.key == "high" || member.key == "dated";
}

bool yours(const Reading& reading, const Node& node) {
  return reading.yours(node) ||
         std::any_of(node.items.begin(), node.items.end(), [&](const Node& item) { return yours(reading, item); });
}

void read_dated(Fields& fields, Figure& figure) {
  fields.list("dated", kMaxEntries, [&](const Path& path, const Node& node) {
    Fields row(fields.reading(), path, node, kDatedKeys);
    DatedValue dated;
    row.date("from", dated.from, Need::required);
    row.amount("value", dated.value, kLeastAmount, kMostAmount, Need::required);
    row.id("source", dated.source);
    if (!figure.dated.empty() && dated.from <= figure.dated.back().from) {
      row.fail(Code::contradiction, "from", "this day is not after the one before it", "ascending days");
    }
    figure.dated.push_back(std::move(dated));
  });
}

}  // namespace

Figure read_figure(Reading& reading, const Path& path, const Node& node) {
  Figure figure;
  figure.pointer = path.text();
  if (node.kind == Kind::number) {
    if (!reading.yours(node)) {
      reading.fail(
          Code::wrong_type, path, node, {"a number ({0}) without its provenance stands here", {node.text.substr(0, 40)}},
          {"a figure says where it comes from: {0}", {std::string(R"({"value": ..., "is": "published", "source": ...})")}});
      return figure;
    }
    figure.value = read_amount(reading, path, node, kLeastAmount, kMostAmount);
    figure.is = Provenance::yours;
    return figure;
  }
  // Of a value that a scenario replaces nothing else stays true of it: not its range, its dates, its source.
  const Node* shown = &node;
  Node kept;
  const bool replaced = std::any_of(node.items.begin(), node.items.end(),
                                    [&](const Node& member) { return states_value(member) && yours(reading, member); });
  if (replaced) {
    kept = node;
    std::erase_if(kept.items, [&](const Node& member) {
      return (states_value(member) || member.key == "source" || member.key == "why") && !yours(reading, member);
    });
    shown = &kept;
  }
  Fields fields(reading, path, *shown, kFigureKeys);
  if (!fields.ok()) return figure;
  fields.amount("value", figure.value, kLeastAmount, kMostAmount);
  fields.amount("low", figure.low, kLeastAmount, kMostAmount);
  fields.amount("high", figure.high, kLeastAmount, kMostAmount);
  fields.choice("is", figure.is, kProvenances, replaced ? Need::optional : Need::required);
  fields.id("source", figure.source);
  fields.text("note", figure.note);
  fields.text("why", figure.why);
  fields.list("others", kMaxEntries, [&](const Path& at, const Node& item) {
    Fields row(reading, at, item, kOtherKeys);
    OtherFigure other;
    row.amount("value", other.value, kLeastAmount, kMostAmount, Need::required);
    row.id("source", other.source);
    row.text("note", other.note);
    figure.others.push_back(std::move(other));
  });
  read_dated(fields, figure);
  if (replaced) figure.is = Provenance::yours;
  return figure;
}

void read_options(Fields& fields, std::vector<OptionChoice>& out) {
  fields.keyed("options", [&](const Path& path, const Node& node) {
    if (auto value = read_decimal_or_id(fields.reading(), path, node)) out.push_back({node.key, std::move(*value)});
  });
}

bool expect_schema(Fields& fields, std::string_view schema) {
  if (!fields.ok()) return false;
  const Node* node = fields.get("schema", Need::required);
  if (node == nullptr || !expect_kind(fields.reading(), fields.path() / "schema", *node, Kind::string)) return false;
  if (node->text == schema) return true;
  fields.fail(Code::unknown_schema, "schema", {"{0} is not known here", {quoted(node->text)}}, std::string(schema));
  return false;
}

}  // namespace creditcast::json
