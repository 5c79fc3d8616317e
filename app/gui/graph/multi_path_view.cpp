#include "app/gui/graph/multi_path_view.h"

#include "app/gui/document/appearance.h"
#include "app/gui/document/document.h"
#include "app/gui/document/focus_frame.h"
#include "app/gui/document/layer_menu.h"
#include "app/gui/document/selection.h"
#include "app/gui/document/view_action.h"
#include "app/gui/graph/multi_path_tip.h"
#include "app/gui/graph/multi_path_walk.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

using ItemKind = MultiPathItem::Kind;

const ShownPlan& focusedPlan(const Document& document, const Snapshot& snapshot) {
    const ShownPlan* const plan = snapshot.find(document.project().view.focus);
    return plan != nullptr ? *plan : snapshot.focused();
}

}  // namespace

MultiPathView::MultiPathView(Document& document, Selection& selection, QWidget* parent)
    : QAbstractScrollArea(parent), m_document(document), m_selection(selection) {
    setAccessibleName(tr("Multi-path form"));
    setAccessibleDescription(tr("One row a job: device layers, what crosses, server layers"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    viewport()->setMouseTracking(true);
    verticalScrollBar()->setSingleStep(24);
    makeActions();
    m_renewing.setSingleShot(true);
    connect(&m_renewing, &QTimer::timeout, this, &MultiPathView::renew);
    connect(&document, &Document::opened, this, [this] {
        // A model's labels take a while, and other views have their share of the same signal.
        m_content.reset();
        m_expanded.clear();
        layOut();
        m_renewing.start();
    });
    for (const auto signal : {&Document::snapshotChanged, &Document::viewChanged})
        connect(&document, signal, this, [this] {
            if (!m_renewing.isActive()) renew();
        });
    connect(&selection, &Selection::changed, this, &MultiPathView::updateMarks);
    connect(&selection, &Selection::highlightChanged, this, &MultiPathView::updateMarks);
    connect(&selection, &Selection::revealRequested, this, [this](LayerId layer) {
        if (!m_figure) return;
        if (const auto hit = m_figure->geometry().find(layer)) reveal(*hit);
    });
    renew();
}

MultiPathView::~MultiPathView() = default;

void MultiPathView::makeActions() {
    offer(tr("Next on the path"), Qt::Key_Right, &MultiPathView::nextInRow);
    offer(tr("Previous on the path"), Qt::Key_Left, &MultiPathView::previousInRow);
    offer(tr("Next path"), Qt::Key_Down, &MultiPathView::nextRow);
    offer(tr("Previous path"), Qt::Key_Up, &MultiPathView::previousRow);
    offer(tr("Expand or fold path"), Qt::Key_Space, &MultiPathView::toggleRow);
    offer(tr("Expand all paths"), QKeySequence(Qt::CTRL | Qt::Key_Plus), &MultiPathView::expandAll);
    offer(tr("Fold all paths"), QKeySequence(Qt::CTRL | Qt::Key_Minus), &MultiPathView::foldAll);
}

void MultiPathView::offer(const QString& text, const QKeySequence& key,
                          void (MultiPathView::*slot)()) {
    m_actions << addViewAction(*this, text, {key});
    connect(m_actions.back(), &QAction::triggered, this, slot);
}

/// Takes up what the document says now, if that is another plan.
void MultiPathView::renew() {
    const auto snapshot = m_document.snapshot();
    if (!snapshot) {
        m_content.reset();
        layOut();
        return;
    }
    const ShownPlan& plan = focusedPlan(m_document, *snapshot);
    if (m_content && &m_content->plan() == &plan && &m_content->model() == snapshot->model.get())
        return;
    if (m_content && m_content->plan().paths.paths.size() != plan.paths.paths.size())
        m_expanded.clear();
    const auto shared = std::find_if(snapshot->plans.begin(), snapshot->plans.end(),
                                     [&plan](const auto& one) { return one.get() == &plan; });
    const bool sameModel = m_content && &m_content->model() == snapshot->model.get();
    m_content =
        std::make_shared<const MultiPathContent>(snapshot->model, snapshot->durations, *shared,
                                                 sameModel ? m_content->labels() : LayerLabels());
    layOut();
}

void MultiPathView::layOut() {
    m_marks.hovered.reset();
    m_figure.reset();
    if (m_content) {
        MultiPathOptions options;
        options.width = viewport()->width();
        options.expanded = m_expanded;
        m_figure = std::make_unique<MultiPathFigure>(m_content, themeOf(*this).kind, options);
    }
    const QSizeF size = m_figure ? m_figure->size() : QSizeF(0, 0);
    const auto range = [](double content, int page) {
        return std::max(0, static_cast<int>(std::ceil(content)) - page);
    };
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, range(size.height(), viewport()->height()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setRange(0, range(size.width(), viewport()->width()));
    updateMarks();
}

void MultiPathView::updateMarks() {
    m_marks.selected = m_selection.layers();
    m_marks.highlighted = m_selection.highlighted();
    m_marks.tensor = m_selection.tensor();
    viewport()->update();
}

std::unique_ptr<Figure> MultiPathView::makeFigure(ThemeKind theme, double width) const {
    if (!m_content) return nullptr;
    MultiPathOptions options;
    options.width = width;
    options.expanded = m_expanded;
    options.heading = true;
    return std::make_unique<MultiPathFigure>(m_content, theme, options);
}

QPointF MultiPathView::figurePoint(QPointF point) const {
    return point + QPointF(horizontalScrollBar()->value(), verticalScrollBar()->value());
}

std::optional<MultiPathHit> MultiPathView::itemAt(QPointF viewportPoint) const {
    return m_figure ? m_figure->geometry().itemAt(figurePoint(viewportPoint)) : std::nullopt;
}

void MultiPathView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.fillRect(event->rect(), themeOf(*this).background);
    if (!m_figure) return;
    const QPointF origin = figurePoint({0, 0});
    painter.translate(-origin);
    m_figure->paintPart(painter, QRectF(event->rect()).translated(origin), m_marks);
    painter.resetTransform();
    paintFocusFrame(painter, *this, viewport()->rect());
}

void MultiPathView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void MultiPathView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void MultiPathView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void MultiPathView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) layOut();
}

