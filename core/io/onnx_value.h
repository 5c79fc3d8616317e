#pragma once

#include "core/graph/data_type.h"
#include "core/graph/units.h"

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trilane {

using OnnxDims = std::vector<std::int64_t>;

/// A small constant by value, so that shape computations can be followed.
struct OnnxConstant {
    int elemType = 0;  ///< onnx::TensorProto::DataType
    OnnxDims dims;
    std::vector<std::int64_t> ints;  ///< the elements of an integer or bool type
    std::vector<double> reals;       ///< the elements of a floating-point type

    [[nodiscard]] bool isReal() const;
    [[nodiscard]] std::size_t size() const { return isReal() ? reals.size() : ints.size(); }
};

/// Constants with more elements are known by type and shape alone.
inline constexpr std::int64_t kMaxFoldedElements = 4096;

/// How a value came by its size.
enum class OnnxSizing : std::uint8_t {
    Known,
    LikeInput,     ///< filled in: as large as the node's first input of known size
    OneElement,    ///< filled in: one element
    LargerBranch,  ///< the branches of an If make different sizes: the larger one
    Strings,       ///< filled in: kStringBytes for each string
    Derived,       ///< follows from a tensor whose size was filled in
};

/// What a string counts, whose size no shape tells.
inline constexpr std::int64_t kStringBytes = 16;

/// What is known of one value of a graph, before and after its shape is inferred.
struct OnnxValue {
    onnx::TypeProto type;
    std::shared_ptr<const OnnxConstant> data;  ///< small constants only
    std::optional<Bytes> bytes;                ///< set for everything that is no constant
    bool constant = false;                     ///< known before the model runs: no tensor
    OnnxSizing sizing = OnnxSizing::Known;
};

/// Values by name, those of a subgraph in front of those around it.
class OnnxScope {
public:
    explicit OnnxScope(const OnnxScope* outer = nullptr) : m_outer(outer) {}

    [[nodiscard]] const OnnxValue* find(const std::string& name) const {
        const auto found = m_values.find(name);
        if (found != m_values.end()) return &found->second;
        return m_outer != nullptr ? m_outer->find(name) : nullptr;
    }
    void set(const std::string& name, OnnxValue value) {
        m_values.insert_or_assign(name, std::move(value));
    }

private:
    const OnnxScope* m_outer;
    std::unordered_map<std::string, OnnxValue> m_values;
};

/// ONNX's element type under this program's name; Unknown for 8-bit floats and 4-bit integers.
[[nodiscard]] DataType toDataType(int elemType);
/// Bits of one element; 0 for strings and unknown types.
[[nodiscard]] int elementBits(int elemType);
[[nodiscard]] bool isRealType(int elemType);

/// A tensor type; without a shape where `dims` has more than kMaxRank dimensions.
[[nodiscard]] onnx::TypeProto makeTensorType(int elemType, const OnnxDims& dims);
/// The element type of a tensor type, else UNDEFINED (0).
[[nodiscard]] int elementType(const onnx::TypeProto& type);
/// Forgets shapes of more than kMaxRank dimensions, those inside sequences too: every value that
/// derives from such a type would hold a copy. True if there was one.
bool dropExcessRank(onnx::TypeProto& type);
/// The dimensions of a tensor type if every one is known.
[[nodiscard]] std::optional<OnnxDims> knownDims(const onnx::TypeProto& type);
/// Bytes of a tensor type; empty where type or shape is unknown or the product exceeds kMaxBytes.
[[nodiscard]] std::optional<Bytes> typeBytes(const onnx::TypeProto& type);

/// The value of a small tensor that the file holds inline; null for anything else.
[[nodiscard]] std::shared_ptr<const OnnxConstant> decodeTensor(const onnx::TensorProto& tensor);
[[nodiscard]] onnx::TensorProto encodeTensor(const OnnxConstant& constant);
[[nodiscard]] OnnxValue constantValue(OnnxConstant constant);
/// Type and, if small, value of an initializer or of a Constant's attribute.
[[nodiscard]] OnnxValue tensorValue(const onnx::TensorProto& tensor);

}  // namespace trilane
