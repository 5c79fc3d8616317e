#include "core/cost/entry_names.h"

#include "core/graph/text_lines.h"

#include <algorithm>
#include <array>
#include <optional>

namespace trilane {
namespace {

bool isNumber(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// `text` without a `mark` and the number behind it at its end.
std::optional<std::string_view> withoutNumbered(std::string_view text, std::string_view mark) {
    const std::size_t at = text.rfind(mark);
    if (at == std::string_view::npos || at == 0 || !isNumber(text.substr(at + mark.size())))
        return std::nullopt;
    return text.substr(0, at);
}

/// "x/MatMulAddFusion" and "x/LayerNormFusion/" are "x".
std::optional<std::string_view> withoutFusion(std::string_view text) {
    if (text.ends_with('/')) text.remove_suffix(1);
    const std::size_t slash = text.rfind('/');
    if (slash == std::string_view::npos || slash == 0 || !text.ends_with("Fusion"))
        return std::nullopt;
    return text.substr(0, slash);
}

/// What a tool did to a name last, undone.
std::optional<std::string_view> withoutOne(std::string_view text) {
    constexpr std::string_view kFused = "fused ";
    constexpr std::string_view kBlocked = "_nchwc";
    if (text.starts_with(kFused)) return text.substr(kFused.size());
    if (text.ends_with(kBlocked)) return text.substr(0, text.size() - kBlocked.size());
    for (const std::string_view mark : {"_token_", "_clone_"})
        if (const auto rest = withoutNumbered(text, mark)) return rest;
    return withoutFusion(text);
}

bool isCopy(std::string_view name) {
    return name.starts_with("Reformatting CopyNode") ||
           withoutNumbered(name, " input reformatter ").has_value() ||
           withoutNumbered(name, " output reformatter ").has_value();
}

std::vector<std::string_view> splitEach(const std::vector<std::string_view>& texts,
                                        std::string_view separator) {
    std::vector<std::string_view> parts;
    for (const std::string_view text : texts)
        for (const std::string_view part : splitAt(text, separator))
            parts.push_back(part);
    return parts;
}

/// Without the marks of pointwise groups around it: "PWN(PWN(a" and "b))" are "a" and "b". A
/// bracket that belongs to the name has its other half in it.
std::string_view withoutGroupMarks(std::string_view part, bool grouped) {
    constexpr std::string_view kOpen = "PWN(";
    while (part.starts_with(kOpen))
        part.remove_prefix(kOpen.size());
    while (grouped && part.ends_with(')') &&
           std::count(part.begin(), part.end(), ')') > std::count(part.begin(), part.end(), '('))
        part.remove_suffix(1);
    return trimmed(part);
}

}  // namespace

EntryName parseEntryName(std::string_view name) {
    EntryName result;
    result.copies = isCopy(name);
    constexpr std::string_view kForeign = "{ForeignNode[";
    const std::size_t foreign = name.find(kForeign);
    if (foreign != std::string_view::npos) {
        std::string_view inner = name.substr(foreign + kForeign.size());
        inner = inner.substr(0, inner.rfind("]}"));
        result.parts = splitAt(inner, "...");
        result.range = result.parts.size() == 2;
        if (result.range || result.parts.size() == 1) return result;
    }
    result.parts = {name};
    for (const std::string_view separator : {" + ", " || ", ";", ", "})
        result.parts = splitEach(result.parts, separator);
    const bool grouped = name.find("PWN(") != std::string_view::npos;
    for (std::string_view& part : result.parts)
        part = withoutGroupMarks(part, grouped);
    return result;
}

std::vector<std::string_view> spellingsOf(std::string_view part) {
    std::vector<std::string_view> spellings{part};
    for (auto next = withoutOne(part); next; next = withoutOne(*next))
        spellings.push_back(*next);
    return spellings;
}

}  // namespace trilane
