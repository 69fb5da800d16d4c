#include "arrivals.hpp"

#include <algorithm>

namespace creditcast {

Arrivals::Arrivals(const Resolved& resolved, std::uint64_t seed, std::uint32_t path)
    : resolved_(&resolved), seed_(seed), path_(path), dealt_(resolved.streams.size()) {}

std::int64_t Arrivals::on_day(std::size_t stream, std::int32_t day) {
  const DayInfo& info = resolved_->days[static_cast<std::size_t>(day)];
  if (!info.working) return 0;
  const ResolvedStream& resolved = resolved_->streams[stream];
  const Rate& rate = resolved.stream->rate;
  Address address;
  address.path = path_;
  address.stream = static_cast<std::uint32_t>(stream);
  address.day = static_cast<std::uint32_t>(day);
  address.purpose = Purpose::occurrences;
  if (rate.quantity.kind == QuantityKind::poisson) {
    return resolved.per_day_poisson[static_cast<std::size_t>(info.month)].at(draw(seed_, address));
  }

  Dealt& dealt = dealt_[stream];
  std::int32_t period = day;
  std::int64_t days = 1;
  if (rate.per == RatePer::week) {
    period = info.week;
    days = resolved_->working_days_in_week[static_cast<std::size_t>(info.week)];
  } else if (rate.per == RatePer::month) {
    period = info.month;
    days = resolved_->working_days_in_month[static_cast<std::size_t>(info.month)];
  }
  if (dealt.period != period) {
    // A whole period leaves a rest in whole millionths, so it carries over to another number of days exactly.
    dealt.rest = dealt.rest / dealt.days * days;
    dealt.period = period;
    dealt.days = days;
    const Amount drawn =
        rate.quantity.kind == QuantityKind::fixed ? rate.quantity.mean : whole(resolved.per_period.at(draw(seed_, address)));
    const Amount factor = resolved.month_factor[static_cast<std::size_t>(info.month)];
    const Int128 product = Int128{drawn.micros} * factor.micros;
    dealt.quantity = Amount{divide_half_even(product, kMicros)};
  }
  dealt.rest += dealt.quantity.micros;
  const std::int64_t one = kMicros * dealt.days;
  const std::int64_t count = dealt.rest / one;
  dealt.rest %= one;
  return std::min(count, kMaxOccurrencesPerDay + 1);
}

}  // namespace creditcast
