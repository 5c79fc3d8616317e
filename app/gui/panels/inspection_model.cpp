// What the inspector tells of a model as a whole, and inspections as text.

#include "app/gui/panels/inspection.h"
#include "app/gui/panels/panel_numbers.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace trilane {
namespace {

constexpr std::size_t kMostEntries = 12;

QString text(const char* source, int count = -1) {
    return QCoreApplication::translate("Inspector", source, nullptr, count);
}

QString counted(std::size_t count) {
    return countText(static_cast<std::int64_t>(count));
}

/// Inputs and outputs, each once, and weights: what must be in memory while the layer runs.
double memoryOf(const Model& model, const Layer& layer) {
    std::vector<TensorId> tensors = layer.inputs;
    tensors.insert(tensors.end(), layer.outputs.begin(), layer.outputs.end());
    std::sort(tensors.begin(), tensors.end());
    tensors.erase(std::unique(tensors.begin(), tensors.end()), tensors.end());
    auto sum = static_cast<double>(layer.weightBytes.count());
    for (const TensorId tensor : tensors)
        sum += static_cast<double>(model.tensor(tensor).bytes.value_or(Bytes{}).count());
    return sum;
}

InspectionSection structureSection(const ModelSummary& summary) {
    const ModelStatistics& statistics = summary.facts.statistics;
    InspectionSection section;
    const QString layers = counted(statistics.layers);
    section.rows.push_back(
        {text("Layers"),
         statistics.nodes == statistics.layers
             ? layers
             : text("%1, fused of %2 nodes").arg(layers, counted(statistics.nodes)),
         {}});
    const std::string_view category = title(summary.facts.category);
    section.rows.push_back(
        {text("Category"),
         QString::fromUtf8(category.data(), static_cast<qsizetype>(category.size())),
         {}});
    section.rows.push_back({text("Blocks"),
                            text(summary.facts.largestBlock == 1 ? "%1, of one layer each"
                                                                 : "%1, the largest of %n layers",
                                 static_cast<int>(summary.facts.largestBlock))
                                .arg(counted(summary.facts.blocks)),
                            {}});
    section.rows.push_back(
        {text("Paths"), QString::fromStdString(shortText(summary.facts.paths)), {}});
    return section;
}

InspectionSection workSection(const ModelSummary& summary) {
    const ModelStatistics& statistics = summary.facts.statistics;
    return {text("Work"),
            {{text("Operations"), workText(statistics.flops, QStringLiteral("FLOP")), {}},
             {text("MACs"),
              text("about %1").arg(workText(statistics.flops / 2, QStringLiteral("MAC"))),
              {}},
             {text("Weights"), sizeText(statistics.weightBytes), {}},
             {text("Tensors"), text("%1 in sum").arg(sizeText(statistics.activationBytes)), {}},
             {text("Memory"),
              text("%1 for the largest layer").arg(sizeText(summary.largestLayer)),
              {}}}};
}

InspectionSection tensorSection(const Model& model) {
    InspectionSection section{text("Tensors"), {}};
    const auto add = [&](const QString& label, const std::vector<TensorId>& tensors) {
        for (std::size_t i = 0; i < std::min(tensors.size(), kMostEntries); ++i)
            section.rows.push_back({label, nameText(model.tensor(tensors[i]).name), tensors[i]});
        if (tensors.size() > kMostEntries)
            section.rows.push_back(
                {label, text("and %n more", static_cast<int>(tensors.size() - kMostEntries)), {}});
    };
    add(text("Input"), model.inputs());
    add(text("Output"), model.outputs());
    return section;
}

}  // namespace

ModelSummary summarize(const Model& model) {
    ModelSummary summary;
    summary.facts = examine(model);
    double largest = 0;
    for (const Layer& layer : model.layers())
        largest = std::max(largest, memoryOf(model, layer));
    constexpr double kMost = 9e18;
    summary.largestLayer = Bytes{static_cast<std::int64_t>(std::min(largest, kMost))};
    return summary;
}

Inspection inspectModel(const Model& model, const ModelSummary& summary) {
    return {text("model"),
            nameText(model.name()),
            {structureSection(summary), workSection(summary), tensorSection(model)}};
}

QString plainText(const Inspection& inspection) {
    QStringList lines{inspection.kind.isEmpty()
                          ? inspection.title
                          : inspection.title + QStringLiteral(" (%1)").arg(inspection.kind)};
    for (const InspectionSection& section : inspection.sections) {
        if (!section.title.isEmpty()) lines << QString() << section.title;
        for (const InspectionRow& row : section.rows)
            lines << row.label + QStringLiteral(": ") + row.value;
    }
    return lines.join(QChar('\n')) + QChar('\n');
}

}  // namespace trilane
