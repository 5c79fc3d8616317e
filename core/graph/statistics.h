#pragma once

#include "core/graph/model.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace trilane {

/// How often an operator occurs.
struct OpCount {
    std::string op;  ///< of a fused layer as a whole: "Conv+Relu"
    std::size_t count = 0;
    friend bool operator==(const OpCount&, const OpCount&) = default;
};

/// What `trilane inspect` tells of a model without planning it. Sums stop at the largest 64-bit
/// integer.
struct ModelStatistics {
    std::size_t layers = 0;
    std::size_t nodes = 0;     ///< of the file: the members of fused layers counted apart
    std::size_t edges = 0;     ///< pairs of layers that a tensor joins
    std::vector<OpCount> ops;  ///< most frequent first, then by name
    std::int64_t flops = 0;
    Bytes weightBytes;
    Bytes activationBytes;  ///< of all tensors, model inputs included, where the size is known
    std::vector<TensorId> largestTensors;    ///< largest first, then by TensorId; known sizes only
    std::vector<TensorId> estimatedTensors;  ///< whose size was filled in
    std::vector<TensorId> unsizedTensors;    ///< without bytes
};

/// @param largestCount  how many of the largest tensors are listed
[[nodiscard]] ModelStatistics computeStatistics(const Model& model, std::size_t largestCount = 5);

/// "float32 1x3x224x224", "int64 scalar", "float16 ?" (no shape), "unknown ?".
[[nodiscard]] std::string describeType(const Tensor& tensor);

}  // namespace trilane
