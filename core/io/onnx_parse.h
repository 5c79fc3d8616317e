#pragma once

#include <onnx/onnx_pb.h>

#include <cstddef>
#include <span>
#include <string>

namespace trilane {

/// The protobuf message in `bytes`. Throws InputError, with the byte and the part of the message
/// (`graph.node[3].attribute[0]`) where the file is cut off or corrupt, or with what it is instead
/// of an ONNX model.
[[nodiscard]] onnx::ModelProto parseOnnx(std::span<const std::byte> bytes, const std::string& path);

}  // namespace trilane
