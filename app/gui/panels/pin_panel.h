#pragma once

#include <QList>
#include <QWidget>

class QAction;
class QCheckBox;
class QLabel;
class QTableView;

namespace trilane {

class Document;
class PinModel;
class Selection;

/// What the user demands of every cut, and why it cannot be had where it contradicts itself.
class PinPanel : public QWidget {
    Q_OBJECT

public:
    PinPanel(Document& document, Selection& selection, QWidget* parent = nullptr);

    [[nodiscard]] QList<QAction*> viewActions() const { return m_actions; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeTable();
    void makeActions();
    void removeSelected();
    void selectLayer(int row);
    void refresh();

    Document& m_document;
    Selection& m_selection;
    PinModel* m_model = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_none = nullptr;
    QLabel* m_fault = nullptr;
    QCheckBox* m_keepInputs = nullptr;
    QAction* m_keepInputsAction = nullptr;
    QAction* m_removeAction = nullptr;
    QAction* m_clearAction = nullptr;
    QList<QAction*> m_actions;
};

}  // namespace trilane
