#include "app/cli/bare_paths.h"

#include "app/cli/number_display.h"
#include "core/io/input_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <variant>

namespace trilane {
namespace {

constexpr std::array<const char*, 3> kStages{"device", "link", "server"};

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find_first_of(separators);
        parts.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<Nanoseconds> parseTime(std::string_view text) {
    double ms = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return nanosecondsFromMs(ms);
}

StageTimes parsePath(const std::string& option, std::size_t number, std::string_view text) {
    const std::string place = fmt::format("path {}", number);
    const std::vector<std::string_view> parts = split(text, ",");
    if (text.empty())
        throw InputError(option, place, "nothing", "three times: device, link, server");
    if (parts.size() != kStages.size())
        throw InputError(option, place,
                         fmt::format("'{}', {}", text, countText(parts.size(), "time")),
                         "three: device, link, server");
    std::array<Nanoseconds, 3> times{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto time = parseTime(parts[i]);
        if (!time)
            throw InputError(option, place, fmt::format("'{}' as {} time", parts[i], kStages[i]),
                             "milliseconds from 0 to " + msText(kMaxTime));
        times[i] = *time;
    }
    return {times[0], times[1], times[2]};
}

void requireRepresentable(const std::string& option, const std::vector<StageTimes>& paths) {
    Nanoseconds total;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        total += paths[i].p1 + paths[i].p2 + paths[i].p3;
        if (total > kMaxTotalTime)
            throw InputError(option, fmt::format("path {}", i + 1),
                             "the times up to here add up to " + msText(total),
                             "at most " + msText(kMaxTotalTime) + " in sum");
    }
}

std::string deviceName(std::size_t path) {
    return fmt::format("device {}", path + 1);
}

std::string serverName(std::size_t path) {
    return fmt::format("server {}", path + 1);
}

/// All device layers stand before all server layers, so that what the device makes is numbered as
/// the paths are.
ModelDescription describe(const std::vector<StageTimes>& paths) {
    ModelDescription description;
    description.name = "paths";
    for (std::size_t i = 0; i < paths.size(); ++i) {
        LayerDescription layer;
        layer.name = deviceName(i);
        layer.outputs = {layer.name};
        description.layers.push_back(std::move(layer));
        TensorInfo info;
        info.transmitTime = paths[i].p2;
        description.tensors.emplace(deviceName(i), std::move(info));
    }
    for (std::size_t i = 0; i < paths.size(); ++i) {
        LayerDescription layer;
        layer.name = serverName(i);
        layer.inputs = {deviceName(i)};
        layer.outputs = {layer.name};
        description.layers.push_back(std::move(layer));
    }
    return description;
}

}  // namespace

std::vector<StageTimes> parsePaths(const std::string& option, const std::string& text) {
    std::vector<std::string_view> parts = split(text, ";\n");
    // A list may end in a separator.
    if (parts.size() > 1 && parts.back().empty()) parts.pop_back();
    std::vector<StageTimes> paths;
    for (std::size_t i = 0; i < parts.size(); ++i)
        paths.push_back(parsePath(option, i + 1, parts[i]));
    requireRepresentable(option, paths);
    return paths;
}

BareProblem makeBareProblem(const std::vector<StageTimes>& paths) {
    auto built = buildModel(describe(paths));
    if (const auto* fault = std::get_if<ModelFault>(&built)) throw std::logic_error(fault->found);
    const auto model = std::make_shared<const Model>(std::get<Model>(std::move(built)));
    Durations durations;
    durations.device.resize(model->layerCount());
    durations.server.resize(model->layerCount());
    durations.send.resize(model->tensorCount());
    PinnedSides pins{LayerSet(model->layerCount()), LayerSet(model->layerCount())};
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const LayerId device = *model->findLayer(deviceName(i));
        const LayerId server = *model->findLayer(serverName(i));
        durations.device[device.index()] = paths[i].p1;
        durations.server[server.index()] = paths[i].p3;
        durations.send[model->layer(device).outputs.front().index()] = paths[i].p2;
        pins.device.set(device.index());
        pins.server.set(server.index());
    }
    Cut cut{pins.device};
    return {Planner(model, std::move(durations), std::move(pins)), std::move(cut)};
}

}  // namespace trilane
