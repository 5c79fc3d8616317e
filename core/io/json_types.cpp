#include "core/io/json_types.h"

#include "core/io/near_miss.h"

#include <fmt/format.h>

namespace trilane {
namespace {

/// Every element type that files may name, in enum order.
std::vector<std::string_view> typeNames() {
    std::vector<std::string_view> names;
    for (auto type = static_cast<int>(DataType::Float32);
         type <= static_cast<int>(DataType::String); ++type)
        names.push_back(toString(static_cast<DataType>(type)));
    return names;
}

}  // namespace

DataType readDataType(const JsonValue& value) {
    return *dataTypeFromString(value.choice(typeNames()));
}

DataType readDataTypeKey(const std::string& key, const JsonValue& value) {
    const auto type = dataTypeFromString(key);
    if (type && elementBytes(*type) > 0) return *type;
    const auto names = typeNames();
    const auto near = nearMiss(key, names);
    value.fail(fmt::format("the element type '{}'", key),
               near ? fmt::format("'{}'", *near) : quotedList(names));
}

}  // namespace trilane
