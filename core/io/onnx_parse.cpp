#include "core/io/onnx_parse.h"

#include "core/io/input_error.h"
#include "core/io/onnx_skim.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <variant>

namespace trilane {
namespace {

/// Protobuf's own limit, and that of skimOnnx().
constexpr int kMaxDepth = 100;
/// So much of a file tells whether it is text.
constexpr std::size_t kTextHead = 256;

constexpr const char* kExpected = "an ONNX model (a protobuf message with a graph)";

bool looksLikeText(std::string_view head) {
    return std::all_of(head.begin(), head.end(), [](char letter) {
        const auto code = static_cast<unsigned char>(letter);
        return (code >= 0x20 && code != 0x7f) || (code >= '\t' && code <= '\r');
    });
}

std::string describeText(std::string_view head) {
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return "blank text";
    return head[first] == '{' || head[first] == '[' ? "JSON text" : "text";
}

bool parse(const std::string& bytes, onnx::ModelProto& model) {
    google::protobuf::io::ArrayInputStream array(bytes.data(), static_cast<int>(bytes.size()));
    google::protobuf::io::CodedInputStream stream(&array);
    stream.SetTotalBytesLimit(std::numeric_limits<int>::max());
    stream.SetRecursionLimit(kMaxDepth);
    return model.ParseFromCodedStream(&stream) && stream.ConsumedEntireMessage();
}

}  // namespace

onnx::ModelProto parseOnnx(const FileContent& content, const std::string& path) {
    if (content.size() == 0) throw InputError(path, "", "an empty file", kExpected);
    onnx::ModelProto model;
    const auto skimmed = skimOnnx(content);
    const auto* fault = std::get_if<WireFault>(&skimmed);
    const bool parsed = fault == nullptr && parse(std::get<std::string>(skimmed), model);
    if (parsed && model.has_graph()) return model;
    const std::string_view head = content.head().substr(0, kTextHead);
    if (looksLikeText(head)) throw InputError(path, "", describeText(head), kExpected);
    if (parsed) throw InputError(path, "", "a protobuf message without a graph", kExpected);
    throw InputError(path, fault != nullptr ? fault->place : "",
                     fault != nullptr ? fault->found : "a protobuf message that cannot be parsed",
                     kExpected);
}

}  // namespace trilane
