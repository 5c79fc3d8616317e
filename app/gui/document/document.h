#pragma once

#include "app/gui/document/latest_job.h"
#include "app/gui/document/opening.h"
#include "app/gui/document/planning.h"
#include "app/gui/document/snapshot.h"
#include "core/cost/time_origin.h"
#include "core/graph/model.h"
#include "core/plan/project.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QUndoStack>
#include <array>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

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
    /// failure leaves what is open alone. ":/models/NAME" and "sample:NAME" open a shipped sample.
    /// A later call takes the place of one that is not done.
    void open(const QString& path);
    /// Opens a project that is to be saved at `projectPath` (empty: nowhere yet) and is not there
    /// yet: what was recovered after a crash.
    void openUnsaved(const QString& path, const QString& projectPath);
    /// Reads the model's, the machines' and the profile's files again; edits, view and undo stay.
    void reload();
    /// Reads the model's file with other options (shapes, fusing) and keeps the edits: a step of
    /// undo, once the file is read.
    void reopen(std::map<std::string, std::vector<std::int64_t>, std::less<>> shapes, bool fuse);
    /// Returns at once, and what was open stays. A reader that cannot stop goes on unseen; the
    /// destructor waits for it.
    void cancelOpening();
    [[nodiscard]] bool isOpening() const { return m_opening; }

    /// Where the project is saved; empty while it never was.
    [[nodiscard]] const QString& projectPath() const { return m_projectPath; }
    /// Ends in saved() or failed(). `path` becomes the project's.
    bool save(const QString& path);
    /// Something that save() would keep was changed; the view does not count. Changes with
    /// undoStack()'s cleanChanged().
    [[nodiscard]] bool isModified() const { return !m_undo.isClean(); }
    /// The bytes that save() would write.
    [[nodiscard]] std::string projectBytes() const;

    // What is open

    [[nodiscard]] bool isEmpty() const { return m_files->model == nullptr; }
    /// "googlenet.onnx"
    [[nodiscard]] QString title() const;
    /// "work.trilane.json"; empty while the project was never saved.
    [[nodiscard]] QString projectName() const;
    [[nodiscard]] const Project& project() const { return m_project; }
    /// As the file has it; null while nothing is open.
    [[nodiscard]] std::shared_ptr<const Model> model() const { return m_files->model; }
    /// What the reader had to assume.
    [[nodiscard]] QStringList warnings() const;
    [[nodiscard]] const LoadedCosts& costs() const { return *m_files->costs; }
    /// The newest answer; may lag behind project() while isPlanning(). Null before the first one.
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const { return m_snapshot; }
    [[nodiscard]] bool isPlanning() const { return m_planning; }
    /// Ends the search for better plans; what it has found so far stays and is the answer.
    void stopPlanning();
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
    /// Device or server machine: a shipped name or a file; empty: the default. A step of undo, once
    /// the file is read, or failed().
    void chooseMachine(Side side, const std::string& chosenName);
    /// A `trilane.profile` file; empty: none. A step of undo, once the file is read, or failed().
    void chooseProfile(const std::string& chosenPath);

signals:
    void openingStarted(const QString& path);
    void openingProgress(const QString& text);
    /// After opened(), failed() or cancelOpening(): isOpening() is false.
    void openingFinished();
    /// Another model, or the same one read again: ids have another meaning.
    void opened();
    void saved();
    /// Something that the user asked for failed; nothing was lost.
    void failed(const QString& title, const QString& message);
    /// Edits, link, pins, machines; not the view.
    void projectChanged();
    void viewChanged();
    void snapshotChanged();
    /// isPlanning() or planningFault() is another.
    void planningChanged();

private:
    friend class ProjectStep;
    /// A project with what its names point to: what one step of undo leads to.
    struct State {
        Project project;
        std::shared_ptr<LoadedFiles> files;
    };
    enum class OpenMode : std::uint8_t { Replace, Unsaved, Reload, Reopen };

    void startOpening(OpenRequest request, OpenMode mode, const QString& projectPath = {});
    void accept(OpenedFiles opened, OpenMode mode, const std::shared_ptr<LoadedFiles>& reloaded);
    void acceptNew(OpenedFiles& opened, bool unsaved);
    void acceptReload(OpenedFiles& opened, const std::shared_ptr<LoadedFiles>& reloaded);
    void acceptReopen(OpenedFiles& opened);
    [[nodiscard]] bool isAnswered(const Project& project) const;
    /// Has the digest of a large model's file worked out for the project, which may be saved
    /// before.
    void findDigest();
    void announceModel(std::optional<PlanningAnswer> answer);
    void finishOpening();
    std::shared_ptr<LoadedFiles> keepFiles(LoadedFiles files);
    using CostPatch = std::function<void(LoadedCosts&)>;

    void setState(const State& state);
    void push(const QString& text, State after, int gesture = 0);
    void loadCost(LatestJob& loader, const QString& text, std::function<void(Project&)> change,
                  std::function<CostPatch()> read);
    void replan(PlanningEffort from = PlanningEffort::Quick);
    void acceptAnswer(PlanningAnswer answer, int request);
    void publish(std::shared_ptr<const Snapshot> snapshot);
    void setPlanning(bool planning, const QString& fault);

    Project m_project;
    QString m_projectPath;
    std::shared_ptr<LoadedFiles> m_files = std::make_shared<LoadedFiles>();
    std::vector<std::weak_ptr<LoadedFiles>> m_allFiles;  ///< that steps of undo may hold
    std::shared_ptr<const Snapshot> m_snapshot;
    QString m_planningFault;
    QUndoStack m_undo;
    int m_lastGesture = 0;
    int m_lastPlanning = 0;     ///< number of the newest request
    std::stop_source m_enough;  ///< of the newest request
    bool m_opening = false;
    bool m_planning = false;
    std::unique_ptr<LatestJob> m_opener;
    std::vector<std::unique_ptr<LatestJob>> m_abandoned;  ///< cancelled, perhaps still reading
    std::array<LatestJob, 3> m_costLoaders;               ///< device, server, profile
    LatestJob m_planner;
    LatestJob m_digester;
};

}  // namespace trilane
