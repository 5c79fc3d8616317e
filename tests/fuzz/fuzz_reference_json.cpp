#include "core/io/input_error.h"
#include "core/io/reference_json.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

// Whatever the bytes are, each reader takes them or says why not; what is taken as a table has a
// time above zero in every cell, because errors are relative to it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        for (const auto& row : trilane::parseReferenceTable(text, "input").rows)
            for (const auto& cell : row.cells)
                if (cell.remote <= trilane::Nanoseconds{} || cell.ej <= trilane::Nanoseconds{})
                    std::abort();
    } catch (const trilane::InputError&) {
        // Not a table; it may be a calibration.
    }
    try {
        (void)trilane::parseCalibration(text, "input");
    } catch (const trilane::InputError&) {
        return 0;
    }
    return 0;
}
