#pragma once

#include "core/plan/reference_table.h"
#include "core/plan/reproduction.h"

#include <string>

namespace trilane {

/// The published table beside this program's figures, and what lies beyond it.
[[nodiscard]] std::string describeReproduction(const ReproductionInputs& inputs,
                                               const Reproduction& reproduction, bool emphasis);

/// The document of `reproduce --json` (DESIGN section 6).
[[nodiscard]] std::string reproductionJson(const ReproductionInputs& inputs,
                                           const Reproduction& reproduction);

/// Both figures of a fit, recomputed and as shipped.
[[nodiscard]] std::string describeFit(const ReproductionInputs& inputs, const CalibrationFit& fit,
                                      bool emphasis);

/// The document of `reproduce --fit --json`.
[[nodiscard]] std::string fitJson(const CalibrationFit& fit);

/// True where the shipped calibration and server hold exactly what `fit` found.
[[nodiscard]] bool fitIsShipped(const ReproductionInputs& inputs, const CalibrationFit& fit);

}  // namespace trilane
