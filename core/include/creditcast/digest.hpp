#pragma once
/// SHA-256 (FIPS 180-4), for the digests of inputs and results.
#include <string>
#include <string_view>

namespace creditcast {

/// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace creditcast
