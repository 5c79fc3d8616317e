#pragma once

#include "core/graph/data_type.h"
#include "core/io/json_source.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// The largest bandwidth of a file, in 10^6 bit/s: beyond any link, far from what overflows.
inline constexpr double kMaxMbps = 1e9;

/// An element type by its name in files; "unknown" is none. Throws InputError.
[[nodiscard]] DataType readDataType(const JsonValue& value);
/// The same for the key of a member, which is `value`.
[[nodiscard]] DataType readDataTypeKey(const std::string& key, const JsonValue& value);

/// Times in milliseconds by name, of layers or tensors.
using NamedTimes = std::map<std::string, Nanoseconds, std::less<>>;

/// An object whose members are times. Throws InputError.
[[nodiscard]] NamedTimes readTimes(const JsonValue& value);

[[nodiscard]] nlohmann::ordered_json jsonTimes(const NamedTimes& times);

/// The dimensions of an input's shape, each 1 or more; none for an empty array. Throws InputError.
[[nodiscard]] std::vector<std::int64_t> readDimensions(const JsonValue& value);

/// An enumerator by its name in files; `names` stand in enum order. Throws InputError.
template <class Enum, std::size_t N>
[[nodiscard]] Enum readEnum(const JsonValue& value, const std::array<std::string_view, N>& names) {
    const std::string& text = value.choice({names.begin(), names.end()});
    return static_cast<Enum>(std::find(names.begin(), names.end(), text) - names.begin());
}

template <class Enum, std::size_t N>
[[nodiscard]] std::string_view nameOf(Enum value, const std::array<std::string_view, N>& names) {
    return names[static_cast<std::size_t>(value)];
}

}  // namespace trilane
