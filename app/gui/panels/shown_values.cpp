#include "app/gui/panels/shown_values.h"

#include "app/gui/document/document.h"

#include <algorithm>

namespace trilane {
namespace {

template <class Map>
auto lookUp(const Map& map, const std::string& name) -> std::optional<typename Map::mapped_type> {
    if (map.empty()) return std::nullopt;
    const auto found = map.find(name);
    if (found == map.end()) return std::nullopt;
    return found->second;
}

const auto& editsOf(const Edits& edits, Side side) {
    return side == Side::Device ? edits.device : edits.server;
}

}  // namespace

ShownValues::ShownValues(const Document& document)
    : m_document(&document), m_model(document.model()) {
    auto snapshot = document.snapshot();
    // Ids of a model that was closed mean nothing in this one.
    if (!m_model || !snapshot || snapshot->base != m_model) return;
    m_snapshot = std::move(snapshot);
    if (const ShownPlan* plan = m_snapshot->find(document.project().view.focus))
        m_plan = plan;
    else if (!m_snapshot->plans.empty())
        m_plan = &m_snapshot->focused();
}

bool ShownValues::isEdited(LayerId layer, Side side) const {
    const auto& edits = editsOf(m_document->project().edits, side);
    return !edits.empty() && edits.contains(m_model->layer(layer).name);
}

bool ShownValues::isSendEdited(TensorId tensor) const {
    const auto& edits = m_document->project().edits.send;
    return !edits.empty() && edits.contains(m_model->tensor(tensor).name);
}

bool ShownValues::isSizeEdited(TensorId tensor) const {
    const auto& edits = m_document->project().edits.bytes;
    return !edits.empty() && edits.contains(m_model->tensor(tensor).name);
}

bool ShownValues::followsSize(LayerId layer, Side side) const {
    if (!m_snapshot || m_document->project().edits.bytes.empty()) return false;
    const Layer& item = m_model->layer(layer);
    const auto edited = [this](TensorId tensor) { return isSizeEdited(tensor); };
    if (!std::any_of(item.inputs.begin(), item.inputs.end(), edited) &&
        !std::any_of(item.outputs.begin(), item.outputs.end(), edited))
        return false;
    const auto time = explainLayerTime(layer, side);
    if (!time || time->origin != ValueOrigin::Machine) return false;
    // A layer that computes for longer than it moves bytes takes the time it took.
    const CostSources& sources = m_snapshot->sources;
    return rooflineTime(*m_model, layer, side == Side::Device ? sources.device : sources.server) !=
           time->value;
}

bool ShownValues::sendFollowsSize(TensorId tensor) const {
    if (!m_snapshot || !isSizeEdited(tensor)) return false;
    const auto time = explainSendTime(tensor);
    return time && time->origin == ValueOrigin::Link;
}

std::optional<Nanoseconds> ShownValues::layerTime(LayerId layer, Side side) const {
    const std::string& name = m_model->layer(layer).name;
    if (const auto edit = lookUp(editsOf(m_document->project().edits, side), name)) return edit;
    if (!m_snapshot) return std::nullopt;
    // The edit was taken back, and the snapshot does not know it yet.
    const auto& answered = editsOf(m_snapshot->project.edits, side);
    if (!answered.empty() && answered.contains(name)) return originalLayerTime(layer, side).value;
    const Durations& durations = m_snapshot->durations;
    return (side == Side::Device ? durations.device : durations.server)[layer.index()];
}

std::optional<Nanoseconds> ShownValues::sendTime(TensorId tensor) const {
    const Tensor& item = m_model->tensor(tensor);
    if (item.consumers.empty()) return std::nullopt;
    if (const auto edit = lookUp(m_document->project().edits.send, item.name)) return edit;
    if (!m_snapshot) return std::nullopt;
    const auto& answered = m_snapshot->project.edits.send;
    if (!answered.empty() && answered.contains(item.name)) return originalSendTime(tensor).value;
    return m_snapshot->durations.send[tensor.index()];
}

std::optional<ShownTime> ShownValues::explainLayerTime(LayerId layer, Side side) const {
    const auto value = layerTime(layer, side);
    if (!value || !m_snapshot) return std::nullopt;
    ShownTime time = originalLayerTime(layer, side);
    time.value = *value;
    if (isEdited(layer, side)) time.origin = ValueOrigin::Edited;
    return time;
}

std::optional<ShownTime> ShownValues::explainSendTime(TensorId tensor) const {
    const auto value = sendTime(tensor);
    if (!value || !m_snapshot) return std::nullopt;
    ShownTime time = originalSendTime(tensor);
    time.value = *value;
    if (isSendEdited(tensor)) time.origin = ValueOrigin::Edited;
    return time;
}

ShownTime ShownValues::originalLayerTime(LayerId layer, Side side) const {
    const auto found = [](Nanoseconds time, ValueOrigin origin) {
        return ShownTime{time, time, origin, origin};
    };
    const Layer& item = m_snapshot->model->layer(layer);
    if (const auto& profile = m_document->costs().profile) {
        const auto& measured = side == Side::Device ? profile->device : profile->server;
        if (measured)
            if (const auto time = lookUp(measured->layers, item.name))
                return found(*time, ValueOrigin::Profile);
    }
    if (const auto time = side == Side::Device ? item.deviceTime : item.serverTime)
        return found(*time, ValueOrigin::ModelFile);
    const CostSources& sources = m_snapshot->sources;
    const auto time = rooflineTime(*m_snapshot->model, layer,
                                   side == Side::Device ? sources.device : sources.server);
    return found(time.value_or(Nanoseconds{}), ValueOrigin::Machine);
}

ShownTime ShownValues::originalSendTime(TensorId tensor) const {
    const auto found = [](Nanoseconds time, ValueOrigin origin) {
        return ShownTime{time, time, origin, origin};
    };
    const Tensor& item = m_snapshot->model->tensor(tensor);
    if (const auto& profile = m_document->costs().profile)
        if (const auto time = lookUp(profile->transmit, item.name))
            return found(*time, ValueOrigin::Profile);
    if (item.transmitTime) return found(*item.transmitTime, ValueOrigin::ModelFile);
    const CostSources& sources = m_snapshot->sources;
    const Bytes onAir =
        transferBytes(item.bytes.value_or(Bytes{}), item.dtype, sources.transferType);
    return found(trilane::sendTime(onAir, sources.network).value_or(Nanoseconds{}),
                 ValueOrigin::Link);
}

std::optional<Bytes> ShownValues::bytes(TensorId tensor) const {
    const Tensor& item = m_model->tensor(tensor);
    if (const auto edit = lookUp(m_document->project().edits.bytes, item.name)) return edit;
    return item.bytes;
}

std::optional<Bytes> ShownValues::originalBytes(TensorId tensor) const {
    return m_model->tensor(tensor).bytes;
}

std::optional<Side> ShownValues::side(LayerId layer) const {
    if (m_plan == nullptr) return std::nullopt;
    return m_plan->plan.cut.onDevice(layer) ? Side::Device : Side::Server;
}

std::optional<Side> ShownValues::pin(LayerId layer) const {
    const PinNames& pins = m_document->project().pins;
    const std::string& name = m_model->layer(layer).name;
    if (!pins.device.empty() && pins.device.contains(name)) return Side::Device;
    if (!pins.server.empty() && pins.server.contains(name)) return Side::Server;
    return std::nullopt;
}

FixedSends countFixedSends(const Document& document) {
    FixedSends sends;
    const auto model = document.model();
    if (!model) return sends;
    const auto& profile = document.costs().profile;
    const auto& edits = document.project().edits.send;
    const auto has = [](const auto& times, const std::string& name) {
        return !times.empty() && times.contains(name);
    };
    for (const Tensor& tensor : model->tensors()) {
        if (tensor.consumers.empty()) continue;
        ++sends.tensors;
        const bool fixed = tensor.transmitTime || has(edits, tensor.name) ||
                           (profile && has(profile->transmit, tensor.name));
        if (fixed) ++sends.fixed;
    }
    return sends;
}

std::vector<TensorId> sendableOutputs(const Model& model, LayerId layer) {
    const std::vector<TensorId>& outputs = model.layer(layer).outputs;
    std::vector<TensorId> consumed;
    std::copy_if(outputs.begin(), outputs.end(), std::back_inserter(consumed),
                 [&](TensorId output) { return !model.tensor(output).consumers.empty(); });
    return consumed.empty() ? outputs : consumed;
}

}  // namespace trilane
