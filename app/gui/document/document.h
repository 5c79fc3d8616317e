#pragma once

#include "app/gui/document/snapshot.h"
#include "core/cost/time_origin.h"
#include "core/graph/model.h"
#include "core/plan/project.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QUndoStack>
#include <functional>
#include <memory>
#include <string>

namespace trilane {

/// What is open: a project, its model, and the plans that answer it. Everything slow happens
/// elsewhere and arrives by signal, on the thread of the document; the last snapshot stays in place
/// until a newer one is there.
class Document : public QObject {
    Q_OBJECT

public:
    explicit Document(QObject* parent = nullptr);
    ~Document() override;

    // Opening and saving

    /// Opens an ONNX or JSON model or a project, whichever it is. Ends in opened() or failed(); a
    /// failure leaves what is open alone. ":/models/NAME" opens a shipped sample.
    void open(const QString& path);
    /// Reads the model's file again and keeps the edits.
    void reload();
    /// Reads the model's file with other options (shapes, fusing) and keeps the edits.
    void reopen(std::map<std::string, std::vector<std::int64_t>, std::less<>> shapes, bool fuse);
    void cancelOpening();
    [[nodiscard]] bool isOpening() const { return m_opening; }

    /// Where the project is saved; empty while it never was.
    [[nodiscard]] const QString& projectPath() const { return m_projectPath; }
    /// Ends in saved() or failed(). `path` becomes the project's.
    bool save(const QString& path);
    [[nodiscard]] bool isModified() const;
    /// The bytes that save() would write.
    [[nodiscard]] std::string projectBytes() const;

    // What is open

    [[nodiscard]] bool isEmpty() const { return m_model == nullptr; }
    /// "googlenet.onnx"
    [[nodiscard]] QString title() const;
    [[nodiscard]] const Project& project() const { return m_project; }
    /// As the file has it; null while nothing is open.
    [[nodiscard]] std::shared_ptr<const Model> model() const { return m_model; }
    /// What the reader had to assume.
    [[nodiscard]] const QStringList& warnings() const { return m_warnings; }
    [[nodiscard]] const LoadedCosts& costs() const { return m_costs; }
    /// The newest answer; may lag behind project() while isPlanning(). Null before the first one.
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const { return m_snapshot; }
    [[nodiscard]] bool isPlanning() const { return m_planning; }
    /// Why the project as it is cannot be planned (pins that contradict each other, a time too
    /// long); empty if it can. The last good snapshot stays.
    [[nodiscard]] const QString& planningFault() const { return m_planningFault; }

    // Changing it

    [[nodiscard]] QUndoStack& undoStack() { return m_undo; }
    /// Makes one step that undo takes back. Steps that follow each other with the same `gesture`
    /// become one (a slider that is dragged); 0 never merges. A change that changes nothing makes
    /// no step. The view must not be changed this way.
    void edit(const QString& text, const std::function<void(Project&)>& change, int gesture = 0);
    /// A number for the steps of one gesture.
    [[nodiscard]] int newGesture() { return ++m_lastGesture; }
    /// Changes what is shown and how; no part of undo.
    void changeView(const std::function<void(ProjectView&)>& change);
    /// Device or server machine: a shipped name or a file; empty: the default. Fails with failed().
    void chooseMachine(Side side, const std::string& nameOrPath);
    /// A `trilane.profile` file; empty: none. Fails with failed().
    void chooseProfile(const std::string& path);

signals:
    void openingStarted(const QString& path);
    void openingProgress(const QString& text);
    /// Another model, or the same one read again: ids have another meaning.
    void opened();
    void saved();
    /// Something that the user asked for failed; nothing was lost.
    void failed(const QString& title, const QString& message);
    /// Edits, link, pins, machines; not the view.
    void projectChanged();
    void viewChanged();
    void snapshotChanged();
    void planningChanged();

private:
    friend class ProjectStep;
    void setProject(Project project);
    void replan();

    Project m_project;
    QString m_projectPath;
    std::shared_ptr<const Model> m_model;
    LoadedCosts m_costs;
    QStringList m_warnings;
    std::shared_ptr<const Snapshot> m_snapshot;
    QString m_planningFault;
    QUndoStack m_undo;
    int m_lastGesture = 0;
    bool m_opening = false;
    bool m_planning = false;
};

}  // namespace trilane
