#include "app/cli/model_report.h"

#include "app/cli/display_text.h"
#include "app/cli/number_display.h"
#include "app/cli/text_table.h"
#include "core/graph/number_text.h"
#include "core/graph/saturating.h"
#include "core/graph/series_blocks.h"
#include "core/io/json_writer.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLabelWidth = 12;
constexpr std::size_t kNameWidth = 48;

constexpr std::uint64_t kMostCuts = 1'000'000;

struct CutCount {
    std::uint64_t count;
    bool exact;  ///< else there are at least so many
};

CutCount cutsOf(const Model& model) {
    // Of n layers in their order, each beginning is a cut.
    if (SeriesBlocks(model).largest() > kMostBlockLayers) return {model.layerCount() + 1, false};
    const std::uint64_t count = countCuts(BlockRelations(model), kMostCuts);
    return {count, count < kMostCuts};
}

std::string labelled(const std::string& label, const std::string& text) {
    return labelledText(label, text, kLabelWidth);
}

std::string grouped(std::size_t number) {
    return groupThousands(static_cast<std::int64_t>(number));
}

/// "name, float32 1x3x224x224, 602.1 KB"
std::string tensorText(const Tensor& tensor) {
    std::string text =
        elideMiddle(printable(tensor.name), kNameWidth) + ", " + describeType(tensor);
    text += tensor.bytes ? ", " + sizeText(*tensor.bytes) : ", size unknown";
    if (tensor.transmitTime) text += ", sent in " + msText(*tensor.transmitTime);
    return text + (tensor.estimated ? " (filled in)" : "");
}

std::string tensorLines(const Model& model, const std::string& label,
                        const std::vector<TensorId>& tensors) {
    if (tensors.empty()) return labelled(label, "none");
    constexpr std::size_t kShown = 20;
    std::string text;
    for (std::size_t i = 0; i < std::min(kShown, tensors.size()); ++i)
        text += labelled(i == 0 ? label : "", tensorText(model.tensor(tensors[i])));
    if (tensors.size() > kShown)
        text += labelled("", fmt::format("and {} more, {} in all", grouped(tensors.size() - kShown),
                                         grouped(tensors.size())));
    return text;
}

std::string opsText(const std::vector<OpCount>& ops) {
    constexpr std::size_t kShown = 16;
    std::string text;
    for (std::size_t i = 0; i < std::min(kShown, ops.size()); ++i)
        text += fmt::format("{}{} {}", i == 0 ? "" : ", ", grouped(ops[i].count),
                            ops[i].op.empty() ? "(no operator)" : printable(ops[i].op));
    if (ops.size() > kShown) text += fmt::format(" and {} more kinds", ops.size() - kShown);
    return ops.empty() ? "none" : text;
}

Bytes outputBytes(const Model& model, const Layer& layer) {
    Bytes sum;
    for (const TensorId output : layer.outputs)
        sum = addSaturating(sum, model.tensor(output).bytes.value_or(Bytes{}));
    return sum;
}

std::string layerTable(const Model& model, bool emphasis) {
    TextTable table({{"#"},
                     {"layer", TableColumn::Align::Left, true},
                     {"op", TableColumn::Align::Left, true},
                     {"operations"},
                     {"weights"},
                     {"output"}});
    for (std::size_t i = 0; i < model.layerCount(); ++i) {
        const Layer& layer = model.layers()[i];
        table.addRow({std::to_string(i + 1), layer.name, layer.op, flopsText(layer.flops),
                      sizeText(layer.weightBytes), sizeText(outputBytes(model, layer))});
    }
    return table.render(emphasis);
}

Json tensorsJson(const Model& model, const std::vector<TensorId>& tensors) {
    Json list = Json::array();
    for (const TensorId id : tensors) {
        const Tensor& tensor = model.tensor(id);
        Json entry{{"name", tensor.name}, {"dtype", toString(tensor.dtype)}};
        entry["shape"] = tensor.shape ? Json(*tensor.shape) : Json(nullptr);
        entry["bytes"] = tensor.bytes ? Json(tensor.bytes->count()) : Json(nullptr);
        list.push_back(std::move(entry));
    }
    return list;
}

