#pragma once

#include "core/cost/network.h"
#include "core/graph/data_type.h"
#include "core/graph/units.h"
#include "core/plan/strategy.h"
#include "core/schedule/executor.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace trilane {

/// What the user changed about a model's figures, by name, so that it outlives a reload.
struct Edits {
    std::map<std::string, Nanoseconds, std::less<>> device;  ///< t(v) by layer
    std::map<std::string, Nanoseconds, std::less<>> server;  ///< t'(v) by layer
    std::map<std::string, Nanoseconds, std::less<>> send;    ///< by tensor, whatever the network
    std::map<std::string, Bytes, std::less<>> bytes;         ///< size by tensor
    friend bool operator==(const Edits&, const Edits&) = default;
};

/// Pins by name (see Pins).
struct PinNames {
    std::set<std::string, std::less<>> device;
    std::set<std::string, std::less<>> server;
    bool keepInputsLocal = false;
    friend bool operator==(const PinNames&, const PinNames&) = default;
};

/// A cut that the user drew.
struct ManualCutNames {
    std::set<std::string, std::less<>> device;  ///< D, closed
    Sequencer sequencer = Sequencer::Ej;
    Execution execution = Execution::Pipelined;
    friend bool operator==(const ManualCutNames&, const ManualCutNames&) = default;
};

/// The link as a project keeps it; defaultLink() is where one begins.
struct ProjectLink {
    std::string name = "custom";  ///< of the network, while its figures are
    double mbps = 0;              ///< 10^6 bit/s, > 0; 0 only where no link was chosen yet
    Nanoseconds latency;
    Nanoseconds overhead;
    std::optional<DataType> transferType;
    friend bool operator==(const ProjectLink&, const ProjectLink&) = default;
};

enum class LayoutDirection : std::uint8_t { Down, Right };
enum class HeatMap : std::uint8_t { None, DeviceTime, ServerTime, Bytes };

/// What is shown and how. Not an edit: it has no part in undo.
struct ProjectView {
    std::vector<Strategy> strategies{Strategy::Ej,           Strategy::Local, Strategy::Remote,
                                     Strategy::Neurosurgeon, Strategy::Dsl,   Strategy::Optimal};
    std::string focus = "ej";  ///< whose cut and jobs graph and tables show: an id, or "manual"
    LayoutDirection direction = LayoutDirection::Down;
    bool names = true;
    bool attributes = false;
    HeatMap heat = HeatMap::None;
    bool criticalPath = false;
    std::set<std::string, std::less<>> collapsed;  ///< ids of folded groups
    /// What the views alone understand, by view: "gantt", "graph", "window", as short texts.
    std::map<std::string, std::string, std::less<>> states;
    friend bool operator==(const ProjectView&, const ProjectView&) = default;
};

/// The content of a `trilane.project` file: a model, everything that was changed about it and how
/// it is looked at. A value: each edit makes a new one, so that undo restores the same bytes.
struct Project {
    std::string modelPath;    ///< as opened; relative to the project's file where that is possible
    std::string modelSha256;  ///< of the file when it was opened; empty if unknown
    std::map<std::string, std::vector<std::int64_t>, std::less<>> shapes;  ///< `--shape`
    bool fuse = true;
    std::string profilePath;            ///< empty: none
    std::optional<std::string> device;  ///< a shipped machine or a file; empty: the default
    std::optional<std::string> server;
    ProjectLink link;
    Edits edits;
    PinNames pins;
    std::optional<ManualCutNames> manualCut;
    ProjectView view;
    friend bool operator==(const Project&, const Project&) = default;
};

}  // namespace trilane
