#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QLabel;
class QTableView;

namespace trilane {

class Document;
class PanelHeader;
class ResultsModel;
class Selection;

/// The strategies' results. The row that is picked is the plan that all views show; check marks say
/// which strategies have a chart.
class ResultsPanel : public QWidget {
    Q_OBJECT

public:
    ResultsPanel(Document& document, Selection& selection, QWidget* parent = nullptr);

    [[nodiscard]] QList<QAction*> viewActions() const { return m_actions; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeTable();
    void makeActions();
    void focusRow(int row);
    void followFocus();
    void fit();

    Document& m_document;
    QTableView* m_table = nullptr;
    PanelHeader* m_header = nullptr;
    ResultsModel* m_model = nullptr;
    QLabel* m_state = nullptr;
    QList<QAction*> m_actions;
};

}  // namespace trilane
