#include "core/io/json_source.h"

#include "core/io/input_error.h"
#include "core/io/json_locate.h"
#include "core/io/json_parse.h"
#include "core/io/near_miss.h"
#include "core/io/read_file.h"
#include "core/io/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace trilane {
namespace {

using nlohmann::json;

/// Bytes of a value that a message shows.
constexpr std::size_t kShown = 60;

bool findNode(const json& from, const json& node, json::json_pointer& pointer) {
    if (&from == &node) return true;
    if (!from.is_structured()) return false;
    std::size_t index = 0;
    for (auto it = from.begin(); it != from.end(); ++it, ++index) {
        pointer.push_back(from.is_object() ? it.key() : std::to_string(index));
        if (findNode(*it, node, pointer)) return true;
        pointer.pop_back();
    }
    return false;
}

void checkKeys(const JsonValue& value, const std::vector<std::string_view>& known) {
    if (!value.node().is_object()) value.failExpecting("an object");
    for (auto it = value.node().begin(); it != value.node().end(); ++it) {
        const std::string& key = it.key();
        if (key == "notes" || key.starts_with("x-")) continue;
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        const auto near = nearMiss(key, known);
        value.member(key)->fail(fmt::format("the unknown key '{}'", key),
                                near ? fmt::format("'{}'", *near) : quotedList(known));
    }
}

}  // namespace

void JsonValue::fail(const std::string& found, const std::string& expected) const {
    m_source->fail(m_source->pointerTo(*m_node), found, expected);
}

void JsonValue::failExpecting(const std::string& expected) const {
    fail(describe(), expected);
}

std::string JsonValue::describe() const {
    if (m_node->is_object()) return m_node->empty() ? "an empty object" : "an object";
    if (m_node->is_array()) return m_node->empty() ? "an empty array" : "an array";
    const std::string& text = m_source->text();
    const std::size_t begin = offsetOf(text, m_source->pointerTo(*m_node));
    return shortened(text.substr(begin, endOfValue(text, begin) - begin), kShown);
}

JsonObject JsonValue::object(const std::vector<std::string_view>& keys) const {
    checkKeys(*this, keys);
    return JsonObject(*this);
}

std::vector<std::pair<std::string, JsonValue>> JsonValue::members() const {
    if (!m_node->is_object()) failExpecting("an object");
    std::vector<std::pair<std::string, JsonValue>> result;
    result.reserve(m_node->size());
    for (auto it = m_node->begin(); it != m_node->end(); ++it)
        result.emplace_back(it.key(), JsonValue(*m_source, *it));
    return result;
}

std::vector<JsonValue> JsonValue::elements() const {
    if (!m_node->is_array()) failExpecting("an array");
    std::vector<JsonValue> result;
    result.reserve(m_node->size());
    std::transform(m_node->begin(), m_node->end(), std::back_inserter(result),
                   [this](const json& element) { return JsonValue(*m_source, element); });
    return result;
}

std::optional<JsonValue> JsonValue::member(std::string_view key) const {
    const auto it = m_node->find(key);
    return it == m_node->end() ? std::nullopt : std::optional{JsonValue(*m_source, *it)};
}

const std::string& JsonValue::string() const {
    if (!m_node->is_string()) failExpecting("a string");
    return m_node->get_ref<const std::string&>();
}

const std::string& JsonValue::name() const {
    if (!m_node->is_string() || m_node->get_ref<const std::string&>().empty())
        failExpecting("a name");
    return m_node->get_ref<const std::string&>();
}

const std::string& JsonValue::choice(const std::vector<std::string_view>& choices) const {
    if (!m_node->is_string()) failExpecting(quotedList(choices));
    const std::string& text = m_node->get_ref<const std::string&>();
    if (std::find(choices.begin(), choices.end(), text) == choices.end()) {
        const auto near = nearMiss(text, choices);
        failExpecting(near ? fmt::format("'{}'", *near) : quotedList(choices));
    }
    return text;
}

std::vector<std::string> JsonValue::names() const {
    std::vector<std::string> result;
    for (const JsonValue& element : elements())
        result.push_back(element.name());
    return result;
}

bool JsonValue::boolean() const {
    if (!m_node->is_boolean()) failExpecting("true or false");
    return m_node->get<bool>();
}

