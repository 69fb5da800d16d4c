#pragma once
/// What can be set where nothing can be drawn: a plain HTML form beside the results, for browsers without WebGL 2.
#include <optional>
#include <string>
#include <string_view>

#include "app_state.hpp"

namespace creditcast::web {

/// One control a line, fields parted by tabs, which form.mjs builds. A control is named by its KIND and its PLACE, numbers
/// parted by "/" that say of which stream, phase or row it is:
///   group   ID  TITLE                                       (what follows is folded below it)
///   choice  KIND  LABEL  PLACE                              (without a place: "platform", "scenario", "plan")
///   option  ID  NAME  chosen|                               (of the choice before it)
///   number  KIND  PLACE  LABEL  UNIT  VALUE  LEAST  MOST  STEP  NONE   (with words for NONE it may be empty)
///   text    KIND  PLACE  LABEL  VALUE
///   date    KIND  PLACE  LABEL  VALUE
///   check   KIND  PLACE  LABEL  on|
///   button  KIND  PLACE  LABEL  off|  FULL                      (FULL: LABEL with what it is done to, for who hears it alone)
///   row                                                     (the buttons that follow stand side by side)
///   help    WORDS                                           (of the control before it)
///   error   WORDS                                           (likewise; else of the group)
std::string form_of(const AppState& state);

/// The edit that a line "KIND  PLACE  VALUE" of the form asks for; none where it is not understood.
std::optional<Action> form_action(const AppState& state, std::string_view line);

}  // namespace creditcast::web
