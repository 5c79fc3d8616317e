#include "core/io/onnx_skim.h"

#include "core/io/wire_cursor.h"

#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

namespace trilane {
namespace {

/// Messages in ONNX files nest Graph > Node > Attribute > Graph; protobuf's own limit.
constexpr int kMaxDepth = 100;
/// What protobuf parses at most.
constexpr std::uint64_t kMaxCopy = std::numeric_limits<int>::max();

/// The kinds of message and of content on the way to weights and to places worth naming. What is
/// inside any other field is copied as it is.
enum class Part : std::uint8_t {
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

struct PartField {
    Part owner;
    int number;
    Part part;
    bool repeated;
    std::string_view name;
};

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

constexpr PartField kParts[] = {
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

const PartField* fieldOf(Part owner, std::uint64_t number) {
    const auto* field =
        std::find_if(std::begin(kParts), std::end(kParts), [&](const PartField& entry) {
            return entry.owner == owner && static_cast<std::uint64_t>(entry.number) == number;
        });
    return field != std::end(kParts) ? field : nullptr;
}

bool isMessage(Part part) {
    return part != Part::Weights && part != Part::Text;
}

void appendVarint(std::uint64_t value, std::string& out) {
    for (; value >= 0x80U; value >>= 7U)
        out += static_cast<char>((value & 0x7fU) | 0x80U);
    out += static_cast<char>(value);
}

/// The length of a message whose end is not known yet: five bytes, which hold every length that
/// protobuf accepts, filled in when the message ends.
class OpenLength {
public:
    explicit OpenLength(std::string& out) : m_out(out) {
        out.append(kBytes, '\0');
        m_start = out.size();
    }
    void close() {
        std::uint64_t length = m_out.size() - m_start;
        for (std::size_t i = kBytes; i > 0; --i, length >>= 7U)
            m_out[m_start - i] = static_cast<char>((length & 0x7fU) | (i > 1 ? 0x80U : 0U));
    }

private:
    static constexpr std::size_t kBytes = 5;
    std::string& m_out;
    std::size_t m_start = 0;
};

class Skimmer {
public:
    Skimmer(const FileContent& content, std::uint64_t most)
        : m_in(content), m_end(content.size()), m_most(most) {}

    /// Throws WireFault.
    std::string skim() {
        message(Part::Model, m_end);
        return std::move(m_out);
    }

private:
    /// A message that is being walked.
    struct Frame {
        Part part;
        std::uint64_t end;
        std::uint64_t weights = 0;  ///< bytes so far; m_most + 1 where they are too many
        std::vector<std::pair<const PartField*, std::size_t>> counts;  ///< of repeated messages
    };
    struct Step {
        const PartField* field;
        std::size_t index;
    };

    [[noreturn]] void fail(std::uint64_t at, std::string found) const {
        std::string path;
        for (const Step& step : m_path) {
            if (!path.empty()) path += '.';
            path += step.field->name;
            if (step.field->repeated) path += fmt::format("[{}]", step.index);
        }
        throw WireFault{
            path.empty() ? fmt::format("byte {}", at) : fmt::format("byte {}, in {}", at, path),
            std::move(found)};
    }

    void message(Part part, std::uint64_t end) {
        if (m_path.size() > kMaxDepth) {
            m_path.clear();  // a hundred names help nobody
            fail(m_in.at(), fmt::format("messages nested more than {} deep", kMaxDepth));
        }
        Frame frame{part, end, 0, {}};
        while (m_in.at() < end)
            field(frame);
    }

    void field(Frame& frame) {
        const std::uint64_t start = m_in.at();
        const auto key = m_in.varint(frame.end);
        if (!key || *key >> 3U == 0 || *key > std::numeric_limits<std::uint32_t>::max())
            fail(start, "no valid protobuf field");
        const PartField* field = fieldOf(frame.part, *key >> 3U);
        switch (*key & 7U) {
            case 0:
                return number(frame, field, *key, start);
            case 1:
                return fixed(frame, field, *key, start, 8);
            case 5:
                return fixed(frame, field, *key, start, 4);
            case 2:
                return delimited(frame, field, *key, start);
            case 3:
            case 4:
                fail(start, "a protobuf group, which ONNX has none of");
            default:
                fail(start, fmt::format("no valid protobuf field (wire type {})", *key & 7U));
        }
    }

    void number(Frame& frame, const PartField* field, std::uint64_t key, std::uint64_t start) {
        const auto value = m_in.varint(frame.end);
        if (!value) fail(start, "a number that does not end");
        if (!keeps(frame, field, m_in.at() - start)) return;
        appendVarint(key, m_out);
        appendVarint(*value, m_out);
    }

    void fixed(Frame& frame, const PartField* field, std::uint64_t key, std::uint64_t start,
               std::uint64_t size) {
        const std::uint64_t left = frame.end - m_in.at();
        if (left < size) fail(start, cutOff(size, left));
        if (!keeps(frame, field, m_in.at() + size - start)) return m_in.skip(size);
        appendVarint(key, m_out);
        m_in.copy(size, m_out);
    }

    void delimited(Frame& frame, const PartField* field, std::uint64_t key, std::uint64_t start) {
        const auto size = m_in.varint(frame.end);
        if (!size) fail(start, "a length that does not end");
        const std::uint64_t left = frame.end - m_in.at();
        if (*size > left) fail(start, cutOff(*size, left));
        const bool kept = keeps(frame, field, *size);
        // An empty text is not the same as none.
        if (kept || field->part == Part::Text) appendVarint(key, m_out);
        if (field != nullptr && isMessage(field->part)) {
            nested(frame, *field, m_in.at() + *size);
        } else if (kept) {
            checkCopy(*size);
            appendVarint(*size, m_out);
            m_in.copy(*size, m_out);
        } else {
            if (field->part == Part::Text) appendVarint(0, m_out);
            m_in.skip(*size);
        }
    }

    void nested(Frame& frame, const PartField& field, std::uint64_t end) {
        std::size_t index = 0;
        if (field.repeated) {
            auto count = std::find_if(frame.counts.begin(), frame.counts.end(),
                                      [&](const auto& entry) { return entry.first == &field; });
            if (count == frame.counts.end()) count = frame.counts.insert(count, {&field, 0});
            index = count->second++;
        }
        m_path.push_back({&field, index});
        checkCopy(0);
        OpenLength length(m_out);
        message(field.part, end);
        length.close();
        m_path.pop_back();
    }

    /// Whether `size` bytes of `field` belong into the copy.
    [[nodiscard]] bool keeps(Frame& frame, const PartField* field, std::uint64_t size) const {
        if (field == nullptr || isMessage(field->part)) return true;
        if (field->part == Part::Text) return size <= m_most;
        // Of a list that is too long the rest goes too.
        frame.weights += std::min(size, m_most + 1 - frame.weights);
        return frame.weights <= m_most;
    }

    void checkCopy(std::uint64_t more) const {
        if (more > kMaxCopy || m_out.size() + more > kMaxCopy)
            fail(m_in.at(), fmt::format("more than {} bytes even without weights", kMaxCopy));
    }

    static std::string cutOff(std::uint64_t size, std::uint64_t left) {
        return fmt::format("a field of {} bytes where {} are left (cut off or corrupt)", size,
                           left);
    }

    WireCursor m_in;
    std::uint64_t m_end;
    std::uint64_t m_most;
    std::string m_out;
    std::vector<Step> m_path;
};

}  // namespace

std::variant<std::string, WireFault> skimOnnx(const FileContent& content, std::uint64_t most) {
    try {
        std::string copy = Skimmer(content, most).skim();
        content.checkUnchanged();
        return copy;
    } catch (WireFault& fault) {
        return std::move(fault);
    }
}

}  // namespace trilane
