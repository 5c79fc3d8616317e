#include "app/gui/sweep/sweep_view.h"

#include "app/gui/document/appearance.h"
#include "app/gui/document/focus_frame.h"
#include "app/gui/sweep/sweep_edit.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

namespace trilane {
namespace {

constexpr const char* kState = "sweep";
constexpr double kSnapPixels = 4;

QString numberText(double value) {
    return QString::number(value, 'g', 12);
}

}  // namespace

SweepView::SweepView(Document& document, Selection&, QWidget* parent)
    : QWidget(parent), m_document(document) {
    setObjectName(QStringLiteral("sweep"));
    setAccessibleName(tr("Makespan over bandwidth"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    makeActions();
    m_pendingTimer.setSingleShot(true);
    m_pendingTimer.setInterval(0);
    connect(&m_pendingTimer, &QTimer::timeout, this, &SweepView::applyPending);
    connect(&m_document, &Document::opened, this, [this] {
        m_runner.clear();
        refresh();
    });
    connect(&m_document, &Document::snapshotChanged, this, &SweepView::refresh);
    connect(&m_document, &Document::projectChanged, this, &SweepView::rebuild);
    connect(&m_document, &Document::viewChanged, this, &SweepView::refresh);
    connect(&m_runner, &SweepRunner::changed, this, &SweepView::rebuild);
    connect(&m_runner, &SweepRunner::finished, this, &SweepView::busyChanged);
}

void SweepView::prepare() {
    const auto snapshot = m_document.snapshot();
    if (!snapshot) return;
    const bool wasBusy = isBusy();
    m_runner.request(*snapshot, range());
    if (isBusy() != wasBusy) emit busyChanged();
}

void SweepView::refresh() {
    if (!isVisible()) return;
    prepare();
    rebuild();
}

SweepRange SweepView::range() const {
    const auto& states = m_document.project().view.states;
    if (const auto kept = states.find(kState); kept != states.end()) {
        const auto parsed = parseSweepRange(kept->second);
        if (const auto* range = std::get_if<SweepRange>(&parsed)) return *range;
    }
    return rangeAround(m_document.project().link.mbps);
}

void SweepView::setRange(std::optional<SweepRange> range) {
    m_document.changeView([&](ProjectView& view) {
        if (range)
            view.states[kState] =
                (numberText(range->low) + QLatin1Char(':') + numberText(range->high) +
                 QLatin1Char(':') + QString::number(range->points))
                    .toStdString();
        else
            view.states.erase(kState);
    });
}

void SweepView::zoom(double factor) {
    if (m_document.isEmpty()) return;
    setRange(zoomedAround(range(), m_document.project().link.mbps, factor));
}

CurveContent SweepView::content() const {
    CurveContent content;
    content.range = range();
    content.presets = curvePresets();
    const Project& project = m_document.project();
    content.current = project.link.mbps;
    content.focus = project.view.focus;
    const auto& curves = m_runner.curves();
    if (!curves) return content;
    content.range = curves->range;
    content.breaks = curves->breaks;
    const auto snapshot = m_document.snapshot();
    const bool answered = snapshot && snapshot->project.link == project.link;
    for (const Strategy strategy : project.view.strategies) {
        CurveSeries series = curves->series.at(static_cast<std::size_t>(
            std::find(kStrategies.begin(), kStrategies.end(), strategy) - kStrategies.begin()));
        const ShownPlan* plan = answered ? snapshot->find(series.id) : nullptr;
        series.current = plan ? std::optional(plan->plan.makespan().milliseconds())
                              : readCurve(series, project.link.mbps);
        content.series.push_back(std::move(series));
    }
    return content;
}

void SweepView::rebuild() {
    if (!isVisible()) return;
    if (m_document.isEmpty())
        m_figure.reset();
    else
        m_figure = std::make_unique<CurveFigure>(content(), QSizeF(size()), themeOf(*this));
    describe();
    update();
}

/// The values at the mark, for those who do not see it.
void SweepView::describe() {
    QString words;
    if (m_figure) {
        words = tr("%1 Mbps").arg(curveNumber(m_figure->content().current.value_or(0)));
        for (const CurveSeries& series : m_figure->content().series)
            if (series.current)
                words += tr("; %1 %2 ms").arg(series.title, curveNumber(*series.current));
    }
    setAccessibleDescription(words);
}

std::unique_ptr<Figure> SweepView::makeFigure(ThemeKind kind) const {
    if (m_document.isEmpty()) return nullptr;
    constexpr QSizeF kExportSize{900, 480};
    return std::make_unique<CurveFigure>(content(), kExportSize, theme(kind));
}

void SweepView::setBandwidth(double mbps, int gesture) {
    m_document.edit(
        tr("Change the bandwidth"),
        [mbps](Project& project) { project.link = withBandwidth(project.link, mbps); }, gesture);
}

void SweepView::applyPending() {
    if (m_pending) setBandwidth(*std::exchange(m_pending, {}), m_pendingGesture);
}

void SweepView::stepBandwidth(double points) {
    if (m_document.isEmpty()) return;
    const SweepRange range = this->range();
    const double ratio =
        std::pow(range.high / range.low, points / static_cast<double>(range.points - 1));
    const double mbps = m_document.project().link.mbps * ratio;
    setBandwidth(snapBandwidth(std::clamp(mbps, range.low, range.high), 1), keyGesture());
}

void SweepView::stepToBreak(bool up) {
    if (!m_figure) return;
    const double now = m_document.project().link.mbps;
    if (const auto mbps = beyondNextBreak(m_figure->content().breaks, now, up))
        setBandwidth(*mbps, keyGesture());
}

/// Keys that follow each other quickly are one step of undo.
int SweepView::keyGesture() {
    constexpr qint64 kPause = 800;
    if (m_keyGesture == 0 || !m_sinceKey.isValid() || m_sinceKey.elapsed() > kPause)
        m_keyGesture = m_document.newGesture();
    m_sinceKey.start();
    return m_keyGesture;
}

QAction* SweepView::addAction(const QString& text, const QList<QKeySequence>& keys,
                              const std::function<void()>& run) {
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    QWidget::addAction(action);
    m_actions << action;
    return action;
}

void SweepView::makeActions() {
    addAction(tr("Lower bandwidth"), {Qt::Key_Left}, [this] { stepBandwidth(-1); });
    addAction(tr("Higher bandwidth"), {Qt::Key_Right}, [this] { stepBandwidth(1); });
    addAction(tr("Much lower bandwidth"), {Qt::Key_PageDown}, [this] { stepBandwidth(-10); });
    addAction(tr("Much higher bandwidth"), {Qt::Key_PageUp}, [this] { stepBandwidth(10); });
    addAction(tr("Previous change of the best cut"), {QKeySequence(Qt::CTRL | Qt::Key_Left)},
              [this] { stepToBreak(false); });
    addAction(tr("Next change of the best cut"), {QKeySequence(Qt::CTRL | Qt::Key_Right)},
              [this] { stepToBreak(true); });
    addAction(
        tr("Narrower range"),
        {QKeySequence(QKeySequence::ZoomIn), QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_W)},
        [this] { zoom(0.7); });
    addAction(
        tr("Wider range"),
        {QKeySequence(QKeySequence::ZoomOut), QKeySequence(Qt::Key_Minus), QKeySequence(Qt::Key_S)},
        [this] { zoom(1 / 0.7); });
    addAction(tr("Usual range"), {QKeySequence(Qt::Key_0)}, [this] { setRange({}); });
}

void SweepView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (!m_figure) {
        painter.fillRect(rect(), themeOf(*this).background);
        return;
    }
    m_figure->paint(painter);
    if (m_hover && !m_drag) m_figure->paintReadout(painter, *m_hover);
    paintFocusFrame(painter, *this, rect());
}

void SweepView::showEvent(QShowEvent*) {
    refresh();
}

void SweepView::resizeEvent(QResizeEvent*) {
    rebuild();
}

void SweepView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) rebuild();
}

