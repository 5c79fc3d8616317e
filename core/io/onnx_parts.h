#pragma once

#include <cstdint>
#include <string_view>

namespace trilane {

/// The kinds of message and of content on the way to weights and to places worth naming. What is
/// inside any other field is copied as it is.
enum class OnnxPart : std::uint8_t {
    Model,
    Training,
    Function,
    Graph,
    Node,
    Attribute,
    Sparse,
    Tensor,
    Value,
    Type,
    TensorType,
    Shape,
    Plain,    ///< a message of which only the form is checked
    Weights,  ///< no message: what is left out when it is too long
    Text,     ///< no message: what is emptied when it is too long
};

/// A field of a message that is such a part.
struct OnnxPartField {
    OnnxPart owner;
    int number;  ///< of the field, as onnx.proto has it
    OnnxPart part;
    bool repeated;
    std::string_view name;  ///< of the field, for messages
};

/// What field `number` of a message of kind `owner` is; null where only its form matters.
[[nodiscard]] const OnnxPartField* onnxPartField(OnnxPart owner, std::uint64_t number);

/// False for content that has no fields of its own.
[[nodiscard]] bool isMessage(OnnxPart part);

}  // namespace trilane
