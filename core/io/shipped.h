#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// A file of resources/ that is part of the program, so that it runs from any place.
struct ShippedFile {
    std::string_view path;  ///< below resources/: "machines/laptop.json"
    std::string_view text;
};

/// All of them, sorted by path.
[[nodiscard]] std::span<const ShippedFile> shippedFiles();

/// The sample models that come with the program, sorted; `path` is the file's name, `text` its
/// bytes.
[[nodiscard]] std::span<const ShippedFile> shippedModels();

/// The names in `folder` ("machines/"): the files' without ".json".
[[nodiscard]] std::vector<std::string_view> shippedNames(std::string_view folder);

/// The file of that name in `folder`, whatever the letter case.
[[nodiscard]] std::optional<ShippedFile> findShipped(std::string_view folder,
                                                     std::string_view name);

/// The JSON Schema (draft 7) of a format, "trilane.model"; empty for an unknown one.
[[nodiscard]] std::string_view shippedSchema(std::string_view format);

/// Throws InputError where `nameOrPath`, which is no shipped `kind` ("machine"), is no file either:
/// it lists the shipped names, or the one that was probably meant.
void requireFile(const std::string& nameOrPath, std::string_view folder, std::string_view kind);

}  // namespace trilane
