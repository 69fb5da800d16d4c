#pragma once
/// The parts of a scenario that say what is done and how often, as read_work.hpp reads them; defaults are left out.
#include "creditcast/scenario.hpp"
#include "writer.hpp"

namespace creditcast::json {

void write_stream(Writer& out, const Stream& stream);
void write_project(Writer& out, const Project& project);
void write_phase(Writer& out, const Phase& phase);

}  // namespace creditcast::json
