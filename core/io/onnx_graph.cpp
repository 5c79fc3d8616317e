#include "core/io/onnx_graph.h"

#include "core/graph/data_type.h"
#include "core/graph/topological_order.h"
#include "core/io/input_error.h"
#include "core/io/onnx_attributes.h"
#include "core/io/short_list.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace trilane {
namespace {

constexpr std::size_t kShownNames = 5;

using Producers = std::unordered_map<std::string, std::size_t>;

void collectCaptures(const onnx::GraphProto& graph, std::vector<std::string>& captured,
                     std::unordered_set<std::string>& seen) {
    std::unordered_set<std::string> local;
    for (const auto& input : graph.input())
        local.insert(input.name());
    for (const auto& tensor : graph.initializer())
        local.insert(tensor.name());
    for (const auto& tensor : graph.sparse_initializer())
        local.insert(tensor.values().name());
    for (const auto& node : graph.node())
        for (const auto& output : node.output())
            local.insert(output);
    const auto use = [&](const std::string& name) {
        if (!name.empty() && !local.contains(name) && seen.insert(name).second)
            captured.push_back(name);
    };
    for (const auto& node : graph.node()) {
        for (const auto& input : node.input())
            use(input);
        for (const auto& name : capturedTensors(node))
            use(name);
    }
    for (const auto& output : graph.output())
        use(output.name());
}

/// Names one node at a time and remembers which names had to change.
class NodeNamer {
public:
    explicit NodeNamer(const OnnxNodes& nodes) {
        for (const auto& node : nodes)
            m_taken.try_emplace(node.name());
    }

    std::string name(const onnx::NodeProto& node, std::size_t index) {
        std::string own =
            node.name().empty() ? fmt::format("{}_{}", node.op_type(), index) : node.name();
        // A generated name counts as taken as soon as it is used; the file's own from the start.
        const auto [position, isNew] = m_taken.try_emplace(own, Use{true});
        if (isNew) return own;
        Use& use = position->second;
        if (!use.given && !node.name().empty()) {
            use.given = true;
            return own;
        }
        std::string candidate;
        do {
            candidate = fmt::format("{}_{}", own, use.nextSuffix++);
        } while (!m_taken.try_emplace(candidate, Use{true}).second);
        m_renamed.add(fmt::format("'{}'", candidate));
        return candidate;
    }

    [[nodiscard]] std::vector<std::string> warnings() const {
        if (m_renamed.count() == 0) return {};
        return {fmt::format("node names that stand twice were made unique: {}", m_renamed.text())};
    }

private:
    struct Use {
        bool given = false;          ///< to a node
        std::size_t nextSuffix = 2;  ///< those below are taken
    };

    std::unordered_map<std::string, Use> m_taken;
    ShortList m_renamed;
};

std::vector<std::string> nameNodes(const OnnxNodes& nodes, std::vector<std::string>& warnings) {
    NodeNamer namer(nodes);
    std::vector<std::string> names;
    // ONNX Runtime turns Constant nodes into initializers before it counts.
    std::size_t index = 0;
    for (const auto& node : nodes) {
        names.push_back(namer.name(node, index));
        if (node.op_type() != "Constant") ++index;
    }
    warnings = namer.warnings();
    return names;
}

/// Everything that exists before the first node runs.
std::unordered_set<std::string> givenTensors(const onnx::GraphProto& graph) {
    std::unordered_set<std::string> given;
    for (const auto& tensor : graph.initializer())
        given.insert(tensor.name());
    for (const auto& tensor : graph.sparse_initializer())
        given.insert(tensor.values().name());
    return given;
}

class Resolver {
public:
    Resolver(const onnx::GraphProto& graph, const std::string& path)
        : m_graph(graph), m_path(path) {}

    OnnxGraph resolve() {
        m_result.nodeNames = nameNodes(m_graph.node(), m_result.warnings);
        collectInputs();
        collectProducers();
        connect();
        m_result.order = topologicalOrder(m_predecessors);
        if (m_result.order.size() < m_predecessors.size()) throwCycle();
        return std::move(m_result);
    }

private:
    [[nodiscard]] std::string place(std::size_t i) const {
        return nodePlace(m_result.nodeNames[i], m_graph.node(static_cast<int>(i)));
    }

    void collectInputs() {
        m_given = givenTensors(m_graph);
        for (const auto& tensor : m_graph.initializer())
            checkRank("initializer", tensor.name(), tensor.dims_size());
        for (const auto& tensor : m_graph.sparse_initializer())
            checkRank("initializer", tensor.values().name(), tensor.dims_size());
        for (const auto& input : m_graph.input()) {
            // Old files list every initializer among the inputs too.
            if (m_given.contains(input.name())) continue;
            if (input.name().empty())
                throw InputError(m_path, "graph.input", "an input without a name", "a name");
            checkRank("input", input.name(), input.type().tensor_type().shape().dim_size());
            if (!m_inputNames.insert(input.name()).second)
                throw InputError(m_path, fmt::format("input '{}'", input.name()),
                                 "stands twice among the graph's inputs", "each input once");
            m_result.inputs.push_back(&input);
        }
        m_given.insert(m_inputNames.begin(), m_inputNames.end());
    }

