#pragma once

#include <QAction>
#include <QDialog>
#include <QList>
#include <QString>

namespace trilane {

/// Actions that belong together: a menu, or a pane.
struct ActionGroup {
    QString title;
    QList<QAction*> actions;
};

/// The actions with a shortcut as HTML tables: "Fit  F".
[[nodiscard]] QString keysAsHtml(const QList<ActionGroup>& groups);

/// Every action with its keys, made from the actions themselves, with a filter.
class KeysDialog : public QDialog {
    Q_OBJECT

public:
    explicit KeysDialog(const QList<ActionGroup>& groups, QWidget* parent = nullptr);
};

}  // namespace trilane
