#include "tests/support/big_models.h"

#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace trilane::test {
namespace {

constexpr std::size_t kLayersPerBlock = 35;

/// Adds layers by name, each with one output of that name.
class ModelWriter {
public:
    ModelWriter() {
        m_description.name = "big-transformer";
        m_description.inputs = {"tokens"};
        setSize("tokens", {1, 128, 768});
    }

    std::string add(const std::string& scope, const std::string& op,
                    std::vector<std::string> inputs) {
        LayerDescription layer;
        layer.name = scope + "/" + op;
        layer.op = op;
        layer.inputs = std::move(inputs);
        layer.outputs = {layer.name};
        // Spread over three orders of magnitude, the same at every run.
        const auto spread = static_cast<std::int64_t>(m_description.layers.size() * 7919 % 1000);
        layer.deviceTime = Nanoseconds{20'000 + spread * spread};
        layer.serverTime = Nanoseconds{5'000 + spread * spread / 40};
        setSize(layer.name, {1, 128, 768});
        m_description.layers.push_back(std::move(layer));
        return m_description.layers.back().name;
    }
    std::string chain(const std::string& scope, const std::vector<std::string>& ops,
                      std::string from) {
        for (const std::string& op : ops)
            from = add(scope, op, {from});
        return from;
    }
    [[nodiscard]] std::size_t size() const { return m_description.layers.size(); }
    Model build() {
        auto built = buildModel(std::move(m_description));
        if (const auto* fault = std::get_if<ModelFault>(&built))
            throw std::logic_error(fault->found);
        return std::get<Model>(std::move(built));
    }

private:
    void setSize(const std::string& name, std::vector<std::int64_t> shape) {
        TensorInfo info;
        info.dtype = DataType::Float32;
        info.shape = std::move(shape);
        m_description.tensors[name] = std::move(info);
    }
    ModelDescription m_description;
};

std::string addBlock(ModelWriter& writer, const std::string& scope, const std::string& from) {
    const std::string attention = scope + "/attention";
    const auto norm = [&](const std::string& name, const std::string& input) {
        return writer.chain(scope + "/" + name,
                            {"ReduceMean", "Sub", "Pow", "Sqrt", "Div", "Mul", "Add"}, input);
    };
    const std::string in = norm("norm1", from);
    std::vector<std::string> parts;
    for (const std::string part : {"query", "key", "value"})
        parts.push_back(
            writer.chain(attention + "/" + part, {"MatMul", "Add", "Reshape", "Transpose"}, in));
    const std::string scores = writer.chain(attention, {"Scale", "Softmax"},
                                            writer.add(attention, "Scores", {parts[0], parts[1]}));
    const std::string context = writer.chain(attention + "/output", {"Reshape", "MatMul"},
                                             writer.add(attention, "Context", {scores, parts[2]}));
    const std::string sum = writer.add(scope + "/residual1", "Add", {context, from});
    const std::string dense =
        writer.chain(scope + "/dense", {"MatMul", "Erf", "Mul", "Project"}, norm("norm2", sum));
    return writer.add(scope + "/residual2", "Add", {dense, sum});
}

}  // namespace

Model bigTransformer(std::size_t layers) {
    ModelWriter writer;
    std::string at = "tokens";
    for (std::size_t block = 0; writer.size() + kLayersPerBlock + 3 <= layers; ++block)
        at = addBlock(writer, "/encoder/layer." + std::to_string(block), at);
    while (writer.size() < layers)
        at = writer.add("/head/" + std::to_string(writer.size()), "Relu", {at});
    return writer.build();
}

Model bigTowers(std::size_t towers, std::size_t layersEach) {
    ModelWriter writer;
    std::vector<std::string> ends;
    for (std::size_t t = 0; t < towers; ++t) {
        std::string at = "tokens";
        for (std::size_t i = 0; i < layersEach; ++i)
            at = writer.add("/tower" + std::to_string(t) + "/" + std::to_string(i), "Conv", {at});
        ends.push_back(at);
    }
    writer.add("/head", "Concat", ends);
    return writer.build();
}

}  // namespace trilane::test
