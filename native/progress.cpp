#include "progress.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "files.hpp"
#include "numbers.hpp"

namespace creditcast::native {
namespace {

volatile std::sig_atomic_t interrupted = 0;

extern "C" void remember(int signal) {
  interrupted = 1;
  std::signal(signal, SIG_DFL);
}

std::size_t columns_of_terminal() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string time_text(double seconds) {
  const auto whole_seconds = static_cast<std::int64_t>(std::min(seconds, 359'999.0) + 0.5);
  if (whole_seconds < 60) return std::to_string(whole_seconds) + " s";
  if (whole_seconds < 3'600) return std::to_string(whole_seconds / 60) + " min " + std::to_string(whole_seconds % 60) + " s";
  return std::to_string(whole_seconds / 3'600) + " h " + std::to_string(whole_seconds / 60 % 60) + " min";
}

}  // namespace

Interrupt::Interrupt() : before_(std::signal(SIGINT, remember)) {
  if (before_ == SIG_IGN) std::signal(SIGINT, SIG_IGN);
}
Interrupt::~Interrupt() {
  if (before_ != SIG_ERR) std::signal(SIGINT, before_);
}
bool Interrupt::came() { return interrupted != 0; }

ProgressBar::ProgressBar(bool quiet) : wanted_(!quiet && isatty(STDERR_FILENO) != 0) {
  const char* terminal = std::getenv("TERM");
  if (terminal != nullptr && std::string_view(terminal) == "dumb") wanted_ = false;
}

ProgressBar::~ProgressBar() {
  if (drawn_) write_error("\r\x1b[K");
}

void ProgressBar::show(std::uint64_t done, std::uint64_t all) {
  if (!wanted_) return;
  const std::unique_lock lock(drawing_, std::try_to_lock);
  if (!lock) return;  // another thread draws as good a one
  const Clock::time_point now = Clock::now();
  if (now < next_ || done >= all) return;
  next_ = now + std::chrono::milliseconds(100);
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  write_error("\r" + progress_line(done, all, seconds, columns_of_terminal() - 1) + "\x1b[K");
}

std::string progress_line(std::uint64_t done, std::uint64_t all, double seconds, std::size_t columns) {
  constexpr std::size_t kWidth = 30;
  const auto of = [&](std::uint64_t parts) { return static_cast<std::size_t>(done * parts / std::max<std::uint64_t>(all, 1)); };
  std::string percent = std::to_string(of(100));
  percent.insert(0, 3 - std::min<std::size_t>(percent.size(), 3), ' ');
  std::string line = "[" + std::string(of(kWidth), '#') + std::string(kWidth - of(kWidth), '.') + "] " + percent + " %";
  line += "  " + grouped(static_cast<std::int64_t>(done)) + " of " + grouped(static_cast<std::int64_t>(all)) + " runs";
  if (done > 0) line += ", " + time_text(seconds * static_cast<double>(all - done) / static_cast<double>(done)) + " left";
  return line.substr(0, columns);
}

}  // namespace creditcast::native
