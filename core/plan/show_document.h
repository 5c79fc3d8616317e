#pragma once

#include "core/cost/durations.h"
#include "core/graph/model.h"
#include "core/plan/plan_document.h"
#include "core/plan/shown_plan.h"
#include "core/plan/validator.h"

#include <memory>
#include <variant>

namespace trilane {

/// A plan that was read from a file, as pictures need it.
struct ShownDocument {
    std::shared_ptr<const Model> model;
    Durations durations;  ///< of each layer on its own side and of what crosses; else zero
    std::shared_ptr<const ShownPlan> plan;
};

/// The plan of a document on its model. The document must be valid for it (validatePlan): what is
/// found wrong otherwise is the first violation.
[[nodiscard]] std::variant<ShownDocument, PlanViolation> showDocument(
    const PlanDocument& document, std::shared_ptr<const Model> model);

/// The same without the model: a stand-in is made of the names in the document. Its layers have no
/// operators and are linked only as far as the jobs say, which is enough for a schedule: bars,
/// lanes and jobs. Layers that several jobs share belong to the one that runs them.
[[nodiscard]] std::variant<ShownDocument, PlanViolation> showDocument(const PlanDocument& document);

}  // namespace trilane
