#pragma once

#include "app/figure/multi_path_figure.h"

#include <QAbstractScrollArea>
#include <QList>
#include <QTimer>
#include <memory>
#include <optional>
#include <set>

class QAction;

namespace trilane {

class Document;
class Selection;

/// The multi-path form under the cut of the plan in focus, beside the graph. Rows that do not fit
/// are elided and open on a click.
class MultiPathView : public QAbstractScrollArea {
    Q_OBJECT

public:
    MultiPathView(Document& document, Selection& selection, QWidget* parent = nullptr);
    ~MultiPathView() override;

    [[nodiscard]] QList<QAction*> viewActions() const { return m_actions; }
    /// For export: the whole form at a width in pixels, as it is expanded here. Null while nothing
    /// is open.
    [[nodiscard]] std::unique_ptr<Figure> makeFigure(ThemeKind theme, double width = 900) const;
    /// What is on show; null while nothing is open.
    [[nodiscard]] const MultiPathFigure* figure() const { return m_figure.get(); }

    [[nodiscard]] QSize sizeHint() const override { return {460, 480}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void makeActions();
    void offer(const QString& text, const QKeySequence& key, void (MultiPathView::*slot)());
    void renew();
    void layOut();
    void updateMarks();
    void activate(MultiPathHit hit, bool toggle);
    void reveal(MultiPathHit hit);
    void goTo(MultiPathHit hit);
    void setExpanded(std::size_t row, bool expanded);
    [[nodiscard]] QPointF figurePoint(QPointF viewportPoint) const;
    [[nodiscard]] std::optional<MultiPathHit> itemAt(QPointF viewportPoint) const;
    [[nodiscard]] std::optional<MultiPathHit> current() const;
    void stepInRow(int by);
    void stepRows(int by);
    void nextInRow() { stepInRow(1); }
    void previousInRow() { stepInRow(-1); }
    void nextRow() { stepRows(1); }
    void previousRow() { stepRows(-1); }
    void toggleRow();
    void expandAll();
    void foldAll();

    Document& m_document;
    Selection& m_selection;
    QList<QAction*> m_actions;
    std::shared_ptr<const MultiPathContent> m_content;
    std::unique_ptr<MultiPathFigure> m_figure;
    std::set<std::size_t> m_expanded;
    QTimer m_renewing;  ///< runs while another model waits to be shown
    MultiPathMarks m_marks;
};

}  // namespace trilane