void MultiPathView::mousePressEvent(QMouseEvent* event) {
    if (!m_figure || event->button() != Qt::LeftButton) return;
    if (const auto hit = itemAt(event->position()))
        activate(*hit, event->modifiers().testFlag(Qt::ControlModifier));
    else
        m_selection.clear();
}

void MultiPathView::mouseMoveEvent(QMouseEvent* event) {
    const auto hit = itemAt(event->position());
    if (hit == m_marks.hovered) return;
    m_marks.hovered = hit;
    viewport()->setCursor(hit ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void MultiPathView::activate(MultiPathHit hit, bool toggle) {
    const MultiPathItem& item = m_figure->geometry().rows()[hit.row].items[hit.item];
    switch (item.kind) {
        case ItemKind::Layer:
            if (toggle)
                m_selection.toggleLayer(item.layer);
            else
                m_selection.selectLayer(item.layer);
            return;
        case ItemKind::Tensor:
            return m_selection.selectTensor(*m_content->rows()[hit.row].tensor);
        case ItemKind::More:
            return setExpanded(hit.row, true);
        case ItemKind::Less:
            return setExpanded(hit.row, false);
    }
}

void MultiPathView::setExpanded(std::size_t row, bool expanded) {
    const bool changed = expanded ? m_expanded.insert(row).second : m_expanded.erase(row) > 0;
    if (changed) layOut();
}

void MultiPathView::contextMenuEvent(QContextMenuEvent* event) {
    if (!m_figure) return;
    const auto hit = itemAt(event->pos());
    QMenu menu(this);
    if (hit && event->reason() == QContextMenuEvent::Mouse) {
        const MultiPathItem& item = m_figure->geometry().rows()[hit->row].items[hit->item];
        const bool layer = item.kind == ItemKind::Layer;
        if (layer && !m_selection.layers().contains(item.layer))
            m_selection.selectLayer(item.layer);
    }
    addLayerActions(menu, m_document, m_selection.layers());
    if (!menu.isEmpty()) menu.addSeparator();
    for (QAction* const action : m_actions.last(3))
        menu.addAction(action);
    menu.exec(event->globalPos());
}

bool MultiPathView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave && m_marks.hovered) {
        m_marks.hovered.reset();
        viewport()->update();
    }
    if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
    const auto* const help = static_cast<QHelpEvent*>(event);
    if (const auto hit = itemAt(help->pos()))
        QToolTip::showText(help->globalPos(), multiPathTip(*m_content, m_figure->geometry(), *hit),
                           viewport());
    else
        QToolTip::hideText();
    return true;
}

void MultiPathView::reveal(MultiPathHit hit) {
    const MultiPathRow& row = m_figure->geometry().rows()[hit.row];
    QScrollBar& bar = *verticalScrollBar();
    const int top = static_cast<int>(row.top) - 8;
    const int bottom = static_cast<int>(std::ceil(row.bottom)) + 8;
    if (top < bar.value() || bottom - top > viewport()->height())
        bar.setValue(top);
    else if (bottom > bar.value() + viewport()->height())
        bar.setValue(bottom - viewport()->height());
}

std::optional<MultiPathHit> MultiPathView::current() const {
    if (!m_figure) return std::nullopt;
    if (const auto tensor = m_selection.tensor()) return m_figure->geometry().find(*tensor);
    if (const auto layer = m_selection.currentLayer()) return m_figure->geometry().find(*layer);
    return std::nullopt;
}

void MultiPathView::stepInRow(int by) {
    if (!m_figure) return;
    const auto now = current();
    if (!now) return stepRows(by);
    if (const auto next = trilane::stepInRow(m_figure->geometry(), *now, by)) goTo(*next);
}

void MultiPathView::stepRows(int by) {
    if (!m_figure) return;
    if (const auto next = trilane::stepRows(m_figure->geometry(), current(), by)) goTo(*next);
}

void MultiPathView::goTo(MultiPathHit hit) {
    // What is folded can be seen and not be selected.
    const MultiPathItem& item = m_figure->geometry().rows()[hit.row].items[hit.item];
    if (item.kind != ItemKind::More) activate(hit, false);
    reveal(hit);
}

void MultiPathView::toggleRow() {
    const auto now = current();
    if (!now) return;
    setExpanded(now->row, !m_expanded.contains(now->row));
    if (const auto again = current()) reveal(*again);
}

void MultiPathView::expandAll() {
    if (!m_content) return;
    for (std::size_t row = 0; row < m_content->rows().size(); ++row)
        m_expanded.insert(row);
    layOut();
}

void MultiPathView::foldAll() {
    m_expanded.clear();
    layOut();
}

}  // namespace trilane

#include "moc_multi_path_view.cpp"
