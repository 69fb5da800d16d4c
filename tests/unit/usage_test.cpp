/// Real usage: which column says what, what the rows say, and the scenario that goes on like them.
#include "creditcast/usage.hpp"

#include "../../core/src/usage_words.hpp"
#include "creditcast/estimate.hpp"
#include "creditcast/resolve.hpp"
#include "support/published.hpp"

using namespace creditcast;
using creditcast::testing::platform;

namespace {

CsvTable table_of(const std::string& text) {
  auto table = read_csv(text);
  REQUIRE(table.ok());
  return *std::move(table);
}
Usage usage_of(const std::string& text) {
  const CsvTable table = table_of(text);
  auto usage = read_usage(table, guess_mapping(table));
  REQUIRE(usage.ok());
  return *std::move(usage);
}
using Columns = std::array<std::int32_t, kUsageColumns>;
Day day(int year, int month, int of_month) { return to_day({year, month, of_month}); }

}  // namespace

TEST_CASE("usage: dates in the forms that exports use") {
  for (const char* cell :
       {"2026-03-04", "2026/3/4", "2026-03-04T23:59:59Z", "2026-03-04 08:15", "4.3.2026", "04.03.26", "20260304", "4 Mar 2026",
        "Mar 4, 2026", "Wed, 4 March 2026 10:00", "4. M\xC3\xA4rz 2026", "1772582400", "1772582400000", "4/3/2026"}) {
    CAPTURE(cell);
    CHECK(day_of(cell, false) == day(2026, 3, 4));
  }
  CHECK(day_of("3/4/2026", true) == day(2026, 3, 4));
  for (const char* cell :
       {"", "tomorrow", "31.2.2026", "2026-13-01", "12", "1.2", "3:04", "2026", "v1.2.3000", "0.5.1", "-1-1-1"}) {
    CAPTURE(cell);
    CHECK_FALSE(day_of(cell, false));
  }
}

