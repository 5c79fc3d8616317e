#include "core/io/project_paths.h"

#include "core/io/machine_json.h"

#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

namespace trilane {
namespace {

namespace fs = std::filesystem;

bool isShippedModel(const std::string& path) {
    return path.starts_with(":");
}

fs::path canonicalFolder(const fs::path& file) {
    std::error_code error;
    const fs::path folder = fs::absolute(file, error).parent_path();
    fs::path canonical = fs::weakly_canonical(folder, error);
    return error ? folder.lexically_normal() : canonical;
}

std::string relativeTo(const fs::path& folder, const std::string& path) {
    if (path.empty() || isShippedModel(path)) return path;
    const fs::path target = canonicalFolder(path) / fs::path(path).filename();
    // In nothing but the root do they meet: moving one moves not the other.
    const fs::path relative = target.lexically_relative(folder);
    const auto top = folder.begin() == folder.end() ? folder.end() : std::next(folder.begin());
    const auto targetTop = std::next(target.begin());
    const bool together = top == folder.end() || (targetTop != target.end() && *top == *targetTop);
    if (relative.empty() || !together) return target.string();
    return relative.string();
}

std::string absoluteFrom(const fs::path& folder, const std::string& path) {
    if (path.empty() || isShippedModel(path)) return path;
    return (folder / path).lexically_normal().string();
}

bool isShippedMachine(const std::string& name) {
    return shippedMachine(name).has_value();
}

}  // namespace

Project projectFor(Project project, const std::string& path) {
    const fs::path folder = canonicalFolder(path);
    project.modelPath = relativeTo(folder, project.modelPath);
    project.profilePath = relativeTo(folder, project.profilePath);
    for (auto* const machine : {&project.device, &project.server}) {
        if (!*machine || isShippedMachine(**machine)) continue;
        std::string relative = relativeTo(folder, **machine);
        // A file that bears a shipped machine's name stays a file.
        *machine = isShippedMachine(relative) ? "./" + relative : std::move(relative);
    }
    return project;
}

Project projectFrom(Project project, const std::string& path) {
    const fs::path folder = canonicalFolder(path);
    project.modelPath = absoluteFrom(folder, project.modelPath);
    project.profilePath = absoluteFrom(folder, project.profilePath);
    for (auto* const machine : {&project.device, &project.server})
        if (*machine && !isShippedMachine(**machine)) *machine = absoluteFrom(folder, **machine);
    return project;
}

}  // namespace trilane
