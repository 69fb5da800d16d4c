// creditcast: what creative work costs in credits, on the command line.
#include <csignal>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "files.hpp"
#include "verbs.hpp"

int main(int argc, char** argv) {
  using namespace creditcast;
  using namespace creditcast::native;
  // A reader that has gone, as `head` does, shows as a failed write.
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  const auto read = read_arguments(arguments);
  if (const Help* help = std::get_if<Help>(&read)) return write_out(help->text) == Written::failed ? 1 : 0;
  if (const Error* error = std::get_if<Error>(&read)) return refuse({*error}, wants_json(arguments));
  return run(std::get<Call>(read));
}
