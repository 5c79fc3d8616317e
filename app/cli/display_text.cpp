#include "app/cli/display_text.h"

#include "core/io/utf8.h"

#include <algorithm>
#include <array>
#include <vector>

namespace trilane {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::string_view kEllipsis = "…";

struct Range {
    char32_t first;
    char32_t last;
};

/// Marks that join the character before them, and characters without a shape.
constexpr std::array kZeroWidth{
    Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD}, Range{0x0610, 0x061A},
    Range{0x064B, 0x065F}, Range{0x0E31, 0x0E31}, Range{0x0E34, 0x0E3A}, Range{0x0E47, 0x0E4E},
    Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF}, Range{0x200B, 0x200F}, Range{0x2060, 0x2064},
    Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF},
};

/// East Asian wide and full-width characters, and emoji (Unicode's East Asian Width W and F).
constexpr std::array kWide{
    Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0xA4CF},
    Range{0xA960, 0xA97C},   Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},
    Range{0xFE30, 0xFE6F},   Range{0xFF01, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x1F300, 0x1F64F}, Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1FAFF},
    Range{0x20000, 0x3FFFD},
};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, char32_t character) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
        return character >= range.first && character <= range.last;
    });
}

std::size_t widthOf(char32_t character) {
    if (within(kZeroWidth, character)) return 0;
    return within(kWide, character) ? 2 : 1;
}

/// One character of a text and the bytes it takes there.
struct Decoded {
    char32_t character = kReplacement;
    std::size_t bytes = 1;
};

Decoded decode(std::string_view text) {
    const auto byteAt = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
    };
    const std::size_t length = utf8SequenceLength(text);
    if (length == 0) return {};
    if (length == 1) return {byteAt(0), 1};
    char32_t character = byteAt(0) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        character = (character << 6U) | (byteAt(i) & 0x3FU);
    return {character, length};
}

/// C0, DEL and C1, line and paragraph separators, and what turns the direction of writing: they
/// would let a name take over the terminal or the line.
bool isControl(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/// The longest part from the start of `text` that takes at most `width` columns.
std::string_view fittingHead(std::string_view text, std::size_t width) {
    std::size_t used = 0;
    std::size_t end = 0;
    while (end < text.size()) {
        const Decoded next = decode(text.substr(end));
        used += widthOf(next.character);
        if (used > width) break;
        end += next.bytes;
    }
    return text.substr(0, end);
}

std::string_view fittingTail(std::string_view text, std::size_t width) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); i += decode(text.substr(i)).bytes)
        starts.push_back(i);
    std::size_t used = 0;
    std::size_t begin = text.size();
    while (!starts.empty()) {
        used += widthOf(decode(text.substr(starts.back())).character);
        if (used > width) break;
        begin = starts.back();
        starts.pop_back();
    }
    return text.substr(begin);
}

}  // namespace

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Decoded next = decode(text.substr(i));
        const bool bad = next.character == kReplacement || isControl(next.character);
        result += bad ? "\xEF\xBF\xBD" : text.substr(i, next.bytes);
        i += next.bytes;
    }
    return result;
}

std::size_t displayWidth(std::string_view text) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < text.size();) {
        const Decoded next = decode(text.substr(i));
        width += widthOf(next.character);
        i += next.bytes;
    }
    return width;
}

std::string elideMiddle(std::string_view text, std::size_t width) {
    if (displayWidth(text) <= width) return std::string(text);
    if (width == 0) return {};
    const std::size_t tail = (width - 1) / 2;
    std::string result(fittingHead(text, width - 1 - tail));
    result += kEllipsis;
    return result.append(fittingTail(text, tail));
}

std::string padRight(std::string_view text, std::size_t width) {
    std::string result(text);
    result.append(width - std::min(width, displayWidth(text)), ' ');
    return result;
}

std::string padLeft(std::string_view text, std::size_t width) {
    return std::string(width - std::min(width, displayWidth(text)), ' ').append(text);
}

std::string wrapText(std::string_view text, std::size_t indent, std::size_t width) {
    const std::size_t lead = std::min(text.find_first_not_of(' '), text.size());
    std::string result(text.substr(0, lead));
    std::size_t column = lead;
    bool lineIsEmpty = true;
    text.remove_prefix(lead);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t wordWidth = displayWidth(word);
        if (!lineIsEmpty && column + 1 + wordWidth > width) {
            result.append(1, '\n').append(indent, ' ');
            column = indent;
            lineIsEmpty = true;
        }
        if (!lineIsEmpty) {
            result += ' ';
            ++column;
        }
        result += word;
        column += wordWidth;
        lineIsEmpty = false;
    }
    return result += '\n';
}

std::string labelledText(std::string_view label, std::string_view text, std::size_t labelWidth) {
    const std::string indented = std::string(labelWidth, ' ').append(text);
    return padRight(label, labelWidth) + wrapText(indented, labelWidth).substr(labelWidth);
}

}  // namespace trilane
