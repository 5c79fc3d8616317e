#include "core/io/json_locate.h"

#include "core/io/utf8.h"

#include <algorithm>
#include <vector>

namespace trilane {
namespace {

using Pointer = nlohmann::json::json_pointer;

constexpr std::string_view kBlanks = " \t\r\n";

std::size_t skipBlanks(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(kBlanks, at), text.size());
}

std::size_t endOfString(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    return std::min(at + 1, text.size());
}

std::vector<std::string> tokensOf(Pointer pointer) {
    std::vector<std::string> tokens;
    for (; !pointer.empty(); pointer.pop_back())
        tokens.push_back(pointer.back());
    std::reverse(tokens.begin(), tokens.end());
    return tokens;
}

/// The value of member `key` of the object at `at`; the end of the text where there is none.
std::size_t findMember(std::string_view text, std::size_t at, const std::string& key) {
    at = skipBlanks(text, at + 1);
    while (at < text.size() && text[at] == '"') {
        const std::size_t keyEnd = endOfString(text, at);
        const std::string_view raw = text.substr(at, keyEnd - at);
        const auto decoded = nlohmann::json::parse(raw, nullptr, false);
        at = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
        if (decoded.is_string() && decoded.get_ref<const std::string&>() == key) return at;
        at = skipBlanks(text, endOfValue(text, at));
        at = skipBlanks(text, at + 1);
    }
    return text.size();
}

std::size_t findElement(std::string_view text, std::size_t at, std::size_t index) {
    at = skipBlanks(text, at + 1);
    for (; index > 0 && at < text.size(); --index)
        at = skipBlanks(text, skipBlanks(text, endOfValue(text, at)) + 1);
    return at;
}

}  // namespace

std::string lineOf(std::string_view text, std::size_t offset, std::size_t linesBefore) {
    const auto before = text.substr(0, offset);
    const auto breaks = std::count(before.begin(), before.end(), '\n');
    return "line " + std::to_string(1 + linesBefore + static_cast<std::size_t>(breaks));
}

std::string lineAndColumnOf(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, offset);
    const std::size_t newline = before.rfind('\n');
    const auto line = before.substr(newline == std::string_view::npos ? 0 : newline + 1);
    return lineOf(text, offset) + ", column " + std::to_string(countCharacters(line) + 1);
}

std::size_t offsetOf(std::string_view text, const Pointer& pointer) {
    std::size_t at = skipBlanks(text, 0);
    for (const std::string& token : tokensOf(pointer)) {
        if (at >= text.size()) break;
        at = text[at] == '{' ? findMember(text, at, token)
                             : findElement(text, at, std::stoul(token));
    }
    return at;
}

std::size_t endOfValue(std::string_view text, std::size_t offset) {
    std::size_t at = offset;
    std::size_t depth = 0;
    do {
        if (at >= text.size()) return text.size();
        const char c = text[at];
        if (c == '"') {
            at = endOfString(text, at);
            continue;
        }
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (depth == 0 && c != '}' && c != ']')
            return std::min(text.find_first_of(" \t\r\n,]}", at), text.size());
        ++at;
    } while (depth > 0);
    return at;
}

std::vector<JsonSpan> elementSpans(std::string_view text, std::size_t offset) {
    std::vector<JsonSpan> spans;
    std::size_t at = skipBlanks(text, offset + 1);
    while (at < text.size() && text[at] != ']') {
        const std::size_t end = endOfValue(text, at);
        spans.push_back({at, end});
        at = skipBlanks(text, end);
        if (at < text.size() && text[at] == ',') at = skipBlanks(text, at + 1);
    }
    return spans;
}

}  // namespace trilane
