#pragma once

#include "core/io/input_error.h"
#include "core/io/onnx_reader.h"
#include "tests/support/onnx_builder.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

namespace trilane::testing {

/// A model as text, one line a layer: "name [op] in, in -> out f32 1x3 (12)"; "?" marks an
/// estimated size. What tests compare.
inline std::string tensorText(const Tensor& tensor) {
    std::string text = tensor.name + " " + std::string(toString(tensor.dtype));
    if (tensor.shape) text += fmt::format(" {}", fmt::join(*tensor.shape, "x"));
    if (tensor.bytes) text += fmt::format(" ({})", tensor.bytes->count());
    return text + (tensor.estimated ? " ?" : "");
}

inline std::string modelText(const Model& model) {
    const auto names = [&](const std::vector<TensorId>& ids) {
        std::vector<std::string> list;
        for (const TensorId id : ids)
            list.push_back(model.tensor(id).name);
        return fmt::format("{}", fmt::join(list, ", "));
    };
    std::string text;
    for (const TensorId id : model.inputs())
        text += "in " + tensorText(model.tensor(id)) + "\n";
    for (const Layer& layer : model.layers()) {
        text += fmt::format("{} [{}] {} ->", layer.name, layer.op, names(layer.inputs));
        for (const TensorId id : layer.outputs)
            text += " " + tensorText(model.tensor(id));
        text += "\n";
    }
    return text + "out " + names(model.outputs()) + "\n";
}

inline ReadModel read(const OnnxBuilder& builder, const OnnxOptions& options = {}) {
    const std::string bytes = builder.bytes();
    return readOnnx(asBytes(bytes), "dir/test.onnx", options);
}

inline std::string readText(const OnnxBuilder& builder, const OnnxOptions& options = {}) {
    return modelText(read(builder, options).model);
}

inline std::string warningsText(const ReadModel& read) {
    return fmt::format("{}", fmt::join(read.warnings, "\n"));
}

/// The message of the InputError that reading throws; "no error" if it does not.
inline std::string errorText(const std::string& bytes, const OnnxOptions& options = {}) {
    try {
        static_cast<void>(readOnnx(asBytes(bytes), "dir/test.onnx", options));
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

inline std::string errorText(const OnnxBuilder& builder, const OnnxOptions& options = {}) {
    return errorText(builder.bytes(), options);
}

}  // namespace trilane::testing

/// Compares texts line by line as QCOMPARE shows strings.
#define COMPARE_TEXT(actual, expected) \
    QCOMPARE(QString::fromStdString(actual), QString::fromUtf8(expected))
