#include "app/gui/panels/segment_button.h"

#include "app/gui/document/appearance.h"

#include <QPainter>

namespace trilane {

SegmentButton::SegmentButton(const QString& text, QWidget* parent) : QPushButton(text, parent) {
    setAutoDefault(false);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize SegmentButton::sizeHint() const {
    return {fontMetrics().horizontalAdvance(text()) + 12, 24};
}

void SegmentButton::paintEvent(QPaintEvent* /*event*/) {
    const Theme& colours = themeOf(*this);
    const bool filled = isChecked() || isDown();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(filled ? colours.accent : hasFocus() ? colours.accent : colours.faint);
    painter.setBrush(filled         ? colours.accent
                     : underMouse() ? colours.accentTint
                                    : colours.alternate);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(filled ? colours.accentText : colours.text);
    painter.drawText(rect(), Qt::AlignCenter, text());
    if (!hasFocus()) return;
    painter.setPen(filled ? colours.accentText : colours.accent);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(2.5, 2.5, -2.5, -2.5), 2.5, 2.5);
}

}  // namespace trilane

#include "moc_segment_button.cpp"
