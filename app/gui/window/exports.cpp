#include "app/gui/window/exports.h"

#include "app/figure/figure.h"
#include "app/figure/figure_file.h"
#include "app/gui/document/document.h"
#include "app/gui/gantt/gantt_source.h"
#include "core/io/atomic_file.h"
#include "core/io/chrome_trace.h"
#include "core/io/dot.h"
#include "core/io/output_error.h"
#include "core/io/plan_json.h"
#include "core/plan/make_document.h"
#include "core/plan/named_schedule.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

struct Kind {
    ExportKind kind;
    const char* text;
    const char* suffix;  ///< after the model's name; pictures get ".svg" after it
    bool picture;
};

constexpr std::array kKinds{
    Kind{ExportKind::Plan, QT_TRANSLATE_NOOP("Exports", "&Plan…"), "plan.json", false},
    Kind{ExportKind::Schedules, QT_TRANSLATE_NOOP("Exports", "&Schedules…"), "gantt", true},
    Kind{ExportKind::Graph, QT_TRANSLATE_NOOP("Exports", "&Model…"), "graph", true},
    Kind{ExportKind::MultiPath, QT_TRANSLATE_NOOP("Exports", "M&ulti-path form…"), "multipath",
         true},
    Kind{ExportKind::Sweep, QT_TRANSLATE_NOOP("Exports", "S&weep…"), "sweep", true},
    Kind{ExportKind::Trace, QT_TRANSLATE_NOOP("Exports", "&Chrome trace…"), "trace.json", false},
    Kind{ExportKind::Dot, QT_TRANSLATE_NOOP("Exports", "Model as &DOT…"), "dot", false},
    Kind{ExportKind::Table, QT_TRANSLATE_NOOP("Exports", "Layer &table…"), "layers.csv", false},
};

const Kind& kindOf(ExportKind kind) {
    return *std::find_if(kKinds.begin(), kKinds.end(),
                         [kind](const Kind& one) { return one.kind == kind; });
}

QString text(const char* source) {
    return QCoreApplication::translate("Exports", source);
}

std::string planText(const Snapshot& snapshot) {
    return writePlan(makeDocument(snapshot.focused().plan, *snapshot.model, snapshot.durations,
                                  snapshot.sources));
}

std::string traceText(const Snapshot& snapshot,
                      const std::vector<std::shared_ptr<const ShownPlan>>& plans) {
    std::vector<NamedSchedule> schedules;
    schedules.reserve(plans.size());
    for (const auto& plan : plans)
        schedules.push_back(nameSchedule(*snapshot.model, snapshot.durations, *plan));
    return writeChromeTrace(snapshot.model->name(), schedules);
}

void writePicture(const ExportContent& content, const std::string& file, const QString& title) {
    const auto format = figureFormatOf(file);
    if (!format) throw OutputError(file, "expected a name that ends with .svg, .png or .pdf");
    if (!content.figure) throw OutputError(file, "there is no picture yet");
    writeFigure(*content.figure, file, *format, {content.scale, title});
}

}  // namespace

const QList<ExportKind>& exportKinds() {
    static const QList<ExportKind> kinds = [] {
        QList<ExportKind> all;
        for (const Kind& kind : kKinds)
            all << kind.kind;
        return all;
    }();
    return kinds;
}

QString menuText(ExportKind kind) {
    return text(kindOf(kind).text);
}

QString fileFilter(ExportKind kind) {
    switch (kind) {
        case ExportKind::Plan:
            return text("Trilane plan (*.plan.json *.json)");
        case ExportKind::Trace:
            return text("Chrome trace (*.trace.json *.json)");
        case ExportKind::Dot:
            return text("Graphviz DOT (*.dot *.gv)");
        case ExportKind::Table:
            return text("Comma-separated values (*.csv)");
        default:
            break;
    }
    return text("SVG picture (*.svg);;PNG picture (*.png);;PDF document (*.pdf)");
}

QString suggestedName(ExportKind kind, const Document& document) {
    const Kind& found = kindOf(kind);
    const QString model = QFileInfo(document.title()).completeBaseName();
    return model + '.' + QLatin1String(found.suffix) + QLatin1String(found.picture ? ".svg" : "");
}

bool isPicture(ExportKind kind) {
    return kindOf(kind).picture;
}

QImage imageOf(const Figure& figure, double scale) {
    // 64 million pixels are 256 MB.
    constexpr double kMostPixels = 64e6;
    const QSizeF size = figure.size();
    const double pixels = std::max(1.0, size.width() * size.height());
    const double used = std::min(scale, std::sqrt(kMostPixels / pixels));
    QImage image((size * used).toSize().expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(used, used);
    figure.paint(painter);
    return image;
}

std::function<void()> prepareExport(ExportKind kind, const Document& document, const QString& path,
                                    const ExportContent& content) {
    const std::string file = path.toStdString();
    const auto snapshot = document.snapshot();
    // As the command line does it, byte for byte.
    if (isPicture(kind))
        return [content, file, title = QString::fromStdString(snapshot->model->name())] {
            writePicture(content, file, title);
        };
    if (kind == ExportKind::Dot)
        return [snapshot, file] {
            writeFile(file, modelDot(*snapshot->model, snapshot->focused().plan.cut));
        };
    if (kind == ExportKind::Table)
        return [text = content.table.toStdString(), file] { writeFile(file, text); };
    if (kind == ExportKind::Trace)
        return [snapshot, file, plans = shownPlans(*snapshot, document.project().view)] {
            writeFile(file, traceText(*snapshot, plans));
        };
    return [snapshot, file] { writeFile(file, planText(*snapshot)); };
}

}  // namespace trilane
