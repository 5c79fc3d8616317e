#include "core/io/onnx_inputs.h"

#include "core/io/input_error.h"
#include "core/io/onnx_sizing.h"
#include "core/io/short_list.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <unordered_set>

namespace trilane {
namespace {

using Shapes = std::map<std::string, std::vector<std::int64_t>>;
using Dimension = onnx::TensorShapeProto_Dimension;

/// How many names and dimensions a message lists.
constexpr std::size_t kShown = 8;

bool isFixed(const Dimension& dim) {
    // Some exporters write -1 for a dimension that they do not know.
    return dim.has_dim_value() && dim.dim_value() >= 0;
}

std::string dimName(const Dimension& dim, int index) {
    if (isFixed(dim)) return fmt::format("{}", dim.dim_value());
    return dim.dim_param().empty() ? fmt::format("dim{}", index) : dim.dim_param();
}

std::string listDims(const onnx::TensorShapeProto& shape) {
    std::vector<std::string> names;
    for (int i = 0; i < std::min(shape.dim_size(), static_cast<int>(kShown)); ++i)
        names.push_back(dimName(shape.dim(i), i));
    if (shape.dim_size() > static_cast<int>(kShown)) names.emplace_back("...");
    return fmt::format("{}", fmt::join(names, ","));
}

[[noreturn]] void refuse(const std::string& input, const std::vector<std::int64_t>& shape,
                         std::string found, std::string expected) {
    throw InputError("--shape", fmt::format("{}={}", input, fmt::join(shape, ",")),
                     std::move(found), std::move(expected));
}

void checkShape(const onnx::ValueInfoProto& input, const std::vector<std::int64_t>& shape) {
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] <= 0)
            refuse(input.name(), shape, fmt::format("dimension {} is {}", i, shape[i]),
                   "a positive integer");
    if (shape.size() > kMaxRank)
        throw InputError("--shape", input.name(), fmt::format("{} dimensions", shape.size()),
                         fmt::format("at most {}", kMaxRank));
    if (!input.type().has_tensor_type())
        refuse(input.name(), shape, "the input is no tensor", "an input that is one");
    if (!input.type().tensor_type().has_shape()) return;
    const auto& declared = input.type().tensor_type().shape();
    if (static_cast<std::size_t>(declared.dim_size()) != shape.size())
        refuse(input.name(), shape, fmt::format("{} dimensions", shape.size()),
               fmt::format("{} ({})", declared.dim_size(), listDims(declared)));
    for (int i = 0; i < declared.dim_size(); ++i) {
        const std::int64_t given = shape[static_cast<std::size_t>(i)];
        if (isFixed(declared.dim(i)) && declared.dim(i).dim_value() != given)
            refuse(input.name(), shape, fmt::format("dimension {} is {}", i, given),
                   fmt::format("{}, which the model fixes", declared.dim(i).dim_value()));
    }
}

/// Checks all given shapes and notes what they say about symbols.
DimBindings bindGiven(const std::vector<const onnx::ValueInfoProto*>& inputs,
                      const Shapes& shapes) {
    DimBindings bindings;
    for (const auto& entry : shapes) {
        const std::string& name = entry.first;
        const auto& shape = entry.second;
        const auto input = std::find_if(inputs.begin(), inputs.end(),
                                        [&](const auto* info) { return info->name() == name; });
        if (input == inputs.end()) {
            ShortList names(kShown);
            for (const auto* info : inputs)
                names.add(info->name());
            refuse(
                name, shape, fmt::format("the model has no input '{}'", name),
                inputs.empty() ? "no shape, as the model has no inputs" : "one of " + names.text());
        }
        checkShape(**input, shape);
        const auto& declared = (*input)->type().tensor_type().shape();
        for (int i = 0; i < declared.dim_size(); ++i)
            if (!isFixed(declared.dim(i)) && !declared.dim(i).dim_param().empty())
                bindings.try_emplace(declared.dim(i).dim_param(),
                                     shape[static_cast<std::size_t>(i)]);
    }
    return bindings;
}

class Binder {
public:
    Binder(const Shapes& shapes, const std::string& path, BoundInputs& result)
        : m_shapes(shapes), m_path(path), m_result(result) {}

