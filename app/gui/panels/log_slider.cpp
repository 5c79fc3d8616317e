#include "app/gui/panels/log_slider.h"

#include "app/gui/document/appearance.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace trilane {
namespace {

constexpr double kRadius = 7;
constexpr double kTrack = 3;

}  // namespace

LogSlider::LogSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setRange(positionOf(kLowest), positionOf(kHighest));
    setSingleStep(2);
    setPageStep(kStepsPerDecade / 4);
    setFocusPolicy(Qt::StrongFocus);
}

int LogSlider::positionOf(double mbps) {
    const double clamped = std::clamp(mbps, kLowest, kHighest);
    return static_cast<int>(std::lround(std::log10(clamped / kLowest) * kStepsPerDecade));
}

double LogSlider::mbpsAt(int position) {
    const double exact = kLowest * std::pow(10.0, static_cast<double>(position) / kStepsPerDecade);
    // Digits that nobody aimed at would only be noise.
    return QString::number(exact, 'g', 3).toDouble();
}

void LogSlider::setPresets(std::vector<double> mbps) {
    m_presets = std::move(mbps);
    update();
}

double LogSlider::mbps() const {
    for (const double preset : m_presets)
        if (std::abs(positionOf(preset) - sliderPosition()) <= 1) return preset;
    return mbpsAt(sliderPosition());
}

QSize LogSlider::sizeHint() const {
    return {200, 26};
}

double LogSlider::xOf(int position) const {
    const double share = static_cast<double>(position - minimum()) / (maximum() - minimum());
    return kRadius + 1 + share * (width() - 2 * kRadius - 2);
}

int LogSlider::positionAt(double x) const {
    const double share = (x - kRadius - 1) / std::max(width() - 2 * kRadius - 2, 1.0);
    return minimum() + static_cast<int>(std::lround(share * (maximum() - minimum())));
}

void LogSlider::paintEvent(QPaintEvent* /*event*/) {
    const Theme& colours = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double y = 10;
    const double x = xOf(sliderPosition());
    const QColor filled = isEnabled() ? colours.accent : colours.faint;
    const auto track = [&](double from, double to, const QColor& colour) {
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(from, y - kTrack / 2, to - from, kTrack), 1.5, 1.5);
    };
    track(1, width() - 1, colours.faint);
    track(1, x, filled);
    painter.setBrush(colours.muted);
    for (const double preset : m_presets)
        painter.drawRect(QRectF(xOf(positionOf(preset)) - 0.75, y + 10, 1.5, 5));
    painter.setPen(QPen(filled, hasFocus() ? 3.5 : 2));
    painter.setBrush(colours.background);
    painter.drawEllipse(QPointF(x, y), kRadius, kRadius);
}

void LogSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    setSliderDown(true);
    setSliderPosition(positionAt(event->position().x()));
}

void LogSlider::mouseMoveEvent(QMouseEvent* event) {
    if (!isSliderDown()) return event->ignore();
    setSliderPosition(positionAt(event->position().x()));
}

void LogSlider::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !isSliderDown()) return event->ignore();
    setSliderDown(false);
}

void LogSlider::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) update();
    QSlider::changeEvent(event);
}

}  // namespace trilane

#include "moc_log_slider.cpp"
