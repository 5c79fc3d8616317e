#pragma once

#include "core/graph/units.h"

#include <map>
#include <optional>
#include <string>

namespace trilane {

/// Measured or edited times of one machine, by layer name.
struct SideProfile {
    std::string name;
    std::map<std::string, Nanoseconds, std::less<>> layers;
};

/// Measured or edited times for one model (`trilane.profile`). Either side may be missing.
struct Profile {
    std::string model;  ///< Model::name() it belongs to
    std::optional<SideProfile> device;
    std::optional<SideProfile> server;
    std::map<std::string, Nanoseconds, std::less<>> transmit;  ///< by tensor name
};

}  // namespace trilane
