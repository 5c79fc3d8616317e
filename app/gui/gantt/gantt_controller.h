#pragma once

#include "app/figure/gantt_chart.h"
#include "app/figure/gantt_painter.h"
#include "app/gui/document/document.h"
#include "app/gui/document/selection.h"
#include "app/gui/gantt/gantt_command.h"
#include "app/gui/gantt/gantt_range.h"

#include <QAction>
#include <QList>
#include <QObject>
#include <QTimer>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace trilane {

/// Zoom, span, marks and the keyboard's way through the bars of a Gantt view; owns its actions.
/// The view tells it how much room there is and where the mouse is, and paints what it says.
class GanttController : public QObject {
    Q_OBJECT

public:
    GanttController(Document& document, Selection& selection, QObject* parent = nullptr);

    /// Null while there is no plan.
    [[nodiscard]] const std::shared_ptr<const GanttChart>& chart() const { return m_chart; }
    [[nodiscard]] const GanttRange& range() const { return m_range; }
    [[nodiscard]] const GanttOverlay& overlay() const { return m_overlay; }
    [[nodiscard]] const QList<QAction*>& actions() const { return m_actions; }
    [[nodiscard]] QAction* action(GanttCommand command) const { return m_byCommand.at(command); }

    /// Width of the axis in pixels.
    void setPlotWidth(double pixels);
    /// The time under the mouse; empty while it is elsewhere.
    void setCursor(std::optional<double> time) { m_cursor = time; }

    void zoom(double factor, double time);
    void pan(double nanoseconds);

    /// Selects what was hit, everywhere; a run that shows as one bar is all its layers.
    void select(const GanttHit& hit, bool toggle);
    /// The layers that a menu at `hit` is about: the selected ones if it hits one of them.
    [[nodiscard]] std::set<LayerId> layersAt(const GanttHit& hit) const;
    /// Shows the block's jobs in every view.
    void focus(std::size_t block);
    /// Measures a stretch of time in a block, in either direction.
    void setSpan(std::size_t block, double from, double to);
    /// The nearest end of a bar of the lane within `reach` nanoseconds, else `time` itself.
    [[nodiscard]] double snap(const GanttHit& hit, double reach) const;
    void run(GanttCommand command);
    /// The bar of what is selected, in the focused block.
    [[nodiscard]] std::optional<GanttPlace> currentBar() const;
    /// The focused block, or the first.
    [[nodiscard]] std::size_t currentBlock() const;

signals:
    /// Something that is painted changed.
    void changed();
    /// The view should scroll until the block is in sight.
    void blockRevealed(std::size_t block);

private:
    void makeActions();
    void takeSnapshot();
    void takeView();
    void forgetModel();
    void updateSelection();
    void updateFocus();
    void updateSpan();
    void rangeChanged();
    void saveRange();
    void zoomBy(double factor);
    void zoomToSelection();
    void stepBar(int step);
    void followJob(int step);
    void stepPlan(int step);
    void toggleMark();
    void selectPlace(const GanttPlace& place);
    void reveal(const GanttPlace& place);

    Document& m_document;
    Selection& m_selection;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::shared_ptr<const GanttChart> m_chart;
    std::vector<Strategy> m_strategies;  ///< that the chart was made for
    bool m_withCriticalPath = false;     ///< the chart has it
    GanttRange m_range;
    double m_plot = 600;
    GanttOverlay m_overlay;
    std::string m_spanPlan;  ///< whose block the span is measured in
    TimeRange m_spanDrawn;   ///< as drawn, which may go past the makespan
    std::optional<double> m_cursor;
    QList<QAction*> m_actions;
    std::map<GanttCommand, QAction*> m_byCommand;
    QTimer m_saveTimer;
};

}  // namespace trilane
