#pragma once

#include "core/cost/durations.h"
#include "core/plan/planner.h"
#include "core/plan/reference_table.h"
#include "core/plan/strategy.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace trilane {

/// One strategy's time in a cell of the table.
struct ReproducedTime {
    Strategy strategy = Strategy::Local;
    std::optional<Nanoseconds> printed;  ///< empty: the table does not show this strategy
    Nanoseconds ours;
    bool optimal = false;  ///< proven: no cut and no order is faster

    /// (ours - printed) / printed; 0 where nothing is printed.
    [[nodiscard]] double error() const;
};

/// One model over one network.
struct ReproducedCell {
    std::size_t row = 0;                ///< into ReferenceTable::rows
    std::size_t network = 0;            ///< into ReferenceTable::networks
    std::vector<ReproducedTime> times;  ///< in the order of kStrategies

    [[nodiscard]] const ReproducedTime& time(Strategy strategy) const;
};

/// The table as this program computes it, row by row, and what planning it took.
struct Reproduction {
    std::vector<ReproducedCell> cells;
    std::chrono::nanoseconds planningTime{};
};

/// A figure over all cells, and the cell where it is largest.
struct CellSummary {
    double mean = 0;
    double largest = 0;
    std::size_t largestCell = 0;  ///< into Reproduction::cells; the first of several
};

/// Plans every cell with every strategy: device times are the device's roofline times the model's
/// scale, all else follows from server and network.
[[nodiscard]] std::variant<Reproduction, CostFault> reproduce(
    const ReproductionInputs& inputs, const SearchLimits& limits = {},
    const ProgressCallback& progress = {});

/// The absolute relative errors of a strategy that the table prints.
[[nodiscard]] CellSummary absoluteErrors(const Reproduction& reproduction, Strategy strategy);

/// The share of `baseline`'s time that `strategy` saves.
[[nodiscard]] CellSummary savings(const Reproduction& reproduction, Strategy strategy,
                                  Strategy baseline);

/// What the calibration ought to hold.
struct CalibrationFit {
    std::map<std::string, double> deviceScale;  ///< by the table's model name
    Nanoseconds requestOverhead;                ///< of the server
};

/// Fits one scale a model to its LO figure alone (four decimals), and one request overhead as the
/// median, over all cells, of what RO leaves after sending and computing (tenths of a millisecond).
/// The "Our" figures are not looked at.
[[nodiscard]] std::variant<CalibrationFit, CostFault> fitCalibration(
    const ReproductionInputs& inputs);

}  // namespace trilane
