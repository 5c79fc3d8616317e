#include "app/cli/reproduction_report.h"

#include "app/cli/display_text.h"
#include "app/cli/number_display.h"
#include "app/cli/text_table.h"
#include "core/io/json_writer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace trilane {
namespace {

/// What the table does not print; EJ stands between them for comparison.
constexpr std::array kBeyond{Strategy::Neurosurgeon, Strategy::Dsl, Strategy::DslFifo,
                             Strategy::DslEj,        Strategy::Ej,  Strategy::Optimal};

std::string wholeMs(Nanoseconds time) {
    return figureText(time.milliseconds(), 0);
}

/// "+16.5"; a deviation that shows as zero has no sign.
std::string signedPercent(double share) {
    const std::string text = figureText(share * 100, 1);
    return share > 0 && text != "0.0" ? "+" + text : text;
}

/// "GoogLeNet, 4G".
std::string cellName(const ReproductionInputs& inputs, const ReproducedCell& cell) {
    return inputs.table.rows[cell.row].model + ", " + inputs.table.networks[cell.network];
}

std::string preamble(const ReproductionInputs& inputs) {
    std::vector<std::string> scales;
    for (const PrintedRow& row : inputs.table.rows)
        scales.push_back(
            fmt::format("{} {:.2f}", row.model, inputs.calibration.deviceScale.at(row.model)));
    return wrapText(fmt::format("Paper: {}.", inputs.table.source), 2) +
           wrapText(fmt::format("Ours: device {}, its times scaled once a model so that LO fits "
                                "({}); server {} with {} a request, the median of what the RO "
                                "column leaves. No figure is fitted to a single cell of RO or Our; "
                                "the machines' other figures are estimates that were chosen with "
                                "the table in sight.",
                                inputs.device.name, fmt::join(scales, ", "), inputs.server.name,
                                msText(inputs.server.requestOverhead)),
                    2);
}

/// A new model's first row names it.
std::string modelCell(const ReproductionInputs& inputs, const ReproducedCell& cell) {
    return cell.network == 0 ? inputs.table.rows[cell.row].model : "";
}

std::string paperTable(const ReproductionInputs& inputs, const Reproduction& reproduction,
                       bool emphasis) {
    TextTable table({{"\nmodel", TableColumn::Align::Left, true},
                     {"\nlink", TableColumn::Align::Left},
                     {"LO\npaper"},
                     {"LO\nours"},
                     {"RO\npaper"},
                     {"RO\nours"},
                     {"RO\nerr %"},
                     {"Our\npaper"},
                     {"Our\nours"},
                     {"Our\nerr %"}});
    for (const ReproducedCell& cell : reproduction.cells) {
        std::vector<std::string> row{modelCell(inputs, cell), inputs.table.networks[cell.network]};
        for (const Strategy strategy : {Strategy::Local, Strategy::Remote, Strategy::Ej}) {
            const ReproducedTime& time = cell.time(strategy);
            row.push_back(wholeMs(time.printed.value_or(Nanoseconds{})));
            row.push_back(wholeMs(time.ours));
            if (strategy != Strategy::Local) row.push_back(signedPercent(time.error()));
        }
        table.addRow(row);
    }
    return table.render(emphasis);
}

std::string errorText(const ReproductionInputs& inputs, const Reproduction& reproduction) {
    const auto part = [&](const char* name, Strategy strategy) {
        const CellSummary errors = absoluteErrors(reproduction, strategy);
        return fmt::format("{} {}, at most {} ({})", name, percentText(errors.mean),
                           percentText(errors.largest),
                           cellName(inputs, reproduction.cells[errors.largestCell]));
    };
    return wrapText(fmt::format("Mean absolute error: LO {}; {}; {}.",
                                percentText(absoluteErrors(reproduction, Strategy::Local).mean),
                                part("RO", Strategy::Remote), part("Our", Strategy::Ej)),
                    2);
}

std::string beyondTable(const ReproductionInputs& inputs, const Reproduction& reproduction,
                        bool emphasis) {
    std::vector<TableColumn> columns{{"\nmodel", TableColumn::Align::Left, true},
                                     {"\nlink", TableColumn::Align::Left},
                                     {"Neuro-\nsurgeon"},
                                     {"\nDSL"},
                                     {"DSL,\noverlapped"},
                                     {"\nDSL + EJ"},
                                     {"\nEJ"},
                                     {"\nOptimal"}};
    TextTable table(std::move(columns));
    for (const ReproducedCell& cell : reproduction.cells) {
        std::vector<std::string> row{modelCell(inputs, cell), inputs.table.networks[cell.network]};
        for (const Strategy strategy : kBeyond)
            row.push_back(figureText(cell.time(strategy).ours.milliseconds(), 1));
        table.addRow(row);
    }
    return table.render(emphasis);
}

std::string savingText(const ReproductionInputs& inputs, const Reproduction& reproduction,
                       Strategy strategy, Strategy baseline) {
    const CellSummary saved = savings(reproduction, strategy, baseline);
    const std::string head = fmt::format("{} over {}: ", title(strategy), title(baseline));
    if (saved.largest <= 0) return head + "nothing in any cell.\n";
    return wrapText(head + fmt::format("{} less time on average, at most {} ({}).",
                                       percentText(saved.mean), percentText(saved.largest),
                                       cellName(inputs, reproduction.cells[saved.largestCell])),
                    2);
}

std::string proofText(const Reproduction& reproduction) {
    const auto proven = std::count_if(
        reproduction.cells.begin(), reproduction.cells.end(),
        [](const ReproducedCell& cell) { return cell.time(Strategy::Optimal).optimal; });
    return fmt::format("Proven: Optimal in {} of {} cells.\n", proven, reproduction.cells.size());
}

}  // namespace

