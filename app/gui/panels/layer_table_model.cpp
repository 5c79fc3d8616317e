#include "app/gui/panels/layer_table_model.h"

#include "app/gui/document/document.h"
#include "app/gui/panels/natural_order.h"
#include "app/gui/panels/panel_numbers.h"

#include <algorithm>
#include <array>

namespace trilane {
namespace {

constexpr std::uint8_t bit(int column) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(column));
}

/// The one output whose size or send time the row's figure is; empty where it is a sum.
std::optional<TensorId> soleOutput(const Model& model, LayerId layer) {
    const auto outputs = sendableOutputs(model, layer);
    return outputs.size() == 1 ? std::optional(outputs.front()) : std::nullopt;
}

}  // namespace

LayerTableModel::LayerTableModel(Document& document, QObject* parent)
    : QAbstractTableModel(parent), m_document(document), m_values(document) {
    connect(&document, &Document::opened, this, &LayerTableModel::reset);
    connect(&document, &Document::snapshotChanged, this, &LayerTableModel::refresh);
    connect(&document, &Document::projectChanged, this, [this] {
        // Of a project, edits and pins show before they are planned with. While the bandwidth
        // slider moves, neither does.
        const Project& project = m_document.project();
        if (project.edits != m_edits || project.pins != m_pins) refresh();
    });
    connect(&document, &Document::viewChanged, this, [this] {
        // Most of what changes about a view is no business of this table.
        if (m_document.project().view.focus != m_focus) refresh();
    });
    takeDocument();
    m_rows = computeRows();
}

void LayerTableModel::takeDocument() {
    m_values = ShownValues(m_document);
    const Project& project = m_document.project();
    m_focus = project.view.focus;
    m_edits = project.edits;
    m_pins = project.pins;
}

void LayerTableModel::reset() {
    beginResetModel();
    takeDocument();
    m_rows = computeRows();
    endResetModel();
}

void LayerTableModel::refresh() {
    // Another model is being opened: opened() follows.
    if (m_document.model().get() != m_values.model()) return;
    takeDocument();
    std::vector<Row> rows = computeRows();
    const auto first = std::mismatch(rows.begin(), rows.end(), m_rows.begin()).first;
    if (first == rows.end()) return;
    const auto last = std::mismatch(rows.rbegin(), rows.rend(), m_rows.rbegin()).first;
    const int from = static_cast<int>(first - rows.begin());
    const int to = static_cast<int>(rows.rend() - last) - 1;
    m_rows = std::move(rows);
    emit dataChanged(index(from, SideColumn), index(to, SendTime));
}

std::vector<LayerTableModel::Row> LayerTableModel::computeRows() const {
    std::vector<Row> rows;
    const Model* const model = m_values.model();
    if (model == nullptr) return rows;
    rows.reserve(model->layerCount());
    for (std::size_t i = 0; i < model->layerCount(); ++i) {
        const LayerId layer{i};
        Row row{m_values.side(layer),
                m_values.pin(layer),
                m_values.layerTime(layer, Side::Device),
                m_values.layerTime(layer, Side::Server),
                {},
                {},
                0,
                0};
        if (m_values.isEdited(layer, Side::Device)) row.edited |= bit(DeviceTime);
        if (m_values.isEdited(layer, Side::Server)) row.edited |= bit(ServerTime);
        if (m_values.followsSize(layer, Side::Device)) row.derived |= bit(DeviceTime);
        if (m_values.followsSize(layer, Side::Server)) row.derived |= bit(ServerTime);
        for (const TensorId output : sendableOutputs(*model, layer)) {
            if (const auto send = m_values.sendTime(output))
                row.send = row.send.value_or(Nanoseconds{}) + *send;
            if (const auto bytes = m_values.bytes(output))
                row.bytes = row.bytes.value_or(Bytes{}) + *bytes;
            if (m_values.isSendEdited(output)) row.edited |= bit(SendTime);
            if (m_values.sendFollowsSize(output)) row.derived |= bit(SendTime);
            if (m_values.isSizeEdited(output)) row.edited |= bit(BytesOut);
        }
        rows.push_back(row);
    }
    return rows;
}

int LayerTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LayerTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LayerTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto sideOrNone = [](const std::optional<Side>& side) {
        return side ? QVariant(static_cast<int>(*side)) : QVariant();
    };
    switch (role) {
        case Qt::DisplayRole:
            return displayText(index.row(), index.column());
        case Qt::EditRole:
            return isFigure(index.column()) ? exactText(index.row(), index.column())
                                            : displayText(index.row(), index.column());
        case Qt::ToolTipRole:
            return toolTip(index.row(), index.column());
        case Qt::TextAlignmentRole:
            return QVariant(Qt::AlignVCenter |
                            (isFigure(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
        case SideRole:
            return sideOrNone(row.side);
        case PinRole:
            return sideOrNone(row.pin);
        case LayerRole:
            return index.row();
        case EditedRole:
            return (row.edited & bit(index.column())) != 0;
        case DerivedRole:
            return (row.derived & ~row.edited & bit(index.column())) != 0;
        default:
            return {};
    }
}

QVariant LayerTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (isFigure(section) ? Qt::AlignRight : Qt::AlignLeft));
    const std::array<QString, ColumnCount> titles{tr("Layer"),     tr("Op"),        tr("Side"),
                                                  tr("Device ms"), tr("Server ms"), tr("Bytes out"),
                                                  tr("Send ms")};
    const std::array<QString, ColumnCount> hints{
        tr("The layer's name"),
        tr("The operator"),
        tr("Where the layer runs under the plan in focus; a pin says that you decided it"),
        tr("How long the layer takes on the device; type a number, or ×1.5, /2, +0.2, -10%"),
        tr("How long the layer takes on the server; type a number, or ×1.5, /2, +0.2, -10%"),
        tr("The size of what the layer makes for other layers"),
        tr("How long that takes on the link")};
    if (role == Qt::DisplayRole) return titles[static_cast<std::size_t>(section)];
    if (role == Qt::ToolTipRole) return hints[static_cast<std::size_t>(section)];
    return {};
}

