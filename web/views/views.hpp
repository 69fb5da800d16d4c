#pragma once
/// The page, part by part. Views read the state, draw, and leave edits in Ui::actions; they compute nothing.
#include "app_state.hpp"
#include "summary.hpp"
#include "ui.hpp"
#include "widgets/card.hpp"

namespace creditcast::web {

/// How the page is laid out at a width.
enum class Layout { narrow, medium, wide };
Layout layout_for(float width);

/// The whole page in the current ImGui frame. Afterwards Ui::actions holds the edits.
void draw_page(Ui& ui, const AppState& state);

// Each part begins at the column's top and moves it to the part's lower edge.
void header_bar(Ui& ui, const AppState& state, Layout layout);
void choosers(Ui& ui, const AppState& state, Column& column);  ///< scenario and plan, where the bar has no room for them
void headline(Ui& ui, const Summary& summary, const AppState& state, Column& column);
void recommendation(Ui& ui, const Summary& summary, Column& column);
void plans(Ui& ui, const AppState& state, Column& column);
void work_rail(Ui& ui, const AppState& state, Column& column);
void habit_switch(Ui& ui, const AppState& state, Column& column);  ///< nothing where the scenario has none
void time_card(Ui& ui, const AppState& state, Column& column);
void at_zero(Ui& ui, const AppState& state, Column& column);
void people(Ui& ui, const AppState& state, Column& column);
void phase_cards(Ui& ui, const AppState& state, Column& column);
void months(Ui& ui, const AppState& state, Column& column);
void balance(Ui& ui, const AppState& state, Column& column);
void energy(Ui& ui, const AppState& state, Column& column);  ///< nothing where no pool of another unit is live
void run_out_days(Ui& ui, const AppState& state, Column& column);
void plan_bars(Ui& ui, const AppState& state, Column& column);
void cost_by_volume(Ui& ui, const AppState& state, Column& column);  ///< with the break-even points
void page_foot(Ui& ui, const AppState& state, Column& column);       ///< the languages
void tornado(Ui& ui, const AppState& state, Column& column);         ///< what each input moves
void platforms(Ui& ui, const AppState& state, Column& column);       ///< the same work on each of them
void habits(Ui& ui, const AppState& state, Column& column);          ///< side by side; nothing where there is no project
void one_future(Ui& ui, const AppState& state, Column& column);      ///< one future, event by event
void rests_on(Ui& ui, const AppState& state, Column& column);
void empty_work(Ui& ui, const AppState& state, Column& column);    ///< what to begin with, while there is no work
void empty_answer(Ui& ui, const AppState& state, Column& column);  ///< what will stand there
void notices(Ui& ui, const AppState& state, Column& column);       ///< nothing where there are none
void trouble(Ui& ui, const AppState& state, Column& column);       ///< nothing where there is none
void try_again(Ui& ui, Column& column);                            ///< a button

}  // namespace creditcast::web
