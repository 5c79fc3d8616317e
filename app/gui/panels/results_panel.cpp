#include "app/gui/panels/results_panel.h"

#include "app/gui/document/appearance.h"
#include "app/gui/document/document.h"
#include "app/gui/panels/panel_style.h"
#include "app/gui/panels/results_model.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace trilane {

/// Marks the row in focus, which is the document's and not the table's.
class ResultsDelegate : public PanelDelegate {
public:
    using PanelDelegate::PanelDelegate;

    /// True: the figures are of an earlier project, and are dimmed.
    void setStale(bool stale) { m_stale = stale; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        if (index.column() == ResultsModel::Shown && option.widget != nullptr &&
            index.data(ResultsModel::FocusRole).toBool())
            painter->fillRect(option.rect, themeOf(*option.widget).accentTint);
        PanelDelegate::paint(painter, indented(option, index), index);
    }

    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override {
        return PanelDelegate::editorEvent(event, model, indented(option, index), index);
    }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        PanelDelegate::initStyleOption(option, index);
        if (option->widget == nullptr) return;
        const Theme& colours = themeOf(*option->widget);
        const bool focused = index.data(ResultsModel::FocusRole).toBool();
        if (focused) {
            option->backgroundBrush = colours.accentTint;
            option->font.setWeight(QFont::DemiBold);
        }
        if (index.column() >= ResultsModel::Gap)
            option->palette.setColor(QPalette::Text, colours.muted);
        if (m_stale) option->palette.setColor(QPalette::Text, colours.faint);
    }

private:
    /// Check marks begin where titles do.
    static QStyleOptionViewItem indented(QStyleOptionViewItem option, const QModelIndex& index) {
        constexpr int kStyleMargin = 3;
        if (index.column() == ResultsModel::Shown)
            option.rect.setLeft(option.rect.left() + kPanelMargin - kStyleMargin);
        return option;
    }

    bool m_stale = false;
};

ResultsPanel::ResultsPanel(Document& document, Selection& /*selection*/, QWidget* parent)
    : QWidget(parent), m_document(document) {
    QVBoxLayout* const layout = makePanelLayout(*this);
    layout->setContentsMargins(0, kGrid, 0, kGrid);
    layout->setSpacing(4);
    auto* const top = new QHBoxLayout;
    top->setContentsMargins(kPanelMargin, 0, kPanelMargin, 0);
    top->addWidget(makeTitle(tr("Strategies"), this));
    top->addStretch();
    m_state = makeMuted({}, this);
    m_state->setObjectName(QString::fromLatin1(kPanelTitle));
    top->addWidget(m_state);
    layout->addLayout(top);
    m_stale = makeFault(this);
    m_stale->setContentsMargins(kPanelMargin, 0, kPanelMargin, 0);
    layout->addWidget(m_stale);
    makeTable();
    layout->addWidget(m_table);
    layout->addStretch();  // rows belong to the top
    makeActions();
    setAccessibleName(tr("Strategies"));
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ResultsPanel::followFocus);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ResultsPanel::followFocus);
    connect(&document, &Document::planningChanged, this, &ResultsPanel::followFocus);
    connect(&document, &Document::planningChanged, this, &ResultsPanel::showState);
    showState();
    followFocus();
}

void ResultsPanel::makeTable() {
    m_table = new QTableView(this);
    m_model = new ResultsModel(m_document, this);
    m_header = stylePanelTable(*m_table);
    m_table->setModel(m_model);
    m_delegate = new ResultsDelegate(this);
    m_table->setItemDelegate(m_delegate);
    m_table->setAccessibleName(tr("Table of strategies"));
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_header->setSectionResizeMode(QHeaderView::Fixed);
    m_header->setSectionsClickable(false);
    const auto pick = [this](const QModelIndex& index) {
        if (index.isValid() && index.column() != ResultsModel::Shown) focusRow(index.row());
    };
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, pick);
    // A click on the row that is current already changes no index.
    connect(m_table, &QAbstractItemView::clicked, this, pick);
    connect(m_table, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { focusRow(index.row()); });
}

