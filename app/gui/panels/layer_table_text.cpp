#include "app/gui/panels/layer_table_text.h"

#include "app/gui/panels/layer_table_model.h"

#include <QStringList>

namespace trilane {
namespace {

QStringList cells(const LayerTableModel& model, int row) {
    QStringList texts;
    for (int column = 0; column < LayerTableModel::ColumnCount; ++column) {
        const QModelIndex index = model.index(row, column);
        // The side of a file is no word of the user's language.
        const QVariant side = model.data(index, LayerTableModel::SideRole);
        if (LayerTableModel::isFigure(column))
            texts << model.exactText(row, column);
        else if (column == LayerTableModel::SideColumn)
            texts << (!side.isValid()                                  ? QString()
                      : side.toInt() == static_cast<int>(Side::Device) ? QStringLiteral("device")
                                                                       : QStringLiteral("server"));
        else
            texts << model.data(index, Qt::DisplayRole).toString();
    }
    return texts;
}

QString quoted(QString text) {
    const bool plain = !text.contains(QChar(',')) && !text.contains(QChar('"')) &&
                       !text.contains(QChar('\n')) && !text.contains(QChar('\r'));
    if (plain) return text;
    text.replace(QChar('"'), QStringLiteral("\"\""));
    return QChar('"') + text + QChar('"');
}

}  // namespace

QString tableTsv(const LayerTableModel& model, const std::vector<int>& rows) {
    QStringList titles;
    for (int column = 0; column < LayerTableModel::ColumnCount; ++column)
        titles << model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    QString text = titles.join(QChar('\t')) + QChar('\n');
    for (const int row : rows)
        text += cells(model, row).join(QChar('\t')) + QChar('\n');
    return text;
}

QString tableCsv(const LayerTableModel& model) {
    QString text = QStringLiteral("layer,op,side,device_ms,server_ms,bytes_out,send_ms\r\n");
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList line = cells(model, row);
        for (QString& cell : line)
            cell = quoted(std::move(cell));
        text += line.join(QChar(',')) + QStringLiteral("\r\n");
    }
    return text;
}

}  // namespace trilane
