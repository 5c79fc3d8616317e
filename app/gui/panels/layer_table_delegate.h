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

/// Draws the layers' table and edits its figures: an editor takes what parseValueEdit understands
/// and stays open, with the reason as a tool tip, while it does not.
class LayerTableDelegate : public PanelDelegate {
public:
    /// Carries out what was typed into a cell.
    using Commit = std::function<void(const QModelIndex&, const QString&)>;
    /// @param selection  whose highlighted layers are marked; outlives this
    LayerTableDelegate(const Selection& selection, Commit commit, QObject* parent);

    /// False: marks alone say where a layer runs.
    void setSideText(bool shown) { m_sideText = shown; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                        const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model,
                      const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    void paintSide(QPainter& painter, const QStyleOptionViewItem& option,
                   const QModelIndex& index) const;

    const Selection& m_selection;
    Commit m_commit;
    bool m_sideText = true;
};

}  // namespace trilane
