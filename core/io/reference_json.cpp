#include "core/io/reference_json.h"

#include "core/io/input_error.h"
#include "core/io/json_source.h"
#include "core/io/machine_json.h"
#include "core/io/network_json.h"
#include "core/io/onnx_reader.h"
#include "core/io/shipped.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace trilane {
namespace {

constexpr std::string_view kFolder = "reference/";

/// A relative error needs something to be relative to.
Nanoseconds printedTime(const JsonValue& value) {
    const Nanoseconds time = value.time();
    if (time == Nanoseconds{}) value.failExpecting("a time above 0 ms");
    return time;
}

PrintedRow readRow(const JsonValue& value, const std::vector<std::string>& networks) {
    const JsonObject object = value.object({"model", "file", "local_ms", "cells"});
    PrintedRow row;
    row.model = object.require("model").name();
    row.file = object.require("file").name();
    row.local = printedTime(object.require("local_ms"));
    const JsonValue cells = object.require("cells");
    for (const std::string& network : networks) {
        const auto cell = cells.member(network);
        if (!cell)
            cells.fail(fmt::format("no times for network '{}'", network),
                       "a member for each of /networks");
        const JsonObject times = cell->object({"remote_ms", "ej_ms"});
        row.cells.push_back(
            {printedTime(times.require("remote_ms")), printedTime(times.require("ej_ms"))});
    }
    for (const auto& [name, cell] : cells.members())
        if (std::find(networks.begin(), networks.end(), name) == networks.end())
            cell.fail(fmt::format("network '{}'", name), "one of /networks");
    return row;
}

ShippedFile require(const std::string& name) {
    const auto file = findShipped(kFolder, name);
    if (!file) throw InputError(name, "", "no shipped reference of that name", "");
    return *file;
}

std::shared_ptr<const Model> shippedModel(const std::string& file) {
    for (const ShippedFile& model : shippedModels())
        if (model.path == file) {
            OnnxOptions options;
            // Part of the program, so that it needs no guard against itself.
            options.inference = OnnxOptions::Inference::InProcess;
            return std::make_shared<const Model>(
                readOnnx(std::as_bytes(std::span(model.text)), file, options).model);
        }
    throw InputError(file, "", "no shipped model of that name", "");
}

}  // namespace

ReferenceTable parseReferenceTable(std::string text, const std::string& file) {
    const JsonSource source(std::move(text), file);
    const JsonObject top = source.openFormat("trilane.table", {"source", "networks", "rows"});
    ReferenceTable table;
    table.source = top.require("source").name();
    const JsonValue networks = top.require("networks");
    table.networks = networks.names();
    for (auto name = table.networks.begin(); name != table.networks.end(); ++name)
        if (std::find(table.networks.begin(), name, *name) != name)
            networks.elements()[static_cast<std::size_t>(name - table.networks.begin())].fail(
                fmt::format("'{}' twice", *name), "each network once");
    for (const JsonValue& value : top.require("rows").elements()) {
        PrintedRow row = readRow(value, table.networks);
        if (std::any_of(table.rows.begin(), table.rows.end(),
                        [&](const PrintedRow& other) { return other.model == row.model; }))
            value.fail(fmt::format("a second row for '{}'", row.model), "one row for each model");
        table.rows.push_back(std::move(row));
    }
    return table;
}

Calibration parseCalibration(std::string text, const std::string& file) {
    constexpr double kMostScale = 1e6;
    const JsonSource source(std::move(text), file);
    const JsonObject top =
        source.openFormat("trilane.calibration", {"device", "server", "device_scale", "origin"});
    Calibration calibration;
    calibration.device = top.require("device").name();
    calibration.server = top.require("server").name();
    for (const auto& [model, scale] : top.require("device_scale").members())
        calibration.deviceScale.emplace(model, scale.positive(kMostScale));
    return calibration;
}

ReproductionInputs loadReproduction(const std::string& name) {
    const ShippedFile tableFile = require(name + "_table");
    const ShippedFile calibrationFile = require(name + "_calibration");
    const std::string calibrationPath(calibrationFile.path);
    ReproductionInputs inputs;
    inputs.table = parseReferenceTable(std::string(tableFile.text), std::string(tableFile.path));
    inputs.calibration = parseCalibration(std::string(calibrationFile.text), calibrationPath);
    inputs.device = loadMachine(inputs.calibration.device);
    inputs.server = loadMachine(inputs.calibration.server);
    for (const std::string& network : inputs.table.networks)
        inputs.networks.push_back(loadNetwork(network));
    for (const PrintedRow& row : inputs.table.rows) {
        if (!inputs.calibration.deviceScale.contains(row.model))
            throw InputError(calibrationPath, "/device_scale",
                             fmt::format("no scale for '{}'", row.model),
                             "one for each row of the table");
        inputs.models.push_back(shippedModel(row.file));
    }
    return inputs;
}

}  // namespace trilane
