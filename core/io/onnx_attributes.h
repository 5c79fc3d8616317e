#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// Null where the node has no such attribute.
[[nodiscard]] const onnx::AttributeProto* findAttribute(const onnx::NodeProto& node,
                                                        std::string_view name);
/// `fallback` where the node has no such attribute or one of another kind.
[[nodiscard]] std::int64_t intAttribute(const onnx::NodeProto& node, std::string_view name,
                                        std::int64_t fallback);
/// Empty where the node has no such attribute.
[[nodiscard]] std::optional<std::vector<std::int64_t>> intsAttribute(const onnx::NodeProto& node,
                                                                     std::string_view name);
/// `fallback` where the node has no such attribute or one of another kind.
[[nodiscard]] std::string stringAttribute(const onnx::NodeProto& node, std::string_view name,
                                          std::string_view fallback);

/// The graphs among the node's attributes: branches of If, bodies of Loop and Scan.
[[nodiscard]] std::vector<const onnx::GraphProto*> subgraphs(const onnx::NodeProto& node);

/// A negative axis counts from the end. Empty where it is out of range.
[[nodiscard]] std::optional<std::size_t> normalizeAxis(std::int64_t axis, std::size_t rank);

/// True for ONNX's own operators, whose domain is written "" or "ai.onnx".
[[nodiscard]] bool isDefaultDomain(std::string_view domain);

/// The operator's name, with its domain in front unless that is ONNX's own: "com.example.Roll".
[[nodiscard]] std::string qualifiedOp(const onnx::NodeProto& node);

}  // namespace trilane
