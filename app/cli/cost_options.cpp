#include "app/cli/cost_options.h"

#include "app/cli/number_display.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/usage_error.h"
#include "core/cost/time_origin.h"
#include "core/io/input_error.h"
#include "core/io/read_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace trilane {
namespace {

constexpr double kMostMbps = 1e9;

/// A machine and how the header names it.
struct SideChoice {
    Machine machine;
    std::string text;
};

/// What tells the two sides apart.
struct SideOfChoice {
    std::string name;  ///< "device": also the option's
    const std::optional<std::string>& chosen;
    const char* fallback;
    TimeOrigin origin;
    std::string profiled;  ///< how many layers a profile tells of; empty without one
};

/// "profiled", or "7 of 9 layers profiled": the machine stands in for the others.
std::string coverageText(const std::optional<SideProfile>& side, const Model& model) {
    if (!side) return {};
    if (side->layers.size() == model.layerCount()) return "profiled";
    return fmt::format("{} of {} profiled", side->layers.size(),
                       countText(model.layerCount(), "layer"));
}

SideChoice chooseSide(const SideOfChoice& side, const CostReaders& readers,
                      std::vector<std::string>& warnings) {
    Machine machine = readers.machine(side.chosen.value_or(side.fallback));
    SideChoice choice{machineFor(std::move(machine), side.origin, side.chosen.has_value()), {}};
    if (side.origin == TimeOrigin::Model) {
        if (side.chosen)
            warnings.push_back(fmt::format("--{} has no effect: the model gives all {} times",
                                           side.name, side.name));
        choice.text = "times from the model";
    } else if (side.origin == TimeOrigin::Profile && !side.chosen) {
        choice.text = "times from the profile";
    } else {
        choice.text = choice.machine.name;
        if (!side.chosen) choice.text += " (default)";
        if (!side.profiled.empty()) choice.text += ", " + side.profiled;
    }
    return choice;
}

Nanoseconds parseMs(const std::string& option, const std::string& text) {
    const std::string expected = "a time from 0 to " + msText(kMaxTime);
    const double ms = parseNumber(option, text, 0, kMaxTime.milliseconds(), expected);
    return nanosecondsFromMs(ms).value_or(kMaxTime);
}

void chooseNetwork(const CostOptions& options, const LinkFigures& figures,
                   const CostReaders& readers, CostChoice& choice) {
    Network& network = choice.sources.network;
    if (options.network || !figures.mbps)
        network = readers.network(options.network.value_or(kDefaultNetwork));
    const std::string base = network.name;
    const bool changed = figures.mbps || figures.latency || figures.overhead;
    network.mbps = figures.mbps.value_or(network.mbps);
    network.latency = figures.latency.value_or(network.latency);
    network.overhead = figures.overhead.value_or(network.overhead);
    if (changed) network.name = "custom";
    std::string& text = choice.network;
    if (!base.empty()) {
        text = base;
        if (!options.network) text += " (default)";
        text += changed ? " changed to " : ", ";
    }
    text +=
        options.mbpsInWords.empty() ? fmt::format("{} Mbps", network.mbps) : options.mbpsInWords;
    if (network.latency > Nanoseconds{}) text += ", latency " + msText(network.latency);
    if (network.overhead > Nanoseconds{}) text += ", overhead " + msText(network.overhead);
    choice.sources.transferType = figures.transferType;
    if (figures.transferType) text += fmt::format(", sent as {}", toString(*figures.transferType));
}

}  // namespace

