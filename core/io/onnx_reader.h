#pragma once

#include "core/io/file_content.h"
#include "core/io/read_model.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace trilane {

/// How an ONNX file is read.
struct OnnxOptions {
    /// Who runs the ONNX library's shape inference, which can crash on bad input.
    enum class Inference : std::uint8_t {
        Isolated,   ///< a child process, restarted after a crash
        InProcess,  ///< this process: for debugging and for files that are trusted
        None,       ///< nobody; sizes that the constants and the file do not tell are filled in
    };

    /// Shapes of model inputs by name (`--shape image=1,3,224,224`); dimensions are positive.
    std::map<std::string, std::vector<std::int64_t>> shapes;
    bool fuse = true;  ///< Conv+BatchNormalization+activation and the like become one layer
    Inference inference = Inference::Isolated;
};

/// Reads an ONNX model of any IR version: nodes become layers, constants disappear into weights,
/// shapes are inferred for the chosen input shapes. The model is named after the file's stem.
/// Weights are not read, however many gigabytes they are, and external ones need not exist. Throws
/// InputError where the file is no usable model or `options.shapes` does not fit it. Safe from
/// several threads.
[[nodiscard]] ReadModel readOnnx(const std::string& path, const OnnxOptions& options = {});

/// The same for a file's content; `path` serves for the name and for messages.
[[nodiscard]] ReadModel readOnnx(const FileContent& content, const std::string& path,
                                 const OnnxOptions& options = {});
[[nodiscard]] ReadModel readOnnx(std::span<const std::byte> bytes, const std::string& path,
                                 const OnnxOptions& options = {});

}  // namespace trilane
