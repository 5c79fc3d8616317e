#include "app/cli/profile_import_report.h"

#include "app/cli/display_text.h"
#include "app/cli/layer_names.h"
#include "app/cli/number_display.h"
#include "app/cli/profile_import_warnings.h"
#include "app/cli/text_table.h"
#include "core/cost/durations.h"
#include "core/graph/layer_set.h"
#include "core/graph/number_text.h"
#include "core/io/json_writer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;

/// In percent; all of it only where nothing is missing. What is matched in part stands apart.
std::string matchedText(const ProfileMatch& match) {
    if (match.matched == match.total && match.partly == Nanoseconds{}) return "100 % of the time";
    const double share = shareOf(match.matched - match.partly, match.total);
    std::string text = share >= 0.9995 ? ">99.9 %" : percentText(share);
    text += " of the time";
    if (match.partly > Nanoseconds{})
        text += fmt::format(" and {} partly", percentText(shareOf(match.partly, match.total)));
    return text;
}

/// What of the time is matched in part, and where it goes; empty where nothing is.
std::string partlyText(const ProfileMatch& match) {
    const UnknownParts unknown = findUnknownParts(match);
    if (unknown.entries == 0) return {};
    constexpr std::size_t kShown = 12;
    return fmt::format(
        "{}, {}, all of it given to the layers that are known; unknown: {}",
        unknown.entries == 1 ? std::string("1 entry") : fmt::format("{} entries", unknown.entries),
        msText(match.partly), printable(listParts(unknown.parts, kShown)));
}

std::string_view word(MatchKind kind) {
    constexpr std::array<std::string_view, 5> kWords{"none", "name", "fused node", "tensor",
                                                     "several layers"};
    static_assert(static_cast<int>(MatchKind::Several) == 4, "kWords stand in enum order");
    return kWords[static_cast<std::size_t>(kind)];
}

std::string_view word(MeasuredStatistic statistic) {
    constexpr std::array<std::string_view, 3> kWords{"single", "median", "average"};
    static_assert(static_cast<int>(MeasuredStatistic::Average) == 2, "kWords stand in enum order");
    return kWords[static_cast<std::size_t>(statistic)];
}

/// ONNX Runtime's first run is its warm-up, unless another program left that out of the profile.
bool isMaybeWarmUp(const MeasuredTimes& measured) {
    return measured.format == MeasuredFormat::OnnxRuntime && measured.runs == 1 &&
           measured.warmUp == 0;
}

/// "median of 5 runs, 1 of warm-up left out"
std::string statisticText(const MeasuredTimes& measured) {
    std::string text = "average";
    if (measured.statistic == MeasuredStatistic::Single)
        text = isMaybeWarmUp(measured) ? "one run, which may be the warm-up" : "one run";
    else if (measured.runs > 0)
        text = fmt::format("{} of {}", word(measured.statistic), countText(measured.runs, "run"));
    if (measured.warmUp > 0) text += fmt::format(", {} of warm-up left out", measured.warmUp);
    return text;
}

std::string labelled(const std::string& label, const std::string& text) {
    constexpr std::size_t kLabelWidth = 11;
    return labelledText(label, text, kLabelWidth);
}

/// "60 by name, 5 by fused node"
std::string kindsText(const ProfileMatch& match) {
    std::string text;
    for (const MatchKind kind :
         {MatchKind::Name, MatchKind::FusedNode, MatchKind::Tensor, MatchKind::Several}) {
        const auto count =
            std::count_if(match.entries.begin(), match.entries.end(),
                          [&](const EntryMatch& entry) { return entry.kind == kind; });
        if (count == 0) continue;
        text += fmt::format(
            "{}{} {}", text.empty() ? "" : ", ", groupThousands(count),
            kind == MatchKind::Several ? "of several layers" : fmt::format("by {}", word(kind)));
    }
    return text;
}

LayerSet untimedLayers(const ProfileImport& import) {
    LayerSet untimed(import.model.layerCount());
    for (std::size_t i = 0; i < import.match.times.size(); ++i)
        if (!import.match.times[i]) untimed.set(i);
    return untimed;
}

