#include "app/gui/document/document.h"

#include "app/gui/document/project_step.h"
#include "core/io/atomic_file.h"
#include "core/io/input_error.h"
#include "core/io/machine_json.h"
#include "core/io/output_error.h"
#include "core/io/profile_json.h"
#include "core/io/project_json.h"
#include "core/io/project_paths.h"

#include <QFileInfo>
#include <filesystem>
#include <system_error>
#include <utility>

namespace trilane {
namespace {

/// Device, server, profile among the loaders of costs.
constexpr std::size_t kProfileLoader = 2;

/// A file's name whatever the working directory becomes; shipped names as they are.
std::string lasting(const std::string& nameOrPath) {
    const QFileInfo file(QString::fromStdString(nameOrPath));
    const bool shipped = nameOrPath.empty() || shippedMachine(nameOrPath).has_value();
    return shipped || !file.exists() ? nameOrPath : file.absoluteFilePath().toStdString();
}

bool isSameFile(const std::string& a, const std::string& b) {
    std::error_code error;
    return std::filesystem::equivalent(a, b, error) && !error;
}

}  // namespace

Document::Document(QObject* parent)
    : QObject(parent), m_planner([this] { setPlanning(false, m_planningFault); }) {}

Document::~Document() = default;

QString Document::title() const {
    return QFileInfo(QString::fromStdString(m_project.modelPath)).fileName();
}

QString Document::projectName() const {
    return QFileInfo(m_projectPath).fileName();
}

QStringList Document::warnings() const {
    QStringList list;
    for (const std::string& warning : m_files->warnings)
        list << QString::fromStdString(warning);
    return list;
}

// Saving

std::string Document::projectBytes() const {
    if (m_projectPath.isEmpty()) return writeProject(m_project);
    return writeProject(projectFor(m_project, m_projectPath.toStdString()));
}

bool Document::save(const QString& path) {
    if (isEmpty()) return false;
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const std::string target = absolute.toStdString();
    if (isSameFile(target, m_project.modelPath)) {
        emit failed(tr("Cannot save"),
                    tr("%1 is the model itself; a project needs a file of its own").arg(path));
        return false;
    }
    try {
        writeFile(target, writeProject(projectFor(m_project, target)));
    } catch (const OutputError& error) {
        emit failed(tr("Cannot save"), QString::fromUtf8(error.what()));
        return false;
    }
    m_projectPath = absolute;
    m_undo.setClean();
    emit saved();
    return true;
}

// Changing

void Document::edit(const QString& text, const std::function<void(Project&)>& change, int gesture) {
    Project after = m_project;
    change(after);
    push(text, {std::move(after), m_files}, gesture);
}

void Document::push(const QString& text, State after, int gesture) {
    if (after.project == m_project && after.files == m_files) return;
    m_undo.push(new ProjectStep(*this, text, std::move(after), gesture));
}

void Document::setState(const State& state) {
    Project project = state.project;
    // No part of undo: how it looks, and where the model is.
    project.view = std::move(m_project.view);
    project.modelPath = m_project.modelPath;
    project.modelSha256 = state.files->model ? knownSha256(*state.files->model) : std::string();
    m_project = std::move(project);
    const bool otherModel = state.files->model != m_files->model;
    m_files = state.files;
    if (otherModel) {
        m_planner.cancel();
        m_snapshot.reset();
        findDigest();
        emit opened();
    }
    emit projectChanged();
    replan();
    // The files were read again while another step was in force.
    if (m_files->stale && !m_opening) reload();
}

void Document::changeView(const std::function<void(ProjectView&)>& change) {
    ProjectView view = m_project.view;
    change(view);
    if (view == m_project.view) return;
    const bool otherFocus = view.focus != m_project.view.focus;
    m_project.view = std::move(view);
    emit viewChanged();
    if (otherFocus && m_snapshot) publish(m_snapshot);
}

void Document::chooseMachine(Side side, const std::string& chosenName) {
    const bool device = side == Side::Device;
    const auto change = [device, nameOrPath = lasting(chosenName)](Project& project) {
        auto& machine = device ? project.device : project.server;
        machine = nameOrPath.empty() ? std::nullopt : std::optional(nameOrPath);
    };
    const auto read = [device, nameOrPath = lasting(chosenName)]() -> CostPatch {
        const bool chosen = !nameOrPath.empty();
        Machine machine =
            loadMachine(chosen ? nameOrPath : (device ? kDefaultDevice : kDefaultServer));
        return [device, chosen, machine = std::move(machine)](LoadedCosts& costs) {
            (device ? costs.device : costs.server) = machine;
            (device ? costs.deviceChosen : costs.serverChosen) = chosen;
        };
    };
    loadCost(m_costLoaders.at(device ? 0 : 1),
             device ? tr("Change the device") : tr("Change the server"), change, read);
}

void Document::chooseProfile(const std::string& chosenPath) {
    const std::string path = lasting(chosenPath);
    const auto change = [path](Project& project) { project.profilePath = path; };
    const auto read = [path, model = m_files->model]() -> CostPatch {
        std::optional<Profile> profile;
        if (!path.empty()) {
            profile = readProfile(path);
            checkProfile(*profile, *model, path);
        }
        return [profile = std::move(profile)](LoadedCosts& costs) { costs.profile = profile; };
    };
    loadCost(m_costLoaders.at(kProfileLoader), tr("Change the profile"), change, read);
}

void Document::loadCost(LatestJob& loader, const QString& text,
                        std::function<void(Project&)> change, std::function<CostPatch()> read) {
    if (isEmpty()) return;
    const auto apply = [this, text, change = std::move(change)](const CostPatch& patch) {
        Project after = m_project;
        change(after);
        if (after == m_project) return;
        auto costs = std::make_shared<LoadedCosts>(*m_files->costs);
        patch(*costs);
        LoadedFiles files = *m_files;
        files.costs = std::move(costs);
        push(text, {std::move(after), keepFiles(std::move(files))});
    };
    loader.request([this, apply, read = std::move(read)](LatestJob::Run& run) {
        try {
            run.deliver([apply, patch = read()] { apply(patch); });
        } catch (const std::exception& error) {
            run.deliver([this, message = std::string(error.what())] {
                emit failed(tr("Cannot use the file"), QString::fromStdString(message));
            });
        }
    });
}

// Planning

void Document::replan(PlanningEffort from) {
    if (isEmpty()) return;
    setPlanning(true, m_planningFault);
    m_enough = std::stop_source();
    m_planner.request([this, from, number = ++m_lastPlanning, enough = m_enough.get_token(),
                       request = PlanningRequest{m_files->model, m_files->costs, m_project}](
                          LatestJob::Run& run) {
        const PlanningStops stops{run.cancelled(), run.superseded(), enough};
        planInSteps(request, from, stops, [&](PlanningAnswer answer) {
            run.deliver(
                [this, number, answer = std::move(answer)] { acceptAnswer(answer, number); });
        });
    });
}

void Document::stopPlanning() {
    m_enough.request_stop();
}

void Document::acceptAnswer(PlanningAnswer answer, int request) {
    const bool newest = request == m_lastPlanning;
    if (const auto* fault = std::get_if<SnapshotFault>(&answer)) {
        if (newest) setPlanning(m_planning, QString::fromStdString(fault->message));
        return;
    }
    auto snapshot = std::get<0>(std::move(answer));
    if (snapshot->base != m_files->model) return;
    publish(std::move(snapshot));
    if (newest) setPlanning(m_planning, {});
}

void Document::publish(std::shared_ptr<const Snapshot> snapshot) {
    if (snapshot->project.view.focus != m_project.view.focus) {
        auto focused = std::make_shared<Snapshot>(*snapshot);
        focused->project.view = m_project.view;
        snapshot = std::move(focused);
    }
    m_snapshot = std::move(snapshot);
    emit snapshotChanged();
}

void Document::setPlanning(bool planning, const QString& fault) {
    if (planning == m_planning && fault == m_planningFault) return;
    m_planning = planning;
    m_planningFault = fault;
    emit planningChanged();
}

}  // namespace trilane

#include "moc_document.cpp"
