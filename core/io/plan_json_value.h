#pragma once

#include "core/io/json_source.h"
#include "core/io/plan_json.h"

#include <nlohmann/json.hpp>

namespace trilane {

/// A `trilane.plan` document that stands in another one. Throws InputError.
[[nodiscard]] PlanFile readPlanValue(const JsonSource& source, const JsonValue& value);

/// The document that writePlan() prints, its digest included.
[[nodiscard]] nlohmann::ordered_json planToJson(const PlanDocument& document);

}  // namespace trilane
