#include "core/io/input_error.h"
#include "core/io/suite_json.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

// Whatever the bytes are, the reader takes the suite or says why not, and then each case alone; a
// case that is taken has what every case must have.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto suite = trilane::SuiteFile::parse(
            std::string(reinterpret_cast<const char*>(data), size), "input");
        for (std::size_t i = 0; i < suite.size(); ++i) {
            try {
                const trilane::SuiteCase read = suite.readCase(i);
                if (read.name.empty() || read.name != suite.label(i) || read.model.empty())
                    std::abort();
            } catch (const trilane::InputError&) {
                if (suite.label(i).empty()) std::abort();
            }
        }
    } catch (const trilane::InputError&) {
        return 0;
    }
    return 0;
}
