#include "core/io/dot.h"

#include "core/graph/number_text.h"
#include "core/io/utf8.h"

#include <fmt/format.h>

#include <cstdint>

namespace trilane {
namespace {

constexpr const char* kPlain = "shape=box";
constexpr const char* kDevice = "shape=box, style=filled, fillcolor=\"#CFE2F3\"";
constexpr const char* kServer = "shape=box, style=\"rounded,dashed\"";
constexpr const char* kReplica = "shape=box, style=dashed, color=gray50, fontcolor=gray40";
constexpr const char* kDeviceReplica =
    "shape=box, style=\"filled,dotted\", fillcolor=gray95, color=gray50, fontcolor=gray40";
constexpr const char* kServerReplica =
    "shape=box, style=\"rounded,dotted\", color=gray50, fontcolor=gray40";

/// Collects the statements of one digraph.
class DotText {
public:
    explicit DotText(std::string_view title) {
        m_text = "digraph model {\n  graph [label=" + dotLabel(title) +
                 ", labelloc=t];\n  node [fontname=\"sans-serif\"];\n"
                 "  edge [fontname=\"sans-serif\"];\n";
    }

    void node(std::string_view id, std::string_view label, std::string_view style) {
        m_text += fmt::format("  {} [label={}, {}];\n", id, dotLabel(label), style);
    }
    void edge(std::string_view from, std::string_view to) {
        m_text += fmt::format("  {} -> {};\n", from, to);
    }
    void crossingEdge(std::string_view from, std::string_view to, std::string_view label) {
        m_text += fmt::format("  {} -> {} [label={}, style=bold];\n", from, to, dotLabel(label));
    }
    std::string finish() && { return std::move(m_text) + "}\n"; }

private:
    std::string m_text;
};

std::string layerNode(LayerId id) {
    return fmt::format("n{}", id.index());
}

std::string layerLabel(const Layer& layer) {
    return layer.name == layer.op ? layer.name : layer.name + "\n" + layer.op;
}

std::string sizeText(const Tensor& tensor) {
    if (tensor.transmitTime) return fmt::format("{} ms", tensor.transmitTime->milliseconds());
    return tensor.bytes ? groupThousands(tensor.bytes->count()) + " B" : "";
}

std::string tensorLabel(const Tensor& tensor) {
    const std::string size = sizeText(tensor);
    return size.empty() ? tensor.name : tensor.name + "\n" + size;
}

std::string drawModel(const Model& model, const Cut* cut) {
    DotText dot(model.name());
    for (const TensorId input : model.inputs())
        dot.node(fmt::format("in{}", input.index()), tensorLabel(model.tensor(input)),
                 "shape=ellipse");
    for (std::size_t i = 0; i < model.layerCount(); ++i) {
        const LayerId id{i};
        const char* style = cut == nullptr ? kPlain : cut->onDevice(id) ? kDevice : kServer;
        dot.node(layerNode(id), layerLabel(model.layer(id)), style);
    }
    const auto makerOf = [](const Tensor& tensor, std::size_t index) {
        return tensor.producer ? layerNode(*tensor.producer) : fmt::format("in{}", index);
    };
    for (std::size_t i = 0; i < model.tensorCount(); ++i) {
        const Tensor& tensor = model.tensors()[i];
        const bool onDevice =
            cut != nullptr && (!tensor.producer || cut->onDevice(*tensor.producer));
        for (const LayerId consumer : tensor.consumers) {
            if (onDevice && !cut->onDevice(consumer))
                dot.crossingEdge(makerOf(tensor, i), layerNode(consumer), sizeText(tensor));
            else
                dot.edge(makerOf(tensor, i), layerNode(consumer));
        }
    }
    for (std::size_t place = 0; place < model.outputs().size(); ++place) {
        const TensorId output = model.outputs()[place];
        const Tensor& tensor = model.tensor(output);
        const std::string node = fmt::format("out{}", place);
        dot.node(node, tensor.name, "shape=ellipse");
        dot.edge(makerOf(tensor, output.index()), node);
    }
    return std::move(dot).finish();
}

/// A row of nodes, each joined to the one before.
class Chain {
public:
    explicit Chain(DotText& dot) : m_dot(dot) {}

