#pragma once

#include "app/figure/curve_figure.h"
#include "app/gui/document/document.h"
#include "app/gui/document/selection.h"
#include "app/gui/sweep/sweep_runner.h"

#include <QAction>
#include <QElapsedTimer>
#include <QList>
#include <QTimer>
#include <QWidget>
#include <memory>
#include <optional>

namespace trilane {

/// Makespan over bandwidth, a curve for each strategy on show. A click or a drag sets the
/// bandwidth, the pointer reads the curves, a click on a name puts that strategy in focus.
class SweepView : public QWidget {
    Q_OBJECT

public:
    SweepView(Document& document, Selection& selection, QWidget* parent = nullptr);

    [[nodiscard]] QList<QAction*> viewActions() const { return m_actions; }
    /// Begins the sweep that makeFigure() shows, where a hidden view has not; isBusy() until it is
    /// done. A view that is not on show computes nothing by itself.
    void prepare();
    /// The diagram as it stands, for export and clipboard; null while nothing is open.
    [[nodiscard]] std::unique_ptr<Figure> makeFigure(ThemeKind theme) const;
    [[nodiscard]] bool isBusy() const { return m_runner.isBusy(); }
    /// What is painted; null while nothing is open.
    [[nodiscard]] const CurveFigure* figure() const { return m_figure.get(); }
    [[nodiscard]] const SweepRunner& runner() const { return m_runner; }

    [[nodiscard]] QSize sizeHint() const override { return {520, 260}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 140}; }

signals:
    /// The sweep has come to its end, or there is a new one.
    void busyChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void makeActions();
    QAction* addAction(const QString& text, const QList<QKeySequence>& keys,
                       const std::function<void()>& run);
    void refresh();
    void rebuild();
    [[nodiscard]] CurveContent content() const;
    void describe();
    /// What the view keeps, or a range of whole decades that holds the bandwidth.
    [[nodiscard]] SweepRange range() const;
    void setRange(std::optional<SweepRange> range);
    void zoom(double factor);
    void setBandwidth(double mbps, int gesture);
    void applyPending();
    void stepBandwidth(double points);
    void stepToBreak(bool up);
    [[nodiscard]] double bandwidthAt(QPointF position) const;
    void dragTo(QPointF position);
    [[nodiscard]] int keyGesture();

    Document& m_document;
    QList<QAction*> m_actions;
    std::unique_ptr<CurveFigure> m_figure;
    std::optional<double> m_hover;  ///< Mbps under the pointer
    std::optional<int> m_drag;      ///< its gesture
    std::optional<double> m_pending;
    int m_pendingGesture = 0;
    QTimer m_pendingTimer;  ///< one edit a turn of the event loop, however fast the mouse
    QElapsedTimer m_sinceKey;
    int m_keyGesture = 0;
    SweepRunner m_runner;
};

}  // namespace trilane
