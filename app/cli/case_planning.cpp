#include "app/cli/case_planning.h"

#include "app/cli/layer_names.h"
#include "core/io/input_error.h"
#include "core/io/machine_json.h"
#include "core/io/model_file.h"
#include "core/io/network_json.h"
#include "core/io/profile_json.h"
#include "core/io/shipped.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace trilane {
namespace {

namespace fs = std::filesystem;

/// More models than a suite is likely to mix, few enough to stay far from a machine's memory.
constexpr std::size_t kModelsKept = 32;
constexpr std::size_t kSmallFilesKept = 256;

std::string folderOf(const std::string& path) {
    return path == "-" ? std::string() : fs::path(path).parent_path().string();
}

/// Throws InputError where something else than a file stands at `path`: a case must neither wait
/// for a writer nor take what another case is to read too.
void requireRegular(const std::string& path) {
    const auto require = [&](bool met, const char* found) {
        if (!met) throw InputError(path, "", found, "a file");
    };
    std::error_code ignored;  // what cannot be looked at is told when it is opened
    const fs::file_status status = fs::status(path, ignored);
    require(!fs::is_fifo(status), "a pipe");
    require(!fs::is_character_file(status) && !fs::is_block_file(status), "a device");
    require(!fs::is_socket(status), "a socket");
}

/// What tells one reading of a model file from another.
std::string modelKey(const std::string& path, const SuiteCase& asked) {
    std::string key = fmt::format("{}\n{}", path, asked.fuse);
    for (const auto& [input, shape] : asked.shapes)
        key += fmt::format("\n{}={}", input, fmt::join(shape, ","));
    return key;
}

}  // namespace

CasePlanning::CasePlanning(const SuiteFile& suite, const std::string& path, bool ownLimit)
    : m_suite(suite),
      m_folder(folderOf(path)),
      m_ownLimit(ownLimit),
      m_models(kModelsKept),
      m_machines(kSmallFilesKept),
      m_networks(kSmallFilesKept),
      m_profiles(kSmallFilesKept) {}

std::string CasePlanning::resolve(const std::string& path) const {
    return (fs::path(m_folder) / path).lexically_normal().string();
}

void CasePlanning::requireThere(const At& at, const std::string& key,
                                const std::string& path) const {
    std::error_code ignored;
    if (!fs::exists(resolve(path), ignored))
        m_suite.fail(at.index, "/" + key, fmt::format("'{}', which is no file", path),
                     "a file, named relative to the suite's folder");
}

/// What `work` gives; what it finds wrong is told with the place in the suite that led there.
template <class Work>
auto CasePlanning::blaming(std::size_t index, const std::string& pointer, const Work& work) const {
    try {
        return work();
    } catch (const InputError& error) {
        // Options are how the command line says it; a suite's keys take their place.
        std::string found = error.file().starts_with("--") || error.file() == "pins"
                                ? std::string()
                                : error.file() + ": ";
        if (!error.place().empty()) found += error.place() + ": ";
        m_suite.fail(index, error.file() == "--shape" ? "/shape" : pointer, found + error.found(),
                     error.expected());
    }
}

std::shared_ptr<const CaseModel> CasePlanning::openModel(const At& at) {
    const std::string path = resolve(at.asked.model);
    requireThere(at, "model", at.asked.model);
    return blaming(at.index, "/model", [&] {
        requireRegular(path);
        return m_models.get(modelKey(path, at.asked), [&] {
            OnnxOptions options;
            options.shapes = at.asked.shapes;
            options.fuse = at.asked.fuse;
            ReadModel read = readModelFile(path, options).content;
            return CaseModel{std::make_shared<const Model>(std::move(read.model)),
                             std::move(read.warnings), std::move(read.fusions)};
        });
    });
}

Machine CasePlanning::machine(const At& at, const std::string& key, const std::string& name) {
    return blaming(at.index, "/" + key, [&] {
        return *m_machines.get(name, [&] {
            if (auto shipped = shippedMachine(name)) return *std::move(shipped);
            const std::string path = resolve(name);
            std::error_code ignored;
            if (!fs::exists(path, ignored)) requireFile(name, "machines/", "machine");
            requireRegular(path);
            return readMachine(path);
        });
    });
}

Network CasePlanning::network(const At& at, const std::string& name) {
    return blaming(at.index, "/network", [&] {
        return *m_networks.get(name, [&] {
            if (auto shipped = shippedNetwork(name)) return *std::move(shipped);
            const std::string path = resolve(name);
            std::error_code ignored;
            if (!fs::exists(path, ignored)) requireFile(name, "networks/", "network");
            requireRegular(path);
            return readNetwork(path);
        });
    });
}

