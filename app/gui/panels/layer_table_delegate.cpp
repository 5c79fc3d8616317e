#include "app/gui/panels/layer_table_delegate.h"

#include "app/gui/document/appearance.h"
#include "app/gui/document/selection.h"
#include "app/gui/panels/layer_table_model.h"
#include "app/gui/panels/value_edit.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QToolTip>
#include <QValidator>
#include <utility>

namespace trilane {
namespace {

constexpr const char* kShownText = "shownText";

/// Holds an editor open while what is typed makes no sense.
class EditValidator : public QValidator {
public:
    using QValidator::QValidator;
    State validate(QString& input, int&) const override {
        return std::holds_alternative<QString>(parseValueEdit(input)) ? Intermediate : Acceptable;
    }
};

/// A pin: someone decided this.
void paintPin(QPainter& painter, const QPointF& head, const QColor& colour) {
    painter.setPen(QPen(colour, 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawLine(head, head + QPointF(0, 6));
    painter.setBrush(colour);
    painter.drawEllipse(head, 2.5, 2.5);
}

}  // namespace

void paintSideMark(QPainter& painter, const QRectF& box, Side side, const Theme& colours) {
    painter.setRenderHint(QPainter::Antialiasing);
    if (side == Side::Device) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.muted);
        painter.drawRoundedRect(box, 1.5, 1.5);
    } else {
        painter.setPen(QPen(colours.muted, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(box.adjusted(0.25, 0.25, -0.25, -0.25));
    }
}

LayerTableDelegate::LayerTableDelegate(const Selection& selection, Commit commit, QObject* parent)
    : PanelDelegate(parent), m_selection(selection), m_commit(std::move(commit)) {}

void LayerTableDelegate::initStyleOption(QStyleOptionViewItem* option,
                                         const QModelIndex& index) const {
    PanelDelegate::initStyleOption(option, index);
    // Names of layers that stand near each other differ at their end: scope/scope/name.
    option->textElideMode =
        index.column() == LayerTableModel::Name ? Qt::ElideLeft : Qt::ElideRight;
    if (option->widget == nullptr) return;
    const Theme& colours = themeOf(*option->widget);
    if (index.column() == LayerTableModel::Op) {
        option->palette.setColor(QPalette::Text, colours.muted);
        option->palette.setColor(QPalette::HighlightedText, colours.muted);
    }
    if (!index.data(LayerTableModel::EditedRole).toBool()) return;
    option->font.setWeight(QFont::DemiBold);
    option->text.prepend(QStringLiteral("• "));
    option->palette.setColor(QPalette::Text, colours.accent);
    option->palette.setColor(QPalette::HighlightedText, colours.accent);
}

void LayerTableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const {
    if (index.column() == LayerTableModel::SideColumn)
        paintSide(*painter, option, index);
    else
        PanelDelegate::paint(painter, option, index);
    const LayerId layer{static_cast<std::size_t>(index.data(LayerTableModel::LayerRole).toInt())};
    const bool found =
        index.column() == LayerTableModel::Name && m_selection.highlighted().contains(layer);
    if (found && option.widget != nullptr)
        painter->fillRect(option.rect.x(), option.rect.y() + 2, 3, option.rect.height() - 4,
                          themeOf(*option.widget).makespan);
}

void LayerTableDelegate::paintSide(QPainter& painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const {
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = std::exchange(cell.text, QString());
    const QWidget* const widget = option.widget;
    if (widget == nullptr) return;
    widget->style()->drawControl(QStyle::CE_ItemViewItem, &cell, &painter, widget);
    const QVariant side = index.data(LayerTableModel::SideRole);
    if (!side.isValid()) return;
    const Theme& colours = themeOf(*widget);
    painter.save();
    const double middle = option.rect.center().y() + 0.5;
    double x = option.rect.left() + kCellPadding;
    paintSideMark(painter, {x, middle - 4.5, 9, 9}, static_cast<Side>(side.toInt()), colours);
    x += 14;
    if (m_sideText) {
        painter.setFont(cell.font);
        painter.setPen(colours.muted);
        const QRectF box(x, option.rect.top(), option.rect.right() - x, option.rect.height());
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft, text);
        x += cell.fontMetrics.horizontalAdvance(text) + 4;
    }
    if (index.data(LayerTableModel::PinRole).isValid())
        paintPin(painter, {x + 3, middle - 3}, colours.accent);
    painter.restore();
}

QWidget* LayerTableDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& /*option*/,
                                          const QModelIndex& index) const {
    auto* const editor = new QLineEdit(parent);
    editor->setFrame(false);
    editor->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    editor->setValidator(new EditValidator(editor));
    editor->setAccessibleName(LayerTableModel::tr("New figure"));
    editor->setProperty(kShownText, index.data(Qt::EditRole));
    connect(editor, &QLineEdit::textChanged, editor, [editor](const QString& typed) {
        const auto parsed = parseValueEdit(typed);
        const auto* fault = std::get_if<QString>(&parsed);
        editor->setToolTip(fault != nullptr ? *fault : QString());
        QPalette palette = editor->palette();
        const Theme& colours = themeOf(*editor);
        palette.setColor(QPalette::Text, fault != nullptr ? colours.error : colours.text);
        editor->setPalette(palette);
        // A lone sign is the beginning of something.
        if (fault != nullptr && typed.trimmed().size() > 1)
            QToolTip::showText(editor->mapToGlobal(QPoint(0, editor->height())), *fault, editor);
        else
            QToolTip::hideText();
    });
    return editor;
}

void LayerTableDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    // New figures may arrive while someone types.
    auto* const line = qobject_cast<QLineEdit*>(editor);
    if (line == nullptr || line->isModified()) return;
    line->setText(index.data(Qt::EditRole).toString());
    line->setProperty(kShownText, line->text());
    line->selectAll();
}

void LayerTableDelegate::setModelData(QWidget* editor, QAbstractItemModel* /*model*/,
                                      const QModelIndex& index) const {
    const auto* const line = qobject_cast<QLineEdit*>(editor);
    if (line == nullptr || !line->hasAcceptableInput()) return;
    // Leaving an editor alone must not give one row's figure to all that are selected.
    if (line->text() == line->property(kShownText).toString()) return;
    m_commit(index, line->text());
}

}  // namespace trilane
