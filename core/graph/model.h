#pragma once

#include "core/graph/data_type.h"
#include "core/graph/ids.h"
#include "core/graph/source_digest.h"
#include "core/graph/units.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace trilane {

/// What a file says about a tensor's size; everything may be absent.
struct TensorInfo {
    DataType dtype = DataType::Unknown;
    std::optional<std::vector<std::int64_t>> shape;
    std::optional<Bytes> bytes;               ///< wins over dtype and shape
    std::optional<Nanoseconds> transmitTime;  ///< a fixed send time, whatever the link
    bool estimated = false;                   ///< the size was filled in, not known
};

/// A layer as a file describes it, by names. `outputs` is never empty.
struct LayerDescription {
    std::string name;
    std::string op;
    std::vector<std::string> inputs;  ///< tensor names; a name may stand twice
    std::vector<std::string> outputs;
    std::optional<Nanoseconds> deviceTime;
    std::optional<Nanoseconds> serverTime;
    std::int64_t flops = 0;
    Bytes weightBytes;
    DataType computeType = DataType::Float32;  ///< picks the machine's peak
    std::vector<std::string>
        members;  ///< the names of the fused nodes, in order; empty: just `name`
    /// What the fused nodes hand to each other: no tensors of the model, but names that
    /// measurements may bear. `trilane.model` files do not keep them.
    std::vector<std::string> innerTensors;
};

/// A model as a reader found it, before names are resolved. Readers fill it, buildModel checks it.
struct ModelDescription {
    std::string name;
    SourceDigest sourceSha256;  ///< of the file's bytes; empty if there is no file
    std::vector<std::string> inputs;
    std::vector<LayerDescription> layers;  ///< in file order, which need not be topological
    std::vector<std::string> outputs;
    std::map<std::string, TensorInfo, std::less<>> tensors;
};

/// What a layer makes, or a model input. Weights and constants are no tensors.
struct Tensor {
    std::string name;
    DataType dtype = DataType::Unknown;
    std::optional<std::vector<std::int64_t>> shape;
    std::optional<Bytes> bytes;  ///< present wherever the tensor has a consumer and no transmitTime
    std::optional<Nanoseconds> transmitTime;
    std::optional<LayerId> producer;  ///< empty for a model input
    std::vector<LayerId> consumers;   ///< ascending, each once
    bool estimated = false;
};

/// A vertex of the model: one node of the file, or a fused group of them.
struct Layer {
    std::string name;
    std::string op;
    std::vector<TensorId> inputs;  ///< in file order, repeats kept
    std::vector<TensorId> outputs;
    std::optional<Nanoseconds> deviceTime;
    std::optional<Nanoseconds> serverTime;
    std::int64_t flops = 0;
    Bytes weightBytes;
    DataType computeType = DataType::Float32;
    std::vector<std::string> members;
    std::vector<std::string> innerTensors;
    std::size_t fileIndex = 0;  ///< position among the layers of the file, from 0
};

/// Why a description is no model.
struct ModelFault {
    enum class Kind {
        DuplicateLayer,   ///< two layers bear one name
        DuplicateTensor,  ///< a tensor is made twice, or is an input and made
        MissingTensor,    ///< a layer or the model's outputs name a tensor that nobody makes
        Cycle,
        MissingSize,   ///< a tensor that is consumed has neither bytes nor a transmit time
        UnusedTensor,  ///< `tensors` describes a tensor that does not exist
    };
    Kind kind = Kind::Cycle;
    /// Index into ModelDescription::layers; empty where the fault is in inputs, outputs, tensors.
    std::optional<std::size_t> layer;
    std::string name;      ///< the layer or tensor at fault
    std::string found;     ///< for a message: "layer 'b' stands twice (layers 1 and 4)"
    std::string expected;  ///< for a message: "a name that no other layer bears"
};

class Model;
/// Resolves names, orders the layers topologically (Kahn, smallest file position first) and checks
/// that the graph is a DAG. O(layers + edges).
[[nodiscard]] std::variant<Model, ModelFault> buildModel(ModelDescription description);

/// A checked DAG of layers and tensors. Immutable; share it as std::shared_ptr<const Model>.
class Model {
public:
    [[nodiscard]] const std::string& name() const { return m_name; }
    /// The SHA-256 of the file, 64 lower-case hexadecimal digits; empty if there is no file. The
    /// first call waits for it: seconds where the file is gigabytes. Throws InputError where the
    /// file cannot be read any more or has changed since the model was read.
    [[nodiscard]] const std::string& sourceSha256() const { return m_sourceSha256.hex(); }
    /// The same for who must not wait.
    [[nodiscard]] const SourceDigest& sourceDigest() const { return m_sourceSha256; }

    [[nodiscard]] std::size_t layerCount() const { return m_layers.size(); }
    [[nodiscard]] std::size_t tensorCount() const { return m_tensors.size(); }
    [[nodiscard]] const std::vector<Layer>& layers() const { return m_layers; }
    [[nodiscard]] const std::vector<Tensor>& tensors() const { return m_tensors; }
    [[nodiscard]] const Layer& layer(LayerId id) const { return m_layers[id.index()]; }
    [[nodiscard]] const Tensor& tensor(TensorId id) const { return m_tensors[id.index()]; }
    [[nodiscard]] const std::vector<TensorId>& inputs() const { return m_inputs; }
    [[nodiscard]] const std::vector<TensorId>& outputs() const { return m_outputs; }

    /// The layers that make what `id` consumes, ascending, each once.
    [[nodiscard]] const std::vector<LayerId>& predecessors(LayerId id) const {
        return m_predecessors[id.index()];
    }
    [[nodiscard]] const std::vector<LayerId>& successors(LayerId id) const {
        return m_successors[id.index()];
    }

    [[nodiscard]] std::optional<LayerId> findLayer(std::string_view name) const;
    [[nodiscard]] std::optional<TensorId> findTensor(std::string_view name) const;

    /// The description that buildModel turns into an equal model: layers in file order.
    [[nodiscard]] ModelDescription describe() const;

private:
    friend std::variant<Model, ModelFault> buildModel(ModelDescription description);

    std::string m_name;
    SourceDigest m_sourceSha256;
    std::vector<Layer> m_layers;
    std::vector<Tensor> m_tensors;
    std::vector<TensorId> m_inputs;
    std::vector<TensorId> m_outputs;
    std::vector<std::vector<LayerId>> m_predecessors;
    std::vector<std::vector<LayerId>> m_successors;
    std::unordered_map<std::string, LayerId> m_layerByName;
    std::unordered_map<std::string, TensorId> m_tensorByName;
};

}  // namespace trilane
