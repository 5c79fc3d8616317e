#pragma once

#include "core/io/file_content.h"
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
[[nodiscard]] ModelFile readModelContent(const FileContent& content, const std::string& name,
                                         const OnnxOptions& options = {});

/// The "format" of a JSON file of ours ("trilane.project"); empty for anything else. Throws
/// InputError where the file cannot be read.
[[nodiscard]] std::string jsonFormatOf(const FileContent& content);

}  // namespace trilane
