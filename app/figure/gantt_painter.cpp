#include "app/figure/gantt_painter.h"

#include "app/figure/gantt_canvas.h"
#include "core/graph/number_text.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

constexpr double kPadding = 12;
constexpr double kLaneLabelGap = 8;

struct Gantt {
    Q_DECLARE_TR_FUNCTIONS(Gantt)
};

/// Two lines and the names of lanes find room in a block from this pitch on.
bool roomy(const GanttRows& rows) {
    return rows.pitch() >= 48;
}

QFont titleFont(const GanttRows& rows) {
    return figureFont(roomy(rows) ? 13 : 11, true);
}

QFont figuresFont(const GanttRows& rows) {
    return figureFont(roomy(rows) ? 11 : 10);
}

bool namesLanes(const GanttRows& rows) {
    return rows.lane + rows.laneGap >= 10;
}

QFont laneFont(const GanttRows& rows) {
    return figureFont(std::min(rows.lane, 10.0));
}

QString titleOf(const GanttBlock& block) {
    return block.plan->plan.strategy ? QString::fromStdString(block.plan->title)
                                     : Gantt::tr("Manual cut");
}

double laneNamesWidth(const GanttRows& rows) {
    if (!namesLanes(rows)) return 0;
    const QFontMetricsF metrics(laneFont(rows));
    double width = 0;
    for (const Lane lane : kLanes)
        width = std::max(width, metrics.horizontalAdvance(laneTitle(lane)));
    return width;
}

void paintLaneBackgrounds(const GanttCanvas& canvas, std::size_t block) {
    const GanttBlock& content = canvas.geometry.chart->blocks[block];
    const TimeAxis& axis = canvas.geometry.axis;
    const double end = std::clamp(axis.x(content.makespan()), axis.left(), axis.right());
    const double start = std::clamp(axis.x(Nanoseconds{}), axis.left(), axis.right());
    for (const Lane lane : kLanes) {
        QRectF rect = canvas.geometry.laneRect(block, lane);
        rect.setLeft(start);
        rect.setRight(end);
        if (rect.width() > 0) canvas.painter.fillRect(rect, canvas.theme.alternate);
        const auto& runs = content.lane(lane).runs;
        if (runs.size() < 2) continue;
        // A thread through the pauses of a lane at work: here it waits.
        const double first = std::max(axis.x(runs.front().start), axis.left());
        const double last = std::min(axis.x(runs.back().end), axis.right());
        if (last > first)
            drawRule(canvas.painter, canvas.theme.faint, first, rect.center().y(), last,
                     rect.center().y());
    }
}

void paintGrid(const GanttCanvas& canvas, const TimeTicks& ticks, double bottom) {
    for (const TimeTick& tick : ticks.ticks)
        drawRule(canvas.painter, canvas.theme.rule, tick.x, canvas.geometry.rows.header, tick.x,
                 bottom);
}

}  // namespace

void drawRule(QPainter& painter, const QColor& colour, double x1, double y1, double x2, double y2) {
    painter.setPen(QPen(colour, 1));
    const auto sharp = [](double at) { return std::floor(at) + 0.5; };
    if (x1 == x2)
        painter.drawLine(QPointF(sharp(x1), y1), QPointF(sharp(x2), y2));
    else
        painter.drawLine(QPointF(x1, sharp(y1)), QPointF(x2, sharp(y2)));
}

QString laneTitle(Lane lane) {
    return lane == Lane::Device ? Gantt::tr("Device")
           : lane == Lane::Link ? Gantt::tr("Link")
                                : Gantt::tr("Server");
}

QString layerCountText(std::size_t count) {
    return Gantt::tr("%n layer(s)", nullptr, static_cast<int>(count))
        .replace(QStringLiteral("(s)"), count == 1 ? QString() : QStringLiteral("s"));
}

QString proofText(const GanttBlock& block) {
    if (block.proof == GanttProof::Optimal) return Gantt::tr("optimal");
    const bool searching = block.proof == GanttProof::Searching;
    if (searching && block.plan->plan.strategy == Strategy::Optimal) return Gantt::tr("searching…");
    const auto bound = static_cast<double>(block.lowerBound().count());
    if (bound <= 0) return {};
    const double gap = (static_cast<double>(block.makespan().count()) / bound - 1) * 100;
    const int decimals = gap < 0.95 ? 2 : gap < 9.95 ? 1 : 0;
    const bool atMost = searching || block.proof == GanttProof::AtMost;
    return QString::fromUtf8(atMost ? "≤ +" : "+") +
           QString::fromStdString(fixedText(gap, decimals)) + QStringLiteral(" %");
}

