#include "creditcast/usage.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "creditcast/limits.hpp"
#include "creditcast/pricing.hpp"
#include "creditcast/sort.hpp"
#include "usage_words.hpp"

namespace creditcast {
namespace {

constexpr std::int64_t kMonthHundredths = 3'043;  ///< days of a month, in hundredths
constexpr std::size_t kMatchedNames = 500;        ///< the most frequent ones; a name for each row is no name of work
constexpr std::size_t kShortestName = 2;          ///< letters; a shorter one says nothing

/// An id and a name as plain_words() gives them.
using Names = std::array<std::string, 2>;
Names names_of(std::string_view id, std::string_view name) { return {plain_words(id), plain_words(name)}; }

/// How well a name stands in what was written: twice its length, or less where only part of it does.
std::size_t told(std::string_view words, const Names& names) {
  std::size_t best = 0;
  for (const std::string& one : names) {
    if (one.size() < kShortestName) continue;
    if (has_words(words, one)) best = std::max(best, 2 * one.size());
    if (words.size() > kShortestName && has_words(one, words)) best = std::max(best, words.size());
  }
  return best;
}

/// An action with the words of its own and its options' names.
struct Known {
  const Action* action;
  Names names;
  std::vector<std::vector<Names>> values;  ///< by option
};
std::vector<Known> known_actions(const Catalog& catalog) {
  std::vector<Known> all;
  for (const Action& action : catalog.actions) {
    Known known{&action, names_of(action.id, action.name), {}};
    for (const Option& option : action.options) {
      std::vector<Names>& values = known.values.emplace_back();
      for (const OptionValue& value : option.values) values.push_back(names_of(value.id, value.name));
    }
    all.push_back(std::move(known));
  }
  return all;
}

/// A number of seconds in words as plain_words() gives them: "5 s".
std::string seconds_in(std::string_view words) {
  for (const std::string_view unit : {" s", " sec", " secs", " second", " seconds", " sekunden", " sek"}) {
    for (std::size_t at = words.find(unit); at != std::string_view::npos; at = words.find(unit, at + 1)) {
      const std::size_t end = at + unit.size();
      if (end < words.size() && words[end] != ' ') continue;
      std::size_t begin = at;
      while (begin > 0 && words[begin - 1] >= '0' && words[begin - 1] <= '9') --begin;
      if (begin < at) return std::string(words.substr(begin, at - begin));
    }
  }
  return {};
}

struct Match {
  WorkUse use;
  std::size_t told = 0;
  std::optional<Amount> price;
  [[nodiscard]] bool sure() const { return told > 0; }
};

std::optional<Amount> price_of(const Catalog& catalog, const Action& action, const WorkUse& use, const std::string& plan) {
  auto options = fill_options(action, use.options);
  if (!options) return std::nullopt;
  const auto quoted = quote(catalog, {&action, *options, use.outputs, plan, std::nullopt});
  if (!quoted || !quoted->priced) return std::nullopt;
  return quoted->typical;
}

/// The action with the options that the words name, as far as it has them.
Match matched(const Catalog& catalog, const Known& known, std::string_view words, std::int64_t outputs,
              const std::string& plan) {
  const Action& action = *known.action;
  Match match;
  match.use.action = action.id;
  match.told = told(words, known.names);
  const std::string seconds = seconds_in(words);
  for (std::size_t i = 0; i < action.options.size(); ++i) {
    const Option& option = action.options[i];
    const OptionValue* best = nullptr;
    std::size_t most = 0;
    for (std::size_t k = 0; k < option.values.size(); ++k) {
      const OptionValue& value = option.values[k];
      std::size_t by = told(words, known.values[i][k]);
      if (option.id == "seconds" && !seconds.empty() && value.id == seconds)
        by = std::max<std::size_t>(by, 2 * seconds.size() + 2);
      if (by > most) {
        most = by;
        best = &value;
      }
    }
    if (best != nullptr) match.use.options.push_back({option.id, best->id});
    if (best == nullptr && option.number && option.id == "seconds" && !seconds.empty()) {
      match.use.options.push_back({option.id, seconds});
      most = seconds.size();
    }
    match.told += most;
  }
  if (!match.sure()) return match;
  const std::int64_t limit = action.max_outputs > 0 ? action.max_outputs : kMaxOutputs;
  match.use.outputs = static_cast<std::int32_t>(std::clamp<std::int64_t>(outputs, 1, limit));
  // An option without a default has to be given: its first value.
  for (const Option& option : action.options) {
    const auto given = [&](const OptionChoice& choice) { return choice.option == option.id; };
    if (option.fallback.empty() && !option.values.empty() &&
        std::none_of(match.use.options.begin(), match.use.options.end(), given))
      match.use.options.push_back({option.id, option.values.front().id});
  }
  match.price = price_of(catalog, action, match.use, plan);
  // What cannot be asked for with these options is no match.
  if (!match.price && !fill_options(action, match.use.options)) match.told = 0;
  return match;
}

Amount distance(const std::optional<Amount>& price, Amount paid) {
  if (!price) return Amount{kAmountMaxMicros};
  const std::int64_t by = price->micros - paid.micros;
  return Amount{by < 0 ? -by : by};
}

/// What one name in the file says, over all its rows.
struct Kind {
  std::int64_t rows = 0, outputs = 0, paid_rows = 0;
  Amount credits;
};

Match best_match(const Catalog& catalog, const std::vector<Known>& actions, const std::string& work, const Kind& kind,
                 const std::string& plan) {
  const std::string words = plain_words(work);
  const std::int64_t outputs = (kind.outputs + kind.rows / 2) / kind.rows;
  const Amount paid = kind.paid_rows > 0 ? Amount{kind.credits.micros / kind.paid_rows} : Amount{};
  Match best;
  for (const Known& action : actions) {
    Match match = matched(catalog, action, words, outputs, plan);
    if (!match.sure()) continue;
    const bool better = match.told > best.told || (match.told == best.told && kind.paid_rows > 0 &&
                                                   distance(match.price, paid) < distance(best.price, paid));
    if (better) best = std::move(match);
  }
  return best;
}

std::string use_key(const WorkUse& use) {
  std::string key = use.action + "\n" + std::to_string(use.outputs);
  for (const OptionChoice& choice : use.options) key += "\n" + choice.option + "\n" + choice.value;
  return key;
}

/// Spread over the days observed: a month's worth of it, in hundredths.
std::int64_t hundredths_a_month(std::int64_t count, std::int64_t days) {
  return divide_half_even(Int128{count} * kMonthHundredths, Int128{days});
}

Rate rate_of(std::int64_t rows, std::int64_t days, std::int32_t working_days) {
  Rate rate;
  rate.quantity.kind = QuantityKind::poisson;
  const std::int64_t month = hundredths_a_month(rows, days);
  const bool daily = month >= std::int64_t{100} * working_days;
  rate.per = daily ? RatePer::working_day : RatePer::month;
  const std::int64_t hundredths =
      daily ? divide_half_even(Int128{month}, Int128{working_days}) : std::max<std::int64_t>(month, 1);
  rate.quantity.mean = Amount{std::min(hundredths * (kMicros / 100), kMaxPerPeriod * kMicros)};
  return rate;
}

/// An id of what people write; `taken` keeps them apart.
std::string id_of(std::string_view text, std::vector<std::string>& taken, std::string_view otherwise) {
  std::string id;
  for (const char c : plain_words(text)) {
    if ((static_cast<unsigned char>(c) & 0x80) != 0) continue;
    if (id.size() < 48) id += c == ' ' ? '-' : c;
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  while (!id.empty() && id.front() == '-') id.erase(0, 1);
  if (id.empty()) id = otherwise;
  std::string unique = id;
  for (int n = 2; std::find(taken.begin(), taken.end(), unique) != taken.end(); ++n) unique = id + "-" + std::to_string(n);
  taken.push_back(unique);
  return unique;
}

/// At most `characters` of UTF-8, cut between them.
std::string cut(std::string_view text, std::size_t characters) {
  std::size_t end = 0;
  for (std::size_t n = 0; end < text.size() && n < characters; ++n) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  }
  return std::string(text.substr(0, end));
}

constexpr std::size_t kNameCharacters = 120;
constexpr const char* kOtherUsers = "others";

/// The users that get streams of their own: those with most rows.
std::vector<std::string> named_users(const Usage& usage) {
  std::map<std::string, std::int64_t> rows;
  for (const UsageRow& row : usage.rows)
    if (!row.user.empty()) ++rows[row.user];
  std::vector<std::pair<std::string, std::int64_t>> order(rows.begin(), rows.end());
  sort_stably(order, [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> users;
  for (std::size_t i = 0; i < std::min(order.size(), kFittedOwners); ++i) users.push_back(order[i].first);
  return users;
}

}  // namespace

Result<UsageFit> fit_usage(const Catalog& catalog, const Usage& usage, const std::string& plan) {
  if (usage.rows.empty()) return {Code::missing_key, "no row could be read", "rows with a date and what was used"};
  UsageFit fit;
  fit.rows = static_cast<std::int64_t>(usage.rows.size());
  std::map<std::string, Kind> kinds;
  std::vector<Day> days;
  for (const UsageRow& row : usage.rows) {
    Kind& kind = kinds[row.work];
    ++kind.rows;
    kind.outputs += row.outputs;
    if (row.credits) {
      ++kind.paid_rows;
      const auto sum = add(kind.credits, *row.credits);
      if (!sum) return {Code::overflow, {"the credits of {0} add up to more than the largest amount", {row.work}}, ""};
      kind.credits = *sum;
    }
    days.push_back(row.day);
  }
  std::sort(days.begin(), days.end());
  fit.first = days.front();
  fit.last = days.back();
  const std::int64_t span = std::int64_t{fit.last} - fit.first + 1;
  const auto used_days = static_cast<std::int64_t>(std::unique(days.begin(), days.end()) - days.begin());
  fit.months = Amount{divide_half_even(Int128{span} * 100 * kMicros, Int128{kMonthHundredths})};
  // Of four weeks the days that were worked show; of less the usual month is taken.
  if (span >= 28)
    fit.working_days_per_month = static_cast<std::int32_t>(std::clamp<std::int64_t>((used_days * 30 + span / 2) / span, 1, 30));

  const std::vector<std::string> users = named_users(usage);
  struct Sum {
    Match match;
    std::int64_t rows = 0, outputs = 0, most_rows = 0;
    std::string work, owner;
    Amount credits;
  };
  std::map<std::string, Match> matches;
  const std::vector<Known> actions = known_actions(catalog);
  std::vector<const std::pair<const std::string, Kind>*> frequent;
  for (const auto& entry : kinds) frequent.push_back(&entry);
  sort_stably(frequent, [](const auto* a, const auto* b) { return a->second.rows > b->second.rows; });
  for (std::size_t i = 0; i < frequent.size(); ++i) {
    const auto& [work, kind] = *frequent[i];
    Match match = i < kMatchedNames ? best_match(catalog, actions, work, kind, plan) : Match{};
    if (match.sure())
      matches.emplace(work, std::move(match));
    else
      fit.unmatched.push_back({work, kind.rows, kind.credits});
  }
  std::map<std::pair<std::string, std::string>, Kind> by_user;  // work, owner
  for (const UsageRow& row : usage.rows) {
    if (matches.find(row.work) == matches.end()) continue;
    const bool named = std::find(users.begin(), users.end(), row.user) != users.end();
    Kind& kind = by_user[{row.work, named ? row.user : users.empty() ? std::string() : kOtherUsers}];
    ++kind.rows;
    kind.outputs += row.outputs;
    if (row.credits) kind.credits += *row.credits;
  }
  // Different names of one thing are one stream.
  std::map<std::pair<std::string, std::string>, Sum> sums;
  for (const auto& [key, kind] : by_user) {
    const Match& match = matches.at(key.first);
    Sum& sum = sums[{use_key(match.use), key.second}];
    sum.match = match;
    sum.owner = key.second;
    sum.rows += kind.rows;
    sum.outputs += kind.outputs;
    const auto credits = add(sum.credits, kind.credits);
    if (!credits) return {Code::overflow, {"the credits of {0} add up to more than the largest amount", {key.first}}, ""};
    sum.credits = *credits;
    if (kind.rows > sum.most_rows) {
      sum.most_rows = kind.rows;
      sum.work = key.first;
    }
  }
  for (const auto& [key, sum] : sums)
    fit.streams.push_back({sum.work, sum.match.use, sum.owner, sum.rows, sum.outputs, sum.credits, sum.match.price,
                           rate_of(sum.rows, span, fit.working_days_per_month)});
  const auto more_rows = [](const auto& a, const auto& b) { return std::tie(b.rows, a.work) < std::tie(a.rows, b.work); };
  sort_stably(fit.streams, more_rows);
  for (std::size_t i = kFittedStreams; i < fit.streams.size(); ++i)
    fit.unmatched.push_back({fit.streams[i].work + (fit.streams[i].owner.empty() ? "" : ", " + fit.streams[i].owner),
                             fit.streams[i].rows, fit.streams[i].credits});
  fit.streams.resize(std::min(fit.streams.size(), kFittedStreams));
  sort_stably(fit.unmatched, more_rows);
  return fit;
}

Scenario scenario_of(const UsageFit& fit, const Scenario& base) {
  Scenario scenario = base;
  scenario.streams.clear();
  scenario.projects.clear();
  scenario.habits.clear();
  scenario.habit.clear();
  scenario.owners.clear();
  if (!scenario.calendar.start) scenario.calendar.working_days_per_month = fit.working_days_per_month;
  std::vector<std::string> stream_ids, owner_ids;
  std::map<std::string, std::string> owners;
  for (const FittedStream& fitted : fit.streams) {
    if (!fitted.owner.empty() && owners.find(fitted.owner) == owners.end()) {
      const std::string id = id_of(fitted.owner, owner_ids, "user");
      owners.emplace(fitted.owner, id);
      Owner owner;
      owner.id = id;
      owner.name = cut(fitted.owner, kNameCharacters);
      owner.kind = "user";
      scenario.owners.push_back(std::move(owner));
    }
    Stream stream;
    stream.id = id_of(fitted.work, stream_ids, "work");
    stream.name = cut(fitted.work, kNameCharacters);
    stream.rate = fitted.rate;
    if (!fitted.owner.empty()) stream.owner = owners.at(fitted.owner);
    stream.uses.push_back(fitted.use);
    scenario.streams.push_back(std::move(stream));
  }
  return scenario;
}

}  // namespace creditcast
