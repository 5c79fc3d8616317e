#include "core/io/onnx_fusion.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace trilane {
namespace {

using Names = std::unordered_set<std::string_view>;

/// How far a group has come: each stage may be followed by a later one only.
enum class Stage : std::uint8_t { Closed, Linear, Sum, Activated };

Stage stageOfHead(std::string_view op) {
    static const Names kLinear{"Conv",          "ConvTranspose", "Gemm",
                               "MatMul",        "ConvInteger",   "QLinearConv",
                               "MatMulInteger", "QLinearMatMul", "BatchNormalization"};
    if (kLinear.contains(op)) return Stage::Linear;
    return op == "Add" || op == "Sum" ? Stage::Sum : Stage::Closed;
}

bool isActivation(std::string_view op) {
    static const Names kActivations{
        "Relu",     "LeakyRelu", "PRelu", "Clip",        "Sigmoid",        "Tanh",
        "Elu",      "Selu",      "Celu",  "HardSigmoid", "Gelu",           "HardSwish",
        "Softplus", "Softsign",  "Mish",  "Swish",       "ThresholdedRelu"};
    return kActivations.contains(op);
}

/// The stage of a group at `stage` after `node`, whose only tensor it makes; Closed: it must not
/// take it in.
Stage stageAfter(Stage stage, const LiveNode& node) {
    if (stage == Stage::Closed || stage == Stage::Activated || !node.keepsSize)
        return Stage::Closed;
    if (isActivation(node.op)) return Stage::Activated;
    // The other operand of an Add or Mul with one tensor is a constant.
    const bool linear = node.op == "BatchNormalization" || node.op == "Add" || node.op == "Mul";
    return linear && stage == Stage::Linear ? Stage::Linear : Stage::Closed;
}

std::vector<NodeGroup> inFileOrder(std::vector<NodeGroup> groups,
                                   const std::vector<LiveNode>& nodes) {
    std::sort(groups.begin(), groups.end(), [&](const NodeGroup& a, const NodeGroup& b) {
        return nodes[a.front()].fileIndex < nodes[b.front()].fileIndex;
    });
    return groups;
}

class Fusion {
public:
    Fusion(const std::vector<LiveNode>& nodes, const std::unordered_set<std::string>& modelOutputs)
        : m_nodes(nodes), m_modelOutputs(modelOutputs) {
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            for (const std::string& input : nodes[i].inputs)
                ++m_uses[input];
            for (const std::string& output : nodes[i].outputs)
                m_producer.emplace(output, i);
        }
    }

    std::vector<NodeGroup> run() {
        for (std::size_t i = 0; i < m_nodes.size(); ++i) {
            if (joinProducer(i)) continue;
            m_groupOf.push_back(m_groups.size());
            m_groups.push_back({i});
            m_stages.push_back(stageOfHead(m_nodes[i].op));
        }
        return inFileOrder(std::move(m_groups), m_nodes);
    }

private:
    bool joinProducer(std::size_t i) {
        const LiveNode& node = m_nodes[i];
        if (node.inputs.size() != 1 || !onlyFirstOutputUsed(node)) return false;
        const auto producer = m_producer.find(node.inputs[0]);
        if (producer == m_producer.end()) return false;
        const std::size_t group = m_groupOf[producer->second];
        const LiveNode& last = m_nodes[m_groups[group].back()];
        const bool isOnlyLink = m_groups[group].back() == producer->second &&
                                last.outputs[0] == node.inputs[0] && onlyFirstOutputUsed(last) &&
                                m_uses.at(node.inputs[0]) == 1 &&
                                !m_modelOutputs.contains(node.inputs[0]);
        if (!isOnlyLink) return false;
        if (!isPassThrough(node.op)) {
            const Stage stage = stageAfter(m_stages[group], node);
            if (stage == Stage::Closed) return false;
            m_stages[group] = stage;
        }
        m_groups[group].push_back(i);
        m_groupOf.push_back(group);
        return true;
    }

    [[nodiscard]] bool onlyFirstOutputUsed(const LiveNode& node) const {
        return std::all_of(node.outputs.begin() + 1, node.outputs.end(),
                           [&](const std::string& output) {
                               return !m_uses.contains(output) && !m_modelOutputs.contains(output);
                           });
    }

    const std::vector<LiveNode>& m_nodes;
    const std::unordered_set<std::string>& m_modelOutputs;
    std::unordered_map<std::string, std::size_t> m_uses;
    std::unordered_map<std::string, std::size_t> m_producer;
    std::vector<std::size_t> m_groupOf;  ///< by node, as far as the walk has come
    std::vector<NodeGroup> m_groups;
    std::vector<Stage> m_stages;  ///< by group
};

}  // namespace

bool isPassThrough(const std::string& op) {
    return op == "Identity" || op == "Dropout";
}

std::vector<NodeGroup> fuseNodes(const std::vector<LiveNode>& nodes,
                                 const std::unordered_set<std::string>& modelOutputs) {
    return Fusion(nodes, modelOutputs).run();
}

std::vector<NodeGroup> separateNodes(const std::vector<LiveNode>& nodes) {
    std::vector<NodeGroup> groups;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        groups.push_back({i});
    return inFileOrder(std::move(groups), nodes);
}

}  // namespace trilane
