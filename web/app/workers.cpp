#include "workers.hpp"

#include <charconv>

#include "creditcast/json/read_results.hpp"
#include "creditcast/json/read_trace.hpp"
#include "creditcast/json/write.hpp"
#include "host.hpp"

namespace creditcast::web {
namespace {

/// JSON of a list of numbers.
std::string list_text(const std::vector<std::uint32_t>& numbers) {
  std::string text;
  for (const std::uint32_t number : numbers) text += (text.empty() ? "" : ",") + std::to_string(number);
  return "[" + text + "]";
}

std::uint32_t take_number(std::string_view& line) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  if (line.starts_with(' ')) line.remove_prefix(1);
  return error == std::errc() ? number : 0;
}

void read_result(const std::string& verb, Reply& reply) {
  if (verb == "compare") {
    auto read = json::read_comparison(reply.text);
    if (read.ok()) {
      reply.comparison = std::move(read).value();
    } else {
      reply.errors = read.errors();
    }
    return;
  }
  if (verb != "forecast") return;
  auto read = json::read_forecast(reply.text);
  if (read.ok()) {
    reply.forecast = std::move(read.value().forecast);
    reply.sensitivity = std::move(read.value().sensitivity);
  } else {
    reply.errors = read.errors();
  }
}

}  // namespace

std::uint32_t Workers::ask(Lane lane, const Inputs& inputs, const Question& question, Listener listener) {
  const std::uint32_t ticket = ++last_ticket_;
  asked_.emplace(ticket, Asked{question.verb, std::move(listener)});
  ask_worker(static_cast<int>(lane), ticket, question.verb, json::write_scenario(inputs.scenario, inputs.parts),
             question.options.empty() ? "{}" : question.options,
             "[" + list_text(question.tables) + "," + list_text(question.events) + "]");
  return ticket;
}

void Workers::cancel(std::uint32_t ticket) {
  if (asked_.erase(ticket) > 0) cancel_worker(ticket);
}

void Workers::hear(const std::string& message) {
  const std::size_t end = message.find('\n');
  std::string_view line(message.data(), std::min(end, message.size()));
  const std::uint32_t ticket = take_number(line);
  const auto found = asked_.find(ticket);
  if (found == asked_.end()) return;
  Reply reply;
  reply.last = take_number(line) != 0;
  reply.done = take_number(line);
  reply.wanted = take_number(line);
  reply.unavailable = line == "unavailable";
  if (line == "trace") {
    auto read = json::read_trace(std::string_view(message).substr(end + 1));
    if (read.ok()) {
      reply.trace = std::move(read).value();
    } else {
      reply.errors = read.errors();
    }
  }
  if (line == "result") {
    reply.text = message.substr(end + 1);
    read_result(found->second.verb, reply);
  }
  const Listener listener = found->second.listener;  // it may ask again
  if (reply.last) asked_.erase(found);
  listener(reply);
}

}  // namespace creditcast::web
