#include "app/gui/panels/layer_table_delegate.h"

#include "app/gui/document/appearance.h"
#include "app/gui/document/selection.h"
#include "app/gui/panels/figure_edit.h"
#include "app/gui/panels/layer_table_model.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QValidator>
#include <algorithm>
#include <utility>

namespace trilane {
namespace {

constexpr const char* kShownText = "shownText";

/// Holds an editor open while what is typed cannot be.
class EditValidator : public QValidator {
public:
    EditValidator(std::function<QString(const QString&)> check, QObject* parent)
        : QValidator(parent), m_check(std::move(check)) {}
    State validate(QString& input, int&) const override {
        return m_check(input).isEmpty() ? Acceptable : Intermediate;
    }
    [[nodiscard]] QString fault(const QString& input) const { return m_check(input); }

private:
    std::function<QString(const QString&)> m_check;
};

/// Why what stands in an editor cannot be.
QString faultIn(const FigureEdit& editor) {
    const auto* const validator = static_cast<const EditValidator*>(editor.validator());
    return validator != nullptr ? validator->fault(editor.text()) : QString();
}

bool finishesEditing(const QEvent& event) {
    if (event.type() != QEvent::KeyPress) return false;
    const int key = static_cast<const QKeyEvent&>(event).key();
    return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab ||
           key == Qt::Key_Backtab;
}

/// "n12", "160": what programs call nodes that have no name.
bool saysNothing(const QString& name) {
    const auto isDigit = [](QChar character) { return character.isDigit(); };
    const qsizetype from = !name.isEmpty() && name.front().isLetter() ? 1 : 0;
    return name.size() > from && std::all_of(name.begin() + from, name.end(), isDigit);
}

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

LayerTableDelegate::LayerTableDelegate(const Selection& selection, CellEdits edits, QObject* parent)
    : PanelDelegate(parent), m_selection(selection), m_edits(std::move(edits)) {
    connect(this, &QAbstractItemDelegate::closeEditor, this,
            [this](QWidget* editor, QAbstractItemDelegate::EndEditHint hint) {
                const auto* const line = qobject_cast<FigureEdit*>(editor);
                if (line == nullptr) return;
                if (hint == QAbstractItemDelegate::RevertModelCache) return m_edits.tell({});
                // Someone clicked elsewhere: what was typed is gone, and must not go in silence.
                if (const QString fault = faultIn(*line); !fault.isEmpty()) m_edits.tell(fault);
            });
}

bool LayerTableDelegate::eventFilter(QObject* watched, QEvent* event) {
    auto* const line = qobject_cast<FigureEdit*>(watched);
    if (line != nullptr && finishesEditing(*event)) {
        line->setFault(faultIn(*line));
        if (!line->fault().isEmpty()) return true;
    }
    return PanelDelegate::eventFilter(watched, event);
}

void LayerTableDelegate::initStyleOption(QStyleOptionViewItem* option,
                                         const QModelIndex& index) const {
    PanelDelegate::initStyleOption(option, index);
    option->textElideMode =
        index.column() == LayerTableModel::Name ? Qt::ElideMiddle : Qt::ElideRight;
    if (m_opInName && index.column() == LayerTableModel::Name && saysNothing(option->text)) {
        const QString op = index.siblingAtColumn(LayerTableModel::Op).data().toString();
        option->text += QStringLiteral(" · ") + op;
        option->textElideMode = Qt::ElideRight;
    }
    if (option->widget == nullptr) return;
    const Theme& colours = themeOf(*option->widget);
    if (index.column() == LayerTableModel::Op) {
        option->palette.setColor(QPalette::Text, colours.muted);
        option->palette.setColor(QPalette::HighlightedText, colours.muted);
    }
    const bool edited = index.data(LayerTableModel::EditedRole).toBool();
    if (!edited && index.data(LayerTableModel::DerivedRole).toBool()) {
        // Not the user's own figure, and none of the file's either.
        option->font.setItalic(true);
        option->palette.setColor(QPalette::Text, colours.accent);
        option->palette.setColor(QPalette::HighlightedText, colours.accent);
    }
    const bool planned = index.column() == LayerTableModel::SideColumn ||
                         index.column() == LayerTableModel::SendTime;
    if (m_stale && planned && !edited) option->palette.setColor(QPalette::Text, colours.faint);
    if (!edited) return;
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
    drawCell(painter, cell);
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
        painter.setPen(m_stale ? colours.faint : colours.muted);
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
    auto* const editor = new FigureEdit(parent);
    editor->setFrame(false);
    const auto check = [this, cell = QPersistentModelIndex(index)](const QString& typed) {
        return cell.isValid() ? m_edits.check(cell, typed) : QString();
    };
    editor->setValidator(new EditValidator(check, editor));
    editor->setAccessibleName(LayerTableModel::tr("New figure"));
    editor->setProperty(kShownText, index.data(Qt::EditRole));
    connect(editor, &FigureEdit::faultChanged, editor,
            [this](const QString& fault) { m_edits.tell(fault); });
    connect(editor, &QLineEdit::textEdited, editor, [editor] {
        if (!editor->fault().isEmpty()) editor->setFault(faultIn(*editor));
    });
    return editor;
}

void LayerTableDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    // New figures may arrive while someone types.
    auto* const line = qobject_cast<FigureEdit*>(editor);
    if (line == nullptr || line->isModified()) return;
    line->resetFigure(index.data(Qt::EditRole).toString());
    line->setProperty(kShownText, line->text());
    line->selectAll();
}

void LayerTableDelegate::setModelData(QWidget* editor, QAbstractItemModel* /*model*/,
                                      const QModelIndex& index) const {
    const auto* const line = qobject_cast<FigureEdit*>(editor);
    if (line == nullptr || !line->hasAcceptableInput()) return;
    // Leaving an editor alone must not give one row's figure to all that are selected.
    if (line->text() == line->property(kShownText).toString()) return;
    m_edits.commit(index, line->text());
}

}  // namespace trilane
