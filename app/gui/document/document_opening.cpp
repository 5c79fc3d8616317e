#include "app/gui/document/document.h"

#include <QCoreApplication>
#include <algorithm>
#include <exception>
#include <utility>

namespace trilane {
namespace {

QString text(OpeningStep step) {
    switch (step) {
        case OpeningStep::ReadFile:
            return Document::tr("Reading the file");
        case OpeningStep::ReadModel:
            return Document::tr("Reading the model");
        case OpeningStep::Plan:
            break;
    }
    return Document::tr("Planning");
}

}  // namespace

void Document::open(const QString& path) {
    startOpening({path.toStdString(), {}}, OpenMode::Replace);
}

void Document::openUnsaved(const QString& path, const QString& projectPath) {
    startOpening({path.toStdString(), {}}, OpenMode::Unsaved, projectPath);
}

void Document::reload() {
    if (isEmpty()) return;
    startOpening({m_project.modelPath, m_project}, OpenMode::Reload);
}

void Document::reopen(std::map<std::string, std::vector<std::int64_t>, std::less<>> shapes,
                      bool fuse) {
    if (isEmpty() || (shapes == m_project.shapes && fuse == m_project.fuse)) return;
    Project project = m_project;
    project.shapes = std::move(shapes);
    project.fuse = fuse;
    startOpening({project.modelPath, project}, OpenMode::Reopen);
}

void Document::startOpening(OpenRequest request, OpenMode mode, const QString& projectPath) {
    std::erase_if(m_abandoned, [](const auto& job) { return !job->isRunning(); });
    // A reader cannot be stopped: a new file does not wait for the one before.
    if (m_opener) {
        m_opener->cancel();
        m_abandoned.push_back(std::move(m_opener));
    }
    m_opener = std::make_unique<LatestJob>();
    m_opening = true;
    const QString path = QString::fromStdString(request.path);
    m_opener->request([this, mode, projectPath = projectPath.toStdString(), files = m_files,
                       request = std::move(request)](LatestJob::Run& run) {
        const auto progress = [&](OpeningStep step) {
            run.progress([this, step] { emit openingProgress(text(step)); });
        };
        try {
            auto opened =
                std::make_shared<OpenedFiles>(readDocument(request, progress, run.cancelled()));
            if (mode == OpenMode::Unsaved) opened->projectPath = projectPath;
            run.deliver([this, mode, files, opened] { accept(std::move(*opened), mode, files); });
        } catch (const std::exception& error) {
            run.deliver([this, message = std::string(error.what())] {
                finishOpening();
                emit failed(tr("Cannot open"), QString::fromStdString(message));
            });
        }
    });
    emit openingStarted(path);
}

void Document::cancelOpening() {
    if (!m_opening) return;
    m_opener->cancel();
    finishOpening();
}

void Document::finishOpening() {
    m_opening = false;
    emit openingFinished();
}

std::shared_ptr<LoadedFiles> Document::keepFiles(LoadedFiles files) {
    std::erase_if(m_allFiles, [](const auto& known) { return known.expired(); });
    auto kept = std::make_shared<LoadedFiles>(std::move(files));
    m_allFiles.push_back(kept);
    return kept;
}

void Document::accept(OpenedFiles opened, OpenMode mode,
                      const std::shared_ptr<LoadedFiles>& reloaded) {
    m_opening = false;
    if (mode == OpenMode::Reload) {
        acceptReload(opened, reloaded);
    } else if (mode == OpenMode::Reopen) {
        acceptReopen(opened);
    } else {
        acceptNew(opened, mode == OpenMode::Unsaved);
    }
    // Who was told of it may have opened the next file, which ends by itself.
    if (!m_opening) emit openingFinished();
}

void Document::acceptNew(OpenedFiles& opened, bool unsaved) {
    for (LatestJob& loader : m_costLoaders)
        loader.cancel();
    m_project = std::move(opened.project);
    m_projectPath = QString::fromStdString(opened.projectPath);
    m_files = keepFiles(std::move(opened.files));
    m_undo.clear();
    if (unsaved) m_undo.resetClean();
    announceModel(std::move(opened.first));
}

void Document::acceptReload(OpenedFiles& opened, const std::shared_ptr<LoadedFiles>& reloaded) {
    // Steps of undo that hold other readings of the files read them when they are in force.
    for (const auto& weak : m_allFiles)
        if (const auto files = weak.lock()) files->stale = files != reloaded;
    *reloaded = std::move(opened.files);
    if (reloaded != m_files) return reload();
    m_project.modelSha256 = knownSha256(*m_files->model);
    if (isAnswered(opened.project))
        announceModel(std::move(opened.first));
    else
        announceModel(std::nullopt);
}

void Document::acceptReopen(OpenedFiles& opened) {
    Project after = m_project;
    after.shapes = opened.project.shapes;
    after.fuse = opened.project.fuse;
    // Machines may have been changed meanwhile.
    opened.files.costs = m_files->costs;
    push(tr("Read the model another way"), {std::move(after), keepFiles(std::move(opened.files))});
    if (isAnswered(opened.project)) acceptAnswer(std::move(opened.first), m_lastPlanning);
}

bool Document::isAnswered(const Project& project) const {
    Project same = project;
    same.view = m_project.view;
    return same == m_project;
}

void Document::findDigest() {
    m_digester.cancel();
    const auto model = m_files->model;
    if (!model || model->sourceDigest().known()) return;
    m_digester.request([this, model](LatestJob::Run& run) {
        model->sourceDigest().prepare(run.cancelled());
        run.deliver([this, model] {
            if (m_files->model == model) m_project.modelSha256 = knownSha256(*model);
        });
    });
}

void Document::announceModel(std::optional<PlanningAnswer> answer) {
    m_planner.cancel();
    m_snapshot.reset();
    QString fault;
    bool searching = !answer.has_value();
    const auto effort = answer ? PlanningEffort::Longer : PlanningEffort::Quick;
    if (answer) {
        if (const auto* found = std::get_if<SnapshotFault>(&*answer)) {
            fault = QString::fromStdString(found->message);
        } else {
            m_snapshot = std::get<0>(*std::move(answer));
            searching = m_snapshot->searching;
        }
    }
    setPlanning(false, fault);
    findDigest();
    emit opened();
    emit projectChanged();
    emit viewChanged();
    if (m_snapshot) emit snapshotChanged();
    if (searching) replan(effort);
}

}  // namespace trilane
