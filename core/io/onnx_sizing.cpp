#include "core/io/onnx_sizing.h"

namespace trilane {

void fillInSize(const std::vector<const OnnxValue*>& inputs, OnnxValue& value) {
    const auto dims = knownDims(value.type);
    if (dims && elementType(value.type) == onnx::TensorProto::STRING) {
        const auto count = elementCount(*dims);
        value.sizing = OnnxSizing::Strings;
        if (count && *count <= kMaxBytes.count() / kStringBytes)
            value.bytes = Bytes{*count * kStringBytes};
        return;
    }
    // A shape that is known and yet has no size is too large: for the reader to report.
    if (dims && elementBits(elementType(value.type)) > 0) return;
    const OnnxValue* model = nullptr;
    for (const bool constant : {false, true})
        for (const OnnxValue* input : inputs)
            if (model == nullptr && input != nullptr && input->constant == constant &&
                typeBytes(input->type))
                model = input;
    value.sizing = model != nullptr ? OnnxSizing::LikeInput : OnnxSizing::OneElement;
    const bool isTensor =
        value.type.has_tensor_type() || value.type.value_case() == onnx::TypeProto::VALUE_NOT_SET;
    int elemType = elementType(value.type);
    if (elementBits(elemType) == 0)
        elemType = model != nullptr ? elementType(model->type)
                                    : static_cast<int>(onnx::TensorProto::FLOAT);
    const OnnxDims shape = dims ? *dims : model != nullptr ? *knownDims(model->type) : OnnxDims{1};
    const auto filled = makeTensorType(elemType, shape);
    value.bytes = typeBytes(filled);
    // Sequences keep their type, so that what is taken out of them is known.
    if (isTensor) value.type = filled;
}

}  // namespace trilane
