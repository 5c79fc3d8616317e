#pragma once

#include "core/graph/units.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace trilane {

/// The element type of a tensor, under ONNX's names.
enum class DataType : std::uint8_t {
    Unknown,
    Float32,
    Float64,
    Float16,
    BFloat16,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Bool,
    Complex64,
    Complex128,
    String,
};

/// Bytes of one element; 0 for Unknown and String, whose size no shape tells.
[[nodiscard]] int elementBytes(DataType type);

/// The name used in files: "float32", "int8", "bool", …; "unknown" for Unknown.
[[nodiscard]] std::string_view toString(DataType type);
[[nodiscard]] std::optional<DataType> dataTypeFromString(std::string_view name);

/// True for the floating-point types, the ones that `--transfer-dtype` converts.
[[nodiscard]] bool isFloatingPoint(DataType type);

/// The most dimensions that a shape in a file may have: far beyond any real tensor's, and few
/// enough that a copy for every layer costs little.
inline constexpr std::size_t kMaxRank = 64;

/// The number of elements of a shape; 1 for a scalar's empty shape. Empty where a dimension is
/// negative or the product exceeds kMaxBytes.
[[nodiscard]] std::optional<std::int64_t> elementCount(std::span<const std::int64_t> shape);

/// Bytes of a dense tensor. Empty where the type has no size or the product exceeds kMaxBytes.
[[nodiscard]] std::optional<Bytes> tensorBytes(DataType type, std::span<const std::int64_t> shape);

}  // namespace trilane
