#include "app/cli/input_paths.h"

#include "app/cli/usage_error.h"
#include "core/io/read_file.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace trilane {

void requireOneStandardInput(const std::vector<InputPath>& inputs) {
    const InputPath* first = nullptr;
    for (const InputPath& input : inputs) {
        if (input.path != "-") continue;
        if (first != nullptr)
            throw UsageError(
                fmt::format("{}: '-' is {} already; expected a file", input.place, first->place));
        first = &input;
    }
}

void requireNotRead(const std::string& output, const std::vector<InputPath>& inputs,
                    const std::string& option) {
    // What cannot be looked at is told when it is opened; devices are there to be shared.
    std::error_code ignored;
    if (output == "-" || !std::filesystem::is_regular_file(output, ignored)) return;
    for (const InputPath& input : inputs) {
        const std::string path = input.path == "-" ? "/dev/stdin" : input.path;
        if (std::filesystem::equivalent(output, path, ignored))
            throw UsageError(
                fmt::format("{}: '{}' is the file that {} reads ('{}'); expected another file",
                            option, output, input.place, inputName(input.path)));
    }
}

}  // namespace trilane
