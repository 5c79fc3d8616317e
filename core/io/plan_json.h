#pragma once

#include "core/plan/plan_document.h"

#include <optional>
#include <string>

namespace trilane {

/// A plan as a file holds it, with what the file says beside the document. A digest that does not
/// match is for the validator to report, not a reason not to read the plan.
struct PlanFile {
    PlanDocument document;
    /// As the file says; empty where it says null, because the lower bound is 0 and the makespan is
    /// not.
    std::optional<double> gapPercent;
    std::string digest;          ///< as the file says; empty where it says nothing
    std::string expectedDigest;  ///< of the content that was read

    [[nodiscard]] bool digestMatches() const { return digest == expectedDigest; }
};

/// Reads a `trilane.plan` file ("-": the standard input). Throws InputError.
[[nodiscard]] PlanFile readPlan(const std::string& path);

/// The same from its text; `file` is for messages.
[[nodiscard]] PlanFile parsePlan(std::string text, const std::string& file);

/// The text of a `trilane.plan` file, its digest included: SHA-256 over the document without the
/// key "digest" and without notes and "x-" keys, printed compactly with sorted keys, numbers that
/// are whole as integers and others in the shortest form that reads back equal. It holds however
/// the file is laid out, and changes with any number, name or order.
[[nodiscard]] std::string writePlan(const PlanDocument& document);

/// 100 (makespan - lower bound) / lower bound; 0 where both are 0, empty where only the bound is.
[[nodiscard]] std::optional<double> gapPercent(const PlanDocument& document);

}  // namespace trilane
