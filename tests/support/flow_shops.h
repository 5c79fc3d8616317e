#pragma once

#include "core/schedule/order_problem.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace trilane::test {

/// Random families of the flow-shop literature, three machines.
enum class FlowShopFamily {
    Uniform,            ///< all times 1 to 99 (Taillard)
    JobCorrelated,      ///< a job is long or short on all machines
    MachineCorrelated,  ///< each machine has its own range
    LinkDominates,      ///< times on the link 50 to 149, else 1 to 99
    LinkDominated,      ///< times on the link 1 to 30, else 1 to 99
    Rising,             ///< 1 to 50, 25 to 75, 50 to 99: the server is the bottleneck
    Falling,            ///< the device is
};

inline constexpr FlowShopFamily kFlowShopFamilies[] = {
    FlowShopFamily::Uniform,       FlowShopFamily::JobCorrelated, FlowShopFamily::MachineCorrelated,
    FlowShopFamily::LinkDominates, FlowShopFamily::LinkDominated, FlowShopFamily::Rising,
    FlowShopFamily::Falling};

[[nodiscard]] std::string_view name(FlowShopFamily family);

/// Disjoint paths, times in milliseconds. The same seed gives the same problem everywhere.
[[nodiscard]] OrderProblem flowShopProblem(FlowShopFamily family, std::size_t jobs,
                                           std::uint64_t seed);

/// Nine or ten disjoint paths of short times with many ties; every second time with all that may
/// lie before, after and between.
/// @param withSharedLayer  adds a layer of no time that some jobs share: the same problem, but no
///                         disjoint paths
[[nodiscard]] OrderProblem smallFlowShop(std::uint64_t seed, bool withSharedLayer);

}  // namespace trilane::test
