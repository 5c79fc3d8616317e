#include "core/io/json_types.h"

#include "core/io/json_writer.h"
#include "core/io/near_miss.h"

#include <fmt/format.h>

#include <limits>

namespace trilane {
namespace {

/// Every element type that files may name, in enum order.
const std::vector<std::string_view>& typeNames() {
    static const std::vector<std::string_view> kNames = [] {
        std::vector<std::string_view> names;
        for (auto type = static_cast<int>(DataType::Float32);
             type <= static_cast<int>(DataType::String); ++type)
            names.push_back(toString(static_cast<DataType>(type)));
        return names;
    }();
    return kNames;
}

}  // namespace

DataType readDataType(const JsonValue& value) {
    return *dataTypeFromString(value.choice(typeNames()));
}

DataType readDataTypeKey(const std::string& key, const JsonValue& value) {
    const auto type = dataTypeFromString(key);
    if (type && elementBytes(*type) > 0) return *type;
    const auto& names = typeNames();
    const auto near = nearMiss(key, names);
    value.fail(fmt::format("the element type '{}'", key),
               near ? fmt::format("'{}'", *near) : quotedList(names));
}

NamedTimes readTimes(const JsonValue& value) {
    NamedTimes times;
    for (const auto& [name, time] : value.members())
        times.emplace(name, time.time());
    return times;
}

nlohmann::ordered_json jsonTimes(const NamedTimes& times) {
    auto json = nlohmann::ordered_json::object();
    for (const auto& [name, time] : times)
        appendMember(json, name, jsonTime(time));
    return json;
}

std::vector<std::int64_t> readDimensions(const JsonValue& value) {
    std::vector<std::int64_t> dimensions;
    for (const JsonValue& element : value.elements())
        dimensions.push_back(element.count(std::numeric_limits<std::int64_t>::max(), 1));
    return dimensions;
}

}  // namespace trilane
