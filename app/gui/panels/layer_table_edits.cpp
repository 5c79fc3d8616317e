// What LayerTableModel changes, and how it explains a cell.

#include "app/gui/document/document.h"
#include "app/gui/document/editing.h"
#include "app/gui/panels/inspection.h"
#include "app/gui/panels/layer_table_model.h"
#include "app/gui/panels/panel_numbers.h"
#include "app/gui/panels/value_edit.h"

#include <algorithm>
#include <map>
#include <utility>

namespace trilane {
namespace {

QString timeTip(const std::optional<ShownTime>& time, const ShownValues& values, Side side,
                bool derived) {
    if (!time) return {};
    QString exact = LayerTableModel::tr("%1 ms, %2")
                        .arg(exactMs(time->value), originText(time->origin, values, side));
    if (derived) exact += QChar('\n') + LayerTableModel::tr("Moved with an edited size");
    if (time->origin != ValueOrigin::Edited) return exact;
    return exact + QChar('\n') +
           LayerTableModel::tr("%1 ms %2; Delete goes back to it")
               .arg(exactMs(time->original), originText(time->originalFrom, values, side));
}

}  // namespace

QString LayerTableModel::toolTip(int row, int column) const {
    const Model& model = *m_values.model();
    const LayerId layer{static_cast<std::size_t>(row)};
    const bool derived = index(row, column).data(DerivedRole).toBool();
    if (column == Name) return displayText(row, Name);
    if (column == SideColumn && m_rows[layer.index()].pin)
        return *m_rows[layer.index()].pin == Side::Device ? tr("Pinned to the device")
                                                          : tr("Pinned to the server");
    if (column == DeviceTime)
        return timeTip(m_values.explainLayerTime(layer, Side::Device), m_values, Side::Device,
                       derived);
    if (column == ServerTime)
        return timeTip(m_values.explainLayerTime(layer, Side::Server), m_values, Side::Server,
                       derived);
    if (column != BytesOut && column != SendTime) return {};
    const auto outputs = sendableOutputs(model, layer);
    if (outputs.size() == 1 && column == SendTime)
        return timeTip(m_values.explainSendTime(outputs.front()), m_values, Side::Device, derived);
    QStringList lines;
    if (outputs.size() > 1) lines << tr("The sum of %n outputs:", nullptr, int(outputs.size()));
    for (const TensorId output : outputs) {
        const auto bytes = m_values.bytes(output);
        const auto original = m_values.originalBytes(output);
        const QString size = bytes ? tr("%1 bytes").arg(countText(bytes->count())) : tr("unknown");
        if (outputs.size() > 1) {
            lines << tr("%1: %2").arg(nameText(model.tensor(output).name), size);
            continue;
        }
        lines << size;
        if (original && bytes != original)
            lines << tr("%1 bytes from the model; Delete goes back to it")
                         .arg(countText(original->count()));
    }
    if (outputs.size() > 1) lines << tr("Each is changed in the inspector.");
    return lines.join(QChar('\n'));
}

QString LayerTableModel::changeFigures(const std::set<LayerId>& layers, int column,
                                       const QString& typed) {
    if (m_values.model() == nullptr || !isFigure(column) || !typed.trimmed().isEmpty())
        return changeFigures(layers, column, typed, true);
    resetFigures(layers, column);
    return {};
}

QString LayerTableModel::checkFigures(const std::set<LayerId>& layers, int column,
                                      const QString& typed) const {
    if (isFigure(column) && typed.trimmed().isEmpty()) return {};
    return changeFigures(layers, column, typed, false);
}

QString LayerTableModel::changeFigures(const std::set<LayerId>& layers, int column,
                                       const QString& typed, bool apply) const {
    if (m_values.model() == nullptr) return tr("no model is open");
    switch (column) {
        case DeviceTime:
            return changeTimes(layers, Side::Device, typed, apply);
        case ServerTime:
            return changeTimes(layers, Side::Server, typed, apply);
        case BytesOut:
            return changeSizes(layers, typed, apply);
        case SendTime:
            return changeSends(layers, typed, apply);
        default:
            return tr("this column cannot be changed");
    }
}

namespace {

/// Collects the new figures of several rows; stops at the first that cannot be.
template <class Id, class Value, class Apply>
class Changes {
public:
    Changes(const QString& typed, Apply apply) : m_apply(apply) {
        auto parsed = parseValueEdit(typed);
        if (const auto* fault = std::get_if<QString>(&parsed))
            m_fault = *fault;
        else
            m_edit = std::get<ValueEdit>(parsed);
    }

