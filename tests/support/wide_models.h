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

/// Where the tensors of a wide model become small, and how fast its server is.
enum class WideCosts {
    /// From the first layer on, by chance; the server takes 1/30 of the device's time. Often one
    /// early tensor is a bargain and the best cut sends nothing else.
    Shrinking,
    /// Slowly, to a tenth, and what is alive at one depth is shared out among the tensors there, as
    /// where channels are split among branches; the server takes 1/8. Wide cuts that send many
    /// tensors while the device goes on are the best, and all three lanes matter.
    Shared,
};

/// A model of about `layers` layers with times as a small device, a faster server and tensors that
/// shrink with depth; with the default `mbps` neither all on
/// the device nor all on the server is best. The same seed gives the same problem everywhere.
[[nodiscard]] Problem wideProblem(WideShape shape, std::size_t layers, std::uint64_t seed,
                                  double mbps = 40, WideCosts costs = WideCosts::Shrinking);

}  // namespace trilane::test
