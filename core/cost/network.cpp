#include "core/cost/network.h"

#include <cmath>

namespace trilane {
namespace {

constexpr int kAssumedElementBytes = 4;

}  // namespace

std::optional<Nanoseconds> sendTime(Bytes bytes, const Network& network) {
    // 8 bits / (10^6 bit/s) is 8000 ns a byte at 1 Mbps. As doubles, because converted tensors may
    // exceed kMaxBytes; up to 10^12 bytes the product is exact all the same.
    const double occupied = 8000.0 * static_cast<double>(bytes.count()) / network.mbps;
    if (!(occupied <= static_cast<double>(kMaxTime.count()))) return std::nullopt;
    const Nanoseconds total = network.overhead + Nanoseconds{std::llround(occupied)};
    if (total > kMaxTime) return std::nullopt;
    return total;
}

Bytes transferBytes(Bytes bytes, DataType type, std::optional<DataType> transferType) {
    if (!transferType || (type != DataType::Unknown && !isFloatingPoint(type))) return bytes;
    const int to = elementBytes(*transferType);
    const int from = type == DataType::Unknown ? kAssumedElementBytes : elementBytes(type);
    if (to == 0 || to == from) return bytes;
    return Bytes{(bytes.count() + from - 1) / from * to};
}

}  // namespace trilane