    void continueFrom(std::string node) { m_last = std::move(node); }
    void add(const std::string& node, std::string_view label, std::string_view style) {
        m_dot.node(node, label, style);
        joinTo(node);
    }
    /// Joins the end of the row to a node that exists already.
    void joinTo(const std::string& node) {
        if (!m_last.empty()) m_dot.edge(m_last, node);
        m_last = node;
    }
    [[nodiscard]] const std::string& last() const { return m_last; }

private:
    DotText& m_dot;
    std::string m_last;
};

void addSteps(Chain& chain, const Model& model, const std::vector<PathStep>& steps,
              const std::string& idPrefix, const char* style, const char* replicaStyle) {
    for (std::size_t i = 0; i < steps.size(); ++i)
        chain.add(fmt::format("{}{}", idPrefix, i), layerLabel(model.layer(steps[i].layer)),
                  steps[i].replica ? replicaStyle : style);
}

/// Layers that stand once, in a row of their own; returns its last node, or "".
std::string addRow(DotText& dot, const Model& model, const std::vector<LayerId>& layers,
                   const char* style) {
    Chain chain(dot);
    for (const LayerId layer : layers)
        chain.add(layerNode(layer), layerLabel(model.layer(layer)), style);
    return chain.last();
}

}  // namespace

std::string dotLabel(std::string_view text) {
    std::string quoted = "\"";
    while (!text.empty()) {
        const std::size_t length = utf8SequenceLength(text);
        const char c = text.front();
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            quoted.append(1, '\\').append(1, c);
        else if (c == '&')
            quoted += "&amp;";
        else if (c == '\n')
            quoted += "\\n";
        else if (length == 0 || byte < 0x20 || byte == 0x7F)
            quoted += kReplacementCharacter;
        else
            quoted += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return quoted + '"';
}

std::string modelDot(const Model& model) {
    return drawModel(model, nullptr);
}

std::string modelDot(const Model& model, const Cut& cut) {
    return drawModel(model, &cut);
}

std::string multiPathDot(const Model& model, const MultiPathForm& form) {
    const std::string shown = groupThousands(static_cast<std::int64_t>(form.paths.size()));
    DotText dot(form.complete() ? fmt::format("{}: {} paths", model.name(), shown)
                                : fmt::format("{}: the first {} of {} paths", model.name(), shown,
                                              shortText(form.total)));
    dot.node("source", "source", "shape=ellipse");
    dot.node("sink", "sink", "shape=ellipse");
    for (std::size_t p = 0; p < form.paths.size(); ++p) {
        Chain chain(dot);
        chain.continueFrom("source");
        addSteps(chain, model, form.paths[p], fmt::format("p{}_", p), kPlain, kReplica);
        chain.joinTo("sink");
    }
    return std::move(dot).finish();
}

std::string cutPathsDot(const Model& model, const CutPaths& paths) {
    DotText dot(model.name());
    const std::string prefixEnd = addRow(dot, model, paths.sharedPrefix, kDevice);
    addRow(dot, model, paths.sharedSuffix, kServer);
    for (std::size_t j = 0; j < paths.paths.size(); ++j) {
        const CutPath& path = paths.paths[j];
        Chain chain(dot);
        chain.continueFrom(prefixEnd);
        addSteps(chain, model, path.device, fmt::format("d{}_", j), kDevice, kDeviceReplica);
        chain.add(fmt::format("job{}", j), tensorLabel(model.tensor(path.tensor)),
                  "shape=ellipse, style=bold");
        addSteps(chain, model, path.server, fmt::format("s{}_", j), kServer, kServerReplica);
        if (!paths.sharedSuffix.empty()) chain.joinTo(layerNode(paths.sharedSuffix.front()));
    }
    addRow(dot, model, paths.deviceRest, kDevice);
    addRow(dot, model, paths.serverFirst, kServer);
    return std::move(dot).finish();
}

}  // namespace trilane
