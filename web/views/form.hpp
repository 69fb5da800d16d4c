#pragma once
/// What can be set where nothing can be drawn: a plain HTML form beside the results, for browsers without WebGL 2.
#include <optional>
#include <string>
#include <string_view>

#include "app_state.hpp"

namespace creditcast::web {

/// One control a line, fields parted by tabs, which form.mjs builds:
///   choice  KIND ("platform", "scenario", "plan")  LABEL
///   option  ID  NAME  chosen|                               (of the choice before it)
///   number  KIND ("rate", "guests", "photos", "days")  INDEX  LABEL  UNIT  VALUE  LEAST  MOST  STEP
std::string form_of(const AppState& state);

/// The edit that a line "KIND  INDEX-OR-ID  VALUE" of the form asks for; none where it is not understood.
std::optional<Action> form_action(std::string_view line);

}  // namespace creditcast::web
