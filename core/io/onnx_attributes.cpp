#include "core/io/onnx_attributes.h"

namespace trilane {

const onnx::AttributeProto* findAttribute(const onnx::NodeProto& node, std::string_view name) {
    for (const auto& attribute : node.attribute())
        if (attribute.name() == name) return &attribute;
    return nullptr;
}

std::int64_t intAttribute(const onnx::NodeProto& node, std::string_view name,
                          std::int64_t fallback) {
    const auto* attribute = findAttribute(node, name);
    return attribute != nullptr && attribute->has_i() ? attribute->i() : fallback;
}

std::optional<std::vector<std::int64_t>> intsAttribute(const onnx::NodeProto& node,
                                                       std::string_view name) {
    const auto* attribute = findAttribute(node, name);
    if (attribute == nullptr) return std::nullopt;
    return std::vector<std::int64_t>(attribute->ints().begin(), attribute->ints().end());
}

std::string stringAttribute(const onnx::NodeProto& node, std::string_view name,
                            std::string_view fallback) {
    const auto* attribute = findAttribute(node, name);
    return attribute != nullptr && attribute->has_s() ? attribute->s() : std::string(fallback);
}

std::vector<const onnx::GraphProto*> subgraphs(const onnx::NodeProto& node) {
    std::vector<const onnx::GraphProto*> graphs;
    for (const auto& attribute : node.attribute()) {
        if (attribute.has_g()) graphs.push_back(&attribute.g());
        for (const auto& graph : attribute.graphs())
            graphs.push_back(&graph);
    }
    return graphs;
}

std::optional<std::size_t> normalizeAxis(std::int64_t axis, std::size_t rank) {
    const auto signedRank = static_cast<std::int64_t>(rank);
    if (axis < -signedRank || axis >= signedRank) return std::nullopt;
    return static_cast<std::size_t>(axis < 0 ? axis + signedRank : axis);
}

bool isDefaultDomain(std::string_view domain) {
    return domain.empty() || domain == "ai.onnx";
}

std::string qualifiedOp(const onnx::NodeProto& node) {
    return isDefaultDomain(node.domain()) ? node.op_type() : node.domain() + "." + node.op_type();
}

}  // namespace trilane