/// By LayerId, how much of the model's time the roofline gives to each layer.
std::vector<double> estimatedShares(const ProfileImport& import) {
    std::vector<double> shares;
    double sum = 0;
    for (std::size_t i = 0; i < import.model.layerCount(); ++i) {
        const auto time = rooflineTime(import.model, LayerId{i}, import.machine).value_or(kMaxTime);
        shares.push_back(static_cast<double>(time.count()));
        sum += shares.back();
    }
    for (double& share : shares)
        share = sum > 0 ? share / sum : 0;
    return shares;
}

/// What planning takes for a layer that the profile does not tell of, by default.
Nanoseconds plannedTime(const ProfileImport& import, LayerId id) {
    const Layer& layer = import.model.layer(id);
    const auto& fromFile = import.side == Side::Device ? layer.deviceTime : layer.serverTime;
    if (fromFile) return *fromFile;
    return rooflineTime(import.model, id, import.machine).value_or(kMaxTime);
}

std::string layersText(const ProfileImport& import) {
    const LayerSet untimed = untimedLayers(import);
    const std::size_t count = import.model.layerCount();
    std::string timed = fmt::format(
        "{} of {} have a time", groupThousands(static_cast<std::int64_t>(count - untimed.count())),
        groupThousands(static_cast<std::int64_t>(count)));
    if (untimed.none()) return timed;
    const std::vector<double> shares = estimatedShares(import);
    double share = 0;
    double planned = 0;
    for (std::size_t i = untimed.find_first(); i != LayerSet::npos; i = untimed.find_next(i)) {
        share += shares[i];
        planned += plannedTime(import, LayerId{i}).milliseconds();
    }
    constexpr std::size_t kShown = 12;
    return fmt::format(
        "{}; without: {}, by the cost model {} of the time. Planning gives them {} ms, from the "
        "model file or else as {} would need (--{} names another machine)",
        timed, describeLayers(import.model, untimed, kShown), percentText(share),
        fixedText(planned, columnDecimals(std::span(&planned, 1))), import.machine.name,
        import.side == Side::Device ? "device" : "server");
}

/// Indices of the entries that belong to no layer, the longest first.
std::vector<std::size_t> unmatchedEntries(const ProfileImport& import) {
    std::vector<std::size_t> unmatched;
    for (std::size_t i = 0; i < import.match.entries.size(); ++i)
        if (import.match.entries[i].layers.empty()) unmatched.push_back(i);
    const auto& entries = import.measured.entries;
    std::stable_sort(unmatched.begin(), unmatched.end(), [&](std::size_t a, std::size_t b) {
        return entries[a].time > entries[b].time;
    });
    return unmatched;
}

std::string unmatchedTable(const ProfileImport& import, bool emphasis) {
    const std::vector<std::size_t> unmatched = unmatchedEntries(import);
    if (unmatched.empty()) return {};
    constexpr std::size_t kShown = 20;
    const std::size_t shown = unmatched.size() > kShown + 1 ? kShown : unmatched.size();
    TextTable table({{"belongs to no layer", TableColumn::Align::Left, true},
                     {"op", TableColumn::Align::Left, true},
                     {"ms"},
                     {"share"}});
    std::vector<double> times;
    for (std::size_t i = 0; i < shown; ++i)
        times.push_back(import.measured.entries[unmatched[i]].time.milliseconds());
    for (std::size_t i = 0; i < shown; ++i) {
        const MeasuredEntry& entry = import.measured.entries[unmatched[i]];
        table.addRow({entry.name, entry.op, fixedText(times[i], columnDecimals(times)),
                      percentText(shareOf(entry.time, import.match.total))});
    }
    std::string text = "\n" + table.render(emphasis);
    if (shown < unmatched.size()) {
        Nanoseconds rest;
        for (std::size_t i = shown; i < unmatched.size(); ++i)
            rest += import.measured.entries[unmatched[i]].time;
        text +=
            fmt::format("and {} more, {} in sum, {}; --json lists them\n", unmatched.size() - shown,
                        msText(rest), percentText(shareOf(rest, import.match.total)));
    }
    return text;
}