    void add(Id id, const QString& name, std::optional<Value> current,
             std::optional<Value> original) {
        if (!m_fault.isEmpty() || !current) return;
        auto changed = m_apply(m_edit, *current);
        if (const auto* fault = std::get_if<QString>(&changed)) {
            m_fault = LayerTableModel::tr("%1: %2").arg(name, *fault);
            return;
        }
        const Value value = std::get<Value>(changed);
        // What equals the original is no edit.
        m_values[id] = original == value ? std::nullopt : std::optional(value);
    }

    [[nodiscard]] QString fault() const {
        if (!m_fault.isEmpty()) return m_fault;
        return m_values.empty() ? LayerTableModel::tr("nothing here can be changed") : QString();
    }
    [[nodiscard]] const std::map<Id, std::optional<Value>>& values() const { return m_values; }

private:
    Apply m_apply;
    ValueEdit m_edit;
    QString m_fault;
    std::map<Id, std::optional<Value>> m_values;
};

}  // namespace

QString LayerTableModel::changeTimes(const std::set<LayerId>& layers, Side side,
                                     const QString& typed, bool apply) const {
    Changes<LayerId, Nanoseconds, decltype(&applyToTime)> changes(typed, &applyToTime);
    for (const LayerId layer : layers) {
        if (layer.index() >= m_rows.size()) continue;
        const auto time = m_values.explainLayerTime(layer, side);
        if (time)
            changes.add(layer, nameText(m_values.model()->layer(layer).name), time->value,
                        time->original);
    }
    if (apply && changes.fault().isEmpty()) setLayerTimes(m_document, side, changes.values());
    return changes.fault();
}

QString LayerTableModel::changeSends(const std::set<LayerId>& layers, const QString& typed,
                                     bool apply) const {
    Changes<TensorId, Nanoseconds, decltype(&applyToTime)> changes(typed, &applyToTime);
    for (const LayerId layer : layers) {
        if (layer.index() >= m_rows.size()) continue;
        const auto outputs = sendableOutputs(*m_values.model(), layer);
        if (outputs.size() != 1) continue;
        if (const auto time = m_values.explainSendTime(outputs.front()))
            changes.add(outputs.front(), nameText(m_values.model()->layer(layer).name), time->value,
                        time->original);
    }
    if (apply && changes.fault().isEmpty()) setSendTimes(m_document, changes.values());
    return changes.fault();
}

QString LayerTableModel::changeSizes(const std::set<LayerId>& layers, const QString& typed,
                                     bool apply) const {
    Changes<TensorId, Bytes, decltype(&applyToBytes)> changes(typed, &applyToBytes);
    for (const LayerId layer : layers) {
        if (layer.index() >= m_rows.size()) continue;
        const auto outputs = sendableOutputs(*m_values.model(), layer);
        if (outputs.size() == 1)
            changes.add(outputs.front(), nameText(m_values.model()->layer(layer).name),
                        m_values.bytes(outputs.front()), m_values.originalBytes(outputs.front()));
    }
    if (apply && changes.fault().isEmpty()) setTensorBytes(m_document, changes.values());
    return changes.fault();
}

void LayerTableModel::resetFigures(const std::set<LayerId>& layers, std::optional<int> column) {
    const auto model = m_document.model();
    if (!model || model.get() != m_values.model()) return;
    const auto wants = [&](Column which) { return !column || *column == which; };
    m_document.edit(tr("Reset figures"), [&](Project& project) {
        for (const LayerId layer : layers) {
            if (layer.index() >= m_rows.size()) continue;
            const std::string& name = model->layer(layer).name;
            if (wants(DeviceTime)) project.edits.device.erase(name);
            if (wants(ServerTime)) project.edits.server.erase(name);
            for (const TensorId output : sendableOutputs(*model, layer)) {
                if (wants(SendTime)) project.edits.send.erase(model->tensor(output).name);
                if (wants(BytesOut)) project.edits.bytes.erase(model->tensor(output).name);
            }
        }
    });
}

bool LayerTableModel::hasEdits(const std::set<LayerId>& layers, std::optional<int> column) const {
    const auto mask = column ? 1U << static_cast<unsigned>(*column) : ~0U;
    return std::any_of(layers.begin(), layers.end(), [&](LayerId layer) {
        return layer.index() < m_rows.size() && (m_rows[layer.index()].edited & mask) != 0;
    });
}

}  // namespace trilane
