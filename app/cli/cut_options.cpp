#include "app/cli/cut_options.h"

#include "app/cli/layer_names.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/usage_error.h"
#include "core/io/input_error.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <variant>

namespace trilane {
namespace {

constexpr const char* kDeviceLayers = "--device-layers";

std::vector<LayerId> parseAll(const Model& model, const std::string& option,
                              const std::vector<std::string>& values) {
    std::vector<LayerId> layers;
    for (const std::string& value : values) {
        const auto named = parseLayerNames(model, option, value);
        layers.insert(layers.end(), named.begin(), named.end());
    }
    return layers;
}

void addListFile(const std::string& option, const std::string& value,
                 std::vector<InputPath>& inputs) {
    if (value.starts_with('@')) inputs.push_back({option, value.substr(1)});
}

void requireClosed(const Model& model, const Cut& cut) {
    for (std::size_t i = cut.device.find_first(); i != LayerSet::npos; i = cut.device.find_next(i))
        for (const LayerId predecessor : model.predecessors(LayerId{i})) {
            if (cut.onDevice(predecessor)) continue;
            const std::string& name = model.layer(predecessor).name;
            throw InputError(
                kDeviceLayers, "",
                fmt::format("layer '{}' needs '{}', which is not listed", model.layers()[i].name,
                            name),
                fmt::format("'{}' on the device too, since nothing flows back from the server",
                            name));
        }
}

void requireAllowed(const Model& model, const Cut& cut, const PinnedSides& pins) {
    for (std::size_t i = 0; i < model.layerCount(); ++i) {
        const std::string& name = model.layers()[i].name;
        if (pins.device[i] && !cut.device[i])
            throw InputError(kDeviceLayers, "", fmt::format("layer '{}' is not listed", name),
                             "all layers that the pins keep on the device");
        if (pins.server[i] && cut.device[i])
            throw InputError(kDeviceLayers, "", fmt::format("layer '{}' is listed", name),
                             "no layer that the pins send to the server");
    }
}

}  // namespace

PinnedSides requirePins(const Model& model, const Pins& pins) {
    auto resolved = resolvePins(model, pins);
    if (const auto* fault = std::get_if<PinFault>(&resolved))
        throw InputError("pins", "", fault->found, fault->expected);
    return std::get<PinnedSides>(std::move(resolved));
}

void requireCut(const Model& model, const Cut& cut, const PinnedSides& pins) {
    requireClosed(model, cut);
    requireAllowed(model, cut, pins);
}

void PinOptions::addTo(CLI::App& command) {
    addTexts(command, "Pins", "--pin-device", device, "L",
             "keep these layers on the device: a,b,c or @FILE (repeatable)");
    addTexts(command, "Pins", "--pin-server", server, "L",
             "run these layers on the server: a,b,c or @FILE (repeatable)");
    addFlag(command, "Pins", "--keep-inputs-local", keepInputsLocal,
            "let no raw model input cross the link");
}

PinnedSides PinOptions::resolve(const Model& model) const {
    Pins pins;
    pins.device = parseAll(model, "--pin-device", device);
    pins.server = parseAll(model, "--pin-server", server);
    pins.keepInputsLocal = keepInputsLocal;
    return requirePins(model, pins);
}

std::vector<InputPath> PinOptions::inputs() const {
    std::vector<InputPath> inputs;
    for (const std::string& value : device)
        addListFile("--pin-device", value, inputs);
    for (const std::string& value : server)
        addListFile("--pin-server", value, inputs);
    return inputs;
}

void ManualCutOptions::addTo(CLI::App& command) {
    addText(command, "Own cut", kDeviceLayers, deviceLayers, "L",
            "a cut of your own: a,b,c or @FILE run on the device, the rest on the server");
    addText(command, "Own cut", "--sequence", sequence, "S",
            "its order: ej (default), optimal or topological");
    addText(command, "Own cut", "--execution", execution, "E", "pipelined (default) or staged");
}

std::vector<InputPath> ManualCutOptions::inputs() const {
    std::vector<InputPath> inputs;
    if (deviceLayers) addListFile(kDeviceLayers, *deviceLayers, inputs);
    return inputs;
}

std::optional<ManualCut> ManualCutOptions::resolve(const Model& model,
                                                   const PinnedSides& pins) const {
    if (!deviceLayers) {
        if (sequence || execution)
            throw UsageError(fmt::format("{}: only with {}; a strategy brings its own",
                                         sequence ? "--sequence" : "--execution", kDeviceLayers));
        return std::nullopt;
    }
    ManualCut manual;
    if (sequence) {
        constexpr std::array<std::string_view, 3> kChoices{"ej", "optimal", "topological"};
        const auto chosen = kChoices[parseChoice("--sequence", *sequence, kChoices, "sequence")];
        manual.sequencer = sequencerFromId(chosen).value();
    }
    if (execution) {
        constexpr std::array<std::string_view, 2> kChoices{"pipelined", "staged"};
        if (parseChoice("--execution", *execution, kChoices, "execution") == 1)
            manual.execution = Execution::Staged;
    }
    manual.cut.device.resize(model.layerCount());
    for (const LayerId layer : parseLayerNames(model, kDeviceLayers, *deviceLayers))
        manual.cut.device.set(layer.index());
    requireCut(model, manual.cut, pins);
    return manual;
}

}  // namespace trilane
