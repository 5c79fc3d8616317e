#include "app/figure/gantt_canvas.h"
#include "app/figure/hatching.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>
#include <algorithm>
#include <array>
#include <cmath>

namespace trilane {
namespace {

struct Gantt {
    Q_DECLARE_TR_FUNCTIONS(Gantt)
};

/// Lanes bear the numbers of jobs from this height on, and names from the other.
constexpr double kTagHeight = 9;
constexpr double kNameHeight = 9;

/// The styles of the first colours, which repeat but for their hatching: asking the theme for each
/// of thousands of bars would take longer than painting them.
class Styles {
public:
    Styles(const Theme& theme, const JobAssignment& jobs) : m_jobsOf(jobs), m_none(theme.noJob()) {
        for (std::size_t i = 0; i < m_jobs.size(); ++i)
            m_jobs[i] = theme.job(i);
    }
    [[nodiscard]] JobStyle of(const GanttShape& shape) const {
        if (!shape.job) return m_none;
        const std::size_t colour = m_jobsOf.colourOf(*shape.job);
        JobStyle style = m_jobs[colour % m_jobs.size()];
        style.hatching = static_cast<int>(colour / m_jobs.size());
        return style;
    }

private:
    const JobAssignment& m_jobsOf;
    JobStyle m_none;
    std::array<JobStyle, Theme::kJobColours> m_jobs;
};

/// A transfer leans: it leaves one side and reaches the other.
QPolygonF leaning(const QRectF& rect) {
    const double slant = std::min(5.0, rect.width() / 3);
    return {{rect.topLeft() + QPointF(slant, 0), rect.topRight(),
             rect.bottomRight() - QPointF(slant, 0), rect.bottomLeft()}};
}

/// Paints the bars of one lane of one block.
class LanePainter {
public:
    LanePainter(const GanttCanvas& canvas, const Styles& styles, std::size_t block, Lane lane)
        : m_canvas(canvas),
          m_painter(canvas.painter),
          m_styles(styles),
          m_block(canvas.geometry.chart->blocks[block]),
          m_shapes(canvas.geometry.shapes[block][static_cast<std::size_t>(lane)]),
          m_lane(lane),
          m_rect(canvas.geometry.laneRect(block, lane)),
          m_font(figureFont(std::clamp(m_rect.height() * 0.62, 8.0, 11.0))),
          m_bold(figureFont(std::clamp(m_rect.height() * 0.62, 8.0, 11.0), true)),
          m_metrics(m_font),
          m_boldMetrics(m_bold) {}

    void paint() {
        if (m_lane == Lane::Server && m_block.request) paintRequest(*m_block.request);
        for (const GanttShape& shape : m_shapes)
            paintShape(shape);
        if (m_lane == Lane::Link) paintFlights();
        if (m_rect.height() < kTagHeight) return;
        for (const GanttShape& shape : m_shapes) {
            m_tagPending |= shape.beginsRun;
            if (shape.right - shape.left >= 9) label(shape);
        }
    }

private:
    void paintShape(const GanttShape& shape) {
        const JobStyle style = m_styles.of(shape);
        QRectF rect = m_rect;
        rect.setLeft(shape.left);
        rect.setRight(shape.right);
        const bool outlined =
            rect.width() >= 3 && shape.kind != GanttShape::Kind::Dense && rect.height() >= 6;
        if (!outlined) {
            m_painter.fillRect(rect, m_lane == Lane::Server ? style.outline : style.fill);
            return;
        }
        rect.adjust(0.5, 0.5, -0.5, -0.5);
        m_painter.setPen(QPen(outlineOf(style), 1));
        m_painter.setBrush(style.fill);
        if (m_lane == Lane::Device)
            m_painter.drawRect(rect);
        else if (m_lane == Lane::Link)
            m_painter.drawPolygon(leaning(rect));
        else
            paintServerShape(rect, style);
        hatch(rect.adjusted(3, 1, -3, -1), style.hatching,
              m_lane == Lane::Server ? style.outline : style.text);
    }

    void hatch(const QRectF& rect, int hatching, const QColor& colour) {
        constexpr double kSpacing = 5;
        constexpr double kStrength = 0.55;
        paintHatching(m_painter, rect, hatching, colour, kSpacing, kStrength);
    }

    /// What was sent is under way for the latency, while the link is free again.
    void paintFlights() {
        const TimeAxis& axis = m_canvas.geometry.axis;
        const double latency = static_cast<double>(m_canvas.geometry.chart->latency.count()) *
                               axis.pixelsPerNanosecond();
        if (latency < 6) return;
        const double slope = m_canvas.geometry.rows.laneGap + m_rect.height() / 2;
        for (const GanttShape& shape : m_shapes) {
            if (shape.kind == GanttShape::Kind::Dense || shape.right + latency > axis.right())
                continue;
            QPen pen(m_styles.of(shape).outline, 1);
            pen.setDashPattern({1, 2});
            m_painter.setPen(pen);
            m_painter.drawLine(QPointF(shape.right, m_rect.bottom() - 1),
                               QPointF(shape.right + latency, m_rect.bottom() - 1 + slope));
        }
    }

