#include "core/io/input_error.h"
#include "core/io/measured_file.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <unordered_set>

// Whatever the bytes are, the readers take them or say why not; what they take names each entry
// once, and its times can be added up.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    trilane::MeasuredTimes times;
    try {
        const std::string text(reinterpret_cast<const char*>(data), size);
        times = trilane::parseMeasuredTimes(text, "input");
    } catch (const trilane::InputError&) {
        return 0;
    }
    if (times.entries.empty()) std::abort();
    std::unordered_set<std::string> names;
    trilane::Nanoseconds total;
    for (const trilane::MeasuredEntry& entry : times.entries) {
        if (!names.insert(entry.name).second) std::abort();
        if (entry.time < trilane::Nanoseconds{}) std::abort();
        total += entry.time;
    }
    if (total > trilane::kMaxTime) std::abort();
    return 0;
}
