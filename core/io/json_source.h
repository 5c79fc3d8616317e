#pragma once

#include "core/graph/units.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trilane {

class JsonObject;
class JsonSource;

/// One value of a JsonSource, which it must not outlive. Every accessor throws InputError with line
/// and JSON pointer where the value is not what is asked for.
class JsonValue {
public:
    JsonValue(const JsonSource& source, const nlohmann::json& node)
        : m_source(&source), m_node(&node) {}

    /// An object whose keys are all among `keys`, "notes" or begin with "x-".
    [[nodiscard]] JsonObject object(const std::vector<std::string_view>& keys) const;
    /// The members of an object whose keys are names that the user chose, sorted.
    [[nodiscard]] std::vector<std::pair<std::string, JsonValue>> members() const;
    [[nodiscard]] std::vector<JsonValue> elements() const;
    /// The member of an object under `key`, if there is one.
    [[nodiscard]] std::optional<JsonValue> member(std::string_view key) const;

    [[nodiscard]] const std::string& string() const;
    /// A string that is not empty.
    [[nodiscard]] const std::string& name() const;
    /// A string among `choices`.
    [[nodiscard]] const std::string& choice(const std::vector<std::string_view>& choices) const;
    /// An array of strings that are not empty.
    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] bool boolean() const;
    /// A number above 0 and at most `max`.
    [[nodiscard]] double positive(double max) const;
    /// A whole number from `min`, 0 or more, to `max`; 4e3 counts as whole.
    [[nodiscard]] std::int64_t count(std::int64_t max, std::int64_t min = 0) const;
    /// Milliseconds from 0 to `max`, rounded to the nearest nanosecond.
    [[nodiscard]] Nanoseconds time(Nanoseconds max = kMaxTime) const;

    [[nodiscard]] const nlohmann::json& node() const { return *m_node; }
    /// What stands there, for a message: the scalar as it is written, or "an array", "an object".
    [[nodiscard]] std::string describe() const;
    [[noreturn]] void fail(const std::string& found, const std::string& expected) const;
    /// Fails with describe() as what was found.
    [[noreturn]] void failExpecting(const std::string& expected) const;

private:
    const JsonSource* m_source;
    const nlohmann::json* m_node;
};

/// A JsonValue that is an object with known keys.
class JsonObject {
public:
    explicit JsonObject(JsonValue value) : m_value(value) {}

    [[nodiscard]] JsonValue require(std::string_view key) const;
    [[nodiscard]] std::optional<JsonValue> find(std::string_view key) const;
    [[nodiscard]] const JsonValue& value() const { return m_value; }

    /// The time under `key`, if there is one.
    [[nodiscard]] std::optional<Nanoseconds> findTime(std::string_view key) const;
    /// The string under `key`; empty if there is none.
    [[nodiscard]] std::string findString(std::string_view key) const;

private:
    JsonValue m_value;
};

/// Where a JSON text that is part of a larger one stands in it.
struct JsonOrigin {
    std::string pointer;          ///< to the part: "/cases/3"
    std::size_t linesBefore = 0;  ///< it
};

/// A parsed JSON text that still knows where everything stands, so that readers can point at what
/// is wrong.
class JsonSource {
public:
    /// Throws InputError where `text` is no JSON; `file` is for messages.
    JsonSource(std::string text, std::string file, JsonOrigin origin = {});
    JsonSource(const JsonSource&) = delete;  // values point into it
    JsonSource& operator=(const JsonSource&) = delete;
    ~JsonSource() = default;
    /// The file at `path`, or the standard input for "-".
    static JsonSource fromFile(const std::string& path);
    /// All but the elements of the array under `key` of the top object (parseJsonOutline).
    static JsonSource outline(std::string text, std::string file, std::string_view key);

    [[nodiscard]] JsonValue root() const { return {*this, m_document}; }
    /// The root of a file of one of our formats: an object with the right "format" and "version",
    /// and no keys beside these two and `keys`.
    [[nodiscard]] JsonObject openFormat(std::string_view format,
                                        std::vector<std::string_view> keys) const {
        return openFormat(root(), format, std::move(keys));
    }
    /// The same for a document that stands in another one.
    [[nodiscard]] JsonObject openFormat(const JsonValue& top, std::string_view format,
                                        std::vector<std::string_view> keys) const;

    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] const std::string& file() const { return m_file; }
    [[nodiscard]] nlohmann::json::json_pointer pointerTo(const nlohmann::json& node) const;
    [[noreturn]] void fail(const nlohmann::json::json_pointer& pointer, const std::string& found,
                           const std::string& expected) const;

private:
    JsonSource(std::string text, std::string file, nlohmann::json document);

    std::string m_text;
    std::string m_file;
    JsonOrigin m_origin;
    nlohmann::json m_document;
};

}  // namespace trilane
