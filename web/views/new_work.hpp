#pragma once
/// What stands there when a visitor adds something: sensible work that the platform has.
#include <string>
#include <vector>

#include "actions.hpp"
#include "creditcast/catalog.hpp"

namespace creditcast::web {

/// An id made of a name, unlike those taken.
std::string free_id(std::string_view name, const std::vector<std::string>& taken);

/// The first of the capabilities that the catalog has; else its first action of one of the kinds; else its first action.
WorkUse use_for(const Catalog& catalog, std::initializer_list<std::string_view> capabilities,
                std::initializer_list<std::string_view> kinds = {});
/// Work that spends energy or another small unit, for utilities.
WorkUse new_utility(const Catalog& catalog);
Phase new_phase(const Catalog& catalog, const Project& project);
EventWork::Feature new_feature(const Catalog& catalog, const EventWork& event);
/// The stream and, for a project, its phases; both are put into the scenario.
void add_stream(Scenario& scenario, const Catalog& catalog, StreamKind kind);
/// No work, on the platform and plan of another scenario.
Scenario empty_scenario(const Scenario& like);

}  // namespace creditcast::web
