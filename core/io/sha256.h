#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace trilane {

/// The SHA-256 of bytes that come in parts.
class Sha256 {
public:
    Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    ~Sha256();

    void add(std::span<const std::byte> bytes);
    /// 64 lower-case hexadecimal digits, once: nothing can be added after.
    [[nodiscard]] std::string hex();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256Hex(std::span<const std::byte> bytes);

}  // namespace trilane
