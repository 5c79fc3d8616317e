#include "app/gui/window/pane_layout.h"

#include "app/gui/document/selection.h"
#include "app/gui/window/pane_group.h"

#include <QApplication>
#include <QDataStream>
#include <QIODevice>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

namespace trilane {
namespace {

QSplitter* makeSplitter(Qt::Orientation orientation) {
    auto* const splitter = new QSplitter(orientation);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

/// The first widget in `view` that takes the keyboard.
QWidget* firstFocus(QWidget* view) {
    if (view->focusPolicy() & Qt::TabFocus) return view;
    for (QWidget* child : view->findChildren<QWidget*>())
        if ((child->focusPolicy() & Qt::TabFocus) && child->isVisibleTo(view) && child->isEnabled())
            return child;
    return view;
}

}  // namespace

PaneLayout::PaneLayout(Document& document, Selection& selection, QWidget* parent)
    : QWidget(parent),
      m_centre(new QWidget),
      m_columns(makeSplitter(Qt::Horizontal)),
      m_upper(makeSplitter(Qt::Horizontal)),
      m_drawings(makeSplitter(Qt::Horizontal)),
      m_right(makeSplitter(Qt::Vertical)),
      m_rows(makeSplitter(Qt::Vertical)) {
    const auto add = [&](const std::vector<PaneId>& panes) {
        return addGroup(panes, document, selection);
    };
    auto* const centre = new QVBoxLayout(m_centre);
    centre->setContentsMargins(0, 0, 0, 0);
    centre->setSpacing(0);
    centre->addWidget(m_drawings, 1);
    m_upper->addWidget(add({PaneId::Layers}));
    m_upper->addWidget(m_centre);
    m_drawings->addWidget(add({PaneId::Graph}));
    m_drawings->addWidget(add({PaneId::MultiPath}));
    m_right->addWidget(add({PaneId::Link}));
    m_right->addWidget(add({PaneId::Results}));
    m_right->addWidget(add({PaneId::Inspector, PaneId::Machines, PaneId::Pins}));
    m_rows->addWidget(m_upper);
    m_rows->addWidget(add({PaneId::Schedules, PaneId::Sweep}));
    m_columns->addWidget(m_rows);
    m_columns->addWidget(m_right);
    m_columns->setStretchFactor(0, 1);
    m_upper->setStretchFactor(0, 1);
    m_upper->setStretchFactor(1, 2);
    m_right->setStretchFactor(2, 1);
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 2);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_columns);
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget*, QWidget* now) { followFocus(now); });
    connect(&selection, &Selection::changed, this, [this, &selection] {
        if (!selection.isEmpty()) showSelected();
    });
}

void PaneLayout::showSelected() {
    PaneGroup* const group = groupOf(PaneId::Inspector);
    const QWidget* const focus = QApplication::focusWidget();
    const bool busy = focus != nullptr && group->isAncestorOf(focus);
    if (busy || !group->isPaneShown(PaneId::Inspector)) return;
    // What fills the window was asked for.
    if (m_maximized && group->contains(*m_maximized)) return;
    group->setCurrent(PaneId::Inspector);
}

PaneGroup* PaneLayout::addGroup(const std::vector<PaneId>& panes, Document& document,
                                Selection& selection) {
    auto* const group = new PaneGroup;
    for (const PaneId pane : panes) {
        const PaneView& view = m_views[pane] = makePaneView(pane, document, selection, group);
        if (view.widget->accessibleName().isEmpty()) view.widget->setAccessibleName(title(pane));
        group->addPane(pane, view.widget);
    }
    m_groups.push_back(group);
    connect(group, &PaneGroup::currentChanged, this, &PaneLayout::arrangementChanged);
    connect(group, &PaneGroup::maximizeToggled, this,
            [this](PaneId pane) { maximize(m_maximized ? std::nullopt : std::optional(pane)); });
    return group;
}

void PaneLayout::addAboveCentre(QWidget* widget) {
    static_cast<QVBoxLayout*>(m_centre->layout())->insertWidget(0, widget);
}

PaneGroup* PaneLayout::groupOf(PaneId pane) const {
    return *std::find_if(m_groups.begin(), m_groups.end(),
                         [pane](const PaneGroup* group) { return group->contains(pane); });
}

bool PaneLayout::isPaneShown(PaneId pane) const {
    return groupOf(pane)->isPaneShown(pane);
}

void PaneLayout::setPaneShown(PaneId pane, bool shown) {
    if (isPaneShown(pane) == shown) return;
    groupOf(pane)->setPaneShown(pane, shown);
    if (!shown && m_maximized == pane) m_maximized.reset();
    arrange();
}

void PaneLayout::bringToFront(PaneId pane) {
    groupOf(pane)->setPaneShown(pane, true);
    groupOf(pane)->setCurrent(pane);
    if (m_maximized && !groupOf(*m_maximized)->contains(pane)) m_maximized = pane;
    arrange();
}

void PaneLayout::maximize(std::optional<PaneId> pane) {
    const PaneId wanted = pane.value_or(m_maximized.value_or(m_active));
    m_maximized = pane;
    if (pane) {
        groupOf(*pane)->setPaneShown(*pane, true);
        groupOf(*pane)->setCurrent(*pane);
    }
    arrange();
    // What is hidden hands the keyboard to whatever comes next, a button of the tool bar even.
    giveFocus(wanted);
}

void PaneLayout::giveFocus(PaneId pane) {
    QWidget* const view = m_views.at(pane).widget;
    QWidget* const focus = QApplication::focusWidget();
    if (!view->isVisible() || (focus != nullptr && (focus == view || view->isAncestorOf(focus))))
        return;
    m_active = pane;
    firstFocus(view)->setFocus(Qt::OtherFocusReason);
}

