#include "creditcast/json/load.hpp"

#include <algorithm>

#include "creditcast/digest.hpp"
#include "creditcast/elsewhere.hpp"
#include "creditcast/json/write.hpp"
#include "patch.hpp"
#include "pointer.hpp"
#include "read_catalog.hpp"
#include "read_ledger.hpp"
#include "read_scenario.hpp"
#include "writer.hpp"

namespace creditcast::json {

// ---------------------------------------------------------------------------------------------------------- catalogs

/// Files are numbered through: 0 is the scenario, catalogs follow in the order they were added.
struct Catalogs::Shelf {
  struct Entry {
    std::string id;
    std::size_t file = 0;
    Node root;
  };
  std::vector<std::string> files;
  std::vector<std::shared_ptr<const Entry>> entries;  // shared by copies

  [[nodiscard]] const Entry* find(std::string_view id) const {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry->id == id; });
    return found == entries.end() ? nullptr : found->get();
  }
  [[nodiscard]] Reading reading(const std::string& first) const {
    Reading reading;
    reading.add_file(first);
    for (const std::string& file : files) reading.add_file(file);
    return reading;
  }
  [[nodiscard]] std::vector<std::string> names(const std::string& first) const {
    std::vector<std::string> names{first};
    names.insert(names.end(), files.begin(), files.end());
    return names;
  }
  [[nodiscard]] Error unknown(std::string_view id) const {
    std::vector<std::string_view> known;
    for (const auto& entry : entries) known.push_back(entry->id);
    return {Code::unknown_reference, {}, {"there is no catalog {0}", {quoted(id)}}, suggestion(id, known), {}, 0, 0};
  }
};

Catalogs::Catalogs() : shelf_(std::make_shared<Shelf>()) {}

Errors Catalogs::add(const NamedText& text) {
  auto next = std::make_shared<Shelf>(*shelf_);
  next->files.push_back(text.name);
  Parsed parsed = parse(text.name, text.text, static_cast<std::uint16_t>(next->files.size()), kInputLimits);
  if (!parsed.errors.empty()) return parsed.errors;
  Reading reading = next->reading({});
  std::string id;
  const Path path;
  if (expect_kind(reading, path, parsed.root, Kind::object)) {
    const Node* schema = parsed.root.find("schema");
    const Node* name = parsed.root.find("id");
    if (schema == nullptr) {
      reading.fail_missing(path, parsed.root, "schema");
    } else if (schema->kind != Kind::string || schema->text != kCatalogSchema) {
      reading.fail(Code::unknown_schema, path / "schema", *schema, {"{0} is not known here", {quoted(schema->text)}},
                   std::string(kCatalogSchema));
    } else if (name == nullptr) {
      reading.fail_missing(path, parsed.root, "id");
    } else if (expect_kind(reading, path / "id", *name, Kind::string)) {
      if (is_id(name->text)) {
        id = name->text;
      } else {
        reading.fail(Code::bad_id, path / "id", *name, {"{0} is no id", {quoted(name->text)}}, code_sentence(Code::bad_id));
      }
    }
  }
  if (!reading.errors.empty()) return reading.errors;
  const std::size_t file = next->files.size();
  auto entry = std::make_shared<const Shelf::Entry>(Shelf::Entry{id, file, std::move(parsed.root)});
  const auto found =
      std::find_if(next->entries.begin(), next->entries.end(), [&](const auto& other) { return other->id == id; });
  if (found == next->entries.end()) {
    next->entries.push_back(std::move(entry));
  } else {
    *found = std::move(entry);
  }
  shelf_ = std::move(next);
  return {};
}

std::vector<std::string> Catalogs::ids() const {
  std::vector<std::string> ids;
  for (const auto& entry : shelf_->entries) ids.push_back(entry->id);
  return ids;
}

bool Catalogs::has(std::string_view id) const { return shelf_->find(id) != nullptr; }

Result<LoadedCatalog> Catalogs::load(std::string_view id) const {
  const Shelf::Entry* entry = shelf_->find(id);
  if (entry == nullptr) return shelf_->unknown(id);
  Reading reading = shelf_->reading({});
  LoadedCatalog loaded;
  loaded.file = shelf_->files[entry->file - 1];
  loaded.catalog = read_catalog(reading, entry->root);
  if (!reading.errors.empty()) {
    tidy(reading.errors, shelf_->names({}));
    return std::move(reading.errors);
  }
  loaded.digest = sha256_hex(canonical_text(entry->root));
  return loaded;
}

