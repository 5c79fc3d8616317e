#include "app/gui/panels/inspection.h"

#include "app/gui/panels/panel_numbers.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace trilane {
namespace {

constexpr std::size_t kMostEntries = 12;  ///< of one kind; a layer may have hundreds

QString text(const char* source, int count = -1) {
    return QCoreApplication::translate("Inspector", source, nullptr, count);
}

QString msText(Nanoseconds time) {
    return text("%1 ms").arg(numberText(time, 4));
}

QString exactSize(Bytes bytes) {
    const QString exact = text("%1 bytes").arg(countText(bytes.count()));
    return bytes.count() < 1000 ? exact : exact + text(" (%1)").arg(sizeText(bytes));
}

/// "float32 1×3×224×224"
QString typeText(const Tensor& tensor) {
    QString type = QString::fromStdString(describeType(tensor));
    const qsizetype shape = type.indexOf(QChar(' ')) + 1;
    return type.left(shape) + type.mid(shape).replace(QChar('x'), QChar(0x00d7));
}

QString tensorText(const ShownValues& values, TensorId id) {
    const Tensor& tensor = values.model()->tensor(id);
    const auto bytes = values.bytes(id);
    return QStringList{nameText(tensor.name), typeText(tensor),
                       bytes ? sizeText(*bytes) : text("size unknown")}
        .join(QStringLiteral(", "));
}

void addTensors(InspectionSection& section, const ShownValues& values, const QString& label,
                const std::vector<TensorId>& tensors) {
    for (std::size_t i = 0; i < std::min(tensors.size(), kMostEntries); ++i)
        section.rows.push_back({label, tensorText(values, tensors[i]), tensors[i]});
    if (tensors.size() > kMostEntries)
        section.rows.push_back(
            {label, text("and %n more", static_cast<int>(tensors.size() - kMostEntries)), {}});
}

void addLayers(InspectionSection& section, const Model& model, const QString& label,
               const std::vector<LayerId>& layers) {
    for (std::size_t i = 0; i < std::min(layers.size(), kMostEntries); ++i)
        section.rows.push_back({label, nameText(model.layer(layers[i]).name), layers[i]});
    if (layers.size() > kMostEntries)
        section.rows.push_back(
            {label, text("and %n more", static_cast<int>(layers.size() - kMostEntries)), {}});
}

QString timeText(const std::optional<ShownTime>& time, const ShownValues& values, Side side) {
    if (!time) return text("not known yet");
    QString shown = text("%1, %2").arg(msText(time->value), originText(time->origin, values, side));
    if (time->origin == ValueOrigin::Edited)
        shown += text(" (%1 %2)")
                     .arg(msText(time->original), originText(time->originalFrom, values, side));
    return shown;
}

InspectionSection workSection(std::int64_t flops, Bytes weights) {
    // FLOPs count a multiply-add as two operations.
    return {text("Work"),
            {{text("Operations"), workText(flops, QStringLiteral("FLOP")), {}},
             {text("MACs"), text("about %1").arg(workText(flops / 2, QStringLiteral("MAC"))), {}},
             {text("Weights"), exactSize(weights), {}}}};
}

/// Why a layer runs where it does.
QString reasonText(const ShownValues& values, LayerId layer, Side side) {
    if (values.pin(layer) == side) return text("you pinned it");
    const PinnedSides& pinned = values.snapshot()->pinned;
    if (side == Side::Device && pinned.device[layer.index()])
        return text("a layer pinned to the device needs it");
    if (side == Side::Server && pinned.server[layer.index()])
        return text("it needs a layer pinned to the server");
    return text("the cut of %1").arg(QString::fromStdString(values.plan()->title));
}

void addBar(InspectionSection& section, Nanoseconds start, Nanoseconds end) {
    section.rows.push_back({text("Start"), msText(start), {}});
    section.rows.push_back({text("End"), msText(end), {}});
}

InspectionSection planSection(const ShownValues& values, LayerId layer) {
    const ShownPlan& plan = *values.plan();
    const Side side = plan.plan.cut.onDevice(layer) ? Side::Device : Side::Server;
    InspectionSection section{text("In %1").arg(QString::fromStdString(plan.title)), {}};
    section.rows.push_back(
        {text("Side"),
         text("%1: %2").arg(side == Side::Device ? text("device") : text("server"),
                            reasonText(values, layer, side)),
         {}});
    if (const auto job = plan.jobs.ofLayer[layer.index()]) {
        const TensorId tensor = plan.jobs.tensors[job->index()];
        section.rows.push_back({text("Job"),
                                text("%1, sends %2")
                                    .arg(job->index() + 1)
                                    .arg(nameText(values.model()->tensor(tensor).name)),
                                tensor});
    }
    const auto& lane = side == Side::Device ? plan.plan.schedule.device : plan.plan.schedule.server;
    const auto bar = std::find_if(lane.begin(), lane.end(), [layer](const LayerBar& candidate) {
        return candidate.layer == layer;
    });
    if (bar != lane.end()) addBar(section, bar->start, bar->end);
    return section;
}

InspectionSection sendSection(const ShownValues& values, TensorId tensor) {
    const ShownPlan& plan = *values.plan();
    InspectionSection section{text("In %1").arg(QString::fromStdString(plan.title)), {}};
    const auto& link = plan.plan.schedule.link;
    const auto bar = std::find_if(link.begin(), link.end(), [tensor](const SendBar& candidate) {
        return candidate.tensor == tensor;
    });
    if (bar == link.end()) {
        section.rows.push_back({text("Link"), text("does not cross"), {}});
        return section;
    }
    section.rows.push_back({text("Link"),
                            text("sent as number %1 of %2")
                                .arg(bar - link.begin() + 1)
                                .arg(static_cast<qsizetype>(link.size())),
                            {}});
    addBar(section, bar->start, bar->end);
    section.rows.push_back(
        {text("Arrival"), msText(bar->end + values.snapshot()->durations.latency), {}});
    return section;
}

}  // namespace

