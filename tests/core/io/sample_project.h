#pragma once

#include "core/plan/project.h"

namespace trilane {

/// A project with something in every field, for tests of what is written and read.
inline Project sampleProject() {
    Project project;
    project.modelPath = "models/größe.onnx";
    project.modelSha256 = std::string(64, 'a');
    project.shapes = {{"image", {1, 3, 224, 224}}, {"scalar", {}}};
    project.fuse = false;
    project.profilePath = "pi.profile.json";
    project.device = "jetson-orin-nano";
    project.server = "machines/own.json";
    project.link = {"custom", 5.85, Nanoseconds{1'500'000}, Nanoseconds{1}, DataType::Int8};
    project.edits.device = {{"conv1", Nanoseconds{3}}, {"notes", kMaxTime}};
    project.edits.server = {{"x-layer", Nanoseconds{0}}};
    project.edits.send = {{"{\"json\": 1}", Nanoseconds{7}}};
    project.edits.bytes = {{"sent", kMaxBytes}, {"b", Bytes{0}}};
    project.pins = {{"conv1"}, {"fc", "softmax"}, true};
    project.manualCut = {{"conv1", "relu"}, Sequencer::Topological, Execution::Staged};
    project.view.strategies = {Strategy::Optimal, Strategy::DslFifo};
    project.view.focus = "manual";
    project.view.direction = LayoutDirection::Right;
    project.view.names = false;
    project.view.attributes = true;
    project.view.heat = HeatMap::Bytes;
    project.view.criticalPath = true;
    project.view.collapsed = {"block 1", "a/b"};
    project.view.states = {{"gantt", "0 12.5"}, {"window", ""}};
    return project;
}

}  // namespace trilane
