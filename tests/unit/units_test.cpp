// Amounts are exact or refused: decimal text, checked sums and products, each rounding by its name, and probabilities as
// shares of 2^32. Mostly tables, one line per case.
#include "creditcast/units.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace creditcast;

namespace {

Amount micros(std::int64_t m) { return Amount{m}; }

Code code_of(const Errors& errors) { return errors.front().code; }

}  // namespace

TEST_CASE("decimal text converts exactly") {
  struct Row {
    const char* text;
    std::int64_t micros;
    const char* shortest;
  };
  for (const Row& row : std::vector<Row>{{"0", 0, "0"},
                                         {"-0", 0, "0"},
                                         {"73.5", 73'500'000, "73.5"},
                                         {"73.500", 73'500'000, "73.5"},
                                         {"-0.25", -250'000, "-0.25"},
                                         {"62040", 62'040'000'000, "62040"},
                                         {"1e3", 1'000'000'000, "1000"},
                                         {"1.5E+2", 150'000'000, "150"},
                                         {"25e-1", 2'500'000, "2.5"},
                                         {"10e-7", 1, "0.000001"},
                                         {"-0.000001", -1, "-0.000001"},
                                         {"0.0000010", 1, "0.000001"},
                                         {"0e999999999999999999", 0, "0"},
                                         {"0.00000000000000000000000000000000000e5", 0, "0"},
                                         {"8000000000", kAmountMaxMicros, "8000000000"},
                                         {"7999999999.999999", kAmountMaxMicros - 1, "7999999999.999999"},
                                         {"-8e9", -kAmountMaxMicros, "-8000000000"}}) {
    CAPTURE(row.text);
    const auto amount = parse_amount(row.text);
    REQUIRE(amount.ok());
    CHECK(amount->micros == row.micros);
    CHECK(to_decimal(*amount) == row.shortest);
    CHECK(parse_amount(to_decimal(*amount))->micros == row.micros);
  }
}

TEST_CASE("decimal text that is not exact, not in range or not a number is refused") {
  struct Row {
    const char* text;
    Code code;
  };
  for (const Row& row : std::vector<Row>{{"", Code::bad_number},
                                         {"-", Code::bad_number},
                                         {"+1", Code::bad_number},
                                         {".5", Code::bad_number},
                                         {"5.", Code::bad_number},
                                         {"007", Code::bad_number},
                                         {"1 ", Code::bad_number},
                                         {"1,5", Code::bad_number},
                                         {"0x10", Code::bad_number},
                                         {"1e", Code::bad_number},
                                         {"1e+", Code::bad_number},
                                         {"NaN", Code::bad_number},
                                         {"Infinity", Code::bad_number},
                                         {"0.0000001", Code::bad_number},
                                         {"1e-7", Code::bad_number},
                                         {"1.0000005", Code::bad_number},
                                         {"8000000000.000001", Code::out_of_range},
                                         {"-8000000001", Code::out_of_range},
                                         {"9007199254740992", Code::out_of_range},
                                         {"1e400", Code::out_of_range},
                                         {"1e99999999999999999999", Code::out_of_range}}) {
    CAPTURE(row.text);
    const auto amount = parse_amount(row.text);
    REQUIRE_FALSE(amount.ok());
    CHECK(code_of(amount.errors()) == row.code);
  }
}

TEST_CASE("sums and products past the largest amount are refused, never wrapped") {
  const Amount most = micros(kAmountMaxMicros);
  CHECK(add(most, micros(0)) == most);
  CHECK_FALSE(add(most, micros(1)).has_value());
  CHECK_FALSE(subtract(micros(-kAmountMaxMicros), micros(1)).has_value());
  CHECK(subtract(most, most) == micros(0));
  CHECK(times(whole(4'000'000'000), 2) == most);
  CHECK_FALSE(times(whole(4'000'000'001), 2).has_value());
  CHECK_FALSE(times(whole(1), INT64_MAX).has_value());
  CHECK(times(whole(-3), 5) == whole(-15));
  CHECK(code_of(multiply(most, whole(2), {}).errors()) == Code::overflow);
  CHECK(code_of(multiply(most, most, {RoundingMode::floor, micros(1)}).errors()) == Code::overflow);
  CHECK(code_of(divide(most, micros(1), {}).errors()) == Code::overflow);
  // a coarse step rounds a small amount past the limit
  CHECK(code_of(round_to(most, {RoundingMode::ceil, micros(kAmountMaxMicros - 1)}).errors()) == Code::overflow);
}

TEST_CASE("rounding happens by name, to a step") {
  struct Row {
    const char* amount;
    RoundingMode mode;
    const char* step;
    const char* expected;
  };
  using enum RoundingMode;
  for (const Row& row : std::vector<Row>{{"73.5", exact, "1", "73.5"},
                                         {"73.2", ceil, "1", "74"},
                                         {"73", ceil, "1", "73"},
                                         {"73.2", ceil, "0.5", "73.5"},
                                         {"73.9", floor, "1", "73"},
                                         {"12.1", ceil, "5", "15"},
                                         {"73.5", half_up, "1", "74"},
                                         {"73.499999", half_up, "1", "73"},
                                         {"-73.5", half_up, "1", "-74"},
                                         {"-73.2", ceil, "1", "-73"},
                                         {"-73.2", floor, "1", "-74"},
                                         {"-73.4", half_up, "1", "-73"},
                                         {"2.5", half_up, "5", "5"},
                                         {"2.4", half_up, "5", "0"},
                                         {"0", ceil, "5", "0"},
                                         {"0.000001", ceil, "1", "1"},
                                         {"0.000001", floor, "0.25", "0"},
                                         {"7.5", half_up, "5", "10"},
                                         {"-7.5", half_up, "5", "-10"}}) {
    CAPTURE(row.amount);
    CAPTURE(row.step);
    const auto result = round_to(*parse_amount(row.amount), {row.mode, *parse_amount(row.step)});
    REQUIRE(result.ok());
    CHECK(to_decimal(*result) == row.expected);
  }
}

TEST_CASE("products and quotients are exact, or rounded once, as named") {
  using enum RoundingMode;
  CHECK(to_decimal(*multiply(whole(49), *parse_amount("1.5"), {})) == "73.5");
  CHECK(to_decimal(*multiply(*parse_amount("0.001"), *parse_amount("0.001"), {})) == "0.000001");
  CHECK(code_of(multiply(*parse_amount("0.001"), *parse_amount("0.0001"), {}).errors()) == Code::inexact);
  CHECK(to_decimal(*multiply(*parse_amount("0.001"), *parse_amount("0.0001"), {ceil, micros(1)})) == "0.000001");
  CHECK(to_decimal(*multiply(whole(62'040), *parse_amount("1.2"), {})) == "74448");
  CHECK(to_decimal(*multiply(whole(62'040), *parse_amount("1.3"), {})) == "80652");
  CHECK(to_decimal(*divide(whole(1), whole(4), {})) == "0.25");
  CHECK(code_of(divide(whole(1), whole(3), {}).errors()) == Code::inexact);
  CHECK(to_decimal(*divide(whole(1), whole(3), {floor, *parse_amount("0.01")})) == "0.33");
  CHECK(to_decimal(*divide(whole(2), whole(3), {half_up, *parse_amount("0.01")})) == "0.67");
  CHECK(to_decimal(*divide(whole(-2), whole(3), {ceil, whole(1)})) == "0");
  // rounding once: 0.45 to the nearest tenth is 0.5 although 0.4499... rounded twice would be too
  CHECK(to_decimal(*multiply(*parse_amount("0.15"), whole(3), {half_up, *parse_amount("0.1")})) == "0.5");
}

TEST_CASE("expected values round half to even") {
  struct Row {
    int numerator, denominator, expected;
  };
  for (const Row& row : std::vector<Row>{{5, 2, 2},
                                         {7, 2, 4},
                                         {-5, 2, -2},
                                         {-7, 2, -4},
                                         {1, 3, 0},
                                         {2, 3, 1},
                                         {-2, 3, -1},
                                         {6, 3, 2},
                                         {1, 2, 0},
                                         {-1, 2, 0}}) {
    CAPTURE(row.numerator);
    CHECK(divide_half_even(row.numerator, row.denominator) == row.expected);
  }
  CHECK(divide_half_even(static_cast<Int128>(INT64_MAX) * 2, 2) == INT64_MAX);
}

TEST_CASE("a probability is a share of 2^32, and one is exact") {
  CHECK(share_of(whole(0))->of_2_32 == 0);
  CHECK(*share_of(whole(1)) == kAlways);
  CHECK(share_of(*parse_amount("0.5"))->of_2_32 == kShareOne / 2);
  CHECK(share_of(*parse_amount("0.25"))->of_2_32 == kShareOne / 4);
  CHECK(share_of(*parse_amount("0.000001"))->of_2_32 == 4'295);  // 4294.967296
  CHECK(code_of(share_of(micros(-1)).errors()) == Code::bad_probability);
  CHECK(code_of(share_of(micros(kMicros + 1)).errors()) == Code::bad_probability);
  CHECK(product(kAlways, kAlways) == kAlways);
  CHECK(product(Share{kShareOne / 2}, Share{kShareOne / 2}).of_2_32 == kShareOne / 4);
  CHECK(product(kNever, kAlways) == kNever);
  CHECK(to_double(kAlways) == 1.0);
}

TEST_CASE("a distribution's shares sum to 2^32 and are read by their inverse") {
  const std::vector<std::int64_t> values{4, 5, 6};
  const std::vector<double> weights{1, 2, 1};
  const auto d = distribution_of(values, weights);
  CHECK(d.cumulated == std::vector<std::uint64_t>{kShareOne / 4, kShareOne / 4 * 3, kShareOne});
  CHECK(d.at(0) == 4);
  CHECK(d.at(0x3fffffff) == 4);
  CHECK(d.at(0x40000000) == 5);
  CHECK(d.at(0xbfffffff) == 5);
  CHECK(d.at(0xc0000000) == 6);
  CHECK(d.at(0xffffffff) == 6);
  CHECK(d.mean() == 5.0);

  SUBCASE("what weighs nothing is left out, at either end and in between") {
    const std::vector<std::int64_t> five{1, 2, 3, 4, 5};
    const std::vector<double> some{0, 1, 0, 3, 0};
    const auto left = distribution_of(five, some);
    CHECK(left.values == std::vector<std::int64_t>{2, 4});
    CHECK(left.cumulated == std::vector<std::uint64_t>{kShareOne / 4, kShareOne});
  }
  SUBCASE("a uniform range is as even as 2^32 allows") {
    const auto u = uniform_distribution(-1, 1);
    CHECK(u.values == std::vector<std::int64_t>{-1, 0, 1});
    CHECK(u.cumulated == std::vector<std::uint64_t>{1'431'655'765, 2'863'311'531, kShareOne});
    CHECK(uniform_distribution(7, 7).at(0xffffffff) == 7);
  }
}

TEST_CASE("Poisson tables have the law's mean and probabilities, with + - * / alone") {
  const auto none = poisson_distribution(0);
  CHECK(none.values == std::vector<std::int64_t>{0});
  CHECK(none.cumulated == std::vector<std::uint64_t>{kShareOne});

  // exp(-1.5) = 0.22313016014842982, exp(-1.5)*1.5 = 0.33469524022264474 (published tables)
  const auto d = poisson_distribution(1.5);
  CHECK(d.values.front() == 0);
  CHECK(static_cast<double>(d.cumulated[0]) / 4294967296.0 == doctest::Approx(0.22313016014842982).epsilon(1e-9));
  CHECK(static_cast<double>(d.cumulated[1] - d.cumulated[0]) / 4294967296.0 ==
        doctest::Approx(0.33469524022264474).epsilon(1e-9));

  for (const double mean : {0.001, 0.3, 1.0, 1.5, 7.25, 100.0, 1234.5, 100'000.0}) {
    CAPTURE(mean);
    const auto p = poisson_distribution(mean);
    CHECK(p.cumulated.back() == kShareOne);
    CHECK(p.mean() == doctest::Approx(mean).epsilon(1e-6));
    for (std::size_t i = 1; i < p.values.size(); ++i) {
      REQUIRE(p.values[i] > p.values[i - 1]);
      REQUIRE(p.cumulated[i] > p.cumulated[i - 1]);
    }
  }
}

TEST_CASE("every error code has a name and a sentence of its own") {
  std::vector<std::string> names;
#define ERROR(name, sentence) names.emplace_back(code_name(Code::name));
#include "creditcast/errors.def"
#undef ERROR
  for (std::size_t i = 0; i < names.size(); ++i) {
    CHECK_FALSE(names[i].empty());
    CHECK_FALSE(std::string(code_sentence(static_cast<Code>(i))).empty());
    for (std::size_t j = 0; j < i; ++j) CHECK(names[i] != names[j]);
  }
  CHECK(code_name(Code::unknown_key) == "unknown_key");
  const Result<Amount> failed{Code::bad_value, "no", "yes"};
  CHECK_FALSE(failed.ok());
  CHECK(failed.errors().front().allowed == "yes");
}