QString originText(ValueOrigin origin, const ShownValues& values, Side side) {
    switch (origin) {
        case ValueOrigin::Edited:
            return text("edited");
        case ValueOrigin::Profile:
            return text("from the profile");
        case ValueOrigin::ModelFile:
            return text("from the model");
        case ValueOrigin::Machine: {
            const CostSources& sources = values.snapshot()->sources;
            const Machine& machine = side == Side::Device ? sources.device : sources.server;
            return text("estimated for %1").arg(nameText(machine.name));
        }
        case ValueOrigin::Link:
            return text("over the link");
    }
    return {};
}

Inspection inspectLayer(const ShownValues& values, LayerId id) {
    const Model& model = *values.model();
    const Layer& layer = model.layer(id);
    Inspection inspection{text("layer"), nameText(layer.name), {}};
    InspectionSection top;
    top.rows.push_back({text("Op"), nameText(layer.op), {}});
    if (layer.members.size() > 1) {
        QStringList members;
        for (const std::string& member : layer.members)
            members << nameText(member);
        top.rows.push_back({text("Fused of"), members.join(QStringLiteral(", ")), {}});
    }
    InspectionSection times{text("Times"), {}};
    times.rows.push_back({text("Device"),
                          timeText(values.explainLayerTime(id, Side::Device), values, Side::Device),
                          {}});
    times.rows.push_back({text("Server"),
                          timeText(values.explainLayerTime(id, Side::Server), values, Side::Server),
                          {}});
    for (const TensorId output : sendableOutputs(model, id))
        if (const auto send = values.explainSendTime(output))
            times.rows.push_back({text("Send"), timeText(send, values, Side::Device), output});
    InspectionSection tensors{text("Tensors"), {}};
    addTensors(tensors, values, text("Input"), layer.inputs);
    addTensors(tensors, values, text("Output"), layer.outputs);
    inspection.sections = {std::move(top), std::move(times)};
    if (values.plan() != nullptr) inspection.sections.push_back(planSection(values, id));
    inspection.sections.push_back(std::move(tensors));
    inspection.sections.push_back(workSection(layer.flops, layer.weightBytes));
    return inspection;
}

Inspection inspectTensor(const ShownValues& values, TensorId id) {
    const Model& model = *values.model();
    const Tensor& tensor = model.tensor(id);
    Inspection inspection{text("tensor"), nameText(tensor.name), {}};
    InspectionSection top;
    top.rows.push_back({text("Type"), typeText(tensor), {}});
    const auto bytes = values.bytes(id);
    QString size = bytes ? exactSize(*bytes) : text("unknown");
    if (values.isSizeEdited(id)) {
        const auto original = values.originalBytes(id);
        size += original ? text(", edited (%1 from the model)").arg(exactSize(*original))
                         : text(", edited");
    } else if (tensor.estimated) {
        size += text(", filled in");
    }
    top.rows.push_back({text("Size"), size, {}});
    if (!tensor.consumers.empty())
        top.rows.push_back(
            {text("Send"), timeText(values.explainSendTime(id), values, Side::Device), {}});
    InspectionSection ends{text("Layers"), {}};
    if (tensor.producer)
        addLayers(ends, model, text("Made by"), {*tensor.producer});
    else
        ends.rows.push_back({text("Made by"), text("nobody, a model input"), {}});
    addLayers(ends, model, text("Used by"), tensor.consumers);
    if (tensor.consumers.empty())
        ends.rows.push_back({text("Used by"), text("nobody, a model output"), {}});
    inspection.sections = {std::move(top)};
    if (values.plan() != nullptr) inspection.sections.push_back(sendSection(values, id));
    inspection.sections.push_back(std::move(ends));
    return inspection;
}

Inspection inspectLayers(const ShownValues& values, const std::set<LayerId>& layers) {
    const Model& model = *values.model();
    double device = 0;
    double server = 0;
    double flops = 0;
    double weights = 0;
    std::size_t onDevice = 0;
    for (const LayerId layer : layers) {
        device += values.layerTime(layer, Side::Device).value_or(Nanoseconds{}).milliseconds();
        server += values.layerTime(layer, Side::Server).value_or(Nanoseconds{}).milliseconds();
        flops += static_cast<double>(model.layer(layer).flops);
        weights += static_cast<double>(model.layer(layer).weightBytes.count());
        onDevice += values.side(layer) == Side::Device ? 1U : 0U;
    }
    const int count = static_cast<int>(layers.size());
    Inspection inspection{text("selection"), text("%n layers", count), {}};
    InspectionSection sums{text("In sum"),
                           {{text("Device"), text("%1 ms").arg(numberText(device, 4)), {}},
                            {text("Server"), text("%1 ms").arg(numberText(server, 4)), {}}}};
    if (values.plan() != nullptr)
        sums.rows.push_back(
            {text("Side"),
             text("%1 on the device, %2 on the server").arg(onDevice).arg(layers.size() - onDevice),
             {}});
    // Sums of 64-bit counts may be beyond 64 bits; their pictures need fewer digits.
    constexpr double kMost = 9e18;
    inspection.sections = {std::move(sums),
                           workSection(static_cast<std::int64_t>(std::min(flops, kMost)),
                                       Bytes{static_cast<std::int64_t>(std::min(weights, kMost))})};
    return inspection;
}

}  // namespace trilane
