#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

class QAction;
class QWidget;

namespace trilane {

/// A new action of a view, whose shortcuts work while the keyboard is in the view or a part of it.
/// The view owns it.
QAction* addViewAction(QWidget& view, const QString& text, const QList<QKeySequence>& keys = {});

}  // namespace trilane
