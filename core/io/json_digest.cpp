#include "core/io/json_digest.h"

#include "core/io/json_writer.h"
#include "core/io/sha256.h"

#include <cmath>
#include <cstdint>
#include <span>

namespace trilane {
namespace {

/// The document without what the digest does not cover, numbers in one form.
nlohmann::json canonical(const nlohmann::json& value) {
    if (value.is_array()) {
        nlohmann::json result = nlohmann::json::array();
        for (const nlohmann::json& element : value)
            result.push_back(canonical(element));
        return result;
    }
    if (value.is_object()) {
        nlohmann::json result = nlohmann::json::object();
        for (auto it = value.begin(); it != value.end(); ++it)
            if (it.key() != "notes" && !it.key().starts_with("x-"))
                result[it.key()] = canonical(*it);
        return result;
    }
    if (!value.is_number_float()) return value;
    constexpr double kExact = 9007199254740992.0;  // 2^53
    const auto number = value.get<double>();
    if (std::abs(number) <= kExact && number == std::floor(number))
        return static_cast<std::int64_t>(number);
    return value;
}

}  // namespace

std::string digestOf(const nlohmann::json& document) {
    nlohmann::json content = canonical(document);
    content.erase("digest");
    const std::string text = content.dump();
    return "sha256:" + sha256Hex(std::as_bytes(std::span(text)));
}

std::string digestOfWritten(const nlohmann::ordered_json& document) {
    return digestOf(nlohmann::json::parse(printJson(document)));
}

}  // namespace trilane