void CostOptions::addTo(CLI::App& command, const std::string& mbpsValue,
                        const std::string& mbpsHelp) {
    const std::string group = "Times";
    addText(command, group, "--device", device, "M",
            fmt::format("device: a shipped machine or a file (default {})", kDefaultDevice));
    addText(command, group, "--server", server, "M",
            fmt::format("server: a shipped machine or a file (default {})", kDefaultServer));
    addText(command, group, "--profile", profile, "FILE",
            "measured times (trilane.profile), which win over all others");
    addText(command, group, "--network", network, "N",
            fmt::format("CAT1, 3G, 4G, WiFi or a file (default {})", kDefaultNetwork));
    addText(command, group, "--mbps", mbps, mbpsValue, mbpsHelp);
    addText(command, group, "--latency-ms", latency, "Y", "from the end of sending to arrival");
    addText(command, group, "--overhead-ms", overhead, "Z", "time each tensor adds on the link");
    addText(command, group, "--transfer-dtype", transferType, "TYPE",
            "send floating-point tensors as float16, int8, …");
}

LinkFigures CostOptions::linkFigures() const {
    LinkFigures figures;
    if (mbps)
        figures.mbps = parseNumber("--mbps", *mbps, std::numeric_limits<double>::min(), kMostMbps,
                                   "a bandwidth above 0 and up to 10^9 Mbps");
    if (latency) figures.latency = parseMs("--latency-ms", *latency);
    if (overhead) figures.overhead = parseMs("--overhead-ms", *overhead);
    if (transferType) {
        figures.transferType = dataTypeFromString(kTransferTypes[parseChoice(
            "--transfer-dtype", *transferType, kTransferTypes, "transfer type")]);
    }
    return figures;
}

void CostOptions::requireNames() const {
    const auto require = [](const char* option, const std::optional<std::string>& value,
                            const char* kind) {
        if (value && value->empty())
            throw InputError(option, "", "an empty name",
                             fmt::format("a shipped {} or a file", kind));
    };
    require("--device", device, "machine");
    require("--server", server, "machine");
    require("--network", network, "network");
}

std::vector<InputPath> CostOptions::inputs() const {
    std::vector<InputPath> inputs;
    if (device && !shippedMachine(*device)) inputs.push_back({"--device", *device});
    if (server && !shippedMachine(*server)) inputs.push_back({"--server", *server});
    if (network && !shippedNetwork(*network)) inputs.push_back({"--network", *network});
    if (profile) inputs.push_back({"--profile", *profile});
    return inputs;
}

CostChoice chooseCosts(const CostOptions& options, const LinkFigures& figures, const Model& model,
                       std::vector<std::string>& warnings, const CostReaders& readers) {
    CostChoice choice;
    chooseNetwork(options, figures, readers, choice);
    CostSources& sources = choice.sources;
    if (options.profile) {
        sources.profile = readers.profile(*options.profile);
        checkProfile(*sources.profile, model, inputName(*options.profile));
    }
    const auto& profile = sources.profile;
    const Profile given = profile.value_or(Profile{});
    SideChoice device =
        chooseSide({"device", options.device, kDefaultDevice,
                    timeOrigin(model, Side::Device, profile), coverageText(given.device, model)},
                   readers, warnings);
    SideChoice server =
        chooseSide({"server", options.server, kDefaultServer,
                    timeOrigin(model, Side::Server, profile), coverageText(given.server, model)},
                   readers, warnings);
    sources.device = std::move(device.machine);
    sources.server = std::move(server.machine);
    choice.device = std::move(device.text);
    choice.server = std::move(server.text);
    return choice;
}

std::optional<std::string> fusedTimesWarning(const Profile& profile, const FusedNodes& fusions,
                                             const std::string& path) {
    std::string counts;
    const auto count = [&](const char* name, const std::optional<SideProfile>& side) {
        const std::size_t fused = side ? countFusedTimes(*side, fusions) : 0;
        if (fused == 0) return;
        counts += fmt::format("{}{} of {} on the {}", counts.empty() ? "" : ", ", fused,
                              side->layers.size(), name);
    };
    count("device", profile.device);
    count("server", profile.server);
    if (counts.empty()) return std::nullopt;
    return fmt::format(
        "{}: times of fused layers ({}) for a model read without fusing: each counts for the "
        "first node alone, and the nodes behind it are estimated on top",
        inputName(path), counts);
}

}  // namespace trilane
