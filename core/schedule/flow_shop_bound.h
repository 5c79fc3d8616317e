#pragma once

#include "core/schedule/flow_shop.h"

#include <vector>

namespace trilane {

/// Bounds for orders of which both ends are known, by Johnson's rule on each pair of machines.
class FlowShopBound {
public:
    using Times = FlowShop::Times;

    explicit FlowShopBound(const FlowShop& shop);

    /// When each machine is free before the first job, and what follows on each after the last.
    [[nodiscard]] Times startOfAll() const;
    [[nodiscard]] Times endOfAll() const;
    /// The same after `job` comes next at the front, or before it at the back.
    [[nodiscard]] Times withFront(Times front, std::uint32_t job) const;
    [[nodiscard]] Times withBack(Times back, std::uint32_t job) const;

    /// No order of the free jobs between these ends is shorter. O(jobs).
    /// @param free   by job
    /// @param limit  a bound of at least this is as good as any
    [[nodiscard]] std::int64_t operator()(const Times& front, const Times& back,
                                          const std::vector<bool>& free, std::int64_t limit) const;

private:
    const FlowShop& m_shop;
    std::array<std::vector<std::uint32_t>, 3> m_orders;  ///< Johnson's, by pair of machines
};

}  // namespace trilane
