#include "core/io/shipped.h"

#include "core/io/input_error.h"
#include "core/io/near_miss.h"

#include <fmt/format.h>

#include <filesystem>

namespace trilane {
namespace {

constexpr std::string_view kSuffix = ".json";

}  // namespace

std::vector<std::string_view> shippedNames(std::string_view folder) {
    std::vector<std::string_view> names;
    for (const ShippedFile& file : shippedFiles())
        if (file.path.starts_with(folder))
            names.push_back(
                file.path.substr(folder.size(), file.path.size() - folder.size() - kSuffix.size()));
    return names;
}

std::optional<ShippedFile> findShipped(std::string_view folder, std::string_view name) {
    const std::string wanted = asciiLower(fmt::format("{}{}{}", folder, name, kSuffix));
    for (const ShippedFile& file : shippedFiles())
        if (asciiLower(file.path) == wanted) return file;
    return std::nullopt;
}

std::string_view shippedSchema(std::string_view format) {
    const auto file = findShipped("schemas/", fmt::format("{}.schema", format));
    return file ? file->text : std::string_view();
}

void requireFile(const std::string& nameOrPath, std::string_view folder, std::string_view kind) {
    std::error_code ignored;
    if (nameOrPath == "-" || std::filesystem::exists(nameOrPath, ignored)) return;
    auto names = shippedNames(folder);
    const auto near = nearMiss(nameOrPath, names);
    if (near) std::erase(names, *near);
    throw InputError(nameOrPath, "", fmt::format("neither a shipped {} nor a file", kind),
                     near ? fmt::format("'{}', a file, or one of {}", *near, quotedList(names))
                          : fmt::format("a file, or one of {}", quotedList(names)));
}

}  // namespace trilane
