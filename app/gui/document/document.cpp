#include "app/gui/document/document.h"

#include "core/io/input_error.h"
#include "core/io/machine_json.h"
#include "core/io/model_file.h"
#include "core/io/network_json.h"

#include <QFileInfo>
#include <QUndoCommand>
#include <utility>

namespace trilane {

/// One edit as the projects before and after it, so that undo restores the same bytes.
class ProjectStep : public QUndoCommand {
public:
    ProjectStep(Document& document, const QString& text, Project after, int gesture)
        : QUndoCommand(text),
          m_document(document),
          m_before(document.project()),
          m_after(std::move(after)),
          m_gesture(gesture) {}

    void undo() override { m_document.setProject(m_before); }
    void redo() override { m_document.setProject(m_after); }
    [[nodiscard]] int id() const override { return m_gesture == 0 ? -1 : m_gesture; }
    bool mergeWith(const QUndoCommand* later) override {
        m_after = static_cast<const ProjectStep*>(later)->m_after;
        return true;
    }

private:
    Document& m_document;
    Project m_before;
    Project m_after;
    int m_gesture;
};

Document::Document(QObject* parent) : QObject(parent) {}
Document::~Document() = default;

void Document::open(const QString& path) {
    emit openingStarted(path);
    try {
        ModelFile file = readModelFile(path.toStdString());
        Project project;
        project.modelPath = path.toStdString();
        project.modelSha256 = file.content.model.sourceSha256();
        m_costs = {loadMachine(kDefaultDevice), loadMachine(kDefaultServer), false, false, {}};
        m_model = std::make_shared<const Model>(std::move(file.content.model));
        m_warnings.clear();
        for (const std::string& warning : file.content.warnings)
            m_warnings << QString::fromStdString(warning);
        m_undo.clear();
        m_projectPath.clear();
        m_project = std::move(project);
        m_snapshot.reset();
        replan();
        emit opened();
        emit projectChanged();
        emit snapshotChanged();
    } catch (const InputError& error) {
        emit failed(tr("Cannot open"), QString::fromUtf8(error.what()));
    }
}

QString Document::title() const {
    return QFileInfo(QString::fromStdString(m_project.modelPath)).fileName();
}

void Document::edit(const QString& text, const std::function<void(Project&)>& change, int gesture) {
    Project after = m_project;
    change(after);
    if (after == m_project) return;
    m_undo.push(new ProjectStep(*this, text, std::move(after), gesture));
}

void Document::changeView(const std::function<void(ProjectView&)>& change) {
    ProjectView view = m_project.view;
    change(view);
    if (view == m_project.view) return;
    m_project.view = std::move(view);
    emit viewChanged();
}

void Document::setProject(Project project) {
    project.view = m_project.view;
    m_project = std::move(project);
    emit projectChanged();
    replan();
    emit snapshotChanged();
}

void Document::replan() {
    if (!m_model) return;
    auto made = makeSnapshot(m_model, m_costs, m_project);
    if (const auto* fault = std::get_if<SnapshotFault>(&made)) {
        m_planningFault = QString::fromStdString(fault->message);
    } else {
        m_planningFault.clear();
        m_snapshot = std::get<0>(std::move(made));
    }
}

void Document::reload() {
    open(QString::fromStdString(m_project.modelPath));
}
void Document::reopen(std::map<std::string, std::vector<std::int64_t>, std::less<>> shapes,
                      bool fuse) {
    m_project.shapes = std::move(shapes);
    m_project.fuse = fuse;
    reload();
}
void Document::cancelOpening() {}
bool Document::save(const QString&) {
    return false;
}
bool Document::isModified() const {
    return !m_undo.isClean();
}
std::string Document::projectBytes() const {
    return {};
}
void Document::chooseMachine(Side, const std::string&) {}
void Document::chooseProfile(const std::string&) {}

}  // namespace trilane

#include "moc_document.cpp"
