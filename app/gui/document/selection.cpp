#include "app/gui/document/selection.h"

#include <utility>

namespace trilane {

void Selection::selectLayer(LayerId layer) {
    set({layer}, layer, std::nullopt);
}

void Selection::toggleLayer(LayerId layer) {
    auto layers = m_layers;
    auto current = std::optional(layer);
    if (layers.erase(layer) > 0)
        current = layers.empty() ? std::nullopt : std::optional(*layers.rbegin());
    else
        layers.insert(layer);
    set(std::move(layers), current, std::nullopt);
}

void Selection::selectLayers(std::set<LayerId> layers, std::optional<LayerId> current) {
    set(std::move(layers), current, std::nullopt);
}

void Selection::selectTensor(TensorId tensor) {
    set({}, std::nullopt, tensor);
}

void Selection::highlight(std::set<LayerId> layers) {
    if (layers == m_highlighted) return;
    m_highlighted = std::move(layers);
    emit highlightChanged();
}

void Selection::clear() {
    set({}, std::nullopt, std::nullopt);
}

void Selection::follow(std::shared_ptr<const Model> model, const std::string& path) {
    const auto before = std::exchange(m_model, std::move(model));
    const bool sameFile = std::exchange(m_path, path) == path;
    highlight({});
    if (!before || !m_model || !sameFile) return clear();
    const auto now = [&](LayerId layer) {
        return layer.index() < before->layerCount() ? m_model->findLayer(before->layer(layer).name)
                                                    : std::nullopt;
    };
    std::set<LayerId> layers;
    for (const LayerId layer : m_layers)
        if (const auto kept = now(layer)) layers.insert(*kept);
    auto current = m_current ? now(*m_current) : std::nullopt;
    if (!current && !layers.empty()) current = *layers.rbegin();
    std::optional<TensorId> tensor;
    if (m_tensor && m_tensor->index() < before->tensorCount())
        tensor = m_model->findTensor(before->tensor(*m_tensor).name);
    set(std::move(layers), current, tensor);
}

void Selection::set(std::set<LayerId> layers, std::optional<LayerId> current,
                    std::optional<TensorId> tensor) {
    if (layers == m_layers && current == m_current && tensor == m_tensor) return;
    m_layers = std::move(layers);
    m_current = current;
    m_tensor = tensor;
    emit changed();
}

}  // namespace trilane

#include "moc_selection.cpp"