// ---------------------------------------------------------------------------------------------------------- scenarios

struct LoadedScenario::Source {
  std::string file;
  Node written;  ///< as in the file
  Node root;     ///< with the habit in force applied
  Reading reading;
  std::vector<std::string> files;

  [[nodiscard]] Errors located(const Errors& errors) const {
    Reading copy = reading;
    copy.errors.clear();
    copy.take(errors, root);
    tidy(copy.errors, files);
    return copy.errors;
  }
};

Errors LoadedScenario::located(const Errors& errors) const { return source->located(errors); }
Errors LoadedLedger::located(const Errors& errors) const { return source->located(errors); }

namespace {

/// Where a habit is wanted that the scenario may lack.
void choose_habit(Reading& reading, Node& root, const std::string& wanted) {
  if (root.kind != Kind::object) return;
  if (!wanted.empty()) {
    const Node* habits = root.find("habits");
    std::vector<std::string_view> known;
    if (habits != nullptr) {
      for (const Node& habit : habits->items) known.push_back(habit.key);
    }
    if (std::find(known.begin(), known.end(), wanted) == known.end()) {
      const Path path;
      reading.fail(Code::unknown_reference, path / "habits", habits == nullptr ? root : *habits,
                   {"no habit has the id {0}", {quoted(wanted)}}, suggestion(wanted, known));
      return;
    }
    Node* habit = root.find("habit");
    if (habit == nullptr) {
      habit = &root.items.emplace_back();
      habit->key = "habit";
      habit->line = habit->key_line = root.line;
      habit->column = habit->key_column = root.column;
    }
    habit->kind = Kind::string;
    habit->text = wanted;
  }
  const Node* habit = root.find("habit");
  if (habit != nullptr && habit->kind == Kind::string) (void)apply_habit(reading, root, std::string(habit->text));
}

/// Habits not in force are read too, so that what is wrong with them is not found only when they are chosen.
void read_other_habits(Reading& reading, const Node& written, const Node& root) {
  const Node* habits = written.find("habits");
  if (habits == nullptr || habits->kind != Kind::object || habits->items.size() > 100) return;
  const Node* in_force = root.find("habit");
  for (const Node& habit : habits->items) {
    if (in_force != nullptr && in_force->text == habit.key) continue;
    Node copy = written;
    if (apply_habit(reading, copy, habit.key)) (void)read_projects(reading, copy);
  }
}

}  // namespace

