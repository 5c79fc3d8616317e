#include "app/cli/sweep_report.h"

#include "app/cli/number_display.h"
#include "app/cli/text_table.h"
#include "core/io/csv.h"
#include "core/io/json_writer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;

/// Four significant digits, as "0.1", "18.88", "1,000".
std::string mbpsText(double mbps) {
    return figureText(mbps, columnDecimals(std::span(&mbps, 1)));
}

std::vector<std::string> layersIn(const Model& model, const LayerSet& layers) {
    std::vector<std::string> names;
    for (std::size_t i = layers.find_first(); i != LayerSet::npos; i = layers.find_next(i))
        names.push_back(model.layers()[i].name);
    return names;
}

std::string table(const SweepReport& report, bool emphasis) {
    std::vector<TableColumn> columns{{"Mbps", TableColumn::Align::Right, false}};
    std::vector<double> mbps;
    std::vector<double> times;
    for (const Strategy strategy : report.problem.strategies)
        columns.push_back(
            {strategy == Strategy::DslFifo ? "DSL,\noverlapped" : std::string(title(strategy)),
             TableColumn::Align::Right, false});
    for (const SweepPoint& point : report.points) {
        mbps.push_back(point.mbps);
        for (const SweepValue& value : point.values)
            times.push_back(value.makespan.milliseconds());
    }
    const double longest = times.empty() ? 0 : *std::max_element(times.begin(), times.end());
    const int decimals = longest >= 1'000 ? 0 : columnDecimals(times);
    TextTable table(std::move(columns));
    for (const SweepPoint& point : report.points) {
        std::vector<std::string> cells{mbpsText(point.mbps)};
        for (std::size_t s = 0; s < report.problem.strategies.size(); ++s)
            cells.push_back(point.values.empty()
                                ? "-"
                                : figureText(point.values[s].makespan.milliseconds(), decimals));
        table.addRow(cells);
    }
    return table.render(emphasis);
}

std::string changesInWords(const SweepReport& report) {
    const std::string name(title(report.breaking));
    if (report.breaks.empty())
        return fmt::format("The cut of {} is the same at all bandwidths.\n", name);
    std::string text = fmt::format("The cut of {} changes at:\n", name);
    for (const BreakPoint& point : report.breaks) {
        const std::size_t toServer = (point.before.device - point.after.device).count();
        const std::size_t toDevice = (point.after.device - point.before.device).count();
        text += fmt::format("  {} Mbps: ", mbpsText(point.mbpsLow));
        if (toServer > 0) text += countText(toServer, "layer") + " to the server";
        if (toServer > 0 && toDevice > 0) text += ", ";
        if (toDevice > 0) text += countText(toDevice, "layer") + " to the device";
        text += '\n';
    }
    return text;
}

}  // namespace

std::string sweepText(const SweepReport& report, bool emphasis) {
    std::string text = "Makespan in ms:\n" + table(report, emphasis);
    const auto faulty = std::find_if(report.points.begin(), report.points.end(),
                                     [](const SweepPoint& point) { return point.fault; });
    if (faulty != report.points.end())
        text += wrapText(fmt::format("At {} Mbps {} {}.", mbpsText(faulty->mbps),
                                     printable(faulty->fault->subject), faulty->fault->found),
                         2);
    return text + "\n" + changesInWords(report);
}

std::string sweepCsv(const SweepReport& report) {
    std::string text = "mbps";
    for (const Strategy strategy : report.problem.strategies)
        text += fmt::format(",{}", id(strategy));
    text += "\r\n";
    for (const SweepPoint& point : report.points) {
        text += fmt::format("{}", point.mbps);
        for (std::size_t s = 0; s < report.problem.strategies.size(); ++s)
            text += point.values.empty()
                        ? ","
                        : fmt::format(",{:.6f}", point.values[s].makespan.milliseconds());
        text += "\r\n";
    }
    return text;
}

std::string sweepJson(const SweepReport& report) {
    const Model& model = *report.problem.model;
    const CostSources& sources = report.problem.sources;
    Json document;
    document["model"] = model.name();
    document["network"] = {{"latency_ms", jsonTime(sources.network.latency)},
                           {"overhead_ms", jsonTime(sources.network.overhead)},
                           {"request_overhead_ms", jsonTime(sources.server.requestOverhead)}};
    if (sources.transferType)
        document["network"]["transfer_dtype"] = toString(*sources.transferType);
    document["points"] = Json::array();
    for (const SweepPoint& point : report.points) {
        Json entry{{"mbps", point.mbps}, {"makespan_ms", Json::object()}};
        bool proven = true;
        for (std::size_t s = 0; s < point.values.size(); ++s) {
            entry["makespan_ms"][std::string(id(report.problem.strategies[s]))] =
                jsonTime(point.values[s].makespan);
            proven = proven && point.values[s].proven;
        }
        entry["proven"] = proven && !point.values.empty();
        document["points"].push_back(std::move(entry));
    }
    Json at = Json::array();
    for (const BreakPoint& point : report.breaks)
        at.push_back({{"mbps_low", point.mbpsLow},
                      {"mbps_high", point.mbpsHigh},
                      {"to_device", layersIn(model, point.after.device - point.before.device)},
                      {"to_server", layersIn(model, point.before.device - point.after.device)}});
    document["cut_changes"] = {{"strategy", id(report.breaking)}, {"at", std::move(at)}};
    return printJson(document);
}

}  // namespace trilane
