#include "app/gui/panels/find_bar.h"

#include "app/gui/document/document.h"
#include "app/gui/document/selection.h"
#include "app/gui/panels/panel_numbers.h"
#include "app/gui/panels/panel_style.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <algorithm>

namespace trilane {

FindBar::FindBar(Document& document, Selection& selection, QWidget* parent)
    : QWidget(parent), m_document(document), m_selection(selection), m_search(document.model()) {
    setAutoFillBackground(true);
    setAccessibleName(tr("Find layers"));
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(kGrid, 4, kGrid, 4);
    layout->setSpacing(4);
    m_edit = new QLineEdit(this);
    m_edit->setPlaceholderText(tr("Find layers: name, op:conv, shape:1x64"));
    m_edit->setAccessibleName(tr("Find layers"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setMinimumWidth(80);
    m_edit->installEventFilter(this);
    layout->addWidget(m_edit, 1);
    m_count = makeMuted({}, this);
    layout->addWidget(m_count);
    makeActions();
    // The action that opens the bar needs no button in it.
    for (QAction* const action : m_actions.mid(1)) {
        auto* const button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
    }
    connect(m_edit, &QLineEdit::textChanged, this, &FindBar::search);
    connect(&selection, &Selection::changed, this, &FindBar::showCount);
    connect(&document, &Document::opened, this, [this] {
        m_search = LayerSearch(m_document.model());
        search();
    });
    search();
    hide();
}

void FindBar::makeActions() {
    const auto add = [this](const QString& text, const QString& icon, const QKeySequence& keys,
                            Qt::ShortcutContext context, auto&& run) {
        auto* const action = new QAction(text, this);
        action->setIconText(icon);
        action->setShortcut(keys);
        action->setShortcutContext(context);
        const QString plain = QString(text).remove(QChar('&'));
        action->setToolTip(keys.isEmpty()
                               ? plain
                               : tr("%1 (%2)").arg(plain, keys.toString(QKeySequence::NativeText)));
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
        return action;
    };
    const auto anywhere = Qt::WindowShortcut;
    const auto here = Qt::WidgetWithChildrenShortcut;
    add(tr("&Find layers…"), tr("Find"), Qt::CTRL | Qt::Key_F, anywhere, &FindBar::open);
    m_needMatches << add(tr("Find &next"), QStringLiteral("↓"), Qt::Key_F3, anywhere,
                         [this] { step(1); });
    m_needMatches << add(tr("Find &previous"), QStringLiteral("↑"), Qt::SHIFT | Qt::Key_F3,
                         anywhere, [this] { step(-1); });
    m_needMatches << add(tr("Select all &matches"), tr("All"), Qt::ALT | Qt::Key_Return, here,
                         &FindBar::selectAll);
    add(tr("&Close"), QStringLiteral("×"), Qt::Key_Escape, here, &FindBar::close);
}

void FindBar::open() {
    if (QWidget* const before = QApplication::focusWidget(); before && !isAncestorOf(before))
        m_before = before;
    show();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
    search();
}

void FindBar::close() {
    const bool here = QApplication::focusWidget() && isAncestorOf(QApplication::focusWidget());
    // Before it hides: Qt would hand the focus to the next button.
    if (here && m_before) m_before->setFocus(Qt::OtherFocusReason);
    hide();
    m_selection.highlight({});
}

void FindBar::setQuery(const QString& query) {
    m_edit->setText(query);
}

void FindBar::search() {
    m_matches.clear();
    if (!LayerSearch::isBlank(m_edit->text())) m_matches = m_search.find(m_edit->text());
    if (isVisibleTo(parentWidget()))
        m_selection.highlight(std::set<LayerId>(m_matches.begin(), m_matches.end()));
    for (QAction* const action : m_needMatches)
        action->setEnabled(!m_matches.empty());
    showCount();
}

void FindBar::step(int by) {
    if (m_matches.empty()) return;
    m_selection.highlight(std::set<LayerId>(m_matches.begin(), m_matches.end()));
    // From the layer that is selected, wherever it was selected; round the ends.
    const auto current = m_selection.currentLayer();
    auto next = m_matches.begin();
    if (current && by > 0) {
        next = std::upper_bound(m_matches.begin(), m_matches.end(), *current);
        if (next == m_matches.end()) next = m_matches.begin();
    } else if (by < 0) {
        next = current ? std::lower_bound(m_matches.begin(), m_matches.end(), *current)
                       : m_matches.begin();
        if (next == m_matches.begin()) next = m_matches.end();
        --next;
    }
    m_selection.selectLayer(*next);
    m_selection.reveal(*next);
}

void FindBar::selectAll() {
    if (m_matches.empty()) return;
    m_selection.selectLayers(std::set<LayerId>(m_matches.begin(), m_matches.end()),
                             m_matches.front());
}

void FindBar::showCount() {
    if (LayerSearch::isBlank(m_edit->text())) return m_count->setText({});
    if (m_matches.empty()) return m_count->setText(tr("none"));
    const auto current = m_selection.currentLayer();
    const auto at =
        current ? std::lower_bound(m_matches.begin(), m_matches.end(), *current) : m_matches.end();
    const QString all = countText(static_cast<std::int64_t>(m_matches.size()));
    if (at == m_matches.end() || *at != *current) return m_count->setText(tr("%1 found").arg(all));
    m_count->setText(tr("%1 of %2").arg(countText(at - m_matches.begin() + 1), all));
}

bool FindBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && (key->modifiers() & Qt::AltModifier) == 0) {
            step((key->modifiers() & Qt::ShiftModifier) != 0 ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace trilane

#include "moc_find_bar.cpp"
