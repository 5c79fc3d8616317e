#include "app/gui/graph/graph_tip.h"

#include "app/figure/graph_labels.h"

#include <QCoreApplication>
#include <algorithm>

namespace trilane {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("GraphTip", text);
}

/// A table of names and values.
class TipTable {
public:
    explicit TipTable(const QString& title)
        : m_html(QStringLiteral("<b>%1</b><table cellspacing='0'>").arg(title.toHtmlEscaped())) {}
    void add(const QString& name, const QString& value) {
        if (value.isEmpty()) return;
        m_html += QStringLiteral("<tr><td style='padding-right:10px'>%1</td><td>%2</td></tr>")
                      .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    }
    [[nodiscard]] QString html() const { return m_html + QStringLiteral("</table>"); }

private:
    QString m_html;
};

QString typeName(DataType type) {
    const auto name = toString(type);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QString typeText(const Tensor& tensor) {
    const QString shape = shapeText(tensor);
    const QString name =
        tensor.dtype == DataType::Unknown ? QString() : typeName(tensor.dtype) + u' ';
    return (name + shape).trimmed();
}

QString sideText(GraphSide side) {
    switch (side) {
        case GraphSide::None:
            return {};
        case GraphSide::Device:
            return tr("device");
        case GraphSide::Server:
            return tr("server");
        case GraphSide::Mixed:
            return tr("device and server");
    }
    return {};
}

/// "2 (s0p1), sent as number 1 of 3": as the schedules number it, and its tensor.
QString jobText(const Model& model, const ShownPlan& plan, TensorId tensor) {
    const auto& order = plan.plan.order;
    const auto place = std::find(order.begin(), order.end(), tensor) - order.begin() + 1;
    return tr("%1 (%2), sent as number %3 of %4")
        .arg(plan.jobs.ofTensor(tensor)->index() + 1)
        .arg(QString::fromStdString(model.tensor(tensor).name))
        .arg(place)
        .arg(order.size());
}

}  // namespace

QString nodeTip(const GraphPicture& picture, std::uint32_t node, const Snapshot& snapshot,
                const ShownPlan* plan) {
    const GraphNode& shape = picture.geometry().nodes()[node];
    const GraphPicture::NodeLook& look = picture.nodes()[node];
    const Model& model = *snapshot.model;
    const bool single = shape.kind == GraphNode::Kind::Layer;
    TipTable tip(shape.input ? QString::fromStdString(model.tensor(*shape.input).name)
                 : single    ? QString::fromStdString(model.layer(shape.layers.front()).name)
                             : shape.title);
    if (shape.input) {
        tip.add(tr("Model input"), typeText(model.tensor(*shape.input)));
    } else if (single) {
        const Layer& layer = model.layer(shape.layers.front());
        tip.add(tr("Operator"), QString::fromStdString(layer.op));
        tip.add(tr("Output"), typeText(model.tensor(layer.outputs.front())));
    } else {
        tip.add(tr("Layers"), QString::number(shape.layers.size()));
    }
    if (look.bytes > 0) tip.add(tr("Size"), compactSize(look.bytes));
    if (!shape.input) {
        tip.add(tr("Device time"), compactTime(look.device));
        tip.add(tr("Server time"), compactTime(look.server));
        tip.add(tr("Runs on"), sideText(look.side));
    }
    if (plan != nullptr && look.job != GraphPicture::kNoJob)
        tip.add(tr("Job"), jobText(model, *plan, plan->jobs.tensors[look.job]));
    return tip.html();
}

QString pillTip(TensorId tensor, const Snapshot& snapshot, const ShownPlan& plan) {
    const Tensor& crossing = snapshot.model->tensor(tensor);
    TipTable tip(QString::fromStdString(crossing.name));
    tip.add(tr("Crosses the link"), typeText(crossing));
    if (const auto bytes = bytesOnAir(crossing, snapshot.durations.transferType))
        tip.add(tr("Size"), compactSize(static_cast<double>(bytes->count())));
    if (const auto type = snapshot.durations.transferType;
        type && (crossing.dtype == DataType::Unknown || isFloatingPoint(crossing.dtype)))
        tip.add(tr("Sent as"), typeName(*type));
    tip.add(tr("Send time"),
            compactTime(static_cast<double>(snapshot.durations.send[tensor.index()].count())));
    tip.add(tr("Job"), jobText(*snapshot.model, plan, tensor));
    tip.add(tr("Drag"), tr("moves the cut"));
    return tip.html();
}

}  // namespace trilane
