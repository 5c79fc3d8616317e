#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace trilane {

/// "sha256:" and the SHA-256 of a document without its key "digest" and without notes and "x-"
/// keys, printed compactly with sorted keys, numbers that are whole as integers and others in the
/// shortest form that reads back equal: it holds however a file is laid out.
[[nodiscard]] std::string digestOf(const nlohmann::json& document);

/// The same of a document that is about to be written, as a reader will find it: times as printed,
/// bytes that are no UTF-8 replaced.
[[nodiscard]] std::string digestOfWritten(const nlohmann::ordered_json& document);

}  // namespace trilane
