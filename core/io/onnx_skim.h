#pragma once

#include "core/io/file_content.h"
#include "core/io/onnx_value.h"

#include <cstdint>
#include <string>
#include <variant>

namespace trilane {

/// Where and how a file is no protobuf message.
struct WireFault {
    std::string place;  ///< "byte 120, in graph.node[3].attribute[0]"
    std::string found;
};

/// The longest content of a tensor that can be a constant of shape computations, in bytes: numbers
/// of ten bytes, each behind a field key, and one more, so that too many stay too many.
inline constexpr std::uint64_t kMostConstantBytes = (kMaxFoldedElements + 1) * 11;

/// Copies an ONNX file without its weights: of tensors whose content exceeds `most` bytes the copy
/// has type, shape and name alone. Wherever they stand: initializers, sparse ones, attributes,
/// subgraphs, functions, training. Documentation and single strings beyond `most` bytes, as
/// engines that somebody put into an attribute, are emptied too. Nothing that is left out is read.
/// Everything else is what it was, in its order, and is checked for being well-formed. Throws
/// InputError where the file cannot be read.
[[nodiscard]] std::variant<std::string, WireFault> skimOnnx(
    const FileContent& content, std::uint64_t most = kMostConstantBytes);

}  // namespace trilane
