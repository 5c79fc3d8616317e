#pragma once

#include "core/cost/network.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// The shipped network that programs start from.
inline constexpr const char* kDefaultNetwork = "WiFi";

/// Reads a `trilane.network` file ("-": the standard input). Throws InputError.
[[nodiscard]] Network readNetwork(const std::string& path);

/// The same from its text; `file` is for messages.
[[nodiscard]] Network parseNetwork(std::string text, const std::string& file);

/// The text of a `trilane.network` file.
[[nodiscard]] std::string writeNetwork(const Network& network);

/// The names of the networks that come with the program, sorted.
[[nodiscard]] std::vector<std::string_view> shippedNetworkNames();

/// The networks that come with the program, slowest first; read once.
[[nodiscard]] const std::vector<Network>& shippedNetworks();

/// The network of that name, whatever its letter case; empty if none is shipped.
[[nodiscard]] std::optional<Network> shippedNetwork(std::string_view name);

/// A shipped network by name, or else the file at that path. Throws InputError, which lists the
/// shipped ones where there is neither.
[[nodiscard]] Network loadNetwork(const std::string& nameOrPath);

}  // namespace trilane