/// What a click there sets, and what the pointer gets to read there.
double SweepView::bandwidthAt(QPointF position) const {
    const CurveScale& scale = m_figure->xScale();
    const double mbps = scale.toValue(position.x());
    const double reach = scale.toValue(position.x() + kSnapPixels) / mbps;
    return snapBandwidth(mbps, std::max(1.0, reach));
}

void SweepView::dragTo(QPointF position) {
    if (!m_figure || !m_drag) return;
    m_pending = bandwidthAt(position);
    m_pendingGesture = *m_drag;
    m_pendingTimer.start();
}

void SweepView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_figure) return;
    const auto& labels = m_figure->labels();
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (labels[i].contains(event->position())) {
            const std::string id = m_figure->content().series[i].id;
            m_document.changeView([&](ProjectView& view) { view.focus = id; });
            return;
        }
    if (event->position().x() > m_figure->plot().right() + kSnapPixels) return;
    m_drag = m_document.newGesture();
    dragTo(event->position());
}

void SweepView::mouseMoveEvent(QMouseEvent* event) {
    if (!m_figure) return;
    if (m_drag) return dragTo(event->position());
    const QPointF at = event->position();
    const bool inPlot = m_figure->plot().adjusted(-2, -2, 2, 2).contains(at);
    const auto& labels = m_figure->labels();
    const bool onName = std::any_of(labels.begin(), labels.end(),
                                    [&](const QRectF& label) { return label.contains(at); });
    setCursor(onName ? Qt::PointingHandCursor : inPlot ? Qt::CrossCursor : Qt::ArrowCursor);
    m_hover = inPlot ? std::optional(bandwidthAt(at)) : std::nullopt;
    update();
}

void SweepView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_drag) return;
    m_drag.reset();
    update();
}

void SweepView::leaveEvent(QEvent*) {
    m_hover.reset();
    update();
}

void SweepView::wheelEvent(QWheelEvent* event) {
    if (!(event->modifiers() & Qt::ControlModifier)) return event->ignore();
    constexpr double kNotch = 120;
    zoom(std::pow(0.85, event->angleDelta().y() / kNotch));
    event->accept();
}

void SweepView::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addActions(m_actions);
    menu.exec(event->globalPos());
}

}  // namespace trilane

#include "moc_sweep_view.cpp"
