#pragma once

#include "core/graph/data_type.h"
#include "core/graph/units.h"

#include <map>
#include <string>

namespace trilane {

/// What the roofline needs to know of a device or a server (`trilane.machine`).
struct Machine {
    std::string name;
    /// Peak in 10^9 floating-point (or integer) operations a second, by element type. Holds Float32
    /// at least; other types fall back to it.
    std::map<DataType, double> gflops;
    double memoryGbps = 0;        ///< 10^9 bytes a second
    Nanoseconds layerOverhead;    ///< added to every layer
    Nanoseconds requestOverhead;  ///< paid once a request that reaches this machine as the server
    /// Share of the peak that an operator reaches, 0 < e <= 1; 1 where an operator is not listed.
    std::map<std::string, double, std::less<>> efficiency;
    std::string origin;  ///< where the figures come from
};

}  // namespace trilane