void ResultsPanel::makeActions() {
    const auto add = [this](const QString& text, const QKeySequence& keys, auto&& run) {
        auto* const action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
    };
    const auto step = [this](int by) {
        const int rows = m_model->rowCount();
        if (rows > 0) focusRow((m_model->focusRow() + by + rows) % rows);
    };
    add(tr("&Next strategy"), Qt::CTRL | Qt::Key_Down, [step] { step(1); });
    add(tr("&Previous strategy"), Qt::CTRL | Qt::Key_Up, [step] { step(-1); });
    add(tr("&Show or hide its schedule"), Qt::CTRL | Qt::Key_Space, [this] {
        const QModelIndex index = m_model->index(m_model->focusRow(), ResultsModel::Shown);
        const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        m_model->setData(index, static_cast<int>(checked ? Qt::Unchecked : Qt::Checked),
                         Qt::CheckStateRole);
    });
}

void ResultsPanel::focusRow(int row) {
    const QModelIndex index = m_model->index(row, ResultsModel::Title);
    if (!index.isValid()) return;
    const std::string id = index.data(ResultsModel::IdRole).toString().toStdString();
    m_document.changeView([&](ProjectView& view) { view.focus = id; });
}

void ResultsPanel::followFocus() {
    const QModelIndex current = m_table->currentIndex();
    const int column = current.isValid() ? current.column() : ResultsModel::Title;
    const int row = m_model->focusRow();
    if (row >= 0 && current.row() != row && column != ResultsModel::Shown)
        m_table->selectionModel()->setCurrentIndex(m_model->index(row, column),
                                                   QItemSelectionModel::NoUpdate);
    m_state->setText(m_document.isPlanning() ? tr("planning…") : QString());
    fit();
}

void ResultsPanel::showState() {
    const QString& fault = m_document.planningFault();
    const bool stale = !fault.isEmpty() && m_model->rowCount() > 0;
    showFault(*m_stale,
              stale ? tr("Of an earlier project: the present one cannot be planned.") : QString());
    m_stale->setToolTip(fault);
    m_delegate->setStale(!fault.isEmpty());
    m_table->viewport()->update();
}

void ResultsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && m_stale != nullptr) showState();
    QWidget::changeEvent(event);
}

void ResultsPanel::fit() {
    constexpr int kCheck = 32;
    const QFont bold = figureFont(m_table->font().pixelSize(), true);
    const QFontMetrics metrics(bold);
    std::array<int, ResultsModel::ColumnCount> needs{};
    for (int column = 0; column < ResultsModel::ColumnCount; ++column) {
        int& need = needs[static_cast<std::size_t>(column)];
        need = m_header->titleWidth(column);
        for (int row = 0; row < m_model->rowCount(); ++row)
            need = std::max(
                need, metrics.horizontalAdvance(m_model->index(row, column).data().toString()) +
                          2 * kCellPadding + 2);
    }
    needs[ResultsModel::Shown] = kCheck;
    // It stands there once the column of proofs finds no room.
    needs[ResultsModel::Gap] =
        std::max(needs[ResultsModel::Gap],
                 metrics.horizontalAdvance(ResultsModel::tr("proven")) + 2 * kCellPadding + 2);
    int left = width();
    for (const int column : {ResultsModel::Shown, ResultsModel::Title, ResultsModel::Makespan,
                             ResultsModel::SpeedUp, ResultsModel::Gap})
        left -= needs[static_cast<std::size_t>(column)];
    bool fits = true;
    for (const int column : {ResultsModel::Proof, ResultsModel::CutSize}) {
        const int need = needs[static_cast<std::size_t>(column)];
        fits = fits && left >= need;
        m_table->setColumnHidden(column, !fits);
        if (fits) left -= need;
    }
    m_model->setProofInGap(m_table->isColumnHidden(ResultsModel::Proof));
    // Figures far from their titles are hard to follow.
    constexpr int kMostAir = 48;
    needs[ResultsModel::Title] += fits ? std::clamp(left, 0, kMostAir) : std::max(left, 0);
    // Titles give way first: they are elided, figures never.
    if (left < 0) needs[ResultsModel::Title] = std::max(needs[ResultsModel::Title] + left, 60);
    for (int column = 0; column < ResultsModel::ColumnCount; ++column)
        if (!m_table->isColumnHidden(column))
            m_table->setColumnWidth(column, needs[static_cast<std::size_t>(column)]);
    m_table->setFixedHeight(m_header->sizeHint().height() +
                            std::max(m_model->rowCount(), 3) * kRowHeight);
}

void ResultsPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fit();
}

}  // namespace trilane

#include "moc_results_panel.cpp"
