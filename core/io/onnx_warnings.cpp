#include "core/io/onnx_warnings.h"

#include "core/io/onnx_attributes.h"
#include "core/io/short_list.h"

#include <fmt/core.h>

#include <map>

namespace trilane {
namespace {

const char* describe(OnnxSizing sizing) {
    switch (sizing) {
        case OnnxSizing::LikeInput:
            return "as large as its node's input";
        case OnnxSizing::OneElement:
            return "one element";
        case OnnxSizing::LargerBranch:
            return "the larger branch";
        case OnnxSizing::Strings:
            return "16 bytes a string";
        case OnnxSizing::Known:
        case OnnxSizing::Derived:
            return nullptr;
    }
    return nullptr;
}

}  // namespace

void addInferenceWarnings(const onnx::GraphProto& graph, const OnnxGraph& resolved,
                          const std::vector<NodeFacts>& facts,
                          const std::vector<std::size_t>& crashed,
                          const ModelDescription& description, std::vector<std::string>& warnings) {
    std::map<std::string, std::size_t> unknownOps;
    ShortList refused;
    ShortList dead;
    ShortList loops;
    ShortList filled;
    ShortList silent;
    for (const std::size_t index : crashed)
        dead.add(fmt::format("'{}'", resolved.nodeNames[index]));
    for (const std::size_t index : resolved.order) {
        const NodeFacts& fact = facts[index];
        if (fact.constant) continue;
        const auto& node = graph.node(static_cast<int>(index));
        const std::string& name = resolved.nodeNames[index];
        if (fact.unknownOperator) ++unknownOps[qualifiedOp(node)];
        if (!fact.error.empty())
            refused.add(fmt::format("'{}' ({}: {})", name, node.op_type(), fact.error));
        if (fact.unknownTripCount) loops.add(fmt::format("'{}'", name));
        bool named = false;
        for (int i = 0; i < node.output_size(); ++i) {
            if (node.output(i).empty()) continue;
            named = true;
            const char* how = describe(fact.outputs[static_cast<std::size_t>(i)].sizing);
            if (how != nullptr && description.tensors.contains(node.output(i)))
                filled.add(fmt::format("'{}' ({})", node.output(i), how));
        }
        if (!named) silent.add(fmt::format("'{}'", name));
    }
    ShortList unknown;
    for (const auto& [op, count] : unknownOps)
        unknown.add(fmt::format("{} ({})", op, count));
    if (unknown.count() > 0)
        warnings.push_back(
            fmt::format("unknown operators, costed by bytes alone: {}", unknown.text()));
    if (refused.count() > 0)
        warnings.push_back(fmt::format("no shape could be inferred for {} node{}: {}",
                                       refused.count(), refused.count() == 1 ? "" : "s",
                                       refused.text()));
    if (dead.count() > 0)
        warnings.push_back(
            fmt::format("the ONNX library failed at {} node{} and went on without: {}",
                        dead.count(), dead.count() == 1 ? "" : "s", dead.text()));
    if (filled.count() > 0)
        warnings.push_back(fmt::format("the size of {} tensor{} is unknown and was filled in: {}",
                                       filled.count(), filled.count() == 1 ? "" : "s",
                                       filled.text()));
    if (loops.count() > 0)
        warnings.push_back(
            fmt::format("unknown trip counts, work counted for one iteration: {}", loops.text()));
    if (silent.count() > 0)
        warnings.push_back(fmt::format("nodes without outputs are left out: {}", silent.text()));
}

}  // namespace trilane
