#include "app/gui/panels/layer_panel.h"

#include "app/gui/document/document.h"
#include "app/gui/document/editing.h"
#include "app/gui/document/selection.h"
#include "app/gui/panels/layer_columns.h"
#include "app/gui/panels/layer_filter.h"
#include "app/gui/panels/layer_table_delegate.h"
#include "app/gui/panels/layer_table_model.h"
#include "app/gui/panels/layer_table_text.h"
#include "app/gui/panels/panel_numbers.h"
#include "app/gui/panels/panel_style.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace trilane {

LayerPanel::LayerPanel(Document& document, Selection& selection, QWidget* parent)
    : QWidget(parent), m_document(document), m_selection(selection) {
    QVBoxLayout* const layout = makePanelLayout(*this);
    layout->setContentsMargins(0, kGrid, 0, 0);
    layout->setSpacing(4);
    auto* const top = new QHBoxLayout;
    top->setContentsMargins(kPanelMargin, 0, kGrid, 0);
    top->setSpacing(kGrid);
    top->addWidget(makeTitle(tr("Layers"), this));
    m_count = makeMuted({}, this);
    top->addWidget(m_count);
    m_filterEdit = new QLineEdit(this);
    m_filterEdit->setPlaceholderText(tr("Filter…"));
    m_filterEdit->setAccessibleName(tr("Filter layers"));
    m_filterEdit->setToolTip(
        tr("Words of name or operator; op:conv, name:block1, shape:1x64 look there only"));
    m_filterEdit->setClearButtonEnabled(true);
    m_filterEdit->setMaximumWidth(200);
    m_filterEdit->installEventFilter(this);
    top->addStretch(1);
    top->addWidget(m_filterEdit, 100);
    layout->addLayout(top);
    makeTable();
    layout->addWidget(m_table, 1);
    m_fault = makeFault(this);
    m_fault->setContentsMargins(kPanelMargin, 2, kPanelMargin, 6);
    layout->addWidget(m_fault);
    makeActions();
    setAccessibleName(tr("Layers"));

    connect(m_filterEdit, &QLineEdit::textChanged, this, &LayerPanel::applyFilter);
    connect(&selection, &Selection::changed, this, &LayerPanel::showSelection);
    connect(&selection, &Selection::highlightChanged, m_table->viewport(),
            qOverload<>(&QWidget::update));
    connect(&selection, &Selection::revealRequested, this, &LayerPanel::reveal);
    connect(&document, &Document::opened, this, [this] {
        m_filter->setModel(m_document.model());
        showSelection();
        fit();
        showFault({});
        // The same file read again keeps its place.
        if (m_document.project().modelPath != m_modelPath) m_table->scrollToTop();
        m_modelPath = m_document.project().modelPath;
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &LayerPanel::fit);
    connect(&document, &Document::viewChanged, this, &LayerPanel::fit);
    connect(&document, &Document::projectChanged, this, [this] { showFault({}); });
    connect(&document, &Document::planningChanged, this, [this] {
        m_delegate->setStale(!m_document.planningFault().isEmpty());
        m_table->viewport()->update();
    });
    m_filter->setModel(document.model());
    showSelection();
    fit();
}

LayerPanel::~LayerPanel() {
    // A field that loses the focus finishes what was typed, and the panel must still be whole then.
    hide();
}

void LayerPanel::makeTable() {
    m_table = new QTableView(this);
    m_model = new LayerTableModel(m_document, this);
    m_filter = new LayerFilter(*m_model, this);
    m_delegate = new LayerTableDelegate(
        m_selection,
        CellEdits{[this](const QModelIndex& index, const QString& typed) {
                      return m_model->checkFigures(editedLayers(index), index.column(), typed);
                  },
                  [this](const QModelIndex& index, const QString& typed) { commit(index, typed); },
                  [this](const QString& fault) { showFault(fault); }},
        this);
    m_header = stylePanelTable(*m_table);
    m_table->setModel(m_filter);
    m_table->setItemDelegate(m_delegate);
    m_table->setAccessibleName(tr("Table of layers"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::AnyKeyPressed);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setSortingEnabled(true);
    m_header->setSortIndicatorClearable(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    // Who sorts asks for what comes first.
    connect(m_header, &QHeaderView::sortIndicatorChanged, m_table, &QTableView::scrollToTop);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    m_header->setSectionResizeMode(QHeaderView::Fixed);
    connect(m_table, &QWidget::customContextMenuRequested, this, &LayerPanel::openMenu);
    connect(m_header, &QWidget::customContextMenuRequested, this, &LayerPanel::openColumnMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &LayerPanel::takeSelection);
    // The scroll bar takes room from the names.
    m_table->viewport()->installEventFilter(this);
}

QAction* LayerPanel::addViewAction(const QString& text, const QKeySequence& shortcut) {
    auto* const action = new QAction(text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    m_actions << action;
    return action;
}

void LayerPanel::makeActions() {
    const auto add = [this](const QString& text, const QKeySequence& keys, auto&& run) {
        connect(addViewAction(text, keys), &QAction::triggered, this, run);
    };
    add(tr("&Filter layers"), Qt::CTRL | Qt::Key_L, [this] {
        m_filterEdit->setFocus(Qt::ShortcutFocusReason);
        m_filterEdit->selectAll();
    });
    add(tr("&Edit figure"), Qt::Key_F2, &LayerPanel::editCurrent);
    add(tr("&Reset figures"), QKeySequence::Delete, &LayerPanel::resetSelected);
    add(tr("&Copy rows"), QKeySequence::Copy, &LayerPanel::copySelected);
    const auto pin = [this](std::optional<Side> side) {
        if (m_document.model() && !m_selection.layers().empty())
            pinLayers(m_document, m_selection.layers(), side);
    };
    add(tr("Run on &device"), Qt::CTRL | Qt::SHIFT | Qt::Key_D, [pin] { pin(Side::Device); });
    add(tr("Run on &server"), Qt::CTRL | Qt::SHIFT | Qt::Key_V, [pin] { pin(Side::Server); });
    add(tr("&No preference"), Qt::CTRL | Qt::SHIFT | Qt::Key_U, [pin] { pin(std::nullopt); });
}

QString LayerPanel::tableCsv() const {
    return trilane::tableCsv(*m_model);
}

void LayerPanel::applyFilter() {
    // What the filter hides stays selected in the other views.
    m_syncing = true;
    m_filter->setQuery(m_filterEdit->text());
    m_syncing = false;
    showSelection();
    m_count->setText(countLabel());
}

QString LayerPanel::countLabel() const {
    const int all = m_model->rowCount();
    const int shown = m_filter->rowCount();
    if (all == 0) return {};
    return shown == all ? countText(all) : tr("%1 of %2").arg(countText(shown), countText(all));
}

void LayerPanel::takeSelection() {
    if (m_syncing) return;
    std::set<LayerId> layers;
    for (const int row : selectedRows())
        layers.insert(LayerId{static_cast<std::size_t>(row)});
    const QModelIndex current = m_filter->mapToSource(m_table->currentIndex());
    std::optional<LayerId> currentLayer;
    if (current.isValid()) currentLayer = LayerId{static_cast<std::size_t>(current.row())};
    if (currentLayer && !layers.contains(*currentLayer)) currentLayer.reset();
    if (!currentLayer && !layers.empty()) currentLayer = *layers.rbegin();
    m_syncing = true;
    m_selection.selectLayers(std::move(layers), currentLayer);
    m_syncing = false;
}

void LayerPanel::showSelection() {
    if (m_syncing) return;
    std::vector<int> rows;
    for (const LayerId layer : m_selection.layers()) {
        const int row = static_cast<int>(layer.index());
        if (row >= m_model->rowCount()) continue;
        const QModelIndex shown = m_filter->mapFromSource(m_model->index(row, 0));
        if (shown.isValid()) rows.push_back(shown.row());
    }
    std::sort(rows.begin(), rows.end());
    QItemSelection ranges;
    for (std::size_t i = 0; i < rows.size();) {
        std::size_t end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1)
            ++end;
        ranges.append(
            QItemSelectionRange(m_filter->index(rows[i], 0),
                                m_filter->index(rows[end - 1], LayerTableModel::ColumnCount - 1)));
        i = end;
    }
    m_syncing = true;
    m_table->selectionModel()->select(ranges, QItemSelectionModel::ClearAndSelect);
    if (const auto current = m_selection.currentLayer()) reveal(*current);
    m_syncing = false;
}

void LayerPanel::reveal(LayerId layer) {
    const int row = static_cast<int>(layer.index());
    if (row >= m_model->rowCount()) return;
    const int column = std::max(m_table->currentIndex().column(), 0);
    const QModelIndex index = m_filter->mapFromSource(m_model->index(row, column));
    if (!index.isValid()) return;
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    m_table->scrollTo(index);
}

std::vector<int> LayerPanel::selectedRows() const {
    std::vector<int> rows;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(m_filter->mapToSource(m_filter->index(row, 0)).row());
    return rows;
}

std::set<LayerId> LayerPanel::editedLayers(const QModelIndex& index) const {
    const int row = m_filter->mapToSource(index).row();
    const std::vector<int> rows = selectedRows();
    std::set<LayerId> layers{LayerId{static_cast<std::size_t>(row)}};
    if (std::find(rows.begin(), rows.end(), row) != rows.end())
        for (const int selected : rows)
            layers.insert(LayerId{static_cast<std::size_t>(selected)});
    return layers;
}

void LayerPanel::commit(const QModelIndex& index, const QString& typed) {
    showFault(m_model->changeFigures(editedLayers(index), index.column(), typed));
}

void LayerPanel::showFault(const QString& fault) {
    trilane::showFault(*m_fault, fault);
    if (fault.isEmpty()) return;
    // The words take room from the table: what they are about stays in sight.
    QMetaObject::invokeMethod(
        this, [this] { m_table->scrollTo(m_table->currentIndex()); }, Qt::QueuedConnection);
}

void LayerPanel::editCurrent() {
    QModelIndex index = m_table->currentIndex();
    if (!index.isValid()) index = m_filter->index(0, LayerTableModel::DeviceTime);
    if (!index.isValid()) return;
    if (!LayerTableModel::isFigure(index.column()) || m_table->isColumnHidden(index.column()))
        index = index.siblingAtColumn(LayerTableModel::DeviceTime);
    if (m_table->isPersistentEditorOpen(index)) return;
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    if (index.flags().testFlag(Qt::ItemIsEditable)) m_table->edit(index);
}

void LayerPanel::resetSelected() {
    const int column = m_table->currentIndex().column();
    const bool figure = LayerTableModel::isFigure(column) && !m_table->isColumnHidden(column);
    m_model->resetFigures(m_selection.layers(), figure ? std::optional(column) : std::nullopt);
}

void LayerPanel::copySelected() {
    std::vector<int> rows = selectedRows();
    if (rows.empty()) return;
    // As they stand on the screen.
    std::sort(rows.begin(), rows.end(), [this](int a, int b) {
        return m_filter->mapFromSource(m_model->index(a, 0)).row() <
               m_filter->mapFromSource(m_model->index(b, 0)).row();
    });
    QGuiApplication::clipboard()->setText(tableTsv(*m_model, rows));
}

}  // namespace trilane

#include "moc_layer_panel.cpp"
