#include "core/schedule/flow_shop_bound.h"

#include <algorithm>
#include <limits>

namespace trilane {
namespace {

constexpr std::size_t kDeviceLink = 0;
constexpr std::size_t kLinkServer = 1;
constexpr std::size_t kDeviceServer = 2;

/// Johnson's order for two machines between which each job must wait for its lag.
template <class First, class Second, class Lag>
std::vector<std::uint32_t> johnsonOrder(std::size_t count, First first, Second second, Lag lag) {
    std::vector<std::uint32_t> order(count);
    for (std::size_t j = 0; j < count; ++j)
        order[j] = static_cast<std::uint32_t>(j);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const bool risesA = first(a) <= second(a);
        const bool risesB = first(b) <= second(b);
        if (risesA != risesB) return risesA;
        return risesA ? first(a) + lag(a) < first(b) + lag(b)
                      : second(a) + lag(a) > second(b) + lag(b);
    });
    return order;
}

}  // namespace

FlowShopBound::FlowShopBound(const FlowShop& shop) : m_shop(shop) {
    const auto on = [&shop](std::size_t machine) {
        return [&shop, machine](std::uint32_t job) { return shop.jobs[job][machine]; };
    };
    const auto none = [](std::uint32_t) { return std::int64_t{0}; };
    const std::size_t count = shop.jobs.size();
    m_orders[kDeviceLink] = johnsonOrder(count, on(0), on(1), none);
    m_orders[kLinkServer] = johnsonOrder(count, on(1), on(2), none);
    m_orders[kDeviceServer] = johnsonOrder(count, on(0), on(2), on(1));
}

FlowShopBound::Times FlowShopBound::startOfAll() const {
    return {m_shop.before, 0, m_shop.serverFirst};
}

FlowShopBound::Times FlowShopBound::endOfAll() const {
    return {m_shop.deviceRest, 0, m_shop.after};
}

FlowShopBound::Times FlowShopBound::withFront(Times front, std::uint32_t job) const {
    const Times& times = m_shop.jobs[job];
    front[0] += times[0];
    front[1] = std::max(front[1], front[0]) + times[1];
    front[2] = std::max(front[2], front[1] + m_shop.latency) + times[2];
    return front;
}

FlowShopBound::Times FlowShopBound::withBack(Times back, std::uint32_t job) const {
    const Times& times = m_shop.jobs[job];
    back[2] += times[2];
    back[1] = std::max(back[1], m_shop.latency + back[2]) + times[1];
    back[0] = std::max(back[0], back[1]) + times[0];
    return back;
}

std::int64_t FlowShopBound::operator()(const Times& front, const Times& back,
                                       const std::vector<bool>& free, std::int64_t limit) const {
    constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::max();
    std::int64_t deviceTotal = 0;
    std::int64_t shortestMade = kNone;
    std::int64_t shortestDone = kNone;  // on the server
    std::int64_t shortestLeg = kNone;   // on link and server
    for (std::size_t j = 0; j < m_shop.jobs.size(); ++j) {
        if (!free[j]) continue;
        const Times& times = m_shop.jobs[j];
        deviceTotal += times[0];
        shortestMade = std::min(shortestMade, times[0]);
        shortestDone = std::min(shortestDone, times[2]);
        shortestLeg = std::min(shortestLeg, times[1] + times[2]);
    }
    const std::int64_t latency = m_shop.latency;
    if (shortestMade == kNone)
        return std::max({front[0] + back[0], front[1] + back[1], front[2] + back[2]});
    const std::int64_t linkToEnd = std::max(back[1], latency + shortestDone + back[2]);
    std::int64_t bound =
        front[0] + deviceTotal + std::max({back[0], shortestLeg + latency + back[2]});
    if (bound >= limit) return bound;

    std::int64_t first = front[0];
    std::int64_t second = front[1];
    for (const std::uint32_t j : m_orders[kDeviceLink]) {
        if (!free[j]) continue;
        first += m_shop.jobs[j][0];
        second = std::max(second, first) + m_shop.jobs[j][1];
    }
    bound = std::max(bound, second + linkToEnd);
    if (bound >= limit) return bound;

    first = std::max(front[1], front[0] + shortestMade);
    second = front[2];
    for (const std::uint32_t j : m_orders[kLinkServer]) {
        if (!free[j]) continue;
        first += m_shop.jobs[j][1];
        second = std::max(second, first + latency) + m_shop.jobs[j][2];
    }
    bound = std::max(bound, second + back[2]);
    if (bound >= limit) return bound;

    first = front[0];
    second = front[2];
    for (const std::uint32_t j : m_orders[kDeviceServer]) {
        if (!free[j]) continue;
        first += m_shop.jobs[j][0];
        second = std::max(second, first + m_shop.jobs[j][1] + latency) + m_shop.jobs[j][2];
    }
    return std::max(bound, second + back[2]);
}

}  // namespace trilane