CostChoice CasePlanning::costs(const At& at, const Model& model) {
    const SuiteCase& asked = at.asked;
    CostOptions options;
    options.device = asked.device;
    options.server = asked.server;
    options.network = asked.network;
    if (asked.profile) {
        requireThere(at, "profile", *asked.profile);
        options.profile = resolve(*asked.profile);
    }
    LinkFigures figures;
    figures.transferType = asked.transferType;
    if (asked.link) {
        figures.mbps = asked.link->mbps;
        figures.latency = asked.link->latency;
        figures.overhead = asked.link->overhead;
    }
    // Read beforehand, where it is known which key asks for what.
    (void)machine(at, "device", asked.device.value_or(kDefaultDevice));
    (void)machine(at, "server", asked.server.value_or(kDefaultServer));
    if (!asked.link) (void)network(at, asked.network.value_or(kDefaultNetwork));
    CostReaders readers;
    readers.machine = [&](const std::string& name) { return machine(at, "device", name); };
    readers.network = [&](const std::string& name) { return network(at, name); };
    readers.profile = [&](const std::string& file) {
        return *m_profiles.get(file, [&] {
            requireRegular(file);
            return readProfile(file);
        });
    };
    // A machine without effect is no news where defaults name machines for all cases.
    std::vector<std::string> unused;
    return blaming(at.index, "/profile",
                   [&] { return chooseCosts(options, figures, model, unused, readers); });
}

std::vector<LayerId> CasePlanning::layers(const At& at, const Model& model, const std::string& key,
                                          const std::vector<std::string>& names) const {
    std::vector<LayerId> layers;
    layers.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        layers.push_back(blaming(at.index, fmt::format("/{}/{}", key, i),
                                 [&] { return requireLayer(model, "--" + key, "", names[i]); }));
    return layers;
}

PinnedSides CasePlanning::pins(const At& at, const Model& model) const {
    Pins pins;
    pins.device = layers(at, model, "pin_device", at.asked.pinDevice);
    pins.server = layers(at, model, "pin_server", at.asked.pinServer);
    pins.keepInputsLocal = at.asked.keepInputsLocal;
    const char* const key = !pins.server.empty()   ? "/pin_server"
                            : !pins.device.empty() ? "/pin_device"
                                                   : "/keep_inputs_local";
    return blaming(at.index, key, [&] { return requirePins(model, pins); });
}

std::optional<ManualCut> CasePlanning::manualCut(const At& at, const Model& model,
                                                 const PinnedSides& pins) const {
    if (!at.asked.cut) return std::nullopt;
    ManualCut manual;
    manual.sequencer = at.asked.cut->sequencer;
    manual.execution = at.asked.cut->execution;
    manual.cut.device.resize(model.layerCount());
    for (const LayerId layer : layers(at, model, "device_layers", at.asked.cut->deviceLayers))
        manual.cut.device.set(layer.index());
    blaming(at.index, "/device_layers", [&] { requireCut(model, manual.cut, pins); });
    return manual;
}

std::vector<InputPath> CasePlanning::inputs(std::size_t index) const {
    std::vector<InputPath> inputs;
    try {
        const SuiteCase asked = m_suite.readCase(index);
        for (const auto& name :
             {std::optional(asked.model), asked.profile, asked.device, asked.server, asked.network})
            if (name) inputs.push_back({"case '" + asked.name + "'", resolve(*name)});
    } catch (const InputError&) {
        return {};  // told when its turn comes
    }
    return inputs;
}

CaseProblem CasePlanning::prepare(std::size_t index, const SearchLimits& limits) {
    SuiteCase asked = m_suite.readCase(index);
    const At at{index, asked};
    auto opened = openModel(at);
    const std::shared_ptr<const Model>& model = opened->model;
    CostChoice costs = this->costs(at, *model);
    PinnedSides pins = this->pins(at, *model);
    auto cut = manualCut(at, *model, pins);
    const std::string path = resolve(asked.model);
    std::optional<std::string> profileWarning;
    if (const auto& profile = costs.sources.profile)
        profileWarning = fusedTimesWarning(*profile, opened->fusions, resolve(*asked.profile));
    Planner planner(
        model, blaming(index, "/model", [&] { return computeAll(*model, costs.sources, path); }),
        std::move(pins));
    SearchLimits own = limits;
    if (asked.timeLimit && !m_ownLimit) own.time = *asked.timeLimit;
    PlanningSetup setup{model,          std::move(costs.sources), std::move(cut),
                        std::move(own), std::move(planner),       {}};
    return {std::move(asked), path, std::move(opened), std::move(profileWarning), std::move(setup)};
}

}  // namespace trilane
