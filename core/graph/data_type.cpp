#include "core/graph/data_type.h"

#include <array>

namespace trilane {
namespace {

struct TypeRow {
    DataType type;
    std::string_view name;
    int bytes;
};

constexpr std::array kTypes{
    TypeRow{DataType::Unknown, "unknown", 0},     TypeRow{DataType::Float32, "float32", 4},
    TypeRow{DataType::Float64, "float64", 8},     TypeRow{DataType::Float16, "float16", 2},
    TypeRow{DataType::BFloat16, "bfloat16", 2},   TypeRow{DataType::Int8, "int8", 1},
    TypeRow{DataType::UInt8, "uint8", 1},         TypeRow{DataType::Int16, "int16", 2},
    TypeRow{DataType::UInt16, "uint16", 2},       TypeRow{DataType::Int32, "int32", 4},
    TypeRow{DataType::UInt32, "uint32", 4},       TypeRow{DataType::Int64, "int64", 8},
    TypeRow{DataType::UInt64, "uint64", 8},       TypeRow{DataType::Bool, "bool", 1},
    TypeRow{DataType::Complex64, "complex64", 8}, TypeRow{DataType::Complex128, "complex128", 16},
    TypeRow{DataType::String, "string", 0},
};

constexpr const TypeRow& row(DataType type) {
    return kTypes[static_cast<std::size_t>(type)];
}

static_assert(row(DataType::String).type == DataType::String, "rows stand in enum order");

}  // namespace

int elementBytes(DataType type) {
    return row(type).bytes;
}

std::string_view toString(DataType type) {
    return row(type).name;
}

std::optional<DataType> dataTypeFromString(std::string_view name) {
    for (const TypeRow& candidate : kTypes)
        if (candidate.name == name) return candidate.type;
    return std::nullopt;
}

bool isFloatingPoint(DataType type) {
    return type == DataType::Float32 || type == DataType::Float64 || type == DataType::Float16 ||
           type == DataType::BFloat16;
}

std::optional<std::int64_t> elementCount(std::span<const std::int64_t> shape) {
    std::int64_t count = 1;
    bool empty = false;
    for (const std::int64_t dim : shape) {
        if (dim < 0) return std::nullopt;
        if (dim == 0) {
            empty = true;
            continue;
        }
        if (dim > kMaxBytes.count() / count) return std::nullopt;
        count *= dim;
    }
    return empty ? 0 : count;
}

std::optional<Bytes> tensorBytes(DataType type, std::span<const std::int64_t> shape) {
    const int element = elementBytes(type);
    const auto count = elementCount(shape);
    if (element == 0 || !count || *count > kMaxBytes.count() / element) return std::nullopt;
    return Bytes{*count * element};
}

}  // namespace trilane
