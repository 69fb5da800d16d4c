#pragma once
/// The small panel that opens from a value: minus, the number to type, plus.
#include "field.hpp"

namespace creditcast::web {

void open_number_field(Ui& ui, const NumberSpec& spec);
/// Draws the panel while it is open (inside the same ID as open_number_field). The new value when it changes.
std::optional<double> number_field(Ui& ui, const NumberSpec& spec, ImVec2 at);

/// A number as the visitor writes it, for editing: without groups.
std::string typed_text(const Ui& ui, Amount value, int decimals);
std::optional<Amount> parse_typed(const Ui& ui, std::string_view typed);

/// ImGui's own text field in the page's type.
void push_type(const Ui& ui, Type type);
void pop_type();

}  // namespace creditcast::web
