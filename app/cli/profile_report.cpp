#include "app/cli/profile_report.h"

#include "app/cli/display_text.h"
#include "app/cli/layer_names.h"
#include "app/cli/number_display.h"
#include "app/cli/text_table.h"
#include "core/graph/layer_set.h"
#include "core/graph/number_text.h"
#include "core/io/json_writer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;

/// Whose time, how much of it, and of how many layers.
struct Part {
    std::string name;
    std::string op;
    std::size_t layers = 1;
    Nanoseconds time;
};

/// One side of a profile, its parts longest first.
struct SideTotals {
    std::vector<Part> layers;
    std::vector<Part> ops;  ///< empty without a model
    double total = 0;       ///< nanoseconds; a sum of many times need not fit an integer
    LayerSet untimed;       ///< empty without a model
};

void sortByTime(std::vector<Part>& parts) {
    // What is equal stays in order of names.
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Part& a, const Part& b) { return a.time > b.time; });
}

SideTotals totalsOf(const SideProfile& side, const Model* model) {
    SideTotals totals;
    std::map<std::string, Part> ops;
    for (const auto& [name, time] : side.layers) {
        Part part{name, "", 1, time};
        if (model != nullptr) {
            part.op = model->layer(*model->findLayer(name)).op;
            Part& sum = ops.try_emplace(part.op, Part{part.op, part.op, 0, {}}).first->second;
            ++sum.layers;
            // Planning refuses what exceeds the most; showing it need not be exact.
            sum.time = std::min(sum.time + time, kMaxTotalTime);
        }
        totals.total += static_cast<double>(time.count());
        totals.layers.push_back(std::move(part));
    }
    for (auto& [op, part] : ops)
        totals.ops.push_back(std::move(part));
    sortByTime(totals.layers);
    sortByTime(totals.ops);
    if (model != nullptr) {
        totals.untimed.resize(model->layerCount());
        for (std::size_t i = 0; i < model->layerCount(); ++i)
            totals.untimed[i] = !side.layers.contains(model->layers()[i].name);
    }
    return totals;
}

double shareOf(double time, const SideTotals& totals) {
    return totals.total > 0 ? time / totals.total : 0;
}

double nanoseconds(const Part& part) {
    return static_cast<double>(part.time.count());
}

int decimalsOf(const std::vector<Part>& parts, std::size_t shown) {
    std::vector<double> times;
    for (std::size_t i = 0; i < shown; ++i)
        times.push_back(parts[i].time.milliseconds());
    return columnDecimals(times);
}

std::string layerTable(const SideTotals& totals, bool withOp, std::size_t top, bool emphasis) {
    std::vector<TableColumn> columns{{"#"}, {"layer", TableColumn::Align::Left, true}};
    if (withOp) columns.push_back({"op", TableColumn::Align::Left, true});
    for (const char* title : {"ms", "share", "so far"})
        columns.push_back({title});
    TextTable table(std::move(columns));
    const std::size_t shown = std::min(top, totals.layers.size());
    const int decimals = decimalsOf(totals.layers, shown);
    double soFar = 0;
    for (std::size_t i = 0; i < shown; ++i) {
        const Part& part = totals.layers[i];
        soFar += nanoseconds(part);
        std::vector<std::string> row{std::to_string(i + 1), part.name};
        if (withOp) row.push_back(part.op);
        row.push_back(fixedText(part.time.milliseconds(), decimals));
        row.push_back(percentText(shareOf(nanoseconds(part), totals)));
        row.push_back(percentText(shareOf(soFar, totals)));
        table.addRow(row);
    }
    std::string text = table.render(emphasis);
    if (shown < totals.layers.size())
        text += fmt::format("and {} more\n", countText(totals.layers.size() - shown, "layer"));
    return text;
}