double JsonValue::positive(double max) const {
    const double number = m_node->is_number() ? m_node->get<double>() : 0;
    if (!(number > 0 && number <= max))
        failExpecting(fmt::format("a number above 0, at most {}", max));
    return number;
}

std::int64_t JsonValue::count(std::int64_t max, std::int64_t min) const {
    if (m_node->is_number_unsigned()) {
        const auto number = m_node->get<std::uint64_t>();
        if (number >= static_cast<std::uint64_t>(min) && number <= static_cast<std::uint64_t>(max))
            return static_cast<std::int64_t>(number);
    } else if (m_node->is_number_float()) {
        // Beyond 2^53 not every whole number is a double, so that what was meant is unknown.
        constexpr double kExact = 9007199254740992.0;
        const auto number = m_node->get<double>();
        if (number >= static_cast<double>(min) && number <= kExact &&
            number <= static_cast<double>(max) && number == std::floor(number))
            return static_cast<std::int64_t>(number);
    }
    failExpecting(fmt::format("a whole number from {} to {}", min, max));
}

Nanoseconds JsonValue::time(Nanoseconds max) const {
    const double ms = m_node->is_number() ? m_node->get<double>() : -1;
    if (!(ms >= 0) || ms > max.milliseconds())
        failExpecting(fmt::format("milliseconds from 0 to {:.0f}", max.milliseconds()));
    return Nanoseconds{std::llround(ms * 1e6)};
}

JsonValue JsonObject::require(std::string_view key) const {
    const auto member = find(key);
    if (!member)
        m_value.fail(fmt::format("an object without the key '{}'", key), fmt::format("'{}'", key));
    return *member;
}

std::optional<JsonValue> JsonObject::find(std::string_view key) const {
    return m_value.member(key);
}

std::optional<Nanoseconds> JsonObject::findTime(std::string_view key) const {
    const auto member = find(key);
    return member ? std::optional{member->time()} : std::nullopt;
}

std::string JsonObject::findString(std::string_view key) const {
    const auto member = find(key);
    return member ? member->string() : std::string();
}

JsonSource::JsonSource(std::string text, std::string file, JsonOrigin origin)
    : m_text(std::move(text)),
      m_file(std::move(file)),
      m_origin(std::move(origin)),
      m_document(parseJson(m_text, m_file)) {}

JsonSource::JsonSource(std::string text, std::string file, json document)
    : m_text(std::move(text)), m_file(std::move(file)), m_document(std::move(document)) {}

JsonSource JsonSource::outline(std::string text, std::string file, std::string_view key) {
    json document = parseJsonOutline(text, file, key);
    return {std::move(text), std::move(file), std::move(document)};
}

JsonSource JsonSource::fromFile(const std::string& path) {
    return JsonSource(readFile(path), inputName(path));
}

json::json_pointer JsonSource::pointerTo(const json& node) const {
    json::json_pointer pointer;
    findNode(m_document, node, pointer);
    return pointer;
}

void JsonSource::fail(const json::json_pointer& pointer, const std::string& found,
                      const std::string& expected) const {
    const std::string line = lineOf(m_text, offsetOf(m_text, pointer), m_origin.linesBefore);
    const std::string path = m_origin.pointer + pointer.to_string();
    throw InputError(m_file, path.empty() ? line : line + ", " + path, found, expected);
}

JsonObject JsonSource::openFormat(const JsonValue& top, std::string_view format,
                                  std::vector<std::string_view> keys) const {
    if (!top.node().is_object())
        top.failExpecting(fmt::format("an object with \"format\": \"{}\"", format));
    const JsonObject object(top);
    const auto found = object.find("format");
    if (!found)
        top.fail("an object without the key 'format'", fmt::format("\"format\": \"{}\"", format));
    if (!found->node().is_string()) found->failExpecting(fmt::format("'{}'", format));
    if (found->string() != format)
        found->fail(fmt::format("format '{}'", shortened(found->string(), kShown)),
                    fmt::format("'{}'", format));
    const JsonValue version = object.require("version");
    constexpr std::int64_t kVersion = 1;
    if (version.node() != kVersion) {
        const bool newer = version.node().is_number() && version.node() > kVersion;
        version.fail(fmt::format("version {}{}", version.describe(),
                                 newer ? ", newer than this program reads" : ""),
                     fmt::format("version {}", kVersion));
    }
    keys.insert(keys.begin(), {"format", "version"});
    checkKeys(top, keys);
    return object;
}

}  // namespace trilane
