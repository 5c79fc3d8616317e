#include "core/io/json_parse.h"

#include "core/io/input_error.h"
#include "core/io/json_locate.h"
#include "core/io/utf8.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

namespace trilane {
namespace {

using nlohmann::json;

/// Bytes of a token that a message shows.
constexpr std::size_t kShown = 40;

/// Feeds the parser and tells how far it has read, which its events do not.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, std::size_t* count) : m_at(at), m_count(count) {}
    reference operator*() const { return *m_at; }
    CountingIterator& operator++() {
        ++m_at;
        ++*m_count;
        return *this;
    }
    friend bool operator==(const CountingIterator& a, const CountingIterator& b) {
        return a.m_at == b.m_at;
    }

private:
    const char* m_at;
    std::size_t* m_count;
};

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The last token of the line that begins before `end`. No string spans lines, so that a line's
/// start is never inside one.
Span tokenBefore(std::string_view text, std::size_t end) {
    const std::size_t newline = end == 0 ? std::string_view::npos : text.rfind('\n', end - 1);
    std::size_t at = newline == std::string_view::npos ? 0 : newline + 1;
    Span last{end, end};
    while (at < end) {
        const char c = text[at];
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            ++at;
            continue;
        }
        last.begin = at;
        if (c == '"') {
            for (++at; at < text.size() && text[at] != '"' && text[at] != '\n'; ++at)
                if (text[at] == '\\') ++at;
            at = std::min(at + 1, text.size());
        } else if (std::string_view("{}[]:,").find(c) != std::string_view::npos) {
            ++at;
        } else {
            at = std::min(text.find_first_of(" \t\r\n\"{}[]:,", at), text.size());
        }
        last.end = at;
    }
    return last;
}

std::string_view between(std::string_view text, std::string_view from, std::string_view to) {
    const std::size_t begin = text.find(from);
    if (begin == std::string_view::npos) return {};
    text.remove_prefix(begin + from.size());
    return text.substr(0, text.find(to));
}

std::string expectedIn(std::string_view context, std::string_view message) {
    if (message.find("; expected end of input") != std::string_view::npos)
        return "the end of the file";
    if (context == "object key") return "a key in double quotes";
    if (context == "object separator") return "':'";
    if (context == "object") return "',' or '}'";
    if (context == "array") return "',' or ']'";
    return "a value";
}

bool isNonFinite(std::string_view token) {
    constexpr std::array<std::string_view, 9> kWords{"NaN",      "nan",       "NAN", "-NaN", "-nan",
                                                     "Infinity", "-Infinity", "inf", "-inf"};
    return std::find(kWords.begin(), kWords.end(), token) != kWords.end();
}

/// Turns the parser's complaint after `position` bytes into ours.
[[noreturn]] void failSyntax(std::string_view text, const std::string& file, std::size_t position,
                             std::string_view message) {
    const bool overflow = message.find("number overflow") != std::string_view::npos;
    if (position > text.size() && !overflow) {
        const std::size_t end = text.find_last_not_of(" \t\r\n");
        if (end == std::string_view::npos)
            throw InputError(file, "line 1", "an empty file", "a JSON object");
    }
    // A number is found wrong only at the character behind it.
    const bool number = message.find(" - invalid number") != std::string_view::npos;
    const Span span = tokenBefore(text, std::min(position, text.size()) - (number ? 1 : 0));
    const std::string_view token = text.substr(span.begin, span.end - span.begin);
    const std::string place = lineAndColumnOf(text, span.begin);
    if (overflow)
        throw InputError(file, place, "the number " + shortened(token, kShown),
                         "a number that fits 64 bits");
    if (isNonFinite(token))
        throw InputError(file, place, std::string(token) + ", which is no JSON number",
                         "a finite number");
    const std::string expected = expectedIn(between(message, "while parsing ", " - "), message);
    const std::size_t lexical = message.find("; last read");
    if (lexical == std::string_view::npos) {
        if (message.find("unexpected end of input") != std::string_view::npos)
            throw InputError(file, lineAndColumnOf(text, text.size()), "the end of the file",
                             expected);
        throw InputError(file, place, shortened(token, kShown), expected);
    }
    const std::size_t dash = message.find(" - ");
    const std::string detail(message.substr(dash + 3, lexical - dash - 3));
    if (detail.find("missing closing quote") != std::string::npos)
        throw InputError(file, place, "a string without its closing quote", "");
    if (detail.starts_with("invalid string"))
        throw InputError(file, lineAndColumnOf(text, std::min(position, text.size()) - 1), detail,
                         "");
    if (detail.starts_with("invalid literal"))
        throw InputError(file, place, shortened(token, kShown), expected);
    throw InputError(file, place, detail, "");
}

