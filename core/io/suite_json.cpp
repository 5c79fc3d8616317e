#include "core/io/suite_json.h"

#include "core/io/input_error.h"
#include "core/io/read_file.h"
#include "core/io/suite_case_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace trilane {
namespace {

constexpr std::string_view kFormat = "trilane.suite";
constexpr std::string_view kCases = "cases";

std::string pointerTo(std::size_t index) {
    return fmt::format("/{}/{}", kCases, index);
}

std::optional<JsonObject> defaultsOf(const JsonSource& suite) {
    const auto defaults = suite.root().member("defaults");
    return defaults ? std::optional(JsonObject(*defaults)) : std::nullopt;
}

std::string nameIn(const JsonValue& value) {
    if (!value.node().is_object()) return {};
    const auto name = value.member("name");
    return name && name->node().is_string() ? name->string() : std::string();
}

}  // namespace

SuiteFile SuiteFile::read(const std::string& path) {
    return parse(readFile(path), inputName(path));
}

SuiteFile SuiteFile::parse(std::string text, const std::string& file) {
    std::unique_ptr<const JsonSource> source(
        new JsonSource(JsonSource::outline(std::move(text), file, kCases)));
    const JsonObject top = source->openFormat(kFormat, {"name", "defaults", kCases});
    (void)top.findString("name");
    if (const auto defaults = top.find("defaults"))
        (void)readSuiteFields({openSuiteDefaults(*defaults), std::nullopt});
    const JsonValue cases = top.require(kCases);
    if (!cases.node().is_array()) cases.failExpecting("an array of cases");
    return SuiteFile(std::move(source));
}

SuiteFile::SuiteFile(std::unique_ptr<const JsonSource> source) : m_source(std::move(source)) {
    const std::string& text = m_source->text();
    const auto begin = offsetOf(text, nlohmann::json::json_pointer("/" + std::string(kCases)));
    const auto spans = elementSpans(text, begin);
    m_cases.reserve(spans.size());
    std::size_t counted = 0;
    std::size_t lines = 0;
    for (const JsonSpan& span : spans) {
        lines += static_cast<std::size_t>(
            std::count(text.data() + counted, text.data() + span.begin, '\n'));
        counted = span.begin;
        m_cases.push_back({span, lines});
    }
    rememberNames();
}

void SuiteFile::rememberNames() {
    for (std::size_t i = 0; i < m_cases.size(); ++i) {
        std::string name = nameIn(sourceOf(i)->root());
        if (!name.empty()) m_firstOf.emplace(std::move(name), i);
    }
}

std::unique_ptr<const JsonSource> SuiteFile::sourceOf(std::size_t index) const {
    const Place& place = m_cases.at(index);
    const JsonSpan& span = place.span;
    return std::make_unique<const JsonSource>(
        m_source->text().substr(span.begin, span.end - span.begin), m_source->file(),
        JsonOrigin{pointerTo(index), place.linesBefore});
}

std::string SuiteFile::label(std::size_t index) const {
    const std::string name = nameIn(sourceOf(index)->root());
    return name.empty() ? pointerTo(index) : name;
}

SuiteCase SuiteFile::readCase(std::size_t index) const {
    const auto source = sourceOf(index);
    SuiteCase result = readSuiteCase(source->root(), defaultsOf(*m_source));
    const std::size_t first = m_firstOf.at(result.name);
    if (first != index)
        source->root().member("name")->fail(
            fmt::format("'{}', the name of {} too", result.name, pointerTo(first)),
            "a name of its own");
    return result;
}

void SuiteFile::fail(std::size_t index, const std::string& pointer, const std::string& found,
                     const std::string& expected) const {
    const nlohmann::json::json_pointer within(pointer);
    const auto source = sourceOf(index);
    if (source->root().node().contains(within)) source->fail(within, found, expected);
    const nlohmann::json::json_pointer inDefaults("/defaults" + pointer);
    if (m_source->root().node().contains(inDefaults)) m_source->fail(inDefaults, found, expected);
    source->root().fail(found, expected);
}

}  // namespace trilane
