#pragma once

#include "core/cost/durations.h"
#include "core/graph/model.h"
#include "core/partition/cut.h"
#include "core/partition/pins.h"

namespace trilane {

/// The cut with the smallest stagedMakespan over all cuts that obey the pins; ties: the smallest D.
/// A minimum s-t cut after DADS (Hu et al., INFOCOM 2019, DNN Surgery Light), computed as a
/// max-flow: a vertex per layer and one per consumed tensor, so that a tensor with several server
/// consumers is paid once; infinite reverse capacities, so that nothing flows back.
[[nodiscard]] Cut dslCut(const Model& model, const Durations& durations, const PinnedSides& pins);

/// A bound below every makespan of every cut that obeys the pins: no lane is busy for longer than
/// the makespan, so neither is any weighted mean of the three lanes' loads, whose minimum over all
/// cuts is a minimum s-t cut. The best of several weights.
[[nodiscard]] Nanoseconds loadBound(const Model& model, const Durations& durations,
                                    const PinnedSides& pins);

}  // namespace trilane
