#pragma once

#include "core/io/onnx_reader.h"
#include "core/io/read_model.h"

#include <cstdint>
#include <string>

namespace trilane {

enum class ModelFormat : std::uint8_t { Onnx, Json };

/// A model and which of the two kinds of file it came from.
struct ModelFile {
    ReadModel content;
    ModelFormat format = ModelFormat::Onnx;
};

/// Reads a model, ONNX or `trilane.model`, whichever its content is ("-": the standard input).
/// `options` are for ONNX. Throws InputError.
[[nodiscard]] ModelFile readModelFile(const std::string& path, const OnnxOptions& options = {});

/// The same for a file's content; `name` is for messages and names an ONNX model.
[[nodiscard]] ModelFile readModelBytes(const std::string& bytes, const std::string& name,
                                       const OnnxOptions& options = {});

/// The "format" of a JSON file of ours ("trilane.project"); empty for anything else.
[[nodiscard]] std::string jsonFormatOf(const std::string& bytes);

}  // namespace trilane
