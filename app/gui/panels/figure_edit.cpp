#include "app/gui/panels/figure_edit.h"

#include "app/gui/document/appearance.h"

#include <QKeyEvent>
#include <QPainter>

namespace trilane {
namespace {

bool isHistory(const QKeyEvent& event) {
    return event.matches(QKeySequence::Undo) || event.matches(QKeySequence::Redo);
}

}  // namespace

FigureEdit::FigureEdit(QWidget* parent) : QLineEdit(parent) {
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
}

void FigureEdit::showFigure(const QString& text) {
    m_figure = text;
    if (!isModified() && this->text() != text) setText(text);
}

void FigureEdit::resetFigure(const QString& text) {
    m_figure = text;
    // Setting it anew also forgets the line's own steps of undo.
    setText(text);
    setFault({});
}

void FigureEdit::setFault(const QString& fault) {
    if (fault == m_fault) return;
    m_fault = fault;
    update();
    emit faultChanged(m_fault);
}

bool FigureEdit::isOwn(const QKeyEvent& event) const {
    return isModified() && (isHistory(event) || event.key() == Qt::Key_Escape);
}

bool FigureEdit::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        if (isHistory(key) || key.key() == Qt::Key_Escape) {
            event->setAccepted(isOwn(key));
            return true;
        }
    }
    return QLineEdit::event(event);
}

void FigureEdit::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && isOwn(*event)) {
        resetFigure(m_figure);
        selectAll();
        return;
    }
    if (isHistory(*event) && !isOwn(*event)) return event->ignore();
    QLineEdit::keyPressEvent(event);
}

void FigureEdit::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (m_fault.isEmpty()) return;
    QPainter painter(this);
    painter.setPen(QPen(themeOf(*this).error, 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

}  // namespace trilane

#include "moc_figure_edit.cpp"
