#pragma once

#include "core/graph/ids.h"

#include <QList>
#include <QString>
#include <QWidget>
#include <memory>
#include <optional>
#include <set>
#include <string>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QTableView;

namespace trilane {

class Document;
class LayerFilter;
class LayerTableDelegate;
class LayerTableModel;
class PanelHeader;
class Selection;

/// The layers as a table to read, filter, sort and edit. Several selected rows are changed at once.
class LayerPanel : public QWidget {
    Q_OBJECT

public:
    LayerPanel(Document& document, Selection& selection, QWidget* parent = nullptr);
    ~LayerPanel() override;

    [[nodiscard]] QList<QAction*> viewActions() const { return m_actions; }
    /// The whole table as comma-separated values (see layer_table_text.h).
    [[nodiscard]] QString tableCsv() const;
    [[nodiscard]] QSize sizeHint() const override { return {290, 480}; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeTable();
    void makeActions();
    [[nodiscard]] QAction* addViewAction(const QString& text, const QKeySequence& shortcut);
    void applyFilter();
    void showSelection();
    void takeSelection();
    void reveal(LayerId layer);
    void fit();
    void showFault(const QString& fault);
    /// The layers that an edit of the cell changes: all that are selected, where it is one of them.
    [[nodiscard]] std::set<LayerId> editedLayers(const QModelIndex& index) const;
    void commit(const QModelIndex& index, const QString& typed);
    void editCurrent();
    void resetSelected();
    void copySelected();
    void openMenu(const QPoint& position);
    void openColumnMenu(const QPoint& position);
    [[nodiscard]] QString countLabel() const;
    [[nodiscard]] std::optional<std::set<int>> chosenColumns() const;
    [[nodiscard]] std::vector<int> selectedRows() const;

    Document& m_document;
    Selection& m_selection;
    QLineEdit* m_filterEdit = nullptr;
    QLabel* m_count = nullptr;
    QLabel* m_fault = nullptr;
    QTableView* m_table = nullptr;
    PanelHeader* m_header = nullptr;
    LayerTableModel* m_model = nullptr;
    LayerFilter* m_filter = nullptr;
    LayerTableDelegate* m_delegate = nullptr;
    QList<QAction*> m_actions;
    std::string m_modelPath;  ///< that the table was opened for
    bool m_syncing = false;   ///< the table's selection follows, and is not the user's
};

}  // namespace trilane
