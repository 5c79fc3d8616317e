#pragma once

#include "app/figure/figure.h"
#include "app/figure/graph_picture.h"
#include "app/figure/theme.h"
#include "app/gui/document/document.h"
#include "app/gui/document/latest_job.h"
#include "app/gui/document/selection.h"
#include "app/gui/graph/graph_camera.h"
#include "app/gui/graph/graph_walk.h"

#include <QList>
#include <QTimer>
#include <QWidget>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

class QAction;
class QMenu;

namespace trilane {

class GraphActions;

/// The model's graph under the plan in focus: pan, zoom, select, walk, trace, fold, and drag the
/// cut. Laid out off the thread of the window; the old drawing stays until the new one is there.
class GraphView : public QWidget {
    Q_OBJECT

public:
    GraphView(Document& document, Selection& selection, QWidget* parent = nullptr);
    ~GraphView() override;

    [[nodiscard]] QList<QAction*> viewActions() const;
    /// The graph as it is on show, whole, for export; null while there is none.
    [[nodiscard]] std::unique_ptr<Figure> makeFigure(ThemeKind theme) const;
    /// True while a drawing is being made.
    [[nodiscard]] bool isBusy() const { return m_layout.isBusy(); }
    [[nodiscard]] std::shared_ptr<const GraphPicture> picture() const { return m_picture; }
    [[nodiscard]] const GraphCamera& camera() const { return m_camera; }

    // What the actions do

    void fit();
    void zoomBy(double factor);
    void zoomToActualSize();
    void walk(Qt::Key arrow);
    /// Lights the layers that lead to the selected ones and that they lead to, dims the others.
    void trace(bool ancestors, bool descendants);
    /// Clears the trace, or where there is none the selection.
    void clearTrace();
    void foldSelected();
    void unfoldSelected();
    void foldAll();
    void unfoldAll();
    /// Moves the cut over the current layer, as dragging it there does.
    void moveCutOverCurrent();

    [[nodiscard]] bool isTracing() const { return !m_traced.empty(); }

signals:
    /// Another drawing, or another plan on it.
    void pictureChanged();
    void busyChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    /// What the view does when drawing, plan or size change.
    enum class Following : std::uint8_t {
        First,  ///< nothing was touched yet: show what is best
        Fit,    ///< keep the whole graph in sight
        Free,   ///< stay
    };
    enum class Gesture : std::uint8_t { None, Press, Pan, Cut };

    // Keeping up with the document
    void onOpened();
    void requestLayout();
    void showBusy();
    void onLayout(const std::shared_ptr<const GraphGeometry>& geometry);
    void refreshPicture();
    void refreshLit();
    [[nodiscard]] std::shared_ptr<const ShownPlan> shownPlan() const;
    void follow();
    /// Repaints, and keeps the place in the project once it stays.
    void moved();
    void keepPlace();
    bool restorePlace();

    // Finding things
    [[nodiscard]] std::optional<std::uint32_t> nodeAt(QPointF screen) const;
    [[nodiscard]] const GraphPill* pillAt(QPointF screen) const;
    // The selection may still speak of the model before: only what the drawing has counts.
    [[nodiscard]] std::optional<LayerId> currentLayer() const;
    [[nodiscard]] std::optional<std::uint32_t> currentNode() const;
    [[nodiscard]] std::set<LayerId> selectedLayers() const;
    /// A node that should not move on the screen when a new drawing comes, by its first layer.
    [[nodiscard]] std::optional<LayerId> anchorLayer() const;

    // Gestures
    void beginCutDrag(const GraphPill& pill);
    void dragCut(QPointF screen);
    void applyCut(const Cut& cut, int gesture);
    void click(QPointF screen, Qt::KeyboardModifiers modifiers);
    void selectNode(std::uint32_t node, bool toggle);
    void showTip(QPoint screen, QPoint global);
    void fillMenu(QMenu& menu, bool onLayer);
    void fold(const std::set<std::string, std::less<>>& folded);
    void reveal(LayerId layer);
    void updateCursor(QPointF screen);
    void paintOverlays(QPainter& painter);

    Document& m_document;
    Selection& m_selection;
    GraphActions* m_actions = nullptr;
    std::string m_path;                    ///< of the model
    std::shared_ptr<const Model> m_model;  ///< that was asked to be laid out
    GraphOptions m_options;                ///< likewise
    std::shared_ptr<const GraphGeometry> m_geometry;
    std::shared_ptr<const GraphPicture> m_picture;
    std::shared_ptr<const ShownPlan> m_plan;
    GraphCamera m_camera;
    Following m_following = Following::First;
    QTimer m_placeTimer;
    std::set<LayerId> m_traced;
    std::vector<bool> m_lit;  ///< by node; empty: no trace

    Gesture m_gesture = Gesture::None;
    QPointF m_pressed;
    QPointF m_last;
    QPointF m_cutHome;  ///< where the dragged pill stood, in the graph
    TensorId m_cutTensor;
    Cut m_cutStart;
    bool m_cutMoved = false;
    int m_cutGesture = 0;

    LatestJob m_layout;  ///< last: it delivers to all the others
};

}  // namespace trilane
