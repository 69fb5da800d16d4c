#include "files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace creditcast::native {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;

std::string reason(int code) { return std::generic_category().message(code); }

Error unreadable(const std::string& path, const char* what, const std::string& why) {
  return {Code::unreadable, {}, std::string(what) + ": " + why, "a file, or -", path, 0, 0};
}

/// Closes what it opened, and nothing else.
class Descriptor {
 public:
  Descriptor(int number, bool owned) : number_(number), owned_(owned) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }
  bool close() {
    const bool good = !owned_ || number_ < 0 || ::close(number_) == 0;
    number_ = -1;
    return good;
  }

 private:
  int number_;
  bool owned_;
};

/// 0, or the error's number.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(descriptor, text.data(), std::min(text.size(), kChunk));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace

Result<json::NamedText> read_file(const std::string& path, std::size_t most) {
  const bool standard = path == "-";
  Descriptor file(standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC), !standard);
  json::NamedText read{standard ? "standard input" : path, {}};
  struct stat about {};
  if (file.number() < 0 || ::fstat(file.number(), &about) != 0) return unreadable(read.name, "cannot be read", reason(errno));
  if (S_ISDIR(about.st_mode)) return unreadable(read.name, "cannot be read", "it is a folder");
  std::size_t size = 0;
  while (size <= most) {
    const std::size_t wanted = std::min(kChunk, most + 1 - size);
    read.text.resize(size + wanted);
    const ssize_t count = ::read(file.number(), read.text.data() + size, wanted);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return unreadable(read.name, "cannot be read", reason(errno));
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  if (size > most) {
    return Error{
        Code::too_large, {}, "the file is too large", "at most " + std::to_string(most >> 20U) + " MiB", read.name, 1, 1};
  }
  read.text.resize(size);
  return read;
}

Written write_out(std::string_view text) {
  const int code = write_all(STDOUT_FILENO, text);
  if (code == EPIPE) return Written::no_reader;
  return code == 0 ? Written::all : Written::failed;
}

bool out_is_terminal() { return ::isatty(STDOUT_FILENO) != 0; }

void write_error(std::string_view text) { (void)write_all(STDERR_FILENO, text); }

Errors write_file(const std::string& path, std::string_view text) {
  constexpr mode_t kMode = 0666;  // as the user's mask says
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kMode), true);
  if (file.number() < 0) return {unreadable(path, "cannot be written", reason(errno))};
  if (const int code = write_all(file.number(), text); code != 0) return {unreadable(path, "cannot be written", reason(code))};
  if (!file.close()) return {unreadable(path, "cannot be written", reason(errno))};
  return {};
}

}  // namespace creditcast::native
