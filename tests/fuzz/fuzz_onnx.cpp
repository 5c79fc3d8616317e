// Any bytes at all are a model or an InputError: no crash, no hang, no other exception.

#include "core/io/input_error.h"
#include "core/io/onnx_reader.h"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    trilane::OnnxOptions options;
    // The last byte chooses, so that a seed is an ONNX file as it is.
    const unsigned choice = data[size - 1];
    options.inference = (choice & 1U) != 0 ? trilane::OnnxOptions::Inference::Isolated
                                           : trilane::OnnxOptions::Inference::None;
    options.fuse = (choice & 2U) != 0;
    try {
        static_cast<void>(
            trilane::readOnnx(std::as_bytes(std::span(data, size)), "fuzz.onnx", options));
    } catch (const trilane::InputError&) {
        return 0;
    }
    return 0;
}
