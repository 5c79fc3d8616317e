#pragma once

#include "core/io/onnx_value.h"

#include <onnx/onnx_pb.h>

#include <string>
#include <vector>

namespace trilane {

/// What shape inference says about one node.
struct ShapeAnswer {
    bool known = false;                    ///< there is a rule for the operator
    std::vector<onnx::TypeProto> outputs;  ///< by output; types may be missing or partial
    std::string error;                     ///< why the rule refused the node
};

/// Loads the ONNX library's table of operators (some ten milliseconds, once a process).
void loadOnnxLibrary();

/// The ONNX library's rule for one operator. The library trusts its input: on a bad node this may
/// crash, hang or exhaust memory, so call it where that does no harm.
[[nodiscard]] ShapeAnswer askOnnxLibrary(const onnx::NodeProto& node, int opset,
                                         const std::vector<const OnnxValue*>& inputs);

/// Rules of this program: operators that are newer than the installed library, or whose rule it
/// lacks. Safe for any input.
[[nodiscard]] ShapeAnswer applyOwnRule(const onnx::NodeProto& node, int opset,
                                       const std::vector<const OnnxValue*>& inputs);

/// Operators whose meaning has changed since the installed library, in the words it knows: `node`
/// rewritten and the newest opset that gives it this meaning.
struct TranslatedNode {
    onnx::NodeProto node;
    int opset = 0;
};
[[nodiscard]] std::optional<TranslatedNode> translateForLibrary(
    const onnx::NodeProto& node, int opset, const std::vector<const OnnxValue*>& inputs);

}  // namespace trilane