Result<LoadedScenario> load_scenario(const Catalogs& catalogs, const NamedText& text, const LoadOptions& options) {
  const Catalogs::Shelf& shelf = catalogs.shelf();
  auto source = std::make_shared<LoadedScenario::Source>();
  source->file = text.name;
  source->files = shelf.names(text.name);
  Parsed parsed = parse(text.name, text.text, 0, kInputLimits);
  if (!parsed.whole) return std::move(parsed.errors);
  source->written = std::move(parsed.root);
  source->root = source->written;
  Reading& reading = source->reading = shelf.reading(text.name);
  choose_habit(reading, source->root, options.habit);
  auto scenario = std::make_shared<Scenario>(read_scenario(reading, source->root));
  if (source->root.kind == Kind::object) read_other_habits(reading, source->written, source->root);

  // The catalog, under the overrides.
  LoadedScenario loaded;
  Reading catalog_reading = shelf.reading(text.name);
  auto catalog = std::make_shared<Catalog>();
  bool have_catalog = false;
  const Node* inner = source->root.kind == Kind::object ? source->root.find("catalog") : nullptr;
  const Catalogs::Shelf::Entry* entry = shelf.find(scenario->platform);
  if (inner != nullptr || entry != nullptr) {
    Node tree = inner != nullptr ? *inner : entry->root;
    tree.key.clear();
    loaded.own_catalog = inner != nullptr;
    loaded.catalog_digest = sha256_hex(canonical_text(tree));
    if (loaded.own_catalog) catalog_reading.base = "/catalog";
    const Node* overrides = source->root.find("overrides");
    if (overrides != nullptr && overrides->kind == Kind::object && tree.kind == Kind::object) {
      merge_patch(tree, *overrides, catalog_reading.add_origin({{}, "/overrides", true}));
    }
    *catalog = read_catalog(catalog_reading, tree);
    have_catalog = catalog_reading.errors.empty();
  } else if (!scenario->platform.empty()) {
    const Path path;
    const Error unknown = shelf.unknown(scenario->platform);
    const Node* platform = source->root.find("platform");
    reading.fail(unknown.code, path / "platform", platform == nullptr ? source->root : *platform, unknown.what,
                 unknown.allowed);
  }
  if (have_catalog) reading.take(check(*scenario, *catalog), source->root);

  Errors errors = std::move(parsed.errors);
  errors.insert(errors.end(), reading.errors.begin(), reading.errors.end());
  errors.insert(errors.end(), catalog_reading.errors.begin(), catalog_reading.errors.end());
  if (!errors.empty()) {
    tidy(errors, source->files);
    return errors;
  }
  if (const Node* elsewhere = source->root.find("platform_overrides")) {
    for (const Node& platform : elsewhere->items) loaded.overridden_elsewhere.push_back(platform.key);
  }
  const Node& written = source->written;
  const auto part = [&](std::string_view key, std::string& out) {
    if (const Node* node = written.find(key)) out = canonical_text(*node);
  };
  part("catalog", loaded.parts.catalog);
  part("overrides", loaded.parts.overrides);
  part("platform_overrides", loaded.parts.platform_overrides);
  part("habits", loaded.parts.habits);
  if (habit_patches(source->root)) part("projects", loaded.parts.projects);
  Node canonical = written;
  canonical_order(canonical);
  loaded.canonical = canonical_text(canonical);
  loaded.catalog = std::move(catalog);
  loaded.scenario = std::move(scenario);
  loaded.source = std::move(source);
  return loaded;
}

namespace {

/// What is said of other platforms' prices, seen from another one: those of the home platform join in, so that the way back
/// finds them; those of the platform itself are its own there.
std::string overrides_from(const LoadedScenario& home, std::string_view platform) {
  const Node& root = home.source->root;
  Node all;
  all.kind = Kind::object;
  if (const Node* others = root.find("platform_overrides")) all.items = others->items;
  std::erase_if(all.items, [&](const Node& one) { return one.key == platform || one.key == home.catalog->id; });
  const Node* own = home.own_catalog ? nullptr : root.find("overrides");
  if (own != nullptr && home.catalog->id != platform) all.items.emplace_back(*own).key = home.catalog->id;
  return all.items.empty() ? std::string() : canonical_text(all);
}

}  // namespace

Result<LoadedScenario> load_elsewhere(const Catalogs& catalogs, const LoadedScenario& home, std::string_view platform) {
  const Catalogs::Shelf& shelf = catalogs.shelf();
  const Catalogs::Shelf::Entry* entry = shelf.find(platform);
  if (entry == nullptr) return shelf.unknown(platform);
  Reading reading = shelf.reading(home.source->file);
  Node tree = entry->root;
  LoadedScenario loaded;
  loaded.parts.catalog = canonical_text(tree);
  loaded.catalog_digest = sha256_hex(loaded.parts.catalog);
  loaded.parts.platform_overrides = overrides_from(home, platform);
  const Node* overrides = home.source->root.find("platform_overrides");
  overrides = overrides == nullptr ? nullptr : overrides->find(platform);
  if (overrides != nullptr) {
    std::string prefix = "/platform_overrides";
    append_step(prefix, platform);
    merge_patch(tree, *overrides, reading.add_origin({{}, prefix, true}));
    loaded.parts.overrides = canonical_text(*overrides);
  }
  auto catalog = std::make_shared<Catalog>(read_catalog(reading, tree));
  if (!reading.errors.empty()) {
    tidy(reading.errors, home.source->files);
    return std::move(reading.errors);
  }
  auto scenario = std::make_shared<Scenario>(set_on(*home.scenario, *catalog));
  scenario->has_overrides = overrides != nullptr;
  loaded.catalog = std::move(catalog);
  loaded.scenario = std::move(scenario);
  loaded.source = home.source;
  loaded.canonical = home.canonical;
  return loaded;
}

