#include "app/gui/gantt/gantt_text.h"

#include "app/figure/gantt_painter.h"
#include "core/plan/strategy.h"
#include "core/schedule/critical_path.h"

#include <QCoreApplication>
#include <cmath>

namespace trilane {
namespace {

struct Gantt {
    Q_DECLARE_TR_FUNCTIONS(Gantt)
};

QString percent(double share) {
    return QStringLiteral("%1 %").arg(std::lround(share * 100));
}

QString nameOf(const GanttChart& chart, Lane lane, std::uint32_t subject) {
    return QString::fromStdString(lane == Lane::Link ? chart.model->tensors()[subject].name
                                                     : chart.model->layers()[subject].name);
}

/// Rows of a table: what, and its value.
class Table {
public:
    explicit Table(const QString& heading)
        : m_html(QStringLiteral("<b>%1</b><table>").arg(heading.toHtmlEscaped())) {}
    void add(const QString& what, const QString& value) {
        m_html += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td>%2</td></tr>")
                      .arg(what.toHtmlEscaped(), value.toHtmlEscaped());
    }
    [[nodiscard]] QString html() const { return m_html + QStringLiteral("</table>"); }

private:
    QString m_html;
};

void addTimes(Table& table, Nanoseconds start, Nanoseconds end) {
    table.add(Gantt::tr("Start"), timeText(start));
    table.add(Gantt::tr("End"), timeText(end));
    table.add(Gantt::tr("Duration"), timeText(end - start));
}

void addJob(Table& table, const GanttChart& chart, const GanttBlock& block,
            std::optional<JobIndex> job) {
    if (!job) {
        const bool any = !block.plan->jobs.tensors.empty();
        table.add(Gantt::tr("Job"),
                  any ? Gantt::tr("none, or all of them") : Gantt::tr("none: nothing is sent"));
        return;
    }
    const TensorId tensor = block.plan->jobs.tensors[job->index()];
    table.add(Gantt::tr("Job"), QStringLiteral("%1 (%2)")
                                    .arg(job->index() + 1)
                                    .arg(QString::fromStdString(chart.model->tensor(tensor).name)));
}

void addCause(Table& table, const GanttChart& chart, const GanttBlock& block, Lane lane,
              std::uint32_t bar) {
    const auto cause =
        causeOfBar(*chart.model, chart.latency, block.plan->plan.schedule, lane, bar);
    if (!cause) return;
    const QString name =
        nameOf(chart, cause->lane, block.lane(cause->lane).bars[cause->bar].subject);
    const QString how = cause->latency                ? Gantt::tr("the arrival of %1")
                        : cause->lane == Lane::Link   ? Gantt::tr("%1 on the link")
                        : cause->lane == Lane::Device ? Gantt::tr("%1 on the device")
                                                      : Gantt::tr("%1 on the server");
    table.add(Gantt::tr("Waits for"), how.arg(name));
}

QString runToolTip(const GanttChart& chart, const GanttBlock& block, Lane lane,
                   const GanttShape& shape) {
    const auto& bars = block.lane(lane).bars;
    const std::size_t count = shape.last - shape.first + 1;
    Table table(lane == Lane::Link ? Gantt::tr("%1 tensors").arg(count) : layerCountText(count));
    table.add(Gantt::tr("Lane"), laneTitle(lane));
    addTimes(table, bars[shape.first].start, bars[shape.last].end);
    if (!shape.mixed) addJob(table, chart, block, shape.job);
    return table.html();
}

}  // namespace

QStringList spanLines(const SpanStatistics& statistics) {
    QStringList lines{Gantt::tr("%1, from %2 to %3")
                          .arg(timeText(statistics.duration()), timeText(statistics.start),
                               timeText(statistics.end))};
    for (const Lane lane : kLanes) {
        const double share = statistics.busyShare(lane);
        lines << Gantt::tr("%1: %2 busy, %3 idle")
                     .arg(laneTitle(lane), percent(share), percent(1 - share));
    }
    return lines;
}

QString barToolTip(const GanttChart& chart, const GanttBlock& block, Lane lane,
                   const GanttShape& shape, std::uint32_t bar) {
    if (shape.kind != GanttShape::Kind::Bar && shape.last > shape.first)
        return runToolTip(chart, block, lane, shape);
    const GanttBar& content = block.lane(lane).bars[bar];
    Table table(nameOf(chart, lane, content.subject));
    if (lane != Lane::Link)
        table.add(Gantt::tr("Op"),
                  QString::fromStdString(chart.model->layers()[content.subject].op));
    table.add(Gantt::tr("Lane"), laneTitle(lane));
    addTimes(table, content.start, content.end);
    if (lane == Lane::Link && chart.latency > Nanoseconds{})
        table.add(Gantt::tr("Arrives"), chart.requestOverhead > Nanoseconds{}
                                            ? Gantt::tr("%1, of which %2 for the request")
                                                  .arg(timeText(content.end + chart.latency),
                                                       timeText(chart.requestOverhead))
                                            : timeText(content.end + chart.latency));
    addJob(table, chart, block, block.runOf({lane, bar}).job);
    addCause(table, chart, block, lane, bar);
    return table.html();
}

QString requestToolTip(const GanttChart& chart, const GanttBlock& block) {
    const Nanoseconds onTheWay = chart.latency - chart.requestOverhead;
    Table table(Gantt::tr("Request to the server"));
    table.add(Gantt::tr("Lane"), laneTitle(Lane::Server));
    table.add(Gantt::tr("Request overhead"), timeText(chart.requestOverhead));
    if (onTheWay > Nanoseconds{}) table.add(Gantt::tr("Network latency"), timeText(onTheWay));
    table.add(Gantt::tr("Starts to compute"), timeText(block.request->end));
    return table.html() + Gantt::tr("Every arrival is late by it, so that a plan pays it once.");
}

QString blockToolTip(const GanttBlock& block) {
    const Plan& plan = block.plan->plan;
    Table table(QString::fromStdString(block.plan->title));
    table.add(Gantt::tr("Makespan"), timeText(plan.makespan()));
    table.add(Gantt::tr("Lower bound"), timeText(plan.lowerBound));
    if (block.request)
        table.add(Gantt::tr("Request overhead"),
                  timeText(block.request->end - block.request->start));
    table.add(Gantt::tr("Proof"), proofText(block));
    table.add(Gantt::tr("On the device"), layerCountText(block.lane(Lane::Device).bars.size()));
    table.add(Gantt::tr("On the server"), layerCountText(block.lane(Lane::Server).bars.size()));
    table.add(Gantt::tr("Jobs"), QString::number(plan.order.size()));
    QString html = table.html();
    if (plan.strategy) {
        const std::string_view text = description(*plan.strategy);
        html += QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toHtmlEscaped();
    }
    return html;
}

QString barSummary(const GanttChart& chart, const GanttBlock& block, const GanttPlace& place) {
    const GanttBar& bar = block.lane(place.lane).bars[place.bar];
    QString text = Gantt::tr("%1, %2, %3 to %4")
                       .arg(nameOf(chart, place.lane, bar.subject), laneTitle(place.lane),
                            timeText(bar.start), timeText(bar.end));
    if (const auto job = block.runOf(place).job)
        text += Gantt::tr(", job %1").arg(job->index() + 1);
    return text;
}

}  // namespace trilane
