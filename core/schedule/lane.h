#pragma once

#include <array>
#include <cstdint>

namespace trilane {

/// Where something happens; numbered in the order in which a plan flows.
enum class Lane : std::uint8_t { Device, Link, Server };

inline constexpr std::array kLanes{Lane::Device, Lane::Link, Lane::Server};

}  // namespace trilane
