#pragma once

#include "app/figure/figure.h"
#include "app/figure/multi_path_content.h"
#include "app/figure/multi_path_geometry.h"
#include "app/figure/theme.h"

#include <QRectF>
#include <memory>
#include <optional>
#include <set>

namespace trilane {

/// What is marked in a multi-path form beside the plan itself.
struct MultiPathMarks {
    std::set<LayerId> selected;
    std::set<LayerId> highlighted;
    std::optional<TensorId> tensor;  ///< selected
    std::optional<MultiPathHit> hovered;
};

/// The multi-path form of a model under a cut, one path a job in order of sending: what the device
/// computes, what crosses, what the server computes. Device layers are square and filled, server
/// layers round and dashed, replicas dotted.
class MultiPathFigure : public Figure {
public:
    MultiPathFigure(std::shared_ptr<const MultiPathContent> content, ThemeKind theme,
                    const MultiPathOptions& options);

    [[nodiscard]] QSizeF size() const override;
    void paint(QPainter& painter) const override;
    /// The part of the figure in `visible`, with marks.
    void paintPart(QPainter& painter, const QRectF& visible, const MultiPathMarks& marks) const;

    [[nodiscard]] const MultiPathContent& content() const { return *m_content; }
    [[nodiscard]] const MultiPathGeometry& geometry() const { return m_geometry; }

private:
    std::shared_ptr<const MultiPathContent> m_content;
    const Theme& m_theme;
    MultiPathGeometry m_geometry;
};

}  // namespace trilane
