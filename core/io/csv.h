#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace trilane {

/// A field of comma-separated values (RFC 4180): quoted where it holds a comma, a quote or a line
/// break.
[[nodiscard]] std::string csvField(std::string_view text);

/// A record, with the line break that the RFC asks for (CR LF).
[[nodiscard]] std::string csvRecord(std::initializer_list<std::string_view> fields);

}  // namespace trilane
