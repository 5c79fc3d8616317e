#include "app/gui/document/opening.h"

#include "core/io/file_content.h"
#include "core/io/input_error.h"
#include "core/io/machine_json.h"
#include "core/io/model_file.h"
#include "core/io/profile_json.h"
#include "core/io/project_json.h"
#include "core/io/project_link.h"
#include "core/io/project_paths.h"
#include "core/io/shipped.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

namespace trilane {
namespace {

constexpr std::string_view kSampleFolder = ":/models/";
constexpr std::string_view kSampleScheme = "sample:";
constexpr std::size_t kNamesShown = 3;

FileContent readSample(const std::string& name, const std::string& path) {
    for (const ShippedFile& file : shippedModels())
        if (file.path == name || file.path == name + ".onnx")
            return FileContent::view(std::as_bytes(std::span(file.text)));
    std::string names;
    for (const ShippedFile& file : shippedModels())
        names += (names.empty() ? "" : ", ") + std::string(file.path);
    throw InputError(path, "", fmt::format("no shipped model '{}'", name), "one of " + names);
}

FileContent openContent(const std::string& path) {
    const auto sample = sampleName(path);
    return sample ? readSample(*sample, path) : FileContent::open(path);
}

/// Samples by one spelling, files whatever the working directory becomes.
std::string lastingPath(const std::string& path) {
    if (const auto sample = sampleName(path)) {
        const bool suffixed = sample->ends_with(".onnx");
        return std::string(kSampleFolder) + *sample + (suffixed ? "" : ".onnx");
    }
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error);
    return error ? path : absolute.lexically_normal().string();
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kNamesShown); ++i)
        text += (i == 0 ? "'" : ", '") + names[i] + "'";
    if (names.size() > kNamesShown) text += fmt::format(" and {} more", names.size() - kNamesShown);
    return text;
}

const std::string& nameIn(const std::string& name) {
    return name;
}
template <class Value>
const std::string& nameIn(const std::pair<const std::string, Value>& entry) {
    return entry.first;
}

/// Opens the model that `project` names; a missing one is told with the project that names it.
FileContent openModelOf(const std::string& modelPath, const std::string& projectPath) {
    try {
        return openContent(modelPath);
    } catch (const InputError& error) {
        if (projectPath.empty()) throw;
        throw InputError(
            projectPath, "/model/path",
            fmt::format("the model '{}', which cannot be read ({})", modelPath, error.found()),
            "the model's file where the project says");
    }
}

void stopIf(const std::stop_token& stop, const std::string& path) {
    if (stop.stop_requested()) throw InputError(path, "", "cancelled", "");
}

/// The project that `request` leads to, what it is called, and its model's file.
Project projectOf(const OpenRequest& request, FileContent& model, std::string& projectPath) {
    if (request.keep) {
        model = openModelOf(request.keep->modelPath, {});
        return *request.keep;
    }
    Project project;
    model = openContent(request.path);
    if (jsonFormatOf(model) == "trilane.project") {
        projectPath = lastingPath(request.path);
        project = projectFrom(parseProject(model.text(), request.path), projectPath);
        model = openModelOf(project.modelPath, request.path);
    } else {
        project.modelPath = lastingPath(request.path);
        project.link = defaultLink();
    }
    return project;
}

}  // namespace

std::optional<std::string> sampleName(const std::string& path) {
    for (const std::string_view prefix : {kSampleFolder, kSampleScheme})
        if (path.starts_with(prefix)) return path.substr(prefix.size());
    return std::nullopt;
}

std::string knownSha256(const Model& model) {
    if (!model.sourceDigest().known()) return {};
    try {
        return model.sourceSha256();
    } catch (const InputError&) {
        return {};
    }
}

LoadedCosts loadCosts(const Project& project, const Model& model) {
    LoadedCosts costs;
    costs.device = loadMachine(project.device.value_or(kDefaultDevice));
    costs.server = loadMachine(project.server.value_or(kDefaultServer));
    costs.deviceChosen = project.device.has_value();
    costs.serverChosen = project.server.has_value();
    if (!project.profilePath.empty()) {
        costs.profile = readProfile(project.profilePath);
        checkProfile(*costs.profile, model, project.profilePath);
    }
    return costs;
}

std::vector<std::string> strayEdits(const Project& project, const Model& model) {
    std::vector<std::string> warnings;
    const auto check = [&](const auto& names, bool layers, std::string_view what) {
        std::vector<std::string> stray;
        for (const auto& entry : names) {
            const std::string& name = nameIn(entry);
            const bool known =
                layers ? model.findLayer(name).has_value() : model.findTensor(name).has_value();
            if (!known) stray.push_back(name);
        }
        if (!stray.empty())
            warnings.push_back(fmt::format("{}: the model has no {} {}; kept, without effect", what,
                                           layers ? "layer" : "tensor", listed(stray)));
    };
    check(project.edits.device, true, "edited device times");
    check(project.edits.server, true, "edited server times");
    check(project.edits.send, false, "edited send times");
    check(project.edits.bytes, false, "edited sizes");
    check(project.pins.device, true, "layers pinned to the device");
    check(project.pins.server, true, "layers pinned to the server");
    if (project.manualCut) check(project.manualCut->device, true, "the manual cut");
    return warnings;
}

OpenedFiles readDocument(const OpenRequest& request, const OpeningProgress& progress,
                         const std::stop_token& stop) {
    OpenedFiles opened;
    progress(OpeningStep::ReadFile);
    FileContent content;
    opened.project = projectOf(request, content, opened.projectPath);
    Project& project = opened.project;
    stopIf(stop, request.path);
    progress(OpeningStep::ReadModel);
    const auto sample = sampleName(project.modelPath);
    OnnxOptions options;
    options.shapes = {project.shapes.begin(), project.shapes.end()};
    options.fuse = project.fuse;
    ReadModel read;
    try {
        read = readModelContent(content, sample.value_or(project.modelPath), options).content;
    } catch (const InputError& error) {
        if (opened.projectPath.empty() || error.file() != "--shape") throw;
        throw InputError(request.path, "/model/shapes: " + error.place(), error.found(),
                         error.expected());
    }
    opened.files.model = std::make_shared<const Model>(std::move(read.model));
    opened.files.warnings = std::move(read.warnings);
    // Only a project that knows the digest has to wait for it.
    if (!request.keep && !project.modelSha256.empty() &&
        project.modelSha256 != opened.files.model->sourceSha256())
        opened.files.warnings.insert(opened.files.warnings.begin(),
                                     "the model's file has changed since the project was saved");
    project.modelSha256 = knownSha256(*opened.files.model);
    for (std::string& warning : strayEdits(project, *opened.files.model))
        opened.files.warnings.push_back(std::move(warning));
    stopIf(stop, request.path);
    progress(OpeningStep::Plan);
    opened.files.costs =
        std::make_shared<const LoadedCosts>(loadCosts(project, *opened.files.model));
    opened.first =
        planOnce({opened.files.model, opened.files.costs, project}, PlanningEffort::Quick, stop);
    return opened;
}

}  // namespace trilane
