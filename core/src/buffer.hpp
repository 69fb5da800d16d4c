#pragma once
/// What is planned for: the estimate with a buffer on top, which a forecast then holds against what the work asks for.
#include <vector>

#include "creditcast/resolve.hpp"

namespace creditcast {

struct BufferLimit {
  Amount buffer;       ///< a share, 0.2 is 20 % on top
  Amount month;        ///< main credits
  Int128 horizon = 0;  ///< millionths; so many months of it
};
/// 0, 20, 25, 30 % and the scenario's own buffer, ascending, each once. None where the estimate passes the largest amount.
std::vector<BufferLimit> buffer_limits(const Resolved& resolved);

}  // namespace creditcast
