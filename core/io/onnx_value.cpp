#include "core/io/onnx_value.h"

#include <bit>
#include <cstring>

namespace trilane {
namespace {

using Proto = onnx::TensorProto;

// Later versions of the format than the installed library's: float8 types and 4-bit types.
constexpr int kFirstFloat8 = 17;
constexpr int kLastFloat8 = 20;
constexpr int kFirst4Bit = 21;
constexpr int kLast4Bit = 23;

template <class T, class Out>
void decodeRaw(const std::string& raw, std::size_t count, std::vector<Out>& out) {
    static_assert(std::endian::native == std::endian::little, "ONNX stores little-endian");
    if (raw.size() != count * sizeof(T)) return;
    out.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        T value{};
        std::memcpy(&value, raw.data() + i * sizeof(T), sizeof(T));
        out.push_back(static_cast<Out>(value));
    }
}

template <class Field, class Out>
void copyField(const Field& field, std::size_t count, std::vector<Out>& out) {
    if (static_cast<std::size_t>(field.size()) != count) return;
    out.assign(field.begin(), field.end());
}

void decodeInts(const Proto& tensor, std::size_t count, std::vector<std::int64_t>& out) {
    const bool raw = tensor.has_raw_data();
    const std::string& bytes = tensor.raw_data();
    switch (tensor.data_type()) {
        case Proto::INT64:
            return raw ? decodeRaw<std::int64_t>(bytes, count, out)
                       : copyField(tensor.int64_data(), count, out);
        case Proto::INT32:
            return raw ? decodeRaw<std::int32_t>(bytes, count, out)
                       : copyField(tensor.int32_data(), count, out);
        case Proto::INT8:
            return raw ? decodeRaw<std::int8_t>(bytes, count, out)
                       : copyField(tensor.int32_data(), count, out);
        case Proto::BOOL:
        case Proto::UINT8:
            return raw ? decodeRaw<std::uint8_t>(bytes, count, out)
                       : copyField(tensor.int32_data(), count, out);
        default:
            return;
    }
}

}  // namespace

bool OnnxConstant::isReal() const {
    return isRealType(elemType);
}

DataType toDataType(int elemType) {
    switch (elemType) {
        case Proto::FLOAT:
            return DataType::Float32;
        case Proto::DOUBLE:
            return DataType::Float64;
        case Proto::FLOAT16:
            return DataType::Float16;
        case Proto::BFLOAT16:
            return DataType::BFloat16;
        case Proto::INT8:
            return DataType::Int8;
        case Proto::UINT8:
            return DataType::UInt8;
        case Proto::INT16:
            return DataType::Int16;
        case Proto::UINT16:
            return DataType::UInt16;
        case Proto::INT32:
            return DataType::Int32;
        case Proto::UINT32:
            return DataType::UInt32;
        case Proto::INT64:
            return DataType::Int64;
        case Proto::UINT64:
            return DataType::UInt64;
        case Proto::BOOL:
            return DataType::Bool;
        case Proto::COMPLEX64:
            return DataType::Complex64;
        case Proto::COMPLEX128:
            return DataType::Complex128;
        case Proto::STRING:
            return DataType::String;
        default:
            return DataType::Unknown;
    }
}

int elementBits(int elemType) {
    if (elemType >= kFirstFloat8 && elemType <= kLastFloat8) return 8;
    if (elemType >= kFirst4Bit && elemType <= kLast4Bit) return 4;
    return 8 * elementBytes(toDataType(elemType));
}

bool isRealType(int elemType) {
    return elemType == Proto::FLOAT || elemType == Proto::DOUBLE;
}

onnx::TypeProto makeTensorType(int elemType, const OnnxDims& dims) {
    onnx::TypeProto type;
    auto* tensor = type.mutable_tensor_type();
    tensor->set_elem_type(elemType);
    if (dims.size() > kMaxRank) return type;
    auto* shape = tensor->mutable_shape();
    for (const std::int64_t dim : dims)
        shape->add_dim()->set_dim_value(dim);
    return type;
}

int elementType(const onnx::TypeProto& type) {
    return type.has_tensor_type() ? type.tensor_type().elem_type() : Proto::UNDEFINED;
}

