#pragma once

#include "app/figure/graph_labels.h"
#include "core/cost/durations.h"
#include "core/cost/time_origin.h"
#include "core/graph/model.h"
#include "core/plan/shown_plan.h"

#include <QString>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace trilane {

/// A layer in a row of the multi-path form.
struct ShownStep {
    LayerId layer;
    bool replica = false;
};

/// A row of the multi-path form: one path, or layers that no single path has.
struct MultiPathRowContent {
    enum class Kind : std::uint8_t { SharedPrefix, Path, SharedSuffix, DeviceRest, ServerFirst };
    Kind kind = Kind::Path;
    QString title;                   ///< "Job 2, sent 1st"
    QString times;                   ///< "p1 22 ms   p2 119 ms   p3 5 ms"
    QString group;                   ///< Extended Johnson's "H" or "L"; empty under other orders
    QString caption;                 ///< where the replicas are executed; empty without any
    std::optional<TensorId> tensor;  ///< that crosses; of paths
    QString tensorText;              ///< "273 KB"
    std::vector<ShownStep> device;
    std::vector<ShownStep> server;
};

/// What the multi-path form of a plan says, before it has a place: texts and rows in order.
class MultiPathContent {
public:
    /// @param labels  of `model`, where another content of it has them already
    MultiPathContent(std::shared_ptr<const Model> model, const Durations& durations,
                     std::shared_ptr<const ShownPlan> plan, LayerLabels labels = nullptr);

    [[nodiscard]] const Model& model() const { return *m_model; }
    [[nodiscard]] const ShownPlan& plan() const { return *m_plan; }
    [[nodiscard]] const std::vector<MultiPathRowContent>& rows() const { return m_rows; }
    [[nodiscard]] const QString& label(LayerId layer) const { return (*m_labels)[layer.index()]; }
    [[nodiscard]] const LayerLabels& labels() const { return m_labels; }
    /// What is on show where nothing crosses; empty otherwise.
    [[nodiscard]] const QString& message() const { return m_message; }
    /// "googlenet under EJ: 349 ms"
    [[nodiscard]] const QString& heading() const { return m_heading; }
    /// The row where the layer is executed.
    [[nodiscard]] std::size_t rowOf(LayerId layer) const { return m_rowOf[layer.index()]; }

private:
    void addPaths(const Durations& durations);
    void addShared(MultiPathRowContent::Kind kind, const QString& title, Side side,
                   const std::vector<LayerId>& layers, const Durations& durations);
    void addCaptions();

    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const ShownPlan> m_plan;
    LayerLabels m_labels;
    std::vector<std::size_t> m_rowOf;
    std::vector<MultiPathRowContent> m_rows;
    QString m_message;
    QString m_heading;
};

}  // namespace trilane
