#include "core/io/onnx_library.h"

#include "core/io/onnx_attributes.h"

#include <onnx/defs/schema.h>

#include <exception>
#include <stdexcept>
#include <unordered_map>

namespace trilane {
namespace {

/// One node as the library's rules want to see it.
class NodeContext final : public onnx::InferenceContext {
public:
    NodeContext(const onnx::NodeProto& node, const std::vector<const OnnxValue*>& inputs)
        : m_inputs(inputs),
          m_data(inputs.size()),
          m_outputs(static_cast<std::size_t>(node.output_size())) {
        for (const auto& attribute : node.attribute())
            m_attributes.emplace(attribute.name(), &attribute);
        for (std::size_t i = 0; i < inputs.size(); ++i)
            if (inputs[i] != nullptr && inputs[i]->data) m_data[i] = encodeTensor(*inputs[i]->data);
    }

    [[nodiscard]] const onnx::AttributeProto* getAttribute(const std::string& name) const override {
        const auto found = m_attributes.find(name);
        return found == m_attributes.end() ? nullptr : found->second;
    }
    [[nodiscard]] std::size_t getNumInputs() const override { return m_inputs.size(); }
    [[nodiscard]] const onnx::TypeProto* getInputType(std::size_t index) const override {
        const OnnxValue* input = m_inputs.at(index);
        const bool typed =
            input != nullptr && input->type.value_case() != onnx::TypeProto::VALUE_NOT_SET;
        return typed ? &input->type : nullptr;
    }
    [[nodiscard]] const onnx::TensorProto* getInputData(std::size_t index) const override {
        const auto& data = m_data.at(index);
        return data ? &*data : nullptr;
    }
    [[nodiscard]] std::size_t getNumOutputs() const override { return m_outputs.size(); }
    onnx::TypeProto* getOutputType(std::size_t index) override { return &m_outputs.at(index); }
    onnx::GraphInferencer* getGraphAttributeInferencer(const std::string&) override {
        throw std::logic_error("subgraphs are inferred elsewhere");
    }
    [[nodiscard]] const onnx::SparseTensorProto* getInputSparseData(std::size_t) const override {
        return nullptr;
    }
    [[nodiscard]] const onnx::TensorShapeProto* getSymbolicInput(std::size_t) const override {
        return nullptr;
    }

    std::vector<onnx::TypeProto> takeOutputs() { return std::move(m_outputs); }

private:
    const std::vector<const OnnxValue*>& m_inputs;
    std::vector<std::optional<onnx::TensorProto>> m_data;
    std::vector<onnx::TypeProto> m_outputs;
    std::unordered_map<std::string, const onnx::AttributeProto*> m_attributes;
};

const onnx::OpSchema* findSchema(const onnx::NodeProto& node, int opset) {
    const std::string domain = isDefaultDomain(node.domain()) ? "" : node.domain();
    return onnx::OpSchemaRegistry::Schema(node.op_type(), opset, domain);
}

/// The library's messages carry a tag and run over several lines.
std::string firstLine(const std::string& message) {
    const std::size_t begin = message.starts_with('[') ? message.find("] ") : std::string::npos;
    const std::string text = begin == std::string::npos ? message : message.substr(begin + 2);
    return text.substr(0, text.find('\n'));
}

}  // namespace

void loadOnnxLibrary() {
    static const bool kLoaded = onnx::OpSchemaRegistry::Schema("Identity", 1, "") != nullptr;
    static_cast<void>(kLoaded);
}

ShapeAnswer askOnnxLibrary(const onnx::NodeProto& node, int opset,
                           const std::vector<const OnnxValue*>& inputs) {
    ShapeAnswer answer;
    try {
        const onnx::OpSchema* schema = findSchema(node, opset);
        if (schema == nullptr || !schema->has_type_and_shape_inference_function()) return answer;
        answer.known = true;
        NodeContext context(node, inputs);
        schema->GetTypeAndShapeInferenceFunction()(context);
        answer.outputs = context.takeOutputs();
    } catch (const std::exception& error) {
        answer.error = firstLine(error.what());
    }
    return answer;
}

}  // namespace trilane
