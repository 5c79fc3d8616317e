#include "app/gui/panels/pin_model.h"

#include "app/gui/document/document.h"
#include "app/gui/panels/natural_order.h"
#include "app/gui/panels/panel_numbers.h"

#include <algorithm>
#include <utility>

namespace trilane {

PinModel::PinModel(Document& document, QObject* parent)
    : QAbstractTableModel(parent), m_document(document) {
    connect(&document, &Document::opened, this, &PinModel::refresh);
    connect(&document, &Document::projectChanged, this, &PinModel::refresh);
    refresh();
}

void PinModel::refresh() {
    std::vector<Row> rows;
    const PinNames& pins = m_document.project().pins;
    const auto model = m_document.model();
    const auto add = [&](const auto& names, Side side) {
        for (const std::string& name : names)
            rows.push_back({name, side, model && model->findLayer(name).has_value()});
    };
    add(pins.device, Side::Device);
    add(pins.server, Side::Server);
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        return a.layer != b.layer ? naturalLess(a.layer, b.layer) : a.side < b.side;
    });
    if (rows == m_rows) return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int PinModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PinModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PinModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            if (index.column() == Name) return nameText(row.layer);
            if (index.column() == SideColumn)
                return row.side == Side::Device ? tr("device") : tr("server");
            return QStringLiteral("×");
        case Qt::AccessibleTextRole:
            return index.column() == Remove ? QVariant(tr("Take this pin back")) : QVariant();
        case Qt::ToolTipRole:
            if (index.column() == Remove) return tr("Take this pin back");
            return row.known ? nameText(row.layer)
                             : tr("%1 is not in this model").arg(nameText(row.layer));
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter |
                            (index.column() == Remove ? Qt::AlignHCenter : Qt::AlignLeft));
        case SideRole:
            return static_cast<int>(row.side);
        case KnownRole:
            return row.known;
        default:
            return {};
    }
}

std::string PinModel::layerName(int row) const {
    if (row < 0 || row >= rowCount()) return {};
    return m_rows[static_cast<std::size_t>(row)].layer;
}

void PinModel::remove(const std::vector<int>& rows) {
    m_document.edit(tr("Take pins back"), [&](Project& project) {
        for (const int index : rows) {
            if (index < 0 || index >= rowCount()) continue;
            const Row& row = m_rows[static_cast<std::size_t>(index)];
            (row.side == Side::Device ? project.pins.device : project.pins.server).erase(row.layer);
        }
    });
}

void PinModel::removeAll() {
    m_document.edit(tr("Take all pins back"), [](Project& project) {
        project.pins.device.clear();
        project.pins.server.clear();
    });
}

}  // namespace trilane

#include "moc_pin_model.cpp"
