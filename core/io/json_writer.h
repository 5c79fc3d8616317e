#pragma once

#include "core/graph/units.h"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>

namespace trilane {

/// Prints `document` the one way in which this project writes JSON, with a newline at its end: two
/// spaces a level, keys in the order of the document; a container of scalars and of arrays of
/// scalars on one line where it ends within 100 columns. Numbers under a key that ends in "_ms", or
/// in an object under "layers" (a profile's), have six decimals, whole nanoseconds; other numbers
/// the shortest form that reads back equal. Bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string printJson(const nlohmann::ordered_json& document);

/// The same on a single line, however long, with a newline at its end.
[[nodiscard]] std::string printJsonLine(const nlohmann::ordered_json& document);

/// Adds a member to an object that has none of that name. Unlike operator[] it does not look, which
/// for the many names of a large model would take quadratic time.
inline void appendMember(nlohmann::ordered_json& object, const std::string& name,
                         nlohmann::ordered_json value) {
    object.get_ref<nlohmann::ordered_json::object_t&>().emplace_back(name, std::move(value));
}

/// A time as files hold it.
[[nodiscard]] inline nlohmann::ordered_json jsonTime(Nanoseconds time) {
    return time.milliseconds();
}

}  // namespace trilane
