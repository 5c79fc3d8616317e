#include "core/plan/reproduction.h"

#include "core/partition/pins.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trilane {
namespace {

PinnedSides noPins(const Model& model) {
    return {LayerSet(model.layerCount()), LayerSet(model.layerCount())};
}

/// The row's times over one network, with the device's multiplied by the row's scale.
std::variant<Durations, CostFault> durationsOf(const ReproductionInputs& inputs,
                                               const Machine& server, std::size_t row,
                                               std::size_t network) {
    const CostSources sources{inputs.device, server, inputs.networks[network], std::nullopt,
                              std::nullopt};
    auto computed = computeDurations(*inputs.models[row], sources);
    if (auto* fault = std::get_if<CostFault>(&computed)) return std::move(*fault);
    auto& durations = std::get<Durations>(computed);
    const double scale = inputs.calibration.deviceScale.at(inputs.table.rows[row].model);
    Nanoseconds total;
    for (Nanoseconds& time : durations.device) {
        const auto scaled = nanosecondsFromMs(time.milliseconds() * scale);
        if (!scaled || total + *scaled > kMaxTotalTime)
            return CostFault{"the scaled device times of " + inputs.table.rows[row].model,
                             "exceed what can be planned", "a smaller scale"};
        time = *scaled;
        total += time;
    }
    return computed;
}

std::optional<Nanoseconds> printedTime(const PrintedRow& row, std::size_t network,
                                       Strategy strategy) {
    switch (strategy) {
        case Strategy::Local:
            return row.local;
        case Strategy::Remote:
            return row.cells[network].remote;
        case Strategy::Ej:
            return row.cells[network].ej;
        case Strategy::Neurosurgeon:
        case Strategy::Dsl:
        case Strategy::DslFifo:
        case Strategy::DslEj:
        case Strategy::Optimal:
            break;
    }
    return std::nullopt;
}

/// @param figure  of one cell
template <class Figure>
CellSummary summarize(const Reproduction& reproduction, Figure figure) {
    CellSummary summary;
    for (std::size_t i = 0; i < reproduction.cells.size(); ++i) {
        const double value = figure(reproduction.cells[i]);
        if (i == 0 || value > summary.largest) {
            summary.largest = value;
            summary.largestCell = i;
        }
        summary.mean += value;
    }
    if (!reproduction.cells.empty()) summary.mean /= static_cast<double>(reproduction.cells.size());
    return summary;
}

/// The middle one, or the mean of the two in the middle; 0 for none.
double median(std::vector<double> values) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace

double ReproducedTime::error() const {
    if (!printed) return 0;
    return static_cast<double>((ours - *printed).count()) / static_cast<double>(printed->count());
}

const ReproducedTime& ReproducedCell::time(Strategy strategy) const {
    return *std::find_if(times.begin(), times.end(), [strategy](const ReproducedTime& time) {
        return time.strategy == strategy;
    });
}

std::variant<Reproduction, CostFault> reproduce(const ReproductionInputs& inputs,
                                                const SearchLimits& limits,
                                                const ProgressCallback& progress) {
    Reproduction result;
    for (std::size_t row = 0; row < inputs.table.rows.size(); ++row)
        for (std::size_t network = 0; network < inputs.networks.size(); ++network) {
            auto durations = durationsOf(inputs, inputs.server, row, network);
            if (auto* fault = std::get_if<CostFault>(&durations)) return std::move(*fault);
            const auto start = std::chrono::steady_clock::now();
            const Planner planner(inputs.models[row], std::get<Durations>(std::move(durations)),
                                  noPins(*inputs.models[row]));
            ReproducedCell cell{row, network, {}};
            for (const Plan& plan : planner.compare(kStrategies, limits, progress))
                cell.times.push_back({*plan.strategy,
                                      printedTime(inputs.table.rows[row], network, *plan.strategy),
                                      plan.makespan(), plan.optimal()});
            result.planningTime += std::chrono::steady_clock::now() - start;
            result.cells.push_back(std::move(cell));
        }
    return result;
}

CellSummary absoluteErrors(const Reproduction& reproduction, Strategy strategy) {
    return summarize(reproduction, [strategy](const ReproducedCell& cell) {
        return std::abs(cell.time(strategy).error());
    });
}

CellSummary savings(const Reproduction& reproduction, Strategy strategy, Strategy baseline) {
    return summarize(reproduction, [strategy, baseline](const ReproducedCell& cell) {
        const Nanoseconds before = cell.time(baseline).ours;
        if (before == Nanoseconds{}) return 0.0;
        return static_cast<double>((before - cell.time(strategy).ours).count()) /
               static_cast<double>(before.count());
    });
}

std::variant<CalibrationFit, CostFault> fitCalibration(const ReproductionInputs& inputs) {
    CalibrationFit fit;
    Machine server = inputs.server;
    server.requestOverhead = {};
    std::vector<double> left;
    for (std::size_t row = 0; row < inputs.table.rows.size(); ++row) {
        const PrintedRow& printed = inputs.table.rows[row];
        const Model& model = *inputs.models[row];
        double local = 0;
        for (std::size_t i = 0; i < model.layerCount(); ++i) {
            const auto time = rooflineTime(model, LayerId(i), inputs.device);
            if (!time)
                return CostFault{"layer '" + model.layers()[i].name + "' on the device",
                                 "takes too long", "a faster device"};
            local += time->milliseconds();
        }
        constexpr double kScaleSteps = 1e4;
        const double scale = printed.local.milliseconds() / local;
        fit.deviceScale[printed.model] = std::round(scale * kScaleSteps) / kScaleSteps;
        for (std::size_t network = 0; network < inputs.networks.size(); ++network) {
            auto durations = durationsOf(inputs, server, row, network);
            if (auto* fault = std::get_if<CostFault>(&durations)) return std::move(*fault);
            const Planner planner(inputs.models[row], std::get<Durations>(std::move(durations)),
                                  noPins(model));
            const Nanoseconds ours = planner.plan(Strategy::Remote).makespan();
            left.push_back((printed.cells[network].remote - ours).milliseconds());
        }
    }
    constexpr double kOverheadSteps = 10;
    const double overhead = std::max(0.0, median(std::move(left)));
    fit.requestOverhead = nanosecondsFromMs(std::round(overhead * kOverheadSteps) / kOverheadSteps)
                              .value_or(kMaxTime);
    return fit;
}

}  // namespace trilane
