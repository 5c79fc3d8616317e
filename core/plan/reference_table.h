#pragma once

#include "core/cost/machine.h"
#include "core/cost/network.h"
#include "core/graph/model.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace trilane {

/// What a published table prints for one model over one network.
struct PrintedCell {
    Nanoseconds remote;  ///< RO: nothing on the device
    Nanoseconds ej;      ///< "Our": a cut ordered by Extended Johnson
};

/// What a published table prints for one model.
struct PrintedRow {
    std::string model;               ///< as the table calls it: "AlexNet-P"
    std::string file;                ///< the shipped model: "alexnet-p.onnx"
    Nanoseconds local;               ///< LO: all on the device, above zero
    std::vector<PrintedCell> cells;  ///< by index into ReferenceTable::networks
};

/// Published times that the cost model and the planners are held against (`trilane.table`).
struct ReferenceTable {
    std::string source;                 ///< the publication and the place in it
    std::vector<std::string> networks;  ///< names of shipped networks, in the table's order
    std::vector<PrintedRow> rows;
};

/// What was fitted to a ReferenceTable so that the machines stand for the table's
/// (`trilane.calibration`).
struct Calibration {
    std::string device;  ///< a shipped machine
    std::string server;
    /// By the table's model name: what all device times of the model are multiplied with.
    std::map<std::string, double> deviceScale;
};

/// Everything that a reproduction is computed from, loaded and checked: `networks` by index into
/// the table's, `models` by row; the calibration scales each row's model.
struct ReproductionInputs {
    ReferenceTable table;
    Calibration calibration;
    Machine device;
    Machine server;
    std::vector<Network> networks;
    std::vector<std::shared_ptr<const Model>> models;
};

}  // namespace trilane
