#pragma once

#include "core/cost/durations.h"
#include "core/graph/model.h"
#include "core/partition/cut.h"
#include "core/partition/pins.h"
#include "core/schedule/search_deadline.h"

#include <stop_token>

namespace trilane {

/// The cut with the smallest stagedMakespan over all cuts that obey the pins; ties: the smallest D.
/// A minimum s-t cut after DADS (Hu et al., INFOCOM 2019, DNN Surgery Light), computed as a
/// max-flow (LoadNetwork): a tensor with several server consumers is paid once, nothing flows back.
/// After a stop request: the smallest cut that obeys the pins.
[[nodiscard]] Cut dslCut(const Model& model, const Durations& durations, const PinnedSides& pins,
                         const std::stop_token& stop = {});

/// A bound below every makespan of every cut that obeys the pins: no lane is busy for longer than
/// the makespan, so neither is any weighted mean of the three lanes' loads, whose minimum over all
/// cuts is a minimum s-t cut. The best of several weights, as many as the deadline allows.
[[nodiscard]] Nanoseconds loadBound(const Model& model, const Durations& durations,
                                    const PinnedSides& pins, const SearchDeadline& deadline);

}  // namespace trilane
