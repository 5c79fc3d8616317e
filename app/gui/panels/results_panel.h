#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QLabel;
class QTableView;

namespace trilane {

class Document;
class PanelHeader;
class ResultsDelegate;
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
    void changeEvent(QEvent* event) override;

private:
    void makeTable();
    void makeActions();
    void focusRow(int row);
    void followFocus();
    void showState();
    void fit();

    Document& m_document;
    QTableView* m_table = nullptr;
    PanelHeader* m_header = nullptr;
    ResultsModel* m_model = nullptr;
    ResultsDelegate* m_delegate = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_stale = nullptr;  ///< says that the figures are of an earlier project
    QList<QAction*> m_actions;
};

}  // namespace trilane
