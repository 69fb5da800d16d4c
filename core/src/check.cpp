#include "creditcast/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace creditcast {
namespace {

void print_check(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "creditcast: broken check %s at %s:%d\n", condition, file, line);
}

CheckHandler current_handler = print_check;

}  // namespace

CheckHandler set_check_handler(CheckHandler handler) {
  const CheckHandler former = current_handler;
  current_handler = handler == nullptr ? print_check : handler;
  return former;
}

void check_failed(const char* condition, const char* file, int line) {
  current_handler(condition, file, line);
  std::abort();
}

}  // namespace creditcast