std::string opTable(const SideTotals& totals, bool emphasis) {
    TextTable table({{"op", TableColumn::Align::Left, true}, {"layers"}, {"ms"}, {"share"}});
    const int decimals = decimalsOf(totals.ops, totals.ops.size());
    for (const Part& part : totals.ops)
        table.addRow({part.op.empty() ? "(no operator)" : part.op,
                      groupThousands(static_cast<std::int64_t>(part.layers)),
                      fixedText(part.time.milliseconds(), decimals),
                      percentText(shareOf(nanoseconds(part), totals))});
    return table.render(emphasis);
}

std::string describeSide(const char* title, const SideProfile& side, const Model* model,
                         std::size_t top, bool emphasis) {
    const SideTotals totals = totalsOf(side, model);
    const double ms = totals.total / 1e6;
    std::string text =
        wrapText(fmt::format("{}{}: {}, {} ms", title,
                             side.name.empty() ? "" : fmt::format(" '{}'", printable(side.name)),
                             countText(totals.layers.size(), "layer"),
                             fixedText(ms, columnDecimals(std::span(&ms, 1)))),
                 2);
    if (totals.untimed.any()) {
        constexpr std::size_t kShown = 12;
        text += wrapText(
            fmt::format("without a time: {}", describeLayers(*model, totals.untimed, kShown)), 2);
    }
    if (!totals.layers.empty()) text += "\n" + layerTable(totals, model != nullptr, top, emphasis);
    if (!totals.ops.empty()) text += "\n" + opTable(totals, emphasis);
    return text;
}

Json partJson(const Part& part, const SideTotals& totals) {
    return {{"time_ms", jsonTime(part.time)}, {"share", shareOf(nanoseconds(part), totals)}};
}

Json sideJson(const SideProfile& side, const Model* model, std::size_t top) {
    const SideTotals totals = totalsOf(side, model);
    Json json;
    json["name"] = side.name;
    json["total_ms"] = totals.total / 1e6;
    json["layer_count"] = totals.layers.size();
    json["layers"] = Json::array();
    double soFar = 0;
    for (std::size_t i = 0; i < std::min(top, totals.layers.size()); ++i) {
        const Part& part = totals.layers[i];
        soFar += nanoseconds(part);
        Json layer{{"name", part.name}};
        if (model != nullptr) layer["op"] = part.op;
        layer.update(partJson(part, totals));
        layer["cumulative_share"] = shareOf(soFar, totals);
        json["layers"].push_back(std::move(layer));
    }
    if (model == nullptr) return json;
    json["ops"] = Json::array();
    for (const Part& part : totals.ops) {
        Json op{{"op", part.op}, {"layers", part.layers}};
        op.update(partJson(part, totals));
        json["ops"].push_back(std::move(op));
    }
    json["untimed"] = Json::array();
    for (std::size_t i = totals.untimed.find_first(); i != LayerSet::npos;
         i = totals.untimed.find_next(i))
        json["untimed"].push_back(model->layers()[i].name);
    return json;
}

}  // namespace

std::string describeProfile(const Profile& profile, const Model* model, std::size_t top,
                            bool emphasis) {
    constexpr std::size_t kNameWidth = 48;
    std::string text =
        fmt::format("Profile of the model {}\n", elideMiddle(printable(profile.model), kNameWidth));
    if (profile.device)
        text += "\n" + describeSide("Device", *profile.device, model, top, emphasis);
    if (profile.server)
        text += "\n" + describeSide("Server", *profile.server, model, top, emphasis);
    if (!profile.device && !profile.server) text += "\nNo times of layers\n";
    if (!profile.transmit.empty())
        text += fmt::format("\nLink: the times of {} are given\n",
                            countText(profile.transmit.size(), "tensor"));
    return text;
}

std::string profileReportJson(const Profile& profile, const Model* model, std::size_t top) {
    Json document;
    document["model"] = profile.model;
    if (profile.device) document["device"] = sideJson(*profile.device, model, top);
    if (profile.server) document["server"] = sideJson(*profile.server, model, top);
    document["transmit_ms"] = Json::object();
    for (const auto& [name, time] : profile.transmit)
        appendMember(document["transmit_ms"], name, jsonTime(time));
    return printJson(document);
}

}  // namespace trilane