double labelColumnWidth(const GanttChart& chart, const GanttRows& rows, bool anyFigures) {
    const QFontMetricsF title(titleFont(rows));
    const QFontMetricsF figures(figuresFont(rows));
    double width = 0;
    if (anyFigures) {
        // Not every font has digits of one width.
        for (QChar digit = u'0'; digit <= u'9'; digit = QChar(digit.unicode() + 1))
            width =
                std::max(width, figures.horizontalAdvance(
                                    QStringLiteral("#,### ms   ≤ +#,### %").replace('#', digit)));
    }
    for (const GanttBlock& block : chart.blocks) {
        const QString second =
            timeText(block.makespan()) + QStringLiteral("   ") + proofText(block);
        width = std::max(
            {width, title.horizontalAdvance(titleOf(block)), figures.horizontalAdvance(second)});
    }
    const double names = laneNamesWidth(rows);
    return std::ceil(kPadding + width + (names > 0 ? 16 + names : 0) + kLaneLabelGap);
}

void paintTitles(const GanttCanvas& canvas, std::size_t block) {
    const GanttRows& rows = canvas.geometry.rows;
    const GanttBlock& content = canvas.geometry.chart->blocks[block];
    const double top = rows.blockTop(block);
    const double left = canvas.geometry.axis.left();
    QPainter& painter = canvas.painter;
    if (canvas.overlay.focused == block) {
        const double gap = std::floor(rows.blockGap / 2) - 1;
        painter.fillRect(QRectF(0, top - gap, left - 2, rows.block() + 2 * gap),
                         canvas.theme.accentTint);
        painter.fillRect(QRectF(0, top - gap, 3, rows.block() + 2 * gap), canvas.theme.accent);
    }
    const QFont bold = titleFont(rows);
    const QFont plain = figuresFont(rows);
    const double leading = roomy(rows) ? 15 : 11.5;
    // Two lines, as a pair in the middle of the block.
    const double first =
        top + (rows.block() - leading - bold.pixelSize()) / 2 + bold.pixelSize() * 0.86;
    painter.setFont(bold);
    painter.setPen(canvas.theme.text);
    painter.drawText(QPointF(kPadding, first), titleOf(content));
    painter.setFont(plain);
    painter.setPen(canvas.theme.text);
    const QString makespan = timeText(content.makespan());
    painter.drawText(QPointF(kPadding, first + leading), makespan);
    painter.setPen(canvas.theme.muted);
    painter.drawText(
        QPointF(kPadding + QFontMetricsF(plain).horizontalAdvance(makespan + QStringLiteral("   ")),
                first + leading),
        proofText(content));
    if (!namesLanes(rows)) return;
    painter.setFont(laneFont(rows));
    for (const Lane lane : kLanes) {
        const QRectF rect(0, rows.laneTop(block, lane), left - kLaneLabelGap, rows.lane);
        painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                         laneTitle(lane));
    }
}

void paintGantt(QPainter& painter, const GanttGeometry& geometry, const GanttLook& look,
                const GanttOverlay& overlay) {
    const GanttCanvas canvas{painter, geometry, *look.theme, look, overlay};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(0, 0, geometry.width, look.bottom), canvas.theme.background);
    const TimeTicks ticks = ticksOf(geometry.axis);
    const std::size_t blocks = geometry.chart->blocks.size();
    paintGrid(canvas, ticks, std::min(geometry.height() - look.scroll, look.bottom));
    painter.translate(0, -look.scroll);
    for (std::size_t block = 0; block < blocks; ++block) {
        if (!canvas.visible(block)) continue;
        const double end =
            geometry.rows.blockTop(block) + geometry.rows.block() + geometry.rows.blockGap / 2;
        drawRule(painter, canvas.theme.rule, 0, end - 0.5, geometry.width, end - 0.5);
        paintLaneBackgrounds(canvas, block);
        paintBars(canvas, block);
        if (look.criticalPath) paintCriticalPath(canvas, block);
        paintBarOutlines(canvas, block);
        paintTitles(canvas, block);
    }
    if (overlay.span) paintSpan(canvas);
    for (std::size_t block = 0; block < blocks; ++block)
        if (canvas.visible(block)) paintFlags(canvas, block);
    painter.translate(0, look.scroll);
    paintMarkLines(canvas);
    paintHeader(canvas, ticks);
    if (overlay.span) paintSpanBox(canvas);
}

}  // namespace trilane
