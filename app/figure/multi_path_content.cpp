#include "app/figure/multi_path_content.h"

#include "app/figure/graph_labels.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <set>
#include <span>
#include <utility>

namespace trilane {
namespace {

using Kind = MultiPathRowContent::Kind;

QString text(const char* source) {
    return QCoreApplication::translate("MultiPath", source);
}

QString time(Nanoseconds duration) {
    return compactTime(static_cast<double>(duration.count()));
}

std::vector<ShownStep> steps(const std::vector<PathStep>& path) {
    std::vector<ShownStep> shown;
    shown.reserve(path.size());
    for (const PathStep& step : path)
        shown.push_back({step.layer, step.replica});
    return shown;
}

QString timesText(const StageTimes& stage) {
    return QStringLiteral("p1 %1   p2 %2   p3 %3")
        .arg(time(stage.p1), time(stage.p2), time(stage.p3));
}

QString captionText(const std::set<std::size_t>& jobs) {
    constexpr std::size_t kMostNamed = 4;
    QStringList numbers;
    for (const std::size_t job : jobs) {
        if (numbers.size() == kMostNamed) break;
        numbers << QString::number(job + 1);
    }
    QString list = numbers.join(QStringLiteral(", "));
    if (jobs.size() > kMostNamed) list += QStringLiteral(", …");
    return (jobs.size() == 1 ? text("dotted: replicas, executed with job %1")
                             : text("dotted: replicas, executed with jobs %1"))
        .arg(list);
}

/// "Job 2, sent 1st": the number that the job has on every picture, and its turn.
QString titleText(std::size_t job, std::size_t turn) {
    const std::size_t tens = turn / 10 % 10;
    const char* const ordinal = tens == 1        ? QT_TRANSLATE_NOOP("MultiPath", "%1th")
                                : turn % 10 == 1 ? QT_TRANSLATE_NOOP("MultiPath", "%1st")
                                : turn % 10 == 2 ? QT_TRANSLATE_NOOP("MultiPath", "%1nd")
                                : turn % 10 == 3 ? QT_TRANSLATE_NOOP("MultiPath", "%1rd")
                                                 : QT_TRANSLATE_NOOP("MultiPath", "%1th");
    return text("Job %1, sent %2").arg(job + 1).arg(text(ordinal).arg(turn));
}

}  // namespace

MultiPathContent::MultiPathContent(std::shared_ptr<const Model> model, const Durations& durations,
                                   std::shared_ptr<const ShownPlan> plan, LayerLabels labels)
    : m_model(std::move(model)),
      m_plan(std::move(plan)),
      m_labels(labels ? std::move(labels) : layerLabels(*m_model)),
      m_rowOf(m_model->layerCount(), 0) {
    const CutPaths& paths = m_plan->paths;
    addShared(Kind::SharedPrefix, text("Before all paths"), Side::Device, paths.sharedPrefix,
              durations);
    addPaths(durations);
    addShared(Kind::SharedSuffix, text("After all paths"), Side::Server, paths.sharedSuffix,
              durations);
    addShared(Kind::DeviceRest, text("Device, sends nothing"), Side::Device, paths.deviceRest,
              durations);
    addShared(Kind::ServerFirst, text("Server, needs nothing sent"), Side::Server,
              paths.serverFirst, durations);
    addCaptions();
    if (paths.paths.empty() && m_model->layerCount() > 0)
        m_message = paths.serverFirst.empty()
                        ? text("Everything runs on the device: nothing crosses.")
                    : paths.deviceRest.empty()
                        ? text("Everything runs on the server: nothing needs to be sent.")
                        : text("Device and server work apart: nothing crosses.");
    m_heading = text("%1 under %2: %3")
                    .arg(QString::fromStdString(m_model->name()),
                         QString::fromStdString(m_plan->title), time(m_plan->plan.makespan()));
}

void MultiPathContent::addPaths(const Durations& durations) {
    const CutPaths& paths = m_plan->paths;
    for (std::size_t i = 0; i < paths.paths.size(); ++i) {
        const CutPath& path = paths.paths[i];
        MultiPathRowContent row;
        row.title = titleText(m_plan->jobs.ofTensor(path.tensor)->index(), i + 1);
        row.tensor = path.tensor;
        const Tensor& tensor = m_model->tensor(path.tensor);
        const auto bytes = bytesOnAir(tensor, durations.transferType);
        row.tensorText = bytes ? compactSize(static_cast<double>(bytes->count()))
                               : time(durations.send[path.tensor.index()]);
        if (i < m_plan->plan.stages.size()) {
            const StageTimes& stage = m_plan->plan.stages[i];
            row.times = timesText(stage);
            if (m_plan->plan.sequencer == Sequencer::Ej)
                row.group = stage.p1 <= stage.p3 ? QStringLiteral("H") : QStringLiteral("L");
        }
        row.device = steps(path.device);
        row.server = steps(path.server);
        m_rows.push_back(std::move(row));
    }
}

void MultiPathContent::addShared(Kind kind, const QString& title, Side side,
                                 const std::vector<LayerId>& layers, const Durations& durations) {
    if (layers.empty()) return;
    MultiPathRowContent row;
    row.kind = kind;
    row.title = title;
    Nanoseconds sum;
    for (const LayerId layer : layers) {
        (side == Side::Device ? row.device : row.server).push_back({layer, false});
        sum += (side == Side::Device ? durations.device : durations.server)[layer.index()];
    }
    row.times = (side == Side::Device ? text("device %1") : text("server %1")).arg(time(sum));
    m_rows.push_back(std::move(row));
}

void MultiPathContent::addCaptions() {
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        for (const auto* side : {&m_rows[i].device, &m_rows[i].server})
            for (const ShownStep& step : *side)
                if (!step.replica) m_rowOf[step.layer.index()] = i;
    }
    for (MultiPathRowContent& row : m_rows) {
        std::set<std::size_t> executing;
        for (const auto* side : {&row.device, &row.server})
            for (const ShownStep& step : *side)
                if (const auto& tensor = m_rows[m_rowOf[step.layer.index()]].tensor;
                    step.replica && tensor)
                    executing.insert(m_plan->jobs.ofTensor(*tensor)->index());
        if (!executing.empty()) row.caption = captionText(executing);
    }
}

}  // namespace trilane
