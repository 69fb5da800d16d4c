#include "habit_edits.hpp"

#include <algorithm>
#include <string>

#include "read_scenario.hpp"
#include "write_work.hpp"
#include "writer.hpp"

namespace creditcast::json {
namespace {

bool same(const Node& a, const Node& b) { return canonical_text(a) == canonical_text(b); }
bool same(const Node* a, const Node* b) { return a == b || (a != nullptr && b != nullptr && same(*a, *b)); }

void put(Node& object, std::string_view key, Node value) {
  value.key = key;
  if (Node* found = object.find(key)) {
    *found = std::move(value);
  } else {
    object.items.push_back(std::move(value));
  }
}

void drop(Node& object, std::string_view key) {
  std::erase_if(object.items, [&](const Node& member) { return member.key == key; });
}

template <typename Write>
Node tree_of(Write write) {
  Writer out(true);
  write(out);
  return parse({}, out.take(), 0, kInputLimits).root;
}
Node tree_of(const Phase& phase) {
  return tree_of([&](Writer& out) { write_phase(out, phase); });
}

/// The patch that makes `to` of `from`.
Node difference(const Node& from, const Node& to) {
  if (from.kind != Kind::object || to.kind != Kind::object) return to;
  Node patch;
  patch.kind = Kind::object;
  for (const Node& member : from.items)
    if (to.find(member.key) == nullptr) put(patch, member.key, Node{});
  for (const Node& member : to.items) {
    const Node* before = from.find(member.key);
    if (!same(before, &member)) put(patch, member.key, before == nullptr ? member : difference(*before, member));
  }
  return patch;
}

/// What the habit speaks of. A phase has an action or a capability: of these it speaks of both or of none.
std::vector<std::string> keys_of(const Node& patch) {
  std::vector<std::string> keys;
  for (const Node& member : patch.items) keys.push_back(member.key);
  const auto has = [&](std::string_view key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
  if (has("action") && !has("capability")) keys.emplace_back("capability");
  if (has("capability") && !has("action")) keys.emplace_back("action");
  return keys;
}

/// One phase as it was written, as the habit made it and as it was edited.
struct Edited {
  Node* place = nullptr;  ///< where it is written now
  const Node* written = nullptr;
  Node loaded, now;
  [[nodiscard]] bool untouched() const { return written != nullptr && same(loaded, now); }
};

/// The habit's patch that gives the phase as edited.
Node patch_for(const Edited& phase, const Node& patch) {
  if (phase.untouched()) return patch;
  Node next;
  next.kind = Kind::object;
  for (const std::string& key : keys_of(patch)) {
    const Node* now = phase.now.find(key);
    const Node* written = phase.written->find(key);
    if (same(phase.loaded.find(key), now)) {
      if (const Node* before = patch.find(key)) put(next, key, *before);
    } else if (now == nullptr) {
      put(next, key, Node{});
    } else if (!same(written, now)) {
      put(next, key, written == nullptr ? *now : difference(*written, *now));
    }
  }
  return next;
}

/// What of the habit one patch can go on to give to all phases of its id.
std::vector<std::string> agreed_keys(const std::vector<Edited>& phases, const std::vector<Node>& patches, const Node& patch) {
  std::vector<std::string> keys = keys_of(patch);
  if (std::any_of(phases.begin(), phases.end(), [](const Edited& phase) { return phase.written == nullptr; })) return {};
  const auto differs = [&](std::string_view key) {
    return std::any_of(patches.begin(), patches.end(),
                       [&](const Node& one) { return !same(one.find(key), patches.front().find(key)); });
  };
  const bool use_differs = differs("action") || differs("capability");
  std::erase_if(
      keys, [&](const std::string& key) { return differs(key) || (use_differs && (key == "action" || key == "capability")); });
  return keys;
}

void write_without_habit(const Edited& phase, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    const Node* written = phase.written->find(key);
    if (written == nullptr) {
      drop(*phase.place, key);
    } else {
      put(*phase.place, key, *written);
    }
  }
  order_phase(*phase.place);
}

const Node* find_by_id(const Node* list, std::string_view id) {
  if (list == nullptr) return nullptr;
  for (const Node& item : list->items)
    if (const Node* own = item.find("id"); own != nullptr && own->text == id) return &item;
  return nullptr;
}

/// All phases of one id.
std::vector<Edited> phases_of(std::string_view id, const Scenario& edited, const std::vector<Project>& loaded,
                              const Node& written, Node& now) {
  std::vector<Edited> found;
  for (std::size_t p = 0; p < edited.projects.size(); ++p) {
    const Project& project = edited.projects[p];
    const Node* own = find_by_id(&written, project.id);
    const auto before = std::find_if(loaded.begin(), loaded.end(), [&](const Project& one) { return one.id == project.id; });
    for (std::size_t i = 0; i < project.phases.size(); ++i) {
      if (project.phases[i].id != id) continue;
      Edited phase;
      phase.place = &now.items[p].find("phases")->items[i];
      phase.now = *phase.place;
      phase.written = own == nullptr ? nullptr : find_by_id(own->find("phases"), id);
      if (before != loaded.end())
        for (const Phase& one : before->phases)
          if (one.id == id) phase.loaded = tree_of(one);
      found.push_back(std::move(phase));
    }
  }
  return found;
}

}  // namespace

TakenApart take_apart(const Scenario& edited, Node written, Node habits) {
  Node root;
  root.kind = Kind::object;
  put(root, "projects", written);
  put(root, "habits", habits);
  Reading reading;
  (void)apply_habit(reading, root, edited.habit);
  const std::vector<Project> loaded = read_projects(reading, root);

  TakenApart parts{tree_of([&](Writer& out) {
                     out.open_array();
                     for (const Project& project : edited.projects) write_project(out, project);
                     out.close_array();
                   }),
                   std::move(habits)};
  Node* habit = parts.habits.find(edited.habit);
  Node* patches = habit == nullptr ? nullptr : habit->find("phases");
  if (patches == nullptr) return parts;
  const Node before = *patches;
  for (const Node& patch : before.items) {
    const std::vector<Edited> phases = phases_of(patch.key, edited, loaded, written, parts.projects);
    if (phases.empty()) continue;
    std::vector<Node> given;
    for (const Edited& phase : phases) given.push_back(phase.written == nullptr ? Node{} : patch_for(phase, patch));
    const std::vector<std::string> keys = agreed_keys(phases, given, patch);
    for (const Edited& phase : phases) write_without_habit(phase, keys);
    std::erase_if(given.front().items,
                  [&](const Node& member) { return std::find(keys.begin(), keys.end(), member.key) == keys.end(); });
    if (keys.empty()) {
      drop(*patches, patch.key);
    } else {
      put(*patches, patch.key, std::move(given.front()));
    }
  }
  return parts;
}

}  // namespace creditcast::json