TEST_CASE("usage: numbers with groups, signs and units") {
  const auto micros = [](const char* cell, bool comma) {
    const auto amount = number_of(cell, comma);
    return amount ? amount->micros : -1;
  };
  CHECK(micros("24", false) == 24'000'000);
  CHECK(micros("1,234.5", false) == 1'234'500'000);
  CHECK(micros("1.234,5", true) == 1'234'500'000);
  CHECK(micros("1 234", false) == 1'234'000'000);
  CHECK(micros("1\xC2\xA0"
               "234,5",
               true) == 1'234'500'000);
  CHECK(micros("24 credits", false) == 24'000'000);
  CHECK(micros("$0.123456789", false) == 123'456);
  CHECK(micros("-7", false) == -7'000'000);
  CHECK(micros("\xE2\x88\x92"
               "7",
               false) == -7'000'000);
  CHECK(micros("(7)", false) == -7'000'000);
  for (const char* cell : {"", "none", "1 2 3x4", "12:30", "2026-01-01", "99999999999999"}) {
    CAPTURE(cell);
    CHECK_FALSE(number_of(cell, false));
  }
}

TEST_CASE("usage: columns are told by their names, and by what stands in them") {
  CHECK(guess_mapping(table_of("Date,User,Action,Model,Outputs,Credits\n2026-01-05,ann,Image,Nano Banana,4,96\n")).columns ==
        Columns{0, 2, 3, 5, 4, 1});
  const UsageMapping german = guess_mapping(table_of("Datum;Funktion;Anzahl;Kosten;Benutzer\n5.1.2026;Bild;4;9,5;ann\n"));
  CHECK(german.columns == Columns{0, 1, -1, 3, 2, 4});
  CHECK(german.decimal_comma);
  const UsageMapping bare = guess_mapping(table_of("2026-01-05,Image,24\n2026-01-06,Image,24\n"));
  CHECK_FALSE(bare.header);
  CHECK(bare.columns == Columns{0, 1, -1, 2, -1, -1});
  CHECK(guess_mapping(table_of("date,action\n1/14/2026,Image\n1/2/2026,Image\n")).month_first);
  CHECK_FALSE(guess_mapping(table_of("date,action\n14/1/2026,Image\n1/2/2026,Image\n")).month_first);
}

TEST_CASE("usage: rows that cannot be read are told by their line, refunds are no usage") {
  const Usage usage = usage_of(
      "date,action,credits\n2026-01-05,Image,-24\nyesterday,Image,-24\n2026-01-06,,-24\n2026-01-07,Top-up,500\n"
      "2026-01-08,Image,many\n2026-01-09,Image,-24\n");
  REQUIRE(usage.rows.size() == 2);
  CHECK(usage.rows[0].credits == whole(24));
  REQUIRE(usage.unread.size() == 4);
  CHECK(usage.unread_count == 4);
  CHECK(usage.unread[0].line == 3);
  CHECK(usage.unread[0].cell == "yesterday");
  CHECK(usage.unread[1].line == 4);
  CHECK(usage.unread[2].what == "not spent, but received");
  CHECK(usage.unread[3].what == "not a number");
  UsageMapping none;
  CHECK(read_usage(table_of("a,b\n1,2\n"), none).errors().front().code == Code::missing_key);
  none.columns[0] = 7;
  CHECK(read_usage(table_of("a,b\n1,2\n"), none).errors().front().code == Code::out_of_range);
}

TEST_CASE("usage: a year of rows becomes streams with their rates, matched to the catalog by name") {
  std::string text = "date,user,action,model,outputs,credits\n";
  for (Day at = day(2026, 1, 1); at <= day(2026, 12, 31); ++at) {
    if (weekday(at) > 4) continue;
    for (int i = 0; i < 3; ++i) text += date_text(at) + ",ann,Image,Nano Banana,2,48\n";
    if (weekday(at) == 0) text += date_text(at) + ",bob,Upscale,,1,40\n";
  }
  text += "2026-06-01,bob,Moodboard,,1,10\n";
  const Usage usage = usage_of(text);
  const auto fit = fit_usage(platform("imagineart"), usage, "ultimate");
  REQUIRE(fit.ok());
  CHECK(fit->first == day(2026, 1, 1));
  CHECK(fit->last == day(2026, 12, 31));
  CHECK(fit->months.micros / 10'000 == 1199);  // 365 days of 30.43
  CHECK(fit->working_days_per_month == 21);
  REQUIRE(fit->streams.size() == 2);
  const FittedStream& images = fit->streams[0];
  CHECK(images.use.action == "image");
  REQUIRE_FALSE(images.use.options.empty());
  CHECK(images.use.options[0].value == "nano-banana");
  CHECK(images.use.outputs == 2);
  CHECK(images.owner == "ann");
  CHECK(images.rows == 261 * 3);
  CHECK(images.credits == whole(261 * 3 * 48));
  CHECK(images.price == whole(48));
  CHECK(images.rate.per == RatePer::working_day);
  CHECK(images.rate.quantity.mean.micros == 3'110'000);  // 783 rows in 11.99 months of 21 days
  CHECK(fit->streams[1].use.action == "upscale");
  CHECK(fit->streams[1].rate.per == RatePer::month);
  REQUIRE(fit->unmatched.size() == 1);
  CHECK(fit->unmatched[0].work == "Moodboard");

  auto base = json::load_scenario(
      creditcast::testing::shelf(),
      {"base", creditcast::testing::text_of(creditcast::testing::source("public/scenarios/imagineart-lookbook.json"))});
  REQUIRE(base.ok());
  const Scenario scenario = scenario_of(*fit, *base->scenario);
  CHECK(scenario.owners.size() == 2);
  CHECK(scenario.plan == base->scenario->plan);
  CHECK(check(scenario, platform("imagineart")).empty());
}

TEST_CASE("usage: what many users do stays a few streams, and their rows all count") {
  std::string text = "date,user,action\n";
  for (int i = 0; i < 400; ++i) text += date_text(day(2026, 1, 1) + i % 60) + ",user " + std::to_string(i % 40) + ",Image\n";
  const auto fit = fit_usage(platform("imagineart"), usage_of(text), "ultimate");
  REQUIRE(fit.ok());
  CHECK(fit->streams.size() == kFittedOwners + 1);
  std::int64_t rows = 0;
  for (const FittedStream& stream : fit->streams) rows += stream.rows;
  CHECK(rows == 400);
  CHECK(fit_usage(platform("imagineart"), {}, "").errors().front().code == Code::missing_key);
}