// ---------------------------------------------------------------------------------------------------------- overrides

namespace {

/// Sets or takes away one value of a merge patch; what is left empty by that goes too. False where `base` has no such value to
/// come back to.
bool set_in_patch(Node& patch, const Node* base, const Node& shown, std::string_view pointer,
                  const std::optional<Amount>& value) {
  if (pointer.empty()) {
    if (!value) {
      patch.kind = Kind::null;
      patch.items.clear();
      return base != nullptr;
    }
    Node number;
    number.kind = Kind::number;
    number.text = to_decimal(*value);
    number.key = patch.key;
    if (shown.kind != Kind::object) {
      patch = std::move(number);
      return true;
    }
    number.key = "value";
    if (patch.kind != Kind::object) patch.items.clear();
    patch.kind = Kind::object;
    std::erase_if(patch.items, [](const Node& member) { return member.key == "value"; });
    patch.items.push_back(std::move(number));
    return true;
  }
  const std::string step = take_step(pointer);
  const Node* next = shown.kind == Kind::object ? shown.find(step) : nullptr;
  if (next == nullptr) return false;
  if (base != nullptr) base = base->kind == Kind::object ? base->find(step) : nullptr;
  patch.kind = Kind::object;
  Node* inner = patch.find(step);
  if (inner == nullptr) {
    inner = &patch.items.emplace_back();
    inner->key = step;
  }
  if (!set_in_patch(*inner, base, *next, pointer, value)) return false;
  if (!value && (inner->kind == Kind::null || (inner->kind == Kind::object && inner->items.empty()))) {
    std::erase_if(patch.items, [&](const Node& member) { return member.key == step; });
  }
  return true;
}

}  // namespace

Result<std::string> override_figure(const Catalogs& catalogs, const std::string& platform, const ScenarioParts& parts,
                                    std::string_view pointer, const std::optional<Amount>& value) {
  const auto tree_of = [](const std::string& text) { return parse({}, text, 0, kInputLimits).root; };
  const Catalogs::Shelf::Entry* entry = catalogs.shelf().find(platform);
  if (parts.catalog.empty() && entry == nullptr) return catalogs.shelf().unknown(platform);
  const Node base = parts.catalog.empty() ? entry->root : tree_of(parts.catalog);
  Node patch;
  patch.kind = Kind::object;
  if (!parts.overrides.empty()) patch = tree_of(parts.overrides);
  Node shown = base;
  merge_patch(shown, patch, 0);
  if (!set_in_patch(patch, &base, shown, pointer, value)) {
    return Error{Code::unknown_reference, std::string(pointer), "the catalog has no such figure", "a figure's place", {}, 0, 0};
  }
  return patch.items.empty() ? std::string() : canonical_text(patch);
}

// ---------------------------------------------------------------------------------------------------------- ledger files

Result<LoadedLedger> load_ledger(const NamedText& text) {
  auto source = std::make_shared<LoadedScenario::Source>();
  source->file = text.name;
  source->files = {text.name};
  source->reading.add_file(text.name);
  Parsed parsed = parse(text.name, text.text, 0, kLedgerLimits);
  if (!parsed.whole) return std::move(parsed.errors);
  source->root = std::move(parsed.root);
  LoadedLedger loaded;
  loaded.file = read_ledger_file(source->reading, source->root);
  Errors errors = std::move(parsed.errors);
  errors.insert(errors.end(), source->reading.errors.begin(), source->reading.errors.end());
  if (!errors.empty()) {
    tidy(errors, source->files);
    return errors;
  }
  loaded.canonical = canonical_text(source->root);
  loaded.source = std::move(source);
  return loaded;
}

std::string kind_of(std::string_view text) {
  const Parsed parsed = parse({}, text, 0, kLedgerLimits);
  if (!parsed.whole || parsed.root.kind != Kind::object) return {};
  const Node* schema = parsed.root.find("schema");
  if (schema == nullptr || schema->kind != Kind::string) return {};
  std::string_view name = schema->text;
  constexpr std::string_view kPrefix = "creditcast/";
  if (!name.starts_with(kPrefix)) return {};
  name.remove_prefix(kPrefix.size());
  return std::string(name.substr(0, name.find('@')));
}

}  // namespace creditcast::json
