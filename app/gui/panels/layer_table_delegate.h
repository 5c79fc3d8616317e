#pragma once

#include "app/gui/panels/panel_style.h"
#include "core/cost/time_origin.h"

#include <QRectF>
#include <QString>
#include <functional>

class QPainter;

namespace trilane {

class Selection;
struct Theme;

/// Draws the mark of a side, a filled square for the device and a circle for the server, in `box`.
void paintSideMark(QPainter& painter, const QRectF& box, Side side, const Theme& colours);

/// What a table does with what is typed into its cells.
struct CellEdits {
    /// Why a text cannot be; empty if it can.
    std::function<QString(const QModelIndex&, const QString&)> check;
    std::function<void(const QModelIndex&, const QString&)> commit;
    /// Shows why a text cannot be; empty: shows nothing any more.
    std::function<void(const QString&)> tell;
};

/// Draws the layers' table and edits its figures: an editor stays open, marked, while what is
/// finished in it cannot be.
class LayerTableDelegate : public PanelDelegate {
public:
    /// @param selection  whose highlighted layers are marked; outlives this
    LayerTableDelegate(const Selection& selection, CellEdits edits, QObject* parent);

    /// False: marks alone say where a layer runs.
    void setSideText(bool shown) { m_sideText = shown; }

    /// True: names that tell nothing ("n12") are followed by the operator, which has no column.
    void setOpInName(bool wanted) { m_opInName = wanted; }

    /// True: sides and send times are those of an earlier project, and are dimmed.
    void setStale(bool stale) { m_stale = stale; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                        const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model,
                      const QModelIndex& index) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    void paintSide(QPainter& painter, const QStyleOptionViewItem& option,
                   const QModelIndex& index) const;

    const Selection& m_selection;
    CellEdits m_edits;
    bool m_sideText = true;
    bool m_opInName = false;
    bool m_stale = false;
};

}  // namespace trilane
