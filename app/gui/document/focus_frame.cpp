#include "app/gui/document/focus_frame.h"

#include "app/gui/document/appearance.h"

#include <QPainter>
#include <QWidget>

namespace trilane {

void paintFocusFrame(QPainter& painter, const QWidget& view, const QRect& area) {
    if (!view.hasFocus()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(themeOf(view).accent, 1));
    // A line of one pixel is sharp where its middle is in the middle of pixels.
    painter.drawRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5));
}

}  // namespace trilane
