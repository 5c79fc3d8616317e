#pragma once

#include "core/io/file_content.h"

#include <onnx/onnx_pb.h>

#include <string>

namespace trilane {

/// The protobuf message in `content`, without its weights (skimOnnx). Throws InputError, with the
/// byte and the part of the message (`graph.node[3].attribute[0]`) where the file is cut off or
/// corrupt, or with what it is instead of an ONNX model.
[[nodiscard]] onnx::ModelProto parseOnnx(const FileContent& content, const std::string& path);

}  // namespace trilane
