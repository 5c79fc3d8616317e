#pragma once

#include "app/gui/document/document.h"

#include <QAction>
#include <QList>
#include <QObject>

namespace trilane {

class GraphView;

/// The actions of a GraphView, for menus, keys and its context menu.
class GraphActions : public QObject {
    Q_OBJECT

public:
    GraphActions(GraphView& view, Document& document);

    [[nodiscard]] const QList<QAction*>& all() const { return m_all; }
    [[nodiscard]] const QList<QAction*>& traces() const { return m_traces; }
    [[nodiscard]] const QList<QAction*>& folds() const { return m_folds; }
    [[nodiscard]] const QList<QAction*>& views() const { return m_views; }
    [[nodiscard]] QAction* moveCut() const { return m_moveCut; }
    /// Sets checks and what is enabled.
    void refresh();

private:
    template <class Do>
    QAction* add(const QString& text, const QList<QKeySequence>& keys, const Do& act);
    template <class Change>
    QAction* addToggle(const QString& text, const QKeySequence& key, const Change& change);
    void addZoom();
    void addAppearance();
    void addHeat();
    void addTrace();
    void addFold();
    void addWalk();

    GraphView& m_view;
    Document& m_document;
    QList<QAction*> m_all;
    QList<QAction*> m_views;
    QList<QAction*> m_traces;
    QList<QAction*> m_folds;
    QAction* m_moveCut = nullptr;
    QAction* m_down = nullptr;
    QAction* m_right = nullptr;
    QAction* m_names = nullptr;
    QAction* m_attributes = nullptr;
    QList<QAction*> m_heats;
};

}  // namespace trilane
