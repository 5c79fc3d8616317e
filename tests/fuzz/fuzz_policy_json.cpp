#include "core/io/input_error.h"
#include "core/io/policy_json.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

// Whatever the bytes are, the reader takes them or says why not; what it takes, it writes in a form
// that reads and writes back to itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string written;
    try {
        const std::string text(reinterpret_cast<const char*>(data), size);
        written = trilane::writePolicy(trilane::parsePolicy(text, "input").document);
    } catch (const trilane::InputError&) {
        return 0;
    }
    if (trilane::writePolicy(trilane::parsePolicy(written, "written").document) != written)
        std::abort();
    return 0;
}
