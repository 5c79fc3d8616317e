#include "app/cli/comparison_report.h"

#include "app/cli/display_text.h"
#include "app/cli/number_display.h"
#include "app/cli/plan_report.h"
#include "app/cli/proof_text.h"
#include "app/cli/text_table.h"
#include "core/io/json_writer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <limits>

namespace trilane {
namespace {

double milliseconds(std::chrono::nanoseconds time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

/// "optimal", "exact" (the bound is reached by some plan, so the gap is the true one), "bound".
std::string proofWord(const Plan& plan) {
    if (plan.optimal()) return "optimal";
    return plan.searchComplete() ? "exact" : "bound";
}

std::string gapCell(const Plan& plan) {
    const double gap = gapOf(plan.makespan(), plan.lowerBound);
    return (plan.optimal() || plan.searchComplete() ? "" : "≤") + percentText(gap);
}

std::vector<double> column(const std::vector<Plan>& plans, const auto& value) {
    std::vector<double> values;
    values.reserve(plans.size());
    for (const Plan& plan : plans)
        values.push_back(value(plan));
    return values;
}

std::string table(const Planner& planner, const Comparison& comparison, const CostSources& sources,
                  bool emphasis) {
    const std::vector<Plan>& plans = comparison.plans;
    const auto makespans =
        column(plans, [](const Plan& plan) { return plan.makespan().milliseconds(); });
    const auto sizes = column(plans, [&](const Plan& plan) {
        return static_cast<double>(sentBytes(planner.model(), plan, sources).count()) / 1e3;
    });
    const auto solveTimes = column(plans, [](const Plan& p) { return milliseconds(p.solveTime); });
    std::vector<TableColumn> columns{{"\nstrategy", TableColumn::Align::Left, true},
                                     {"makespan\nms"},
                                     {"speed-up\nover LO"},
                                     {"\ngap"},
                                     {"\nproof", TableColumn::Align::Left},
                                     {"device\nlayers"},
                                     {"sent\nKB"}};
    if (comparison.withTiming) columns.push_back({"solve\nms"});
    const double best = *std::min_element(makespans.begin(), makespans.end());
    TextTable table(std::move(columns));
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const Plan& plan = plans[i];
        std::vector<std::string> row{
            planTitle(plan),
            figureText(makespans[i], columnDecimals(makespans)),
            figureText(speedupOver(comparison.local, plan.makespan()), 2),
            gapCell(plan),
            proofWord(plan),
            fmt::format("{}/{}", plan.cut.device.count(), planner.model().layerCount()),
            figureText(sizes[i], columnDecimals(sizes))};
        if (comparison.withTiming) row.push_back(figureText(solveTimes[i], 1));
        table.addRow(row, makespans[i] == best);
    }
    return table.render(emphasis);
}

std::string bestInWords(const Planner& planner, const Comparison& comparison,
                        const CostSources& sources) {
    const std::vector<Plan>& plans = comparison.plans;
    const auto best =
        std::min_element(plans.begin(), plans.end(),
                         [](const Plan& a, const Plan& b) { return a.makespan() < b.makespan(); });
    std::vector<std::string> names;
    for (const Plan& plan : plans)
        if (plan.makespan() == best->makespan())
            names.push_back(plan.strategy ? std::string(id(*plan.strategy)) : "manual");
    return wrapText(
        fmt::format("Best: {} by {}; {}.", msText(best->makespan()), fmt::join(names, ", "),
                    placementText(planner.model(), *best, sources)),
        2);
}

std::string boundInWords(const Comparison& comparison) {
    const Plan& plan = comparison.plans.front();
    if (plan.searchComplete())
        return wrapText(fmt::format("Bound: no cut and no order is faster than {}; gaps are exact.",
                                    msText(plan.lowerBound)),
                        2);
    return wrapText(
        fmt::format(
            "Bound: no cut and no order is faster than {}; {} ended the search, so gaps may "
            "be smaller than shown.",
            msText(plan.lowerBound), endText(plan.searchEnd)),
        2);
}

nlohmann::ordered_json planJson(const Model& model, const Comparison& comparison,
                                const Plan& plan) {
    nlohmann::ordered_json entry;
    entry["strategy"] = plan.strategy ? id(*plan.strategy) : "manual";
    entry["makespan_ms"] = jsonTime(plan.makespan());
    // JSON knows no infinity.
    if (plan.makespan() > Nanoseconds{} || comparison.local == Nanoseconds{})
        entry["speedup_over_local"] = speedupOver(comparison.local, plan.makespan());
    else
        entry["speedup_over_local"] = nullptr;
    entry["lower_bound_ms"] = jsonTime(plan.lowerBound);
    entry["optimal"] = plan.optimal();
    if (!plan.searchComplete()) entry["search_ended_by"] = endText(plan.searchEnd);
    entry["device_layers"] = nlohmann::ordered_json::array();
    for (std::size_t i = plan.cut.device.find_first(); i != LayerSet::npos;
         i = plan.cut.device.find_next(i))
        entry["device_layers"].push_back(model.layers()[i].name);
    entry["order"] = nlohmann::ordered_json::array();
    for (const TensorId tensor : plan.order)
        entry["order"].push_back(model.tensor(tensor).name);
    if (comparison.withTiming) entry["solve_ms"] = jsonTime(Nanoseconds{plan.solveTime.count()});
    return entry;
}

nlohmann::ordered_json networkJson(const CostSources& sources) {
    const Network& network = sources.network;
    nlohmann::ordered_json document{
        {"name", network.name},
        {"mbps", network.mbps},
        {"latency_ms", jsonTime(network.latency)},
        {"overhead_ms", jsonTime(network.overhead)},
        {"request_overhead_ms", jsonTime(sources.server.requestOverhead)}};
    if (sources.transferType) document["transfer_dtype"] = toString(*sources.transferType);
    return document;
}

}  // namespace

double speedupOver(Nanoseconds base, Nanoseconds makespan) {
    if (base == makespan) return 1;
    if (makespan == Nanoseconds{}) return std::numeric_limits<double>::infinity();
    return static_cast<double>(base.count()) / static_cast<double>(makespan.count());
}

std::string describeComparison(const Planner& planner, const Comparison& comparison,
                               const CostSources& sources, bool emphasis) {
    return table(planner, comparison, sources, emphasis) + "\n" +
           bestInWords(planner, comparison, sources) + boundInWords(comparison);
}

std::string comparisonJson(const Planner& planner, const Comparison& comparison,
                           const CostSources& sources) {
    nlohmann::ordered_json document;
    document["model"] = planner.model().name();
    document["network"] = networkJson(sources);
    document["strategies"] = strategiesJson(planner.model(), comparison);
    return printJson(document);
}

nlohmann::ordered_json strategiesJson(const Model& model, const Comparison& comparison) {
    auto strategies = nlohmann::ordered_json::array();
    for (const Plan& plan : comparison.plans)
        strategies.push_back(planJson(model, comparison, plan));
    return strategies;
}

}  // namespace trilane