/// Builds the document from the parser's events, and refuses what JSON's grammar allows but no
/// careful reader should.
class DocumentBuilder : public nlohmann::json_sax<json> {
public:
    /// @param outlined  the key of parseJsonOutline, empty: keep all
    DocumentBuilder(std::string_view text, const std::string& file, const std::size_t& consumed,
                    std::string_view outlined)
        : m_text(text), m_file(file), m_consumed(consumed), m_outlined(outlined) {}

    json take() { return std::move(m_root); }

    bool null() override { return scalar(nullptr); }
    bool boolean(bool value) override { return scalar(value); }
    bool number_integer(std::int64_t value) override { return scalar(value); }
    bool number_unsigned(std::uint64_t value) override { return scalar(value); }
    bool number_float(double value, const std::string& /*literal*/) override {
        return scalar(value);
    }
    bool string(std::string& value) override { return scalar(std::move(value)); }
    bool binary(json::binary_t& value) override { return scalar(std::move(value)); }
    bool start_object(std::size_t /*size*/) override { return open(json::object()); }
    bool start_array(std::size_t /*size*/) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(std::string& value) override {
        Frame& frame = m_stack.back();
        frame.key = std::move(value);
        if (frame.node->contains(frame.key))
            throw InputError(m_file, here(), "the key '" + frame.key + "' a second time",
                             "each key once");
        return true;
    }

    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const json::exception& error) override {
        failSyntax(m_text, m_file, position, error.what());
    }

private:
    struct Frame {
        json* node = nullptr;
        std::string key;  ///< of the member that is being read, in an object
    };

    bool scalar(json&& value) {
        add(std::move(value));
        return true;
    }

    bool open(json&& container) {
        if (m_stack.size() >= kMaxJsonDepth)
            throw InputError(m_file, lineAndColumnOf(m_text, m_consumed - 1),
                             "arrays and objects nested deeper than " +
                                 std::to_string(kMaxJsonDepth) + " levels",
                             "");
        json* node = add(std::move(container));
        m_stack.push_back({node, {}});
        return true;
    }

    bool close() {
        constexpr std::size_t kElement = 3;
        json* const closed = m_stack.back().node;
        const bool left = !m_outlined.empty() && m_stack.size() == kElement &&
                          m_stack[0].node->is_object() && m_stack[0].key == m_outlined &&
                          m_stack[1].node->is_array();
        m_stack.pop_back();
        if (left) *closed = nullptr;
        return true;
    }

    json* add(json&& value) {
        if (m_stack.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        const Frame& frame = m_stack.back();
        if (frame.node->is_object()) {
            json& slot = (*frame.node)[frame.key];
            slot = std::move(value);
            return &slot;
        }
        frame.node->push_back(std::move(value));
        return &frame.node->back();
    }

    [[nodiscard]] std::string here() const {
        json::json_pointer pointer;
        for (const Frame& frame : m_stack) {
            if (frame.node->is_object())
                pointer.push_back(frame.key);
            else
                pointer.push_back(std::to_string(frame.node->size() - 1));
        }
        return lineOf(m_text, m_consumed - 1) + ", " + pointer.to_string();
    }

    std::string_view m_text;
    const std::string& m_file;
    const std::size_t& m_consumed;
    std::string_view m_outlined;
    json m_root;
    std::vector<Frame> m_stack;
};

json parse(std::string_view text, const std::string& file, std::string_view outlined) {
    if (text.starts_with("\xEF\xBB\xBF"))
        throw InputError(file, "line 1, column 1", "a byte order mark", "UTF-8 without one");
    // The parser takes it for the end and would ignore what follows.
    if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
        throw InputError(file, lineAndColumnOf(text, nul), "a NUL byte", "JSON text");
    std::size_t consumed = 0;
    DocumentBuilder builder(text, file, consumed, outlined);
    json::sax_parse(CountingIterator(text.data(), &consumed),
                    CountingIterator(text.data() + text.size(), &consumed), &builder);
    return builder.take();
}

}  // namespace

json parseJson(std::string_view text, const std::string& file) {
    return parse(text, file, {});
}

json parseJsonOutline(std::string_view text, const std::string& file, std::string_view key) {
    return parse(text, file, key);
}

}  // namespace trilane