void PaneLayout::arrange() {
    for (PaneGroup* const group : m_groups) {
        const bool filling = m_maximized && group->contains(*m_maximized);
        group->setVisible(m_maximized ? filling : group->hasShownPanes());
        group->setMaximized(filling);
    }
    // A splitter without visible children would keep its share of the window. Inner ones first.
    const auto follow = [](QWidget* holder, const QSplitter* splitter) {
        bool any = false;
        for (int i = 0; i < splitter->count(); ++i)
            any |= !splitter->widget(i)->isHidden();
        holder->setVisible(any);
    };
    follow(m_centre, m_drawings);
    follow(m_right, m_right);
    follow(m_upper, m_upper);
    follow(m_rows, m_rows);
    emit arrangementChanged();
}

void PaneLayout::followFocus(QWidget* now) {
    if (now == nullptr || !isAncestorOf(now)) return;
    for (PaneGroup* const group : m_groups) {
        const bool active = group->isAncestorOf(now);
        group->setActive(active);
        if (active) m_active = group->current();
    }
}

void PaneLayout::cycle(int step) {
    std::vector<PaneGroup*> visible;
    for (PaneGroup* const group : m_groups)
        if (group->isVisible()) visible.push_back(group);
    if (visible.empty()) return;
    const auto found = std::find(visible.begin(), visible.end(), groupOf(m_active));
    const QWidget* const focus = QApplication::focusWidget();
    const bool inside = found != visible.end() && focus != nullptr && (*found)->isAncestorOf(focus);
    const auto count = static_cast<int>(visible.size());
    const int from = found == visible.end() ? 0 : static_cast<int>(found - visible.begin());
    const int to = inside ? (from + step + count) % count : from;
    PaneGroup* const group = visible[static_cast<std::size_t>(to)];
    m_active = group->current();
    firstFocus(m_views.at(m_active).widget)->setFocus(Qt::TabFocusReason);
}

void PaneLayout::applyDefaultSizes(const QSize& size) {
    // Drawings need no more than a wide screen has; tables then show all their columns.
    constexpr int kWide = 1920;
    const int spare = std::max(size.width() - kWide, 0);
    const int right = std::clamp(size.width() * 24 / 100, 308, 400) + std::min(spare * 2 / 5, 260);
    // Names like inception_3a/branch3x3/reduce beside side and times.
    const int left = std::clamp(size.width() * 30 / 100, 240, 400) + std::min(spare * 2 / 5, 300);
    const int centre = std::max(200, size.width() - left - right);
    m_columns->setSizes({size.width() - right, right});
    m_upper->setSizes({left, centre});
    // A job's stage times side by side need their room first: a graph can be zoomed.
    constexpr int kStages = 368;
    const int paths = std::max(centre * 55 / 100, std::min(kStages, centre * 63 / 100));
    m_drawings->setSizes({centre - paths, paths});
    const int bottom = std::clamp(size.height() * 43 / 100, 180, 640);
    m_rows->setSizes({std::max(200, size.height() - bottom), bottom});
    // Link and results as high as what they hold, the selection what is left.
    constexpr int kAir = 12;  // without it a scroll bar comes up
    const int link = m_right->widget(0)->sizeHint().height() + kAir;
    const int results = std::max(256, m_right->widget(1)->sizeHint().height() + kAir);
    m_right->setSizes({link, results, std::max(120, size.height() - link - results)});
}

std::vector<QSplitter*> PaneLayout::splitters() const {
    return {m_columns, m_upper, m_drawings, m_right, m_rows};
}

QByteArray PaneLayout::saveSizes() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    for (const QSplitter* const splitter : splitters())
        stream << splitter->saveState();
    return state;
}

void PaneLayout::restoreSizes(const QByteArray& state) {
    QDataStream stream(state);
    for (QSplitter* const splitter : splitters()) {
        QByteArray one;
        stream >> one;
        if (stream.status() == QDataStream::Ok) splitter->restoreState(one);
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
    }
}

QString PaneLayout::arrangement() const {
    QStringList hidden;
    QStringList front;
    for (const PaneGroup* const group : m_groups) {
        for (const PaneId pane : group->panes())
            if (!group->isPaneShown(pane)) hidden << key(pane);
        if (group->panes().size() > 1) front << key(group->current());
    }
    QStringList parts{QStringLiteral("hidden=") + hidden.join(','),
                      QStringLiteral("front=") + front.join(',')};
    if (m_maximized) parts << QStringLiteral("maximized=") + key(*m_maximized);
    return parts.join(';');
}

void PaneLayout::setArrangement(const QString& text) {
    const auto panesOf = [&](const QString& part) {
        std::vector<PaneId> panes;
        for (const QString& one : text.split(';')) {
            if (one.section('=', 0, 0) != part) continue;
            for (const QString& name : one.section('=', 1).split(','))
                if (const auto pane = paneFromKey(name)) panes.push_back(*pane);
        }
        return panes;
    };
    const std::vector<PaneId> hidden = panesOf(QStringLiteral("hidden"));
    for (const PaneId pane : kPanes)
        groupOf(pane)->setPaneShown(pane,
                                    std::find(hidden.begin(), hidden.end(), pane) == hidden.end());
    for (const PaneId pane : panesOf(QStringLiteral("front")))
        groupOf(pane)->setCurrent(pane);
    const std::vector<PaneId> filling = panesOf(QStringLiteral("maximized"));
    m_maximized = filling.empty() ? std::nullopt : std::optional(filling.front());
    arrange();
}

}  // namespace trilane

#include "moc_pane_layout.cpp"
