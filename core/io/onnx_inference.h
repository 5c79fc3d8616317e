#pragma once

#include "core/io/onnx_value.h"

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trilane {

/// Everything that the reader learns about one node.
struct NodeFacts {
    bool constant = false;           ///< computed before the model runs: no layer
    std::vector<OnnxValue> outputs;  ///< by output position, those without a name too
    std::int64_t flops = 0;          ///< with those of subgraphs
    Bytes weightBytes;               ///< constants that it consumes, with those of subgraphs
    bool unknownOperator = false;    ///< nobody has a shape rule for it
    bool unknownTripCount = false;   ///< a Loop whose work is counted for one iteration
    std::string error;               ///< why shape inference refused it

    [[nodiscard]] std::string encode() const;
    /// Empty where the bytes are not what encode() writes.
    [[nodiscard]] static std::optional<NodeFacts> decode(std::string_view bytes);
};

/// Values of symbolic dimensions (`batch` = 1).
using DimBindings = std::map<std::string, std::int64_t>;

/// Infers one node after another, in topological order. Follows shape computations by value, walks
/// into subgraphs and the model's own functions, and asks the ONNX library about single operators.
class OnnxInference {
public:
    /// `model` must outlive this object.
    OnnxInference(const onnx::ModelProto& model, DimBindings bindings);

    /// Builds the tables that are built once a process. To be called before a fork: a child that
    /// finds a table half built, because another thread was at it, waits for that thread forever.
    static void prepare();

    /// The facts about `node` of the main graph, whose inputs must be in `scope`. Throws nothing of
    /// its own. Without the library nothing that the file holds can crash it.
    [[nodiscard]] NodeFacts infer(const onnx::NodeProto& node, const OnnxScope& scope,
                                  bool useLibrary);

    /// Puts what the node makes into `scope`.
    static void apply(const onnx::NodeProto& node, const NodeFacts& facts, OnnxScope& scope);

    /// Puts the initializers of a graph into `scope`.
    static void addInitializers(const onnx::GraphProto& graph, OnnxScope& scope);

private:
    using Inputs = std::vector<const OnnxValue*>;
    using Opsets = std::map<std::string, int, std::less<>>;  ///< version by domain, "" for ONNX's

    /// Where a node stands: the main graph, a subgraph or a function.
    struct Frame {
        const Opsets* opsets = nullptr;
        bool useLibrary = true;
        int depth = 0;
        const onnx::FunctionProto* function = nullptr;  ///< whose body this is
        const Frame* caller = nullptr;
    };
    /// What a subgraph or function comes to.
    struct Body {
        std::vector<OnnxValue> outputs;
        std::int64_t flops = 0;
        Bytes weightBytes;
        bool unknownTripCount = false;
    };

    static Opsets readOpsets(
        const google::protobuf::RepeatedPtrField<onnx::OperatorSetIdProto>& imports);
    NodeFacts inferIn(const onnx::NodeProto& node, const OnnxScope& scope, const Frame& frame);
    std::optional<std::vector<OnnxValue>> fold(const onnx::NodeProto& node,
                                               const Inputs& inputs) const;
    void inferOperator(const onnx::NodeProto& node, const Inputs& inputs, const Frame& frame,
                       NodeFacts& facts) const;
    void complete(const onnx::NodeProto& node, const Inputs& inputs, const Frame& frame,
                  NodeFacts& facts) const;
    void mergeDeclared(const std::string& name, onnx::TypeProto& type) const;

    /// Whether a body of `nodes` nodes may be visited; to be asked before anything is done with it.
    bool chargeBody(int nodes);
    template <class Nodes, class Names>
    Body runBody(const Nodes& nodes, const Names& outputs, OnnxScope& scope, const Frame& frame);
    Body runGraph(const onnx::GraphProto& graph, std::vector<OnnxValue> inputs,
                  const OnnxScope& outer, const Frame& frame);
    bool inferNested(const onnx::NodeProto& node, const Inputs& inputs, const OnnxScope& scope,
                     const Frame& frame, NodeFacts& facts);
    void inferIf(const onnx::NodeProto& node, const Inputs& inputs, const OnnxScope& scope,
                 const Frame& frame, NodeFacts& facts);
    void inferLoop(const onnx::NodeProto& node, const Inputs& inputs, const OnnxScope& scope,
                   const Frame& frame, NodeFacts& facts);
    void inferScan(const onnx::NodeProto& node, const Inputs& inputs, const OnnxScope& scope,
                   const Frame& frame, NodeFacts& facts);
    void inferCall(const onnx::FunctionProto& function, const onnx::NodeProto& node,
                   const Inputs& inputs, const Frame& frame, NodeFacts& facts);

    Opsets m_opsets;
    std::map<std::pair<std::string, std::string>, const onnx::FunctionProto*> m_functions;
    std::unordered_map<std::string, const onnx::TypeProto*> m_declared;
    DimBindings m_bindings;
    std::int64_t m_nestedBudget;  ///< nodes of subgraphs and functions that may still be visited
};

}  // namespace trilane
