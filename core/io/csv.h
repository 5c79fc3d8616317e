#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// A field of comma-separated values (RFC 4180): quoted where it holds a comma, a quote or a line
/// break.
[[nodiscard]] std::string csvField(std::string_view text);

/// A record, with the line break that the RFC asks for (CR LF).
[[nodiscard]] std::string csvRecord(std::initializer_list<std::string_view> fields);

/// The fields of a record that stands on one line, without its line break. Empty where a quoted
/// field has no end, or something but a comma behind it.
[[nodiscard]] std::optional<std::vector<std::string>> splitCsvRecord(std::string_view line);

}  // namespace trilane
