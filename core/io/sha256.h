#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace trilane {

/// The SHA-256 of some bytes as 64 lower-case hexadecimal digits: what ties a plan to its model's
/// file. Throws std::runtime_error if the system's OpenSSL refuses the algorithm.
[[nodiscard]] std::string sha256Hex(std::span<const std::byte> bytes);

}  // namespace trilane
