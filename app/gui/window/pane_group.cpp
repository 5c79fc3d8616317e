#include "app/gui/window/pane_group.h"

#include "app/gui/window/icon.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QStackedWidget>
#include <QStyle>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace trilane {
namespace {

constexpr int kHeaderHeight = 32;

}  // namespace

PaneGroup::PaneGroup(QWidget* parent)
    : QWidget(parent),
      m_header(new QWidget),
      m_tabs(new QTabBar),
      m_maximize(new QToolButton),
      m_stack(new QStackedWidget) {
    m_header->setObjectName(QStringLiteral("paneHeader"));
    m_header->setFixedHeight(kHeaderHeight);
    m_header->setAttribute(Qt::WA_StyledBackground);
    m_tabs->setObjectName(QStringLiteral("paneTabs"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setFocusPolicy(Qt::NoFocus);
    m_maximize->setAutoRaise(true);
    m_maximize->setIconSize({14, 14});
    m_maximize->setFocusPolicy(Qt::NoFocus);
    setMaximized(false);

    auto* const header = new QHBoxLayout(m_header);
    header->setContentsMargins(4, 0, 6, 0);
    header->setSpacing(4);
    header->addWidget(m_tabs);
    header->addStretch();
    header->addWidget(m_maximize);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_stack, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (index < 0 || index >= m_stack->count()) return;
        m_stack->setCurrentIndex(index);
        emit currentChanged();
    });
    connect(m_maximize, &QToolButton::clicked, this, [this] { emit maximizeToggled(current()); });
}

void PaneGroup::addPane(PaneId pane, QWidget* view) {
    m_panes.push_back(pane);
    m_stack->addWidget(view);
    m_tabs->addTab(title(pane));
    const bool several = m_panes.size() > 1;
    m_tabs->setProperty("several", several);
    m_tabs->setFocusPolicy(several ? Qt::TabFocus : Qt::NoFocus);
    setAccessibleName(title(m_panes.front()));
}

bool PaneGroup::contains(PaneId pane) const {
    return std::find(m_panes.begin(), m_panes.end(), pane) != m_panes.end();
}

int PaneGroup::indexOf(PaneId pane) const {
    return static_cast<int>(std::find(m_panes.begin(), m_panes.end(), pane) - m_panes.begin());
}

PaneId PaneGroup::current() const {
    return m_panes[static_cast<std::size_t>(std::max(0, m_stack->currentIndex()))];
}

void PaneGroup::setCurrent(PaneId pane) {
    m_tabs->setCurrentIndex(indexOf(pane));
}

bool PaneGroup::isPaneShown(PaneId pane) const {
    return m_tabs->isTabVisible(indexOf(pane));
}

void PaneGroup::setPaneShown(PaneId pane, bool shown) {
    m_tabs->setTabVisible(indexOf(pane), shown);
}

bool PaneGroup::hasShownPanes() const {
    return std::any_of(m_panes.begin(), m_panes.end(),
                       [this](PaneId pane) { return isPaneShown(pane); });
}

void PaneGroup::setMaximized(bool maximized) {
    m_maximize->setIcon(
        lineIcon(maximized ? QStringLiteral("restore") : QStringLiteral("maximize")));
    m_maximize->setToolTip(maximized ? tr("Show all panes (F11)")
                                     : tr("Let this pane fill the window (F11)"));
    m_maximize->setAccessibleName(m_maximize->toolTip());
}

void PaneGroup::setActive(bool active) {
    if (m_tabs->property("active").toBool() == active) return;
    for (QWidget* const widget : {static_cast<QWidget*>(m_tabs), m_header}) {
        widget->setProperty("active", active);
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
        widget->update();
    }
}

void PaneGroup::mouseDoubleClickEvent(QMouseEvent* event) {
    if (m_header->geometry().contains(event->position().toPoint())) emit maximizeToggled(current());
}

}  // namespace trilane

#include "moc_pane_group.cpp"