    void bind(const onnx::ValueInfoProto& input) {
        OnnxValue value;
        value.type = input.type();
        dropExcessRank(value.type);
        if (input.type().has_tensor_type())
            bindTensor(input, value);
        else
            countAsOneElement(input.name(), "is no tensor", "", value);
        if (!value.bytes) throwTooLarge(input.name(), value);
        m_result.values.emplace_back(input.name(), std::move(value));
    }

private:
    void bindTensor(const onnx::ValueInfoProto& input, OnnxValue& value) {
        auto* tensor = value.type.mutable_tensor_type();
        if (elementBits(tensor->elem_type()) == 0 &&
            tensor->elem_type() != onnx::TensorProto::STRING) {
            m_result.warnings.push_back(
                fmt::format("input '{}': unknown element type, counted as float32", input.name()));
            tensor->set_elem_type(onnx::TensorProto::FLOAT);
            value.sizing = OnnxSizing::OneElement;
        }
        const int elemType = tensor->elem_type();  // a new type below takes `tensor` with it
        const auto given = m_shapes.find(input.name());
        if (given != m_shapes.end()) {
            value.type = makeTensorType(elemType, given->second);
        } else if (tensor->has_shape()) {
            bindDims(input, *tensor->mutable_shape());
        } else {
            countAsOneElement(input.name(), "has no shape",
                              fmt::format("; give --shape {}=...", input.name()), value);
            return;
        }
        value.bytes = typeBytes(value.type);
        if (elemType == onnx::TensorProto::STRING) {
            fillInSize({}, value);
            m_result.warnings.push_back(fmt::format("input '{}': strings, counted as {} bytes each",
                                                    input.name(), kStringBytes));
        }
    }

    void bindDims(const onnx::ValueInfoProto& input, onnx::TensorShapeProto& shape) {
        ShortList open(kShown);
        std::unordered_set<std::string> seen;
        for (int i = 0; i < shape.dim_size(); ++i) {
            auto* dim = shape.mutable_dim(i);
            if (isFixed(*dim)) continue;
            const std::string name = dimName(*dim, i);
            const std::string symbol = dim->dim_param();
            const auto bound = m_result.bindings.find(symbol);
            const bool isGiven = !symbol.empty() && bound != m_result.bindings.end();
            dim->set_dim_value(isGiven ? bound->second : 1);
            if (isGiven) continue;
            if (!symbol.empty()) m_ones.push_back(symbol);
            if (seen.insert(name).second) open.add(name);
        }
        if (open.count() == 0) return;
        m_result.warnings.push_back(
            fmt::format("input '{}': dynamic dimension{} {} set to 1; give --shape {}={}",
                        input.name(), open.count() == 1 ? "" : "s", open.text(), input.name(),
                        listDims(input.type().tensor_type().shape())));
    }

    void countAsOneElement(const std::string& name, const std::string& why,
                           const std::string& advice, OnnxValue& value) {
        m_result.warnings.push_back(
            fmt::format("input '{}' {} and counts as one element{}", name, why, advice));
        const int bits = elementBits(elementType(value.type));
        value.bytes = Bytes{bits == 0 ? elementBytes(DataType::Float32) : (bits + 7) / 8};
        value.sizing = OnnxSizing::OneElement;
    }

    [[noreturn]] void throwTooLarge(const std::string& name, const OnnxValue& value) const {
        const bool given = m_shapes.contains(name);
        throw InputError(given ? "--shape" : m_path, fmt::format("input '{}'", name),
                         fmt::format("the shape {} is more than {} bytes",
                                     fmt::join(knownDims(value.type).value_or(OnnxDims{}), ","),
                                     kMaxBytes.count()),
                         fmt::format("at most {} bytes", kMaxBytes.count()));
    }

public:
    /// Only after all inputs: a symbol that counts as 1 here may be given for a later input.
    void finish() {
        for (const std::string& symbol : m_ones)
            m_result.bindings.try_emplace(symbol, 1);
    }

private:
    const Shapes& m_shapes;
    const std::string& m_path;
    BoundInputs& m_result;
    std::vector<std::string> m_ones;
};

}  // namespace

BoundInputs bindInputs(const std::vector<const onnx::ValueInfoProto*>& inputs, const Shapes& shapes,
                       const std::string& path) {
    BoundInputs result;
    result.bindings = bindGiven(inputs, shapes);
    Binder binder(shapes, path, result);
    for (const auto* input : inputs)
        binder.bind(*input);
    binder.finish();
    return result;
}

}  // namespace trilane
