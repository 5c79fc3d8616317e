#include "app/gui/panels/stale_cover.h"

#include "app/gui/document/appearance.h"
#include "app/gui/document/document.h"
#include "app/gui/panels/panel_style.h"

#include <QEvent>
#include <QPainter>

namespace trilane {

StaleCover::StaleCover(Document& document, QWidget& view) : QWidget(&view), m_document(document) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    view.installEventFilter(this);
    connect(&document, &Document::planningChanged, this, &StaleCover::refresh);
    connect(&document, &Document::snapshotChanged, this, &StaleCover::refresh);
    connect(&document, &Document::opened, this, &StaleCover::refresh);
    refresh();
}

void StaleCover::refresh() {
    const QString& fault = m_document.planningFault();
    // Without a plan there is nothing to dim.
    const bool stale = !fault.isEmpty() && m_document.snapshot() != nullptr;
    m_message = stale ? tr("An earlier plan: the project as it is cannot be planned. %1").arg(fault)
                      : QString();
    setAccessibleName(m_message);
    setGeometry(parentWidget()->rect());
    setVisible(stale);
    if (stale) raise();
    update();
}

bool StaleCover::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parent() && event->type() == QEvent::Resize) setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void StaleCover::paintEvent(QPaintEvent* /*event*/) {
    constexpr int kVeil = 150;  ///< of 255: the plan shows through
    constexpr int kLine = kRowHeight + 4;
    const Theme& colours = themeOf(*this);
    QPainter painter(this);
    QColor veil = colours.background;
    veil.setAlpha(kVeil);
    painter.fillRect(rect(), veil);
    const QRect line(0, height() - kLine, width(), kLine);
    painter.fillRect(line, colours.background);
    painter.fillRect(line.x(), line.y(), line.width(), 2, colours.error);
    painter.setPen(colours.error);
    const QRect box = line.adjusted(kPanelMargin, 2, -kPanelMargin, 0);
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(m_message, Qt::ElideRight, box.width()));
}

}  // namespace trilane

#include "moc_stale_cover.cpp"
