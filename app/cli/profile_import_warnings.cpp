#include "app/cli/profile_import_warnings.h"

#include "app/cli/number_display.h"

#include <fmt/format.h>

#include <set>
#include <string_view>

namespace trilane {
namespace {

/// A model's own profile has little besides its layers; another's may share some names by chance.
bool matchesTooLittle(const ProfileMatch& match) {
    constexpr double kLeast = 0.9;
    return shareOf(match.matched, match.total) < kLeast;
}

}  // namespace

double shareOf(Nanoseconds part, Nanoseconds whole) {
    if (whole == Nanoseconds{}) return 0;
    return static_cast<double>(part.count()) / static_cast<double>(whole.count());
}

UnknownParts findUnknownParts(const ProfileMatch& match) {
    UnknownParts result;
    std::set<std::string_view> seen;
    for (const EntryMatch& entry : match.entries) {
        if (!entry.unknown.empty()) ++result.entries;
        for (const std::string& part : entry.unknown)
            if (seen.insert(part).second) result.parts.push_back(part);
    }
    return result;
}

std::string listParts(const std::vector<std::string>& parts, std::size_t most) {
    // One more name than asked for is better than "and 1 more".
    const std::size_t shown = parts.size() <= most + 1 ? parts.size() : most;
    std::string text;
    for (std::size_t i = 0; i < shown; ++i)
        text += fmt::format("{}'{}'", i == 0 ? "" : ", ", parts[i]);
    if (shown < parts.size()) text += fmt::format(" and {} more", parts.size() - shown);
    return text;
}

std::vector<std::string> importWarnings(const ProfileImport& import, bool reportIsShown) {
    std::vector<std::string> warnings;
    const ProfileMatch& match = import.match;
    if (match.total > match.matched && matchesTooLittle(match))
        warnings.push_back(
            fmt::format("only {} of the measured time matches a layer of '{}': is "
                        "it this model's profile?",
                        percentText(shareOf(match.matched, match.total)), import.model.name()));
    else if (match.total > match.matched && !reportIsShown)
        warnings.push_back(fmt::format("{} of {} measured belong to no layer",
                                       msText(match.total - match.matched), msText(match.total)));
    const UnknownParts unknown = findUnknownParts(match);
    constexpr std::size_t kShown = 3;
    if (unknown.entries > 0)
        warnings.push_back(fmt::format(
            "{} only partly matched: '{}' has no layer {}; {} {} go to the layers it has",
            unknown.entries == 1 ? std::string("1 entry is")
                                 : fmt::format("{} entries are", unknown.entries),
            import.model.name(), listParts(unknown.parts, kShown),
            unknown.entries == 1 ? "its" : "their", msText(match.partly)));
    return warnings;
}

}  // namespace trilane
