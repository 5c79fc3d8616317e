#include "app/gui/panels/pin_panel.h"

#include "app/gui/document/appearance.h"
#include "app/gui/document/document.h"
#include "app/gui/document/selection.h"
#include "app/gui/panels/layer_table_delegate.h"
#include "app/gui/panels/panel_style.h"
#include "app/gui/panels/pin_model.h"

#include <QAction>
#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace trilane {
namespace {

constexpr int kMostRows = 6;  ///< more are scrolled

class PinDelegate : public PanelDelegate {
public:
    using PanelDelegate::PanelDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        PanelDelegate::paint(painter, option, index);
        if (index.column() != PinModel::SideColumn || option.widget == nullptr) return;
        painter->save();
        const double middle = option.rect.center().y() + 0.5;
        paintSideMark(*painter, {option.rect.left() + 4.0, middle - 4.5, 9, 9},
                      static_cast<Side>(index.data(PinModel::SideRole).toInt()),
                      themeOf(*option.widget));
        painter->restore();
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        PanelDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideMiddle;
        if (option->widget == nullptr) return;
        const Theme& colours = themeOf(*option->widget);
        if (index.column() == PinModel::SideColumn)
            option->displayAlignment = Qt::AlignRight | Qt::AlignVCenter;
        if (index.column() != PinModel::Name || !index.data(PinModel::KnownRole).toBool())
            option->palette.setColor(QPalette::Text, colours.muted);
    }
};

}  // namespace

PinPanel::PinPanel(Document& document, Selection& selection, QWidget* parent)
    : QWidget(parent), m_document(document), m_selection(selection) {
    QVBoxLayout* const layout = makePanelLayout(*this);
    layout->setContentsMargins(0, kGrid, 0, kGrid);
    makeActions();
    auto* const top = new QHBoxLayout;
    top->setContentsMargins(kPanelMargin, 0, kPanelMargin, 0);
    top->addWidget(makeTitle(tr("Pins"), this));
    top->addStretch();
    auto* const clear = new QToolButton(this);
    clear->setDefaultAction(m_clearAction);
    clear->setAutoRaise(true);
    top->addWidget(clear);
    layout->addLayout(top);
    m_none = makeMuted(tr("Right-click layers to say where they must run."), this);
    m_none->setWordWrap(true);
    m_none->setContentsMargins(kPanelMargin, 0, kPanelMargin, 0);
    layout->addWidget(m_none);
    makeTable();
    layout->addWidget(m_table);
    m_keepInputs = new QCheckBox(tr("Keep inputs on the device"), this);
    m_keepInputs->setToolTip(tr("No model input may cross the link as it is"));
    auto* const bottom = new QHBoxLayout;
    bottom->setContentsMargins(kPanelMargin, 0, kPanelMargin, 0);
    bottom->addWidget(m_keepInputs);
    layout->addLayout(bottom);
    m_fault = makeFault(this);
    m_fault->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fault->setContentsMargins(kPanelMargin, 0, kPanelMargin, 0);
    layout->addWidget(m_fault);
    layout->addStretch(1);
    setAccessibleName(tr("Pins"));
    connect(m_keepInputs, &QCheckBox::clicked, m_keepInputsAction, &QAction::trigger);
    connect(m_model, &QAbstractItemModel::modelReset, this, &PinPanel::refresh);
    connect(&document, &Document::opened, this, &PinPanel::refresh);
    connect(&document, &Document::projectChanged, this, &PinPanel::refresh);
    connect(&document, &Document::snapshotChanged, this, &PinPanel::refresh);
    connect(&document, &Document::planningChanged, this, &PinPanel::refresh);
    refresh();
}

void PinPanel::makeTable() {
    m_model = new PinModel(m_document, this);
    m_table = new QTableView(this);
    PanelHeader* const header = stylePanelTable(*m_table);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new PinDelegate(this));
    m_table->setAccessibleName(tr("Table of pins"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header->hide();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(PinModel::Name, QHeaderView::Stretch);
    m_table->setColumnWidth(PinModel::SideColumn, 66);
    m_table->setColumnWidth(PinModel::Remove, 30);
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == PinModel::Remove)
            m_model->remove({index.row()});
        else
            selectLayer(index.row());
    });
    connect(m_table, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { selectLayer(index.row()); });
}

void PinPanel::makeActions() {
    const auto add = [this](const QString& text, const QKeySequence& keys) {
        auto* const action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        m_actions << action;
        return action;
    };
    m_removeAction = add(tr("&Take pin back"), QKeySequence::Delete);
    connect(m_removeAction, &QAction::triggered, this, &PinPanel::removeSelected);
    m_clearAction = add(tr("Clear all"), {});
    m_clearAction->setToolTip(tr("Take all pins back"));
    connect(m_clearAction, &QAction::triggered, this, [this] { m_model->removeAll(); });
    m_keepInputsAction = add(tr("Keep &inputs on the device"), {});
    m_keepInputsAction->setCheckable(true);
    connect(m_keepInputsAction, &QAction::triggered, this, [this] {
        m_document.edit(tr("Keep inputs on the device"), [](Project& project) {
            project.pins.keepInputsLocal = !project.pins.keepInputsLocal;
        });
        refresh();
    });
}

void PinPanel::removeSelected() {
    std::vector<int> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        rows.push_back(index.row());
    m_model->remove(rows);
}

void PinPanel::selectLayer(int row) {
    const auto model = m_document.model();
    if (!model) return;
    if (const auto layer = model->findLayer(m_model->layerName(row))) {
        m_selection.selectLayer(*layer);
        m_selection.reveal(*layer);
    }
}

void PinPanel::refresh() {
    const int rows = m_model->rowCount();
    m_none->setVisible(rows == 0);
    m_table->setVisible(rows > 0);
    m_table->setFixedHeight(std::min(rows, kMostRows) * kRowHeight);
    m_clearAction->setEnabled(rows > 0);
    const bool keep = m_document.project().pins.keepInputsLocal;
    m_keepInputs->setChecked(keep);
    m_keepInputsAction->setChecked(keep);
    showFault(*m_fault, m_document.planningFault());
}

void PinPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && m_fault != nullptr) refresh();
    QWidget::changeEvent(event);
}

}  // namespace trilane

#include "moc_pin_panel.cpp"
