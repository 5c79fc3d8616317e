#pragma once

#include "core/graph/layer_set.h"
#include "core/graph/model.h"

#include <string>
#include <variant>
#include <vector>

namespace trilane {

/// What the user demands of every cut.
struct Pins {
    std::vector<LayerId> device;
    std::vector<LayerId> server;
    bool keepInputsLocal = false;  ///< no raw model input may cross the link

    [[nodiscard]] bool empty() const {
        return device.empty() && server.empty() && !keepInputsLocal;
    }
};

/// Pins and what follows from them: a layer on the device takes its ancestors along, one on the
/// server its descendants. The two sets are disjoint; a cut D is allowed if and only if it is
/// closed, contains `device` and is disjoint from `server`.
struct PinnedSides {
    LayerSet device;
    LayerSet server;
};

/// Pins that no cut can obey.
struct PinFault {
    std::vector<LayerId> layers;  ///< that would have to run on both sides, ascending
    std::string found;  ///< names the layers, and for each the pins that pull it either way
    std::string expected;
};

[[nodiscard]] std::variant<PinnedSides, PinFault> resolvePins(const Model& model, const Pins& pins);

}  // namespace trilane
