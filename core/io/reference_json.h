#pragma once

#include "core/plan/reference_table.h"

#include <string>

namespace trilane {

/// Reads a `trilane.table` from its text; `file` is for messages. Throws InputError.
[[nodiscard]] ReferenceTable parseReferenceTable(std::string text, const std::string& file);

/// Reads a `trilane.calibration` from its text; `file` is for messages. Throws InputError.
[[nodiscard]] Calibration parseCalibration(std::string text, const std::string& file);

/// The shipped table of that name ("icccn2021") with its calibration and the shipped machines,
/// networks and models that these name. Throws InputError where one is missing.
[[nodiscard]] ReproductionInputs loadReproduction(const std::string& name);

}  // namespace trilane