Json namesJson(const Model& model, const std::vector<TensorId>& tensors) {
    Json list = Json::array();
    for (const TensorId id : tensors)
        list.push_back(model.tensor(id).name);
    return list;
}

Json layersJson(const Model& model) {
    Json list = Json::array();
    for (const Layer& layer : model.layers())
        list.push_back({{"name", layer.name},
                        {"op", layer.op},
                        {"flops", layer.flops},
                        {"weight_bytes", layer.weightBytes.count()},
                        {"output_bytes", outputBytes(model, layer).count()}});
    return list;
}

}  // namespace

std::string describeModel(const Model& model, const ModelFacts& facts, bool withLayers,
                          bool emphasis) {
    const ModelStatistics& statistics = facts.statistics;
    std::string layers = countText(statistics.layers, "layer");
    if (statistics.nodes != statistics.layers)
        layers += fmt::format(" from {}", countText(statistics.nodes, "node"));
    std::string text = labelled("Model", elideMiddle(printable(model.name()), kNameWidth));
    text += labelled("Layers", layers + ", " + countText(statistics.edges, "edge"));
    text += labelled("Operators", opsText(statistics.ops));
    text += labelled("Category", std::string(title(facts.category)));
    text += labelled("Blocks", fmt::format("{}, the largest of {}", grouped(facts.blocks),
                                           countText(facts.largestBlock, "layer")));
    text += labelled("Paths", shortText(facts.paths));
    const CutCount cuts = cutsOf(model);
    text += labelled("Cuts", (cuts.exact ? "" : "at least ") + grouped(cuts.count));
    text += labelled("Work", flopsText(statistics.flops));
    text += labelled("Weights", sizeText(statistics.weightBytes));
    text += labelled("Tensors", fmt::format("{}, {} in sum", grouped(model.tensorCount()),
                                            sizeText(statistics.activationBytes)));
    text += tensorLines(model, "Inputs", model.inputs());
    text += tensorLines(model, "Outputs", model.outputs());
    text += tensorLines(model, "Largest", statistics.largestTensors);
    if (!statistics.estimatedTensors.empty())
        text += tensorLines(model, "Filled in", statistics.estimatedTensors);
    if (withLayers) text += "\n" + layerTable(model, emphasis);
    return text;
}

std::string modelJson(const ReadModel& read, const ModelFacts& facts, bool withLayers) {
    const Model& model = read.model;
    const ModelStatistics& statistics = facts.statistics;
    Json document;
    document["model"] = model.name();
    document["sha256"] = model.sourceSha256();
    document["layers"] = statistics.layers;
    document["nodes"] = statistics.nodes;
    document["edges"] = statistics.edges;
    document["ops"] = Json::array();
    for (const OpCount& op : statistics.ops)
        document["ops"].push_back({{"op", op.op}, {"count", op.count}});
    document["category"] = title(facts.category);
    document["blocks"] = facts.blocks;
    document["largest_block"] = facts.largestBlock;
    // Decimal digits: the number exceeds every number type.
    document["paths"] = facts.paths.decimal;
    const CutCount cuts = cutsOf(model);
    document["cuts"] = cuts.count;
    document["cuts_exact"] = cuts.exact;
    document["flops"] = statistics.flops;
    document["weight_bytes"] = statistics.weightBytes.count();
    document["activation_bytes"] = statistics.activationBytes.count();
    document["tensors"] = model.tensorCount();
    document["inputs"] = tensorsJson(model, model.inputs());
    document["outputs"] = tensorsJson(model, model.outputs());
    document["largest_tensors"] = tensorsJson(model, statistics.largestTensors);
    document["estimated_tensors"] = namesJson(model, statistics.estimatedTensors);
    document["unsized_tensors"] = namesJson(model, statistics.unsizedTensors);
    document["warnings"] = read.warnings;
    if (withLayers) document["layer_list"] = layersJson(model);
    return printJson(document);
}

}  // namespace trilane
