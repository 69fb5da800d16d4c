#pragma once
namespace creditcast {
inline constexpr const char* kVersion = "0.1.0";
}
