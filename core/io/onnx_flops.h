#pragma once

#include "core/io/onnx_value.h"

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <vector>

namespace trilane {

/// Floating-point (or integer) operations of one node, two for a multiply-add, from the shapes of
/// its values; null inputs are optional ones that are not given. 0 for operators that only move
/// data, for unknown ones and where a shape is unknown; the largest integer where there are more.
/// Subgraphs are not counted.
[[nodiscard]] std::int64_t nodeFlops(const onnx::NodeProto& node,
                                     const std::vector<const OnnxValue*>& inputs,
                                     const std::vector<OnnxValue>& outputs);

}  // namespace trilane
