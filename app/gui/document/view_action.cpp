#include "app/gui/document/view_action.h"

#include <QAction>
#include <QWidget>

namespace trilane {

QAction* addViewAction(QWidget& view, const QString& text, const QList<QKeySequence>& keys) {
    auto* const action = new QAction(text, &view);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    view.addAction(action);
    return action;
}

}  // namespace trilane
