#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// "line 7", counted from 1, for the byte at `offset`, of a text that `linesBefore` lines precede.
[[nodiscard]] std::string lineOf(std::string_view text, std::size_t offset,
                                 std::size_t linesBefore = 0);

/// "line 7, column 12", counted from 1 in characters, for the byte at `offset`.
[[nodiscard]] std::string lineAndColumnOf(std::string_view text, std::size_t offset);

/// Where the value that `pointer` names begins in `text`, which must be valid JSON at least up to
/// there and hold it. O(text): meant for the moment when an error is reported, so that parsing need
/// not remember places.
[[nodiscard]] std::size_t offsetOf(std::string_view text,
                                   const nlohmann::json::json_pointer& pointer);

/// The end of the value that begins at `offset` of valid JSON.
[[nodiscard]] std::size_t endOfValue(std::string_view text, std::size_t offset);

/// Where a value stands in its text.
struct JsonSpan {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The elements of the array that begins at `offset` of valid JSON.
[[nodiscard]] std::vector<JsonSpan> elementSpans(std::string_view text, std::size_t offset);

}  // namespace trilane
