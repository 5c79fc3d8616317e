// Menus and columns of LayerPanel.

#include "app/gui/document/appearance.h"
#include "app/gui/document/document.h"
#include "app/gui/document/layer_menu.h"
#include "app/gui/document/selection.h"
#include "app/gui/panels/layer_columns.h"
#include "app/gui/panels/layer_filter.h"
#include "app/gui/panels/layer_panel.h"
#include "app/gui/panels/layer_table_delegate.h"
#include "app/gui/panels/layer_table_model.h"
#include "app/gui/panels/panel_style.h"

#include <QAction>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStringList>
#include <QTableView>
#include <algorithm>

namespace trilane {
namespace {

constexpr const char* kState = "layers";
constexpr int kPadding = 2 * kCellPadding + 2;
constexpr int kDot = 12;  ///< the mark of an edit, and bold digits

/// Widths that follow figures step, lest columns tremble while a slider moves.
int stepped(int width) {
    constexpr int kStep = 8;
    return (width + kStep - 1) / kStep * kStep;
}

}  // namespace

std::optional<std::set<int>> LayerPanel::chosenColumns() const {
    const auto& states = m_document.project().view.states;
    const auto state = states.find(kState);
    if (state == states.end()) return std::nullopt;
    std::set<int> columns;
    for (const QString& word : QString::fromStdString(state->second).split(QChar(',')))
        if (const int column = word.toInt(); column > 0 && column < LayerTableModel::ColumnCount)
            columns.insert(column);
    if (columns.empty()) return std::nullopt;
    columns.insert(LayerTableModel::Name);
    return columns;
}

void LayerPanel::fit() {
    m_count->setText(countLabel());
    ColumnNeeds needs;
    const QFontMetrics metrics(m_table->font());
    for (int column = 0; column < LayerTableModel::ColumnCount; ++column) {
        int width = metrics.horizontalAdvance(m_model->widestText(column)) + kPadding;
        if (LayerTableModel::isFigure(column)) width = stepped(width + kDot);
        if (column == LayerTableModel::SideColumn) width += 24;
        if (column == LayerTableModel::Name) width += kPanelMargin - kCellPadding;
        needs.width[static_cast<std::size_t>(column)] =
            std::max(width, m_header->titleWidth(column));
    }
    needs.sideMark = std::max(m_header->titleWidth(LayerTableModel::SideColumn), 36);
    const int available = m_table->viewport()->width();
    ShownColumns columns = fitColumns(needs, available);
    if (const auto chosen = chosenColumns()) {
        int left = available;
        for (int column = 1; column < LayerTableModel::ColumnCount; ++column) {
            const auto i = static_cast<std::size_t>(column);
            columns.shown[i] = chosen->contains(column);
            columns.width[i] = needs.width[i];
            if (columns.shown[i]) left -= columns.width[i];
        }
        columns.sideText = true;
        columns.width[LayerTableModel::Name] =
            std::clamp(left, 96, std::max(needs.width[LayerTableModel::Name], 96));
    }
    m_delegate->setSideText(columns.sideText);
    m_delegate->setOpInName(!columns.shown[LayerTableModel::Op]);
    for (int column = 0; column < LayerTableModel::ColumnCount; ++column) {
        const auto i = static_cast<std::size_t>(column);
        m_table->setColumnHidden(column, !columns.shown[i]);
        if (columns.shown[i] && m_table->columnWidth(column) != columns.width[i])
            m_table->setColumnWidth(column, columns.width[i]);
    }
}

void LayerPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

bool LayerPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(this, &LayerPanel::fit, Qt::QueuedConnection);
    if (watched != m_filterEdit || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape && !m_filterEdit->text().isEmpty()) {
        m_filterEdit->clear();
        return true;
    }
    if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
        m_table->setFocus(Qt::TabFocusReason);
        if (m_selection.layers().empty() && m_filter->rowCount() > 0) m_table->selectRow(0);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void LayerPanel::openMenu(const QPoint& position) {
    const std::set<LayerId> layers = m_selection.layers();
    QMenu menu(this);
    addLayerActions(menu, m_document, layers);
    menu.addSeparator();
    for (QAction* const action : m_actions.mid(1, 3))
        menu.addAction(action);
    QAction* const resetAll = menu.addAction(tr("Reset &all figures of these layers"));
    resetAll->setEnabled(m_model->hasEdits(layers));
    connect(resetAll, &QAction::triggered, this, [this, layers] { m_model->resetFigures(layers); });
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

void LayerPanel::openColumnMenu(const QPoint& position) {
    QMenu menu(this);
    const auto chosen = chosenColumns();
    const auto remember = [this](const std::set<int>& columns) {
        QStringList words;
        for (const int column : columns)
            words << QString::number(column);
        m_document.changeView(
            [&](ProjectView& view) { view.states[kState] = words.join(QChar(',')).toStdString(); });
    };
    QAction* const automatic = menu.addAction(tr("&As many as fit"));
    automatic->setCheckable(true);
    automatic->setChecked(!chosen);
    connect(automatic, &QAction::triggered, this, [this] {
        m_document.changeView([](ProjectView& view) { view.states.erase(kState); });
    });
    menu.addSeparator();
    std::set<int> shown;
    for (int column = 0; column < LayerTableModel::ColumnCount; ++column)
        if (!m_table->isColumnHidden(column)) shown.insert(column);
    for (int column = 1; column < LayerTableModel::ColumnCount; ++column) {
        QAction* const action =
            menu.addAction(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(shown.contains(column));
        connect(action, &QAction::toggled, this, [=](bool checked) {
            std::set<int> columns = shown;
            if (checked)
                columns.insert(column);
            else
                columns.erase(column);
            remember(columns);
        });
    }
    menu.exec(m_header->mapToGlobal(position));
}

}  // namespace trilane