Json entriesJson(const ProfileImport& import) {
    Json list = Json::array();
    for (std::size_t i = 0; i < import.measured.entries.size(); ++i) {
        const MeasuredEntry& entry = import.measured.entries[i];
        const EntryMatch& match = import.match.entries[i];
        Json json{{"name", entry.name}, {"op", entry.op}, {"time_ms", jsonTime(entry.time)}};
        json["share"] = shareOf(entry.time, import.match.total);
        json["match"] = word(match.kind);
        json["layers"] = Json::array();
        for (const LayerId layer : match.layers)
            json["layers"].push_back(import.model.layer(layer).name);
        json["unknown"] = match.unknown;
        list.push_back(std::move(json));
    }
    return list;
}

}  // namespace

std::string describeImport(const ProfileImport& import, bool emphasis) {
    const MeasuredTimes& measured = import.measured;
    const std::size_t unmatched = unmatchedEntries(import).size();
    std::string text =
        wrapText(fmt::format("{}: {} {}: {} a run ({})", printable(import.model.name()),
                             title(measured.format), printable(import.file),
                             msText(import.match.total), statisticText(measured)),
                 2);
    const std::size_t entries = measured.entries.size();
    std::string matched = fmt::format(
        "{}, {} of {}", matchedText(import.match),
        groupThousands(static_cast<std::int64_t>(entries - unmatched)),
        entries == 1 ? "1 entry" : groupThousands(static_cast<std::int64_t>(entries)) + " entries");
    if (const std::string kinds = kindsText(import.match); !kinds.empty()) matched += ": " + kinds;
    text += labelled("Matched", matched);
    if (const std::string partly = partlyText(import.match); !partly.empty())
        text += labelled("Partly", partly);
    if (measured.notRun > 0)
        text += labelled("Not run", fmt::format("{} left out: nothing ran for them",
                                                countText(measured.notRun, "line")));
    text += labelled("Layers", layersText(import));
    if (!import.replaced.empty()) text += labelled("Replaced", import.replaced);
    return text + unmatchedTable(import, emphasis);
}

std::string importJson(const ProfileImport& import) {
    const MeasuredTimes& measured = import.measured;
    Json document;
    document["model"] = import.model.name();
    document["side"] = import.side == Side::Device ? "device" : "server";
    document["file"] = import.file;
    document["format"] = title(measured.format);
    document["statistic"] = word(measured.statistic);
    document["runs"] = measured.runs == 0 ? Json(nullptr) : Json(measured.runs);
    document["warm_up_runs"] = measured.warmUp;
    document["not_run"] = measured.notRun;
    document["total_ms"] = jsonTime(import.match.total);
    document["matched_ms"] = jsonTime(import.match.matched);
    document["partly_matched_ms"] = jsonTime(import.match.partly);
    document["matched_share"] = shareOf(import.match.matched, import.match.total);
    document["entries"] = entriesJson(import);
    document["unmatched"] = Json::array();
    for (const std::size_t i : unmatchedEntries(import))
        document["unmatched"].push_back(document["entries"][i]["name"]);
    document["layer_count"] = import.model.layerCount();
    const LayerSet untimed = untimedLayers(import);
    document["layers_with_time"] = import.model.layerCount() - untimed.count();
    document["untimed"] = Json::array();
    const std::vector<double> shares = estimatedShares(import);
    for (std::size_t i = untimed.find_first(); i != LayerSet::npos; i = untimed.find_next(i)) {
        const Layer& layer = import.model.layers()[i];
        document["untimed"].push_back({{"name", layer.name},
                                       {"op", layer.op},
                                       {"estimated_share", shares[i]},
                                       {"planned_ms", jsonTime(plannedTime(import, LayerId{i}))}});
    }
    return printJson(document);
}

}  // namespace trilane