bool dropExcessRank(onnx::TypeProto& type) {
    switch (type.value_case()) {
        case onnx::TypeProto::kTensorType: {
            auto* tensor = type.mutable_tensor_type();
            if (static_cast<std::size_t>(tensor->shape().dim_size()) <= kMaxRank) return false;
            tensor->clear_shape();
            return true;
        }
        case onnx::TypeProto::kSparseTensorType: {
            auto* tensor = type.mutable_sparse_tensor_type();
            if (static_cast<std::size_t>(tensor->shape().dim_size()) <= kMaxRank) return false;
            tensor->clear_shape();
            return true;
        }
        case onnx::TypeProto::kSequenceType:
            return dropExcessRank(*type.mutable_sequence_type()->mutable_elem_type());
        case onnx::TypeProto::kOptionalType:
            return dropExcessRank(*type.mutable_optional_type()->mutable_elem_type());
        case onnx::TypeProto::kMapType:
            return dropExcessRank(*type.mutable_map_type()->mutable_value_type());
        default:
            return false;
    }
}

std::optional<OnnxDims> knownDims(const onnx::TypeProto& type) {
    if (!type.has_tensor_type() || !type.tensor_type().has_shape()) return std::nullopt;
    OnnxDims dims;
    for (const auto& dim : type.tensor_type().shape().dim()) {
        if (!dim.has_dim_value() || dim.dim_value() < 0) return std::nullopt;
        dims.push_back(dim.dim_value());
    }
    return dims;
}

std::optional<Bytes> typeBytes(const onnx::TypeProto& type) {
    const int bits = elementBits(elementType(type));
    const auto dims = knownDims(type);
    if (bits == 0 || !dims) return std::nullopt;
    const auto count = elementCount(*dims);
    if (!count || *count > kMaxBytes.count() / ((bits + 7) / 8)) return std::nullopt;
    return Bytes{(*count * bits + 7) / 8};
}

std::shared_ptr<const OnnxConstant> decodeTensor(const onnx::TensorProto& tensor) {
    if (tensor.data_location() == Proto::EXTERNAL) return nullptr;
    if (static_cast<std::size_t>(tensor.dims_size()) > kMaxRank) return nullptr;
    OnnxConstant constant;
    constant.elemType = tensor.data_type();
    constant.dims.assign(tensor.dims().begin(), tensor.dims().end());
    const auto count = elementCount(constant.dims);
    if (!count || *count > kMaxFoldedElements) return nullptr;
    const auto size = static_cast<std::size_t>(*count);
    const bool raw = tensor.has_raw_data();
    if (constant.elemType == Proto::FLOAT) {
        if (raw)
            decodeRaw<float>(tensor.raw_data(), size, constant.reals);
        else
            copyField(tensor.float_data(), size, constant.reals);
    } else if (constant.elemType == Proto::DOUBLE) {
        if (raw)
            decodeRaw<double>(tensor.raw_data(), size, constant.reals);
        else
            copyField(tensor.double_data(), size, constant.reals);
    } else {
        decodeInts(tensor, size, constant.ints);
    }
    const bool supported = constant.isReal() || constant.elemType == Proto::INT64 ||
                           constant.elemType == Proto::INT32 || constant.elemType == Proto::INT8 ||
                           constant.elemType == Proto::UINT8 || constant.elemType == Proto::BOOL;
    if (!supported || constant.size() != size) return nullptr;
    return std::make_shared<const OnnxConstant>(std::move(constant));
}

onnx::TensorProto encodeTensor(const OnnxConstant& constant) {
    onnx::TensorProto tensor;
    tensor.set_data_type(constant.elemType);
    for (const std::int64_t dim : constant.dims)
        tensor.add_dims(dim);
    for (const double real : constant.reals) {
        if (constant.elemType == Proto::DOUBLE)
            tensor.add_double_data(real);
        else
            tensor.add_float_data(static_cast<float>(real));
    }
    for (const std::int64_t integer : constant.ints) {
        if (constant.elemType == Proto::INT64)
            tensor.add_int64_data(integer);
        else
            tensor.add_int32_data(static_cast<std::int32_t>(integer));
    }
    return tensor;
}

OnnxValue constantValue(OnnxConstant constant) {
    OnnxValue value;
    value.type = makeTensorType(constant.elemType, constant.dims);
    value.constant = true;
    if (constant.dims.size() <= kMaxRank)
        value.data = std::make_shared<const OnnxConstant>(std::move(constant));
    return value;
}

OnnxValue tensorValue(const onnx::TensorProto& tensor) {
    OnnxValue value;
    value.constant = true;
    value.type = makeTensorType(tensor.data_type(), {tensor.dims().begin(), tensor.dims().end()});
    value.data = decodeTensor(tensor);
    return value;
}

}  // namespace trilane
