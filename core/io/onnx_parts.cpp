#include "core/io/onnx_parts.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <iterator>

namespace trilane {
namespace {

using Part = OnnxPart;

constexpr bool kOne = false;
constexpr bool kMany = true;

using onnx::AttributeProto;
using onnx::FunctionProto;
using onnx::GraphProto;
using onnx::ModelProto;
using onnx::NodeProto;
using onnx::SparseTensorProto;
using onnx::TensorProto;
using onnx::TensorShapeProto;
using onnx::TrainingInfoProto;
using onnx::TypeProto;
using onnx::ValueInfoProto;

constexpr OnnxPartField kParts[] = {
    {Part::Model, ModelProto::kGraphFieldNumber, Part::Graph, kOne, "graph"},
    {Part::Model, ModelProto::kOpsetImportFieldNumber, Part::Plain, kMany, "opset_import"},
    {Part::Model, ModelProto::kTrainingInfoFieldNumber, Part::Training, kMany, "training_info"},
    {Part::Model, ModelProto::kFunctionsFieldNumber, Part::Function, kMany, "functions"},
    {Part::Model, ModelProto::kDocStringFieldNumber, Part::Text, kOne, "doc_string"},
    {Part::Training, TrainingInfoProto::kInitializationFieldNumber, Part::Graph, kOne,
     "initialization"},
    {Part::Training, TrainingInfoProto::kAlgorithmFieldNumber, Part::Graph, kOne, "algorithm"},
    {Part::Function, FunctionProto::kNodeFieldNumber, Part::Node, kMany, "node"},
    {Part::Function, FunctionProto::kOpsetImportFieldNumber, Part::Plain, kMany, "opset_import"},
    {Part::Function, FunctionProto::kDocStringFieldNumber, Part::Text, kOne, "doc_string"},
    // Newer than the installed library: defaults of a function's attributes.
    {Part::Function, 11, Part::Attribute, kMany, "attribute_proto"},
    {Part::Graph, GraphProto::kNodeFieldNumber, Part::Node, kMany, "node"},
    {Part::Graph, GraphProto::kInitializerFieldNumber, Part::Tensor, kMany, "initializer"},
    {Part::Graph, GraphProto::kSparseInitializerFieldNumber, Part::Sparse, kMany,
     "sparse_initializer"},
    {Part::Graph, GraphProto::kInputFieldNumber, Part::Value, kMany, "input"},
    {Part::Graph, GraphProto::kOutputFieldNumber, Part::Value, kMany, "output"},
    {Part::Graph, GraphProto::kValueInfoFieldNumber, Part::Value, kMany, "value_info"},
    {Part::Graph, GraphProto::kDocStringFieldNumber, Part::Text, kOne, "doc_string"},
    {Part::Node, NodeProto::kAttributeFieldNumber, Part::Attribute, kMany, "attribute"},
    {Part::Node, NodeProto::kDocStringFieldNumber, Part::Text, kOne, "doc_string"},
    {Part::Attribute, AttributeProto::kTFieldNumber, Part::Tensor, kOne, "t"},
    {Part::Attribute, AttributeProto::kTensorsFieldNumber, Part::Tensor, kMany, "tensors"},
    {Part::Attribute, AttributeProto::kGFieldNumber, Part::Graph, kOne, "g"},
    {Part::Attribute, AttributeProto::kGraphsFieldNumber, Part::Graph, kMany, "graphs"},
    {Part::Attribute, AttributeProto::kSparseTensorFieldNumber, Part::Sparse, kOne,
     "sparse_tensor"},
    {Part::Attribute, AttributeProto::kSparseTensorsFieldNumber, Part::Sparse, kMany,
     "sparse_tensors"},
    {Part::Attribute, AttributeProto::kSFieldNumber, Part::Text, kOne, "s"},
    {Part::Attribute, AttributeProto::kDocStringFieldNumber, Part::Text, kOne, "doc_string"},
    {Part::Sparse, SparseTensorProto::kValuesFieldNumber, Part::Tensor, kOne, "values"},
    {Part::Sparse, SparseTensorProto::kIndicesFieldNumber, Part::Tensor, kOne, "indices"},
    {Part::Tensor, TensorProto::kRawDataFieldNumber, Part::Text, kOne, "raw_data"},
    {Part::Tensor, TensorProto::kFloatDataFieldNumber, Part::Weights, kMany, "float_data"},
    {Part::Tensor, TensorProto::kInt32DataFieldNumber, Part::Weights, kMany, "int32_data"},
    {Part::Tensor, TensorProto::kInt64DataFieldNumber, Part::Weights, kMany, "int64_data"},
    {Part::Tensor, TensorProto::kUint64DataFieldNumber, Part::Weights, kMany, "uint64_data"},
    {Part::Tensor, TensorProto::kDoubleDataFieldNumber, Part::Weights, kMany, "double_data"},
    {Part::Tensor, TensorProto::kStringDataFieldNumber, Part::Weights, kMany, "string_data"},
    {Part::Tensor, TensorProto::kDocStringFieldNumber, Part::Text, kOne, "doc_string"},
    {Part::Value, ValueInfoProto::kTypeFieldNumber, Part::Type, kOne, "type"},
    {Part::Type, TypeProto::kTensorTypeFieldNumber, Part::TensorType, kOne, "tensor_type"},
    {Part::Type, TypeProto::kSparseTensorTypeFieldNumber, Part::TensorType, kOne,
     "sparse_tensor_type"},
    {Part::TensorType, onnx::TypeProto_Tensor::kShapeFieldNumber, Part::Shape, kOne, "shape"},
    {Part::Shape, TensorShapeProto::kDimFieldNumber, Part::Plain, kMany, "dim"},
};

}  // namespace

const OnnxPartField* onnxPartField(OnnxPart owner, std::uint64_t number) {
    const auto* field =
        std::find_if(std::begin(kParts), std::end(kParts), [&](const OnnxPartField& entry) {
            return entry.owner == owner && static_cast<std::uint64_t>(entry.number) == number;
        });
    return field != std::end(kParts) ? field : nullptr;
}

bool isMessage(OnnxPart part) {
    return part != Part::Weights && part != Part::Text;
}

}  // namespace trilane