    /// Hatched: the lane is not at work, but it is not idle for want of data alone either.
    void paintRequest(const LaneWait& wait) {
        const TimeAxis& axis = m_canvas.geometry.axis;
        QRectF rect = m_rect;
        rect.setLeft(std::max(axis.x(wait.start), axis.left()));
        rect.setRight(std::min(axis.x(wait.end), axis.right()));
        if (rect.width() < 2) return;
        rect.adjust(0.5, 0.5, -0.5, -0.5);
        m_painter.setPen(QPen(m_canvas.theme.faint, 1));
        m_painter.setBrush(m_canvas.theme.background);
        m_painter.drawRect(rect);
        hatch(rect, 1, m_canvas.theme.muted);
        if (m_rect.height() < kTagHeight) return;
        QString words = Gantt::tr("request %1").arg(timeText(wait.end - wait.start));
        const auto widthOf = [this](const QString& label) {
            return m_metrics.horizontalAdvance(label) + 8;
        };
        // Where the figure has no room, at least what it is.
        if (widthOf(words) > rect.width()) words = Gantt::tr("request");
        const double width = widthOf(words);
        if (width > rect.width()) return;
        const QRectF text(rect.center().x() - width / 2, rect.top() + 1, width, rect.height() - 2);
        m_painter.fillRect(text, m_canvas.theme.background);
        m_painter.setFont(m_font);
        m_painter.setPen(m_canvas.theme.muted);
        m_painter.drawText(
            QPointF(text.left() + 4, m_rect.center().y() + m_metrics.capHeight() / 2), words);
    }

    void paintServerShape(const QRectF& rect, const JobStyle& style) {
        QPen pen(style.outline, 1.4);
        pen.setDashPattern({2.5, 1.6});
        m_painter.setPen(rect.width() < 8 ? QPen(style.outline, 1) : pen);
        m_painter.setBrush(style.tint);
        const double radius = std::min({rect.width() / 2, rect.height() / 2, 6.0});
        m_painter.drawRoundedRect(rect, radius, radius);
    }

    /// Bars of one colour that touch stay apart, in black and white as well.
    [[nodiscard]] QColor outlineOf(const JobStyle& style) const {
        return m_canvas.theme.kind == ThemeKind::Light ? style.fill.darker(145)
                                                       : style.fill.darker(190);
    }

    [[nodiscard]] QString nameOf(const GanttShape& shape) const {
        const Model& model = *m_canvas.geometry.chart->model;
        const std::uint32_t subject = m_block.lane(m_lane).bars[shape.first].subject;
        const std::string* name = nullptr;
        if (m_lane == Lane::Link)
            name = &model.tensors()[subject].name;
        else if (shape.kind == GanttShape::Kind::Bar)
            name = &model.layers()[subject].name;
        else if (shape.kind == GanttShape::Kind::Run && shape.job)
            name = &model.tensor(m_block.plan->jobs.tensors[shape.job->index()]).name;
        else if (shape.kind == GanttShape::Kind::Run)
            return layerCountText(shape.last - shape.first + 1);
        return name == nullptr ? QString() : QString::fromStdString(*name);
    }

    /// The job's number and as much of the name as is worth reading.
    void label(const GanttShape& shape) {
        if (shape.kind == GanttShape::Kind::Dense) return;
        constexpr double kInset = 5;
        const double room = shape.right - shape.left - 2 * kInset;
        QString tag;
        if (shape.job && m_tagPending) tag = QString::number(shape.job->index() + 1);
        double tagWidth = tag.isEmpty() ? 0 : m_boldMetrics.horizontalAdvance(tag);
        if (tagWidth > room + kInset) return;
        const double gap = tag.isEmpty() ? 0 : 4;
        const double left = room - tagWidth - gap;
        QString name;
        if (left >= 14 && m_rect.height() >= kNameHeight)
            name = m_metrics.elidedText(nameOf(shape), Qt::ElideMiddle, left);
        // An ellipsis with less than three characters says nothing.
        if (name.size() < 4 && name.contains(QChar(0x2026))) name.clear();
        if (tag.isEmpty() && name.isEmpty()) return;
        const double width =
            tagWidth + (name.isEmpty() ? 0 : gap + m_metrics.horizontalAdvance(name));
        double x = (shape.left + shape.right - width) / 2;
        const double y = m_rect.center().y() + m_metrics.capHeight() / 2;
        m_painter.setPen(textColour(shape));
        if (!tag.isEmpty()) {
            m_tagPending = false;
            m_painter.setFont(m_bold);
            m_painter.drawText(QPointF(x, y), tag);
            x += tagWidth + gap;
        }
        if (name.isEmpty()) return;
        m_painter.setFont(m_font);
        m_painter.drawText(QPointF(x, y), name);
    }

    [[nodiscard]] QColor textColour(const GanttShape& shape) const {
        return m_lane == Lane::Server ? m_canvas.theme.text : m_styles.of(shape).text;
    }

    const GanttCanvas& m_canvas;
    QPainter& m_painter;
    const Styles& m_styles;
    const GanttBlock& m_block;
    const std::vector<GanttShape>& m_shapes;
    Lane m_lane;
    QRectF m_rect;
    QFont m_font;
    QFont m_bold;
    QFontMetricsF m_metrics;
    QFontMetricsF m_boldMetrics;
    bool m_tagPending = true;  ///< the job's number is not written in this run yet
};

}  // namespace

void paintBars(const GanttCanvas& canvas, std::size_t block) {
    const Styles styles(canvas.theme, canvas.geometry.chart->blocks[block].plan->jobs);
    for (const Lane lane : kLanes)
        LanePainter(canvas, styles, block, lane).paint();
}

}  // namespace trilane
