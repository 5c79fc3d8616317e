#pragma once

#include "tests/support/problem.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace trilane::test {

/// Shapes of large models: what search must cope with beyond chains.
enum class WideShape {
    Towers,          ///< eight parallel chains that a join ends
    DenseNet,        ///< fine layers, every one fed by all before it in its block
    Nasnet,          ///< cells of five two-input blocks, fed by the two cells before (NASNet-A)
    Darts,           ///< cells of four nodes, each fed by two earlier ones (DARTS)
    RandWire,        ///< random wiring between shared stage ends (Watts-Strogatz-like)
    HrNet,           ///< four resolutions in parallel with exchanges between them
    SeriesParallel,  ///< random series-parallel
    Layered,         ///< random layered DAG
    Unet,            ///< encoder and decoder with long skips
    Transformer,     ///< attention with parallel q, k, v and residual sums
};

inline constexpr WideShape kWideShapes[] = {
    WideShape::Towers,   WideShape::DenseNet,   WideShape::Nasnet,         WideShape::Darts,
    WideShape::RandWire, WideShape::HrNet,      WideShape::SeriesParallel, WideShape::Layered,
    WideShape::Unet,     WideShape::Transformer};

[[nodiscard]] std::string_view name(WideShape shape);

/// A model of about `layers` layers with times as a small device, a fast server (1/30 of the
/// device's time) and tensors that shrink with depth; `mbps` is chosen so that neither all on the
/// device nor all on the server is best. The same seed gives the same problem everywhere.
[[nodiscard]] Problem wideProblem(WideShape shape, std::size_t layers, std::uint64_t seed);

}  // namespace trilane::test
