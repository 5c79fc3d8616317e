#include "core/io/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace trilane {

std::string sha256Hex(std::span<const std::byte> bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("OpenSSL cannot compute SHA-256");
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(2UL * length);
    for (unsigned int i = 0; i < length; ++i) {
        hex += kDigits[digest[i] >> 4U];
        hex += kDigits[digest[i] & 15U];
    }
    return hex;
}

}  // namespace trilane