std::string describeReproduction(const ReproductionInputs& inputs, const Reproduction& reproduction,
                                 bool emphasis) {
    return preamble(inputs) + "\n" + paperTable(inputs, reproduction, emphasis) + "\n" +
           errorText(inputs, reproduction) + "\nBeyond the table, in ms:\n\n" +
           beyondTable(inputs, reproduction, emphasis) + "\n" +
           savingText(inputs, reproduction, Strategy::Ej, Strategy::Dsl) +
           savingText(inputs, reproduction, Strategy::Optimal, Strategy::Ej) +
           proofText(reproduction);
}

std::string reproductionJson(const ReproductionInputs& inputs, const Reproduction& reproduction) {
    nlohmann::ordered_json document;
    document["rows"] = nlohmann::ordered_json::array();
    for (const ReproducedCell& cell : reproduction.cells)
        for (const ReproducedTime& time : cell.times) {
            nlohmann::ordered_json row{{"model", inputs.table.rows[cell.row].model},
                                       {"network", inputs.table.networks[cell.network]},
                                       {"strategy", id(time.strategy)}};
            if (time.printed) row["printed_ms"] = jsonTime(*time.printed);
            row["ours_ms"] = jsonTime(time.ours);
            document["rows"].push_back(std::move(row));
        }
    for (const Strategy strategy : {Strategy::Remote, Strategy::Ej})
        document["mean_abs_error"][std::string(id(strategy))] =
            absoluteErrors(reproduction, strategy).mean;
    return printJson(document);
}

bool fitIsShipped(const ReproductionInputs& inputs, const CalibrationFit& fit) {
    return fit.deviceScale == inputs.calibration.deviceScale &&
           fit.requestOverhead == inputs.server.requestOverhead;
}

std::string describeFit(const ReproductionInputs& inputs, const CalibrationFit& fit,
                        bool emphasis) {
    TextTable table({{"figure", TableColumn::Align::Left},
                     {"fitted to", TableColumn::Align::Left},
                     {"fit"},
                     {"shipped"}});
    for (const PrintedRow& row : inputs.table.rows)
        table.addRow({"device scale, " + row.model, "LO " + msText(row.local),
                      figureText(fit.deviceScale.at(row.model), 4),
                      figureText(inputs.calibration.deviceScale.at(row.model), 4)});
    table.addRow({"request overhead, ms", "the RO column, median",
                  figureText(fit.requestOverhead.milliseconds(), 1),
                  figureText(inputs.server.requestOverhead.milliseconds(), 1)});
    return table.render(emphasis) + "\n" +
           (fitIsShipped(inputs, fit) ? "The shipped calibration is this fit.\n"
                                      : "The shipped calibration differs from this fit.\n");
}

std::string fitJson(const CalibrationFit& fit) {
    nlohmann::ordered_json document;
    for (const auto& [model, scale] : fit.deviceScale)
        document["device_scale"][model] = scale;
    document["request_overhead_ms"] = jsonTime(fit.requestOverhead);
    return printJson(document);
}

}  // namespace trilane