Qt::ItemFlags LayerTableModel::flags(const QModelIndex& index) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const LayerId layer{static_cast<std::size_t>(index.row())};
    const Row& row = m_rows[layer.index()];
    const bool sole = index.column() == BytesOut || index.column() == SendTime
                          ? soleOutput(*m_values.model(), layer).has_value()
                          : true;
    const bool known = index.column() == BytesOut   ? row.bytes.has_value()
                       : index.column() == SendTime ? row.send.has_value()
                                                    : row.device.has_value();
    flags.setFlag(Qt::ItemIsEditable, isFigure(index.column()) && sole && known);
    return flags;
}

bool LayerTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !flags(index).testFlag(Qt::ItemIsEditable)) return false;
    const LayerId layer{static_cast<std::size_t>(index.row())};
    return changeFigures({layer}, index.column(), value.toString()).isEmpty();
}

QString LayerTableModel::displayText(int row, int column) const {
    const Layer& layer = m_values.model()->layer(LayerId{static_cast<std::size_t>(row)});
    const Row& figures = m_rows[static_cast<std::size_t>(row)];
    const auto ms = [](const std::optional<Nanoseconds>& time) {
        return time ? numberText(*time) : QString();
    };
    switch (column) {
        case Name:
            return nameText(layer.name);
        case Op:
            return nameText(layer.op);
        case SideColumn:
            if (!figures.side) return {};
            return *figures.side == Side::Device ? tr("device") : tr("server");
        case DeviceTime:
            return ms(figures.device);
        case ServerTime:
            return ms(figures.server);
        case BytesOut:
            return figures.bytes ? countText(figures.bytes->count()) : QString();
        case SendTime:
            return ms(figures.send);
        default:
            return {};
    }
}

QString LayerTableModel::widestText(int column) const {
    if (m_rows.empty()) return {};
    if (isFigure(column)) {
        // Small figures have no more digits than titles have letters.
        const auto largest =
            std::max_element(m_rows.begin(), m_rows.end(), [&](const Row& a, const Row& b) {
                return lessThan(static_cast<int>(&a - m_rows.data()),
                                static_cast<int>(&b - m_rows.data()), column);
            });
        return displayText(static_cast<int>(largest - m_rows.begin()), column);
    }
    if (column == SideColumn)
        return tr("device").size() > tr("server").size() ? tr("device") : tr("server");
    const auto text = column == Name ? &Layer::name : &Layer::op;
    const auto& layers = m_values.model()->layers();
    const auto longest = std::max_element(
        layers.begin(), layers.end(),
        [&](const Layer& a, const Layer& b) { return (a.*text).size() < (b.*text).size(); });
    return nameText((*longest).*text);
}

QString LayerTableModel::exactText(int row, int column) const {
    if (row < 0 || row >= rowCount()) return {};
    const Row& figures = m_rows[static_cast<std::size_t>(row)];
    const auto& time = column == DeviceTime   ? figures.device
                       : column == ServerTime ? figures.server
                                              : figures.send;
    if (column == BytesOut)
        return figures.bytes ? QString::number(figures.bytes->count()) : QString();
    return isFigure(column) && time ? exactMs(*time) : QString();
}

bool LayerTableModel::lessThan(int rowA, int rowB, int column) const {
    if (rowA < 0 || rowB < 0 || rowA >= rowCount() || rowB >= rowCount()) return false;
    const Row& a = m_rows[static_cast<std::size_t>(rowA)];
    const Row& b = m_rows[static_cast<std::size_t>(rowB)];
    const auto& layers = m_values.model()->layers();
    const Layer& layerA = layers[static_cast<std::size_t>(rowA)];
    const Layer& layerB = layers[static_cast<std::size_t>(rowB)];
    switch (column) {
        case Name:
            return naturalLess(layerA.name, layerB.name);
        case Op:
            return naturalLess(layerA.op, layerB.op);
        case SideColumn:
            return a.side < b.side;
        case DeviceTime:
            return a.device < b.device;
        case ServerTime:
            return a.server < b.server;
        case BytesOut:
            return a.bytes < b.bytes;
        case SendTime:
            return a.send < b.send;
        default:
            return rowA < rowB;
    }
}

}  // namespace trilane

#include "moc_layer_table_model.cpp"