    void checkRank(const char* kind, const std::string& name, int rank) const {
        if (static_cast<std::size_t>(rank) > kMaxRank)
            throw InputError(m_path, fmt::format("{} '{}'", kind, name),
                             fmt::format("{} dimensions", rank),
                             fmt::format("at most {}", kMaxRank));
    }

    void collectProducers() {
        for (std::size_t i = 0; i < m_result.nodeNames.size(); ++i) {
            for (const auto& output : m_graph.node(static_cast<int>(i)).output()) {
                if (output.empty()) continue;
                const auto [first, isNew] = m_producers.try_emplace(output, i);
                if (isNew && !m_given.contains(output)) continue;
                const std::string maker =
                    isNew ? "is also an input or initializer of the graph"
                          : fmt::format("is also made by {}", place(first->second));
                throw InputError(m_path, place(i), fmt::format("output '{}' {}", output, maker),
                                 "each tensor made once");
            }
        }
    }

    void connect() {
        m_predecessors.resize(m_result.nodeNames.size());
        m_result.captures.resize(m_result.nodeNames.size());
        for (std::size_t i = 0; i < m_predecessors.size(); ++i) {
            const auto& node = m_graph.node(static_cast<int>(i));
            m_result.captures[i] = capturedTensors(node);
            for (const auto& input : node.input())
                if (!input.empty()) addEdge(i, input, "input");
            for (const auto& input : m_result.captures[i])
                addEdge(i, input, "subgraph's tensor");
            auto& list = m_predecessors[i];
            std::sort(list.begin(), list.end());
            list.erase(std::unique(list.begin(), list.end()), list.end());
        }
        for (const auto& output : m_graph.output())
            if (!m_producers.contains(output.name()) && !m_given.contains(output.name()))
                throw InputError(m_path, fmt::format("output '{}'", output.name()),
                                 "a tensor that nobody makes",
                                 "an input, an initializer or a node's output");
    }

    void addEdge(std::size_t node, const std::string& tensor, const char* role) {
        if (const auto producer = m_producers.find(tensor); producer != m_producers.end())
            m_predecessors[node].push_back(producer->second);
        else if (!m_given.contains(tensor))
            throw InputError(m_path, place(node),
                             fmt::format("{} '{}' is a tensor that nobody makes", role, tensor),
                             "an input, an initializer or a node's output");
    }

    [[noreturn]] void throwCycle() const {
        const auto cycle = findCycle(m_predecessors, m_result.order);
        std::string text;
        for (std::size_t i = 0; i < std::min(cycle.size(), kShownNames); ++i)
            text += m_result.nodeNames[cycle[i]] + " -> ";
        if (cycle.size() > kShownNames)
            text += fmt::format("... ({} more) -> ", cycle.size() - kShownNames);
        throw InputError(m_path, place(cycle.front()),
                         "the nodes form a cycle: " + text + m_result.nodeNames[cycle.front()],
                         "an acyclic graph");
    }

    const onnx::GraphProto& m_graph;
    const std::string& m_path;
    OnnxGraph m_result;
    std::unordered_set<std::string> m_given;
    std::unordered_set<std::string> m_inputNames;
    Producers m_producers;
    Predecessors m_predecessors;
};

}  // namespace

std::vector<std::string> capturedTensors(const onnx::NodeProto& node) {
    std::vector<std::string> captured;
    std::unordered_set<std::string> seen;
    for (const auto* graph : subgraphs(node))
        collectCaptures(*graph, captured, seen);
    return captured;
}

std::vector<std::size_t> sortNodes(const OnnxNodes& nodes) {
    Producers producers;
    for (int i = 0; i < nodes.size(); ++i)
        for (const auto& output : nodes[i].output())
            if (!output.empty()) producers.try_emplace(output, static_cast<std::size_t>(i));
    Predecessors predecessors(static_cast<std::size_t>(nodes.size()));
    for (int i = 0; i < nodes.size(); ++i) {
        auto& list = predecessors[static_cast<std::size_t>(i)];
        const auto use = [&](const std::string& name) {
            if (const auto producer = producers.find(name); producer != producers.end())
                list.push_back(producer->second);
        };
        for (const auto& input : nodes[i].input())
            use(input);
        for (const auto& input : capturedTensors(nodes[i]))
            use(input);
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    return topologicalOrder(predecessors);
}

OnnxGraph resolveGraph(const onnx::GraphProto& graph, const std::string& path) {
    return Resolver(graph, path).resolve();
}

std::string nodePlace(const std::string& name, const onnx::NodeProto& node) {
    return fmt::format("node '{}' ({})", name, node.op_type());
}

}  // namespace trilane
