#pragma once

#include "app/cli/input_paths.h"
#include "core/cost/durations.h"
#include "core/cost/fused_nodes.h"
#include "core/graph/model.h"
#include "core/io/machine_json.h"
#include "core/io/network_json.h"
#include "core/io/profile_json.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace trilane {

/// What the command line changes about the link.
struct LinkFigures {
    std::optional<double> mbps;
    std::optional<Nanoseconds> latency;
    std::optional<Nanoseconds> overhead;
    std::optional<DataType> transferType;
};

/// Where the times of a plan come from, as the command line says it.
struct CostOptions {
    std::optional<std::string> device;
    std::optional<std::string> server;
    std::optional<std::string> profile;
    std::optional<std::string> network;
    std::optional<std::string> mbps;
    std::string mbpsInWords;  ///< for the header where `mbps` is but one of many; else empty
    std::optional<std::string> latency;
    std::optional<std::string> overhead;
    std::optional<std::string> transferType;

    /// @param mbpsValue, mbpsHelp  of `--mbps`, for commands that take more than one
    void addTo(
        CLI::App& command, const std::string& mbpsValue = "X",
        const std::string& mbpsHelp = "uplink in 10^6 bit/s; alone: no latency, no overhead");
    /// Throws UsageError for a figure that makes no sense.
    [[nodiscard]] LinkFigures linkFigures() const;
    /// Throws InputError for a machine or a network without a name.
    void requireNames() const;
    /// The files among machines, network and profile; what is shipped is none.
    [[nodiscard]] std::vector<InputPath> inputs() const;
};

/// The sources of a plan's times, and in words which of them nobody chose.
struct CostChoice {
    CostSources sources;
    std::string device;  ///< "raspberry-pi-4b (default)", "times from the model"
    std::string server;
    std::string network;  ///< "WiFi (default), 18.88 Mbps"
};

/// Who reads what cost options name. Throws InputError.
struct CostReaders {
    std::function<Machine(const std::string&)> machine = loadMachine;
    std::function<Network(const std::string&)> network = loadNetwork;
    std::function<Profile(const std::string&)> profile = readProfile;
};

/// Loads machines, network and profile. A machine whose layer times the model file gives all has no
/// effect, its request overhead included; `warnings` tells where it was asked for. The default
/// server has none either where a profile gives all its times. Throws InputError.
[[nodiscard]] CostChoice chooseCosts(const CostOptions& options, const LinkFigures& figures,
                                     const Model& model, std::vector<std::string>& warnings,
                                     const CostReaders& readers = {});

/// What to tell where times of `profile`, which was read from `path`, were taken of fused layers
/// that the model has as single nodes; empty where none were.
[[nodiscard]] std::optional<std::string> fusedTimesWarning(const Profile& profile,
                                                           const FusedNodes& fusions,
                                                           const std::string& path);

}  // namespace trilane
