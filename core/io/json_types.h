#pragma once

#include "core/graph/data_type.h"
#include "core/io/json_source.h"

namespace trilane {

/// The largest bandwidth of a file, in 10^6 bit/s: beyond any link, far from what overflows.
inline constexpr double kMaxMbps = 1e9;

/// An element type by its name in files; "unknown" is none. Throws InputError.
[[nodiscard]] DataType readDataType(const JsonValue& value);
/// The same for the key of a member, which is `value`.
[[nodiscard]] DataType readDataTypeKey(const std::string& key, const JsonValue& value);

}  // namespace trilane
