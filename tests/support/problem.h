#pragma once

#include "core/cost/durations.h"
#include "core/graph/model.h"
#include "core/partition/pins.h"

#include <memory>
#include <string>

namespace trilane::test {

/// One planning problem, complete: the graph, its times, where the times come from, and the pins.
struct Problem {
    std::shared_ptr<const Model> model;
    Durations durations;
    CostSources sources;  ///< what `durations` follow from
    Pins pins;
};

/// The times that the model's own figures and `sources.network` imply. Every layer must bear both
/// of its times, and the send times must be whole nanoseconds: this is plain integer arithmetic.
[[nodiscard]] Durations durationsOf(const Model& model, const CostSources& sources);

/// Everything about a problem as text, so that a failing test can be repeated by hand. Times in
/// microseconds.
[[nodiscard]] std::string describe(const Problem& problem);

}  // namespace trilane::test
