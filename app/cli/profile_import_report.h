#pragma once

#include "core/cost/machine.h"
#include "core/cost/measured_times.h"
#include "core/cost/profile_match.h"
#include "core/cost/time_origin.h"
#include "core/graph/model.h"

#include <string>

namespace trilane {

/// What was made of a file of measured timings.
struct ProfileImport {
    const Model& model;
    const Machine&
        machine;  ///< the default of that side: its roofline tells of what was not measured
    Side side;
    std::string file;  ///< as the user gave it
    MeasuredTimes measured;
    ProfileMatch match;
    std::string replaced;  ///< what the profile held on this side before, in words; or empty
};

/// How much of the measured time belongs to layers; what belongs to none and which layers have no
/// time, each with its share.
[[nodiscard]] std::string describeImport(const ProfileImport& import, bool emphasis);

/// The same with every entry, as JSON.
[[nodiscard]] std::string importJson(const ProfileImport& import);

}  // namespace trilane
