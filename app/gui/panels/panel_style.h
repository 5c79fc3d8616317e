#pragma once

#include <QHeaderView>
#include <QString>
#include <QStyledItemDelegate>

class QLabel;
class QTableView;
class QVBoxLayout;

namespace trilane {

/// What all panels look like: no frames, one grid, quiet labels.

inline constexpr int kGrid = 8;  ///< pixels
inline constexpr int kPanelMargin = 12;
inline constexpr int kRowHeight = 22;
/// Pixels left and right of a cell's text; the first column begins where titles do.
inline constexpr int kCellPadding = 6;

/// Draws column titles small and quiet, with an arrow where the table is sorted.
class PanelHeader : public QHeaderView {
public:
    explicit PanelHeader(QWidget* parent = nullptr);
    /// Room for the title and nothing cut off.
    [[nodiscard]] int titleWidth(int column) const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int column) const override;
};

/// Draws selected rows in the accent's tint, so that marks and colours in them stay readable, and a
/// frame around the cell that the keyboard works on. Qt::ElideMiddle is elideName().
class PanelDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

protected:
    /// The cell without its text: background, check mark, frame.
    static void drawCell(QPainter& painter, QStyleOptionViewItem cell);
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

/// A name of many parts in `width` pixels. Neighbours in a model differ at their end, whole blocks
/// of it at their beginning: what is left out is between the first characters and as much of the
/// end as finds room.
[[nodiscard]] QString elideName(const QString& name, const QFontMetrics& metrics, int width);

/// Header, rows and colours of a panel's table. The delegate is set apart.
PanelHeader* stylePanelTable(QTableView& table);

/// The object name of what stands in a panel's title row, for who shows a title elsewhere.
inline constexpr const char* kPanelTitle = "panelTitle";
/// The title of a panel or, without a text yet, of a part of it.
[[nodiscard]] QLabel* makeTitle(const QString& text, QWidget* parent = nullptr);
/// A label or an explanation.
[[nodiscard]] QLabel* makeMuted(const QString& text, QWidget* parent = nullptr);

/// A label for what is wrong, hidden until showFault().
[[nodiscard]] QLabel* makeFault(QWidget* parent = nullptr);
/// Shows what is wrong in the theme's colour of errors; empty hides the label.
void showFault(QLabel& label, const QString& fault);

/// The layout of a panel, with its margins.
[[nodiscard]] QVBoxLayout* makePanelLayout(QWidget& panel);

}  // namespace trilane
