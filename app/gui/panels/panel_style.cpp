#include "app/gui/panels/panel_style.h"

#include "app/gui/document/appearance.h"

#include <QLabel>
#include <QPainter>
#include <QTableView>
#include <QVBoxLayout>
#include <utility>

namespace trilane {
namespace {

constexpr int kArrow = 9;

int leftPadding(int column) {
    return column == 0 ? kPanelMargin : kCellPadding;
}

}  // namespace

PanelHeader::PanelHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    QFont small = font();
    small.setPixelSize(11);
    setFont(small);
    setHighlightSections(false);
    setSectionsClickable(true);
    setMinimumSectionSize(24);
}

int PanelHeader::titleWidth(int column) const {
    const QString title = model()->headerData(column, Qt::Horizontal).toString();
    // The advance is rounded; what is elided is measured exactly.
    return fontMetrics().horizontalAdvance(title) + 1 + leftPadding(column) + kCellPadding;
}

QSize PanelHeader::sizeHint() const {
    return {QHeaderView::sizeHint().width(), kRowHeight + 2};
}

void PanelHeader::paintSection(QPainter* painter, const QRect& rect, int column) const {
    const Theme& colours = themeOf(*this);
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == column;
    const auto alignment =
        Qt::Alignment(model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt());
    const bool right = alignment.testFlag(Qt::AlignRight);
    painter->save();
    painter->fillRect(rect, colours.background);
    painter->fillRect(rect.x(), rect.bottom(), rect.width(), 1, colours.rule);
    QRect inner = rect.adjusted(leftPadding(column), 0, -kCellPadding, 0);
    painter->setFont(font());
    painter->setPen(sorted ? colours.text : colours.muted);
    const QString title = fontMetrics().elidedText(
        model()->headerData(column, Qt::Horizontal).toString(), Qt::ElideRight, inner.width());
    painter->drawText(inner,
                      static_cast<int>(Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft)),
                      title);
    if (sorted) {
        // Beside the title, above it where there is no room.
        const int width = fontMetrics().horizontalAdvance(title);
        const bool fits = width + kArrow <= inner.width() + (right ? kCellPadding : 0);
        const double x = !fits   ? rect.center().x()
                         : right ? inner.right() - width - kArrow / 2.0
                                 : inner.left() + width + kArrow / 2.0;
        const double y = fits ? rect.center().y() + 0.5 : rect.top() + 2.5;
        const double up = sortIndicatorOrder() == Qt::AscendingOrder ? 1 : -1;
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colours.text);
        const QPointF arrow[]{{x - 3, y + up * 2}, {x + 3, y + up * 2}, {x, y - up * 2}};
        painter->drawPolygon(arrow, 3);
    }
    painter->restore();
}

void PanelDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    if (cell.widget == nullptr) return;
    const QString text = std::exchange(cell.text, QString());
    drawCell(*painter, cell);
    const QRect box = cell.rect.adjusted(leftPadding(index.column()), 0, -kCellPadding, 0);
    const bool selected = cell.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setFont(cell.font);
    painter->setPen(cell.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    const QFontMetrics metrics(cell.font);
    painter->drawText(box, static_cast<int>(cell.displayAlignment),
                      cell.textElideMode == Qt::ElideMiddle
                          ? elideName(text, metrics, box.width())
                          : metrics.elidedText(text, cell.textElideMode, box.width()));
    painter->restore();
}

void PanelDelegate::drawCell(QPainter& painter, QStyleOptionViewItem cell) {
    const bool current = cell.state.testFlag(QStyle::State_HasFocus);
    cell.state.setFlag(QStyle::State_HasFocus, false);
    cell.widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, &painter, cell.widget);
    if (!current) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(
        QPen(themeOf(*cell.widget).accent, 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(cell.rect.adjusted(1, 1, -1, -1));
    painter.restore();
}

QSize PanelDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return {QStyledItemDelegate::sizeHint(option, index).width(), kRowHeight};
}

void PanelDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (option->widget == nullptr) return;
    const Theme& colours = themeOf(*option->widget);
    option->palette.setColor(QPalette::Highlight, colours.accentTint);
    option->palette.setColor(QPalette::HighlightedText, colours.text);
    option->state.setFlag(QStyle::State_MouseOver, false);
}

QString elideName(const QString& name, const QFontMetrics& metrics, int width) {
    constexpr qsizetype kHead = 3;  ///< characters
    if (metrics.horizontalAdvance(name) <= width || name.size() <= 2 * kHead)
        return metrics.elidedText(name, Qt::ElideRight, width);
    const QString head = name.left(kHead);
    const QString tail =
        metrics.elidedText(name.mid(kHead), Qt::ElideLeft, width - metrics.horizontalAdvance(head));
    // Where the head would leave next to nothing of the end, the end is worth more.
    return tail.size() > 2 * kHead ? head + tail : metrics.elidedText(name, Qt::ElideLeft, width);
}

PanelHeader* stylePanelTable(QTableView& table) {
    auto* const header = new PanelHeader(&table);
    table.setHorizontalHeader(header);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setMinimumSectionSize(kRowHeight);
    table.verticalHeader()->setDefaultSectionSize(kRowHeight);
    table.setShowGrid(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setWordWrap(false);
    table.setCornerButtonEnabled(false);
    table.setTabKeyNavigation(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    return header;
}

QLabel* makeTitle(const QString& text, QWidget* parent) {
    auto* const label = new QLabel(text, parent);
    if (!text.isEmpty()) label->setObjectName(QString::fromLatin1(kPanelTitle));
    label->setFont(figureFont(13, true));
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel* makeMuted(const QString& text, QWidget* parent) {
    auto* const label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QLabel* makeFault(QWidget* parent) {
    auto* const label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::WindowText);
    label->hide();
    return label;
}

void showFault(QLabel& label, const QString& fault) {
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, themeOf(label).error);
    label.setPalette(palette);
    label.setText(fault);
    label.setVisible(!fault.isEmpty());
}

QVBoxLayout* makePanelLayout(QWidget& panel) {
    // Panels are sheets of paper, like tables and figures.
    panel.setAutoFillBackground(true);
    panel.setBackgroundRole(QPalette::Base);
    auto* const layout = new QVBoxLayout(&panel);
    layout->setContentsMargins(kPanelMargin, kGrid, kPanelMargin, kGrid);
    layout->setSpacing(kGrid);
    return layout;
}

}  // namespace trilane
