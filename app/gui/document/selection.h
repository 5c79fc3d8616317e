#pragma once

#include "core/graph/ids.h"
#include "core/graph/model.h"

#include <QObject>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace trilane {

/// What is selected, in every view at once. Views show it and set it; they keep no selection of
/// their own. Ids are those of the document's model.
class Selection : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const std::set<LayerId>& layers() const { return m_layers; }
    /// The layer that was selected last: inspector and keyboard work on it.
    [[nodiscard]] std::optional<LayerId> currentLayer() const { return m_current; }
    /// The selected transfer: the job of the tensor, in graph, multi-path form and on the link.
    [[nodiscard]] std::optional<TensorId> tensor() const { return m_tensor; }
    [[nodiscard]] bool isEmpty() const { return m_layers.empty() && !m_tensor; }

    /// What a search found, or a trace: shown beside the selection.
    [[nodiscard]] const std::set<LayerId>& highlighted() const { return m_highlighted; }
    void highlight(std::set<LayerId> layers);
    /// Asks every view to bring the layer into sight.
    void reveal(LayerId layer) { emit revealRequested(layer); }

    void selectLayer(LayerId layer);
    /// Adds the layer, or takes it away.
    void toggleLayer(LayerId layer);
    void selectLayers(std::set<LayerId> layers, std::optional<LayerId> current);
    void selectTensor(TensorId tensor);
    void clear();
    /// Another model was opened, or the same file read again: keeps what has a name in both, and
    /// nothing of another file.
    void follow(std::shared_ptr<const Model> model, const std::string& path);

signals:
    void changed();
    void highlightChanged();
    void revealRequested(trilane::LayerId layer);

private:
    void set(std::set<LayerId> layers, std::optional<LayerId> current,
             std::optional<TensorId> tensor);

    std::shared_ptr<const Model> m_model;  ///< that the ids belong to
    std::string m_path;
    std::set<LayerId> m_layers;
    std::set<LayerId> m_highlighted;
    std::optional<LayerId> m_current;
    std::optional<TensorId> m_tensor;
};

}  // namespace trilane
