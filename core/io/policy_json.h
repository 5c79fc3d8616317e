#pragma once

#include "core/io/plan_json.h"
#include "core/plan/policy_document.h"

#include <string>
#include <vector>

namespace trilane {

/// A policy as a file holds it, with what the file says beside the document.
struct PolicyFile {
    PolicyDocument document;
    std::vector<PlanFile> plans;  ///< by interval; the documents stand in `document`, not here
    std::string digest;           ///< as the file says; empty where it says nothing
    std::string expectedDigest;   ///< of the content that was read

    [[nodiscard]] bool digestMatches() const { return digest == expectedDigest; }
};

/// Reads a `trilane.policy` file ("-": the standard input). Throws InputError.
[[nodiscard]] PolicyFile readPolicy(const std::string& path);

/// The same from its text; `file` is for messages.
[[nodiscard]] PolicyFile parsePolicy(std::string text, const std::string& file);

/// The text of a `trilane.policy` file; each interval holds a whole `trilane.plan` document. The
/// digest is made like a plan's.
[[nodiscard]] std::string writePolicy(const PolicyDocument& document);

}  // namespace trilane
