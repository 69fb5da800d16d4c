#pragma once
/// The page's engine in this process, by the service that its workers call too. Nothing happens until it is told to work.
#include <algorithm>
#include <deque>

#include "creditcast/json/read_results.hpp"
#include "creditcast/json/read_trace.hpp"
#include "creditcast/json/service.hpp"
#include "creditcast/json/write.hpp"
#include "engine.hpp"

namespace creditcast::web {

class InProcess : public Engine {
 public:
  explicit InProcess(std::vector<json::NamedText> catalogs) : catalogs_(std::move(catalogs)) {}

  std::uint32_t ask(Lane lane, const Inputs& inputs, const Question& question, Listener listener) override {
    std::string options = question.options.empty() ? "{}" : question.options;
    if (!question.tables.empty())
      options.insert(1, "\"paths\": " + std::to_string(question.tables.back()) + (options == "{}" ? "" : ", "));
    asked_.push_back(
        {++tickets_,
         lane,
         question,
         {question.verb, {{"scenario", json::write_scenario(inputs.scenario, inputs.parts)}}, catalogs_, options, true},
         std::move(listener),
         {},
         0});
    return tickets_;
  }
  void cancel(std::uint32_t ticket) override {
    cancelled += std::erase_if(asked_, [&](const Asked& one) { return one.ticket == ticket; });
  }

  /// The next answer of the question asked first; false: nothing is asked.
  bool work() {
    if (asked_.empty()) return false;
    if (away) {
      const Listener listener = asked_.front().listener;
      asked_.pop_front();
      listener({true, 0, 0, true, {}, {}, {}, {}, {}, {}});
      return true;
    }
    Asked& first = asked_.front();
    if (first.question.verb == "simulate") return simulate();
    if (!first.job) first.job.emplace(first.request);
    const auto& stages = first.job->by_events() ? first.question.events : first.question.tables;
    const std::uint32_t stage = stages.empty() ? first.job->total() : stages[first.stage++];
    while (!first.job->finished() && first.job->done() < stage) first.job->advance(stage - first.job->done());
    Reply reply;
    reply.done = first.job->done();
    reply.last = first.job->finished() || stages.empty() || first.stage == stages.size();
    reply.wanted = reply.last ? reply.done : stages.back();
    reply.text = first.job->text();
    if (first.question.verb == "compare") {
      auto read = json::read_comparison(reply.text);
      if (read.ok()) {
        reply.comparison = *read;
      } else {
        reply.errors = read.errors();
      }
    } else {
      auto read = json::read_forecast(reply.text);
      if (read.ok()) {
        reply.forecast = read->forecast;
        reply.sensitivity = read->sensitivity;
      } else {
        reply.errors = read.errors();
      }
    }
    const Listener listener = first.listener;
    if (reply.last) asked_.pop_front();
    listener(reply);
    return true;
  }
  [[nodiscard]] std::size_t waiting() const { return asked_.size(); }

  bool away = false;          ///< nobody is there to compute
  std::size_t cancelled = 0;  ///< questions

 private:
  struct Asked {
    std::uint32_t ticket;
    Lane lane;
    Question question;
    json::Request request;
    Listener listener;
    std::optional<json::Job> job;
    std::size_t stage;
  };
  bool simulate() {
    const Asked first = std::move(asked_.front());
    asked_.pop_front();
    const json::Response response = json::handle(first.request);
    Reply reply;
    reply.last = true;
    reply.text = response.text;
    reply.errors = response.errors;
    if (auto read = json::read_trace(response.trace); response.ok && read.ok()) reply.trace = *std::move(read);
    first.listener(reply);
    return true;
  }

  std::vector<json::NamedText> catalogs_;
  std::deque<Asked> asked_;
  std::uint32_t tickets_ = 0;
};

}  // namespace creditcast::web
