#pragma once

#include "app/gui/panels/layer_search.h"

#include <QList>
#include <QPointer>
#include <QWidget>
#include <vector>

class QAction;
class QLabel;
class QLineEdit;

namespace trilane {

class Document;
class Selection;

/// Finds layers by text, highlights all of them in every view and walks from one to the next.
/// Hidden until open() is called. Its first three actions (find, next, previous) work in the whole
/// window that they are added to.
class FindBar : public QWidget {
    Q_OBJECT

public:
    FindBar(Document& document, Selection& selection, QWidget* parent = nullptr);

    /// Find, next, previous, select all matches, close.
    [[nodiscard]] QList<QAction*> viewActions() const { return m_actions; }

    void open();
    /// Hides the bar, clears the highlights and gives the keyboard back to who had it.
    void close();
    /// Searches as if it had been typed.
    void setQuery(const QString& query);
    [[nodiscard]] const std::vector<LayerId>& matches() const { return m_matches; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeActions();
    void search();
    void step(int by);
    void selectAll();
    void showCount();

    Document& m_document;
    Selection& m_selection;
    QPointer<QWidget> m_before;  ///< had the keyboard when the bar was opened
    QLineEdit* m_edit = nullptr;
    QLabel* m_count = nullptr;
    LayerSearch m_search;
    std::vector<LayerId> m_matches;
    QList<QAction*> m_actions;
    QList<QAction*> m_needMatches;
};

}  // namespace trilane
