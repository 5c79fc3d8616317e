#pragma once

#include <QAction>
#include <QActionGroup>
#include <QObject>
#include <map>
#include <string>

class QMenu;

namespace trilane {

class Document;

/// The menu that chooses which strategies are shown, which one is in focus, and what the cut may
/// be.
class PlanCommands : public QObject {
    Q_OBJECT

public:
    /// `document` must outlive this.
    explicit PlanCommands(Document& document, QObject* parent = nullptr);

    void fillMenu(QMenu& menu);
    [[nodiscard]] QList<QAction*> actions() const;

private:
    void addStrategies();
    void toggleStrategy(const std::string& id, bool shown);
    void updateActions();

    Document& m_document;
    std::map<std::string, QAction*> m_shown;
    std::map<std::string, QAction*> m_focus;
    QActionGroup m_focusGroup;
    QAction* m_keepInputs;
    QAction* m_unpinAll;
    QAction* m_clearCut;
    QAction* m_clearEdits;
};

}  // namespace trilane
