#include "app/gui/document/recovery.h"

#include "app/gui/document/document.h"
#include "core/io/atomic_file.h"
#include "core/io/json_writer.h"
#include "core/io/project_json.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>
#include <algorithm>
#include <utility>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSuffix = ".project.json";
/// Beside the keys of a project; the readers of projects pass over it.
constexpr const char* kKey = "x-recovery";

QString lockOf(const QString& file) {
    return file + QStringLiteral(".lock");
}

std::string recoveryText(const Project& project, const std::string& projectPath) {
    Json json = Json::parse(writeProject(project));
    json[kKey]["project"] = projectPath;
    return printJson(json);
}

/// False while the program that wrote the file runs.
bool isLeft(const QString& file) {
    QLockFile lock(lockOf(file));
    lock.setStaleLockTime(0);  // a program that runs long is no dead one
    return lock.tryLock(0);
}

std::optional<Leftover> readLeftover(const QFileInfo& info) {
    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    const Json json = Json::parse(file.readAll().toStdString(), nullptr, false);
    const auto text = [&json](const char* pointer) {
        const Json::json_pointer place(pointer);
        const bool there = json.is_object() && json.contains(place) && json.at(place).is_string();
        return there ? QString::fromStdString(json.at(place).get<std::string>()) : QString();
    };
    const QString model = text("/model/path");
    if (model.isEmpty()) return std::nullopt;
    return Leftover{info.filePath(), text("/x-recovery/project"), QFileInfo(model).fileName(),
                    info.lastModified()};
}

}  // namespace

QString recoveryFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
           QStringLiteral("/recovery");
}

QList<Leftover> findLeftovers(const QString& folder) {
    QList<Leftover> found;
    const QDir directory(folder);
    // Locks of the dead vanish when they are tried; some guard nothing any more.
    for (const QString& lock : directory.entryList({QStringLiteral("*.lock")}, QDir::Files))
        (void)isLeft(directory.filePath(lock.chopped(5)));
    for (const QFileInfo& info :
         directory.entryInfoList({QStringLiteral("*") + QLatin1String(kSuffix)}, QDir::Files)) {
        if (!isLeft(info.filePath())) continue;
        if (const auto leftover = readLeftover(info)) found << *leftover;
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Leftover& a, const Leftover& b) { return a.written > b.written; });
    return found;
}

void discard(const Leftover& leftover) {
    QFile::remove(leftover.file);
    QFile::remove(lockOf(leftover.file));
}

Recovery::Recovery(Document& document, const QString& folder, std::chrono::milliseconds interval,
                   QObject* parent)
    : QObject(parent),
      m_document(document),
      m_folder(folder),
      m_writer(std::make_unique<LatestJob>()) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &Recovery::write);
    connect(&document, &Document::opened, this, &Recovery::takeUp);
    for (const auto signal : {&Document::projectChanged, &Document::viewChanged, &Document::saved})
        connect(&document, signal, this, &Recovery::watch);
    connect(&document.undoStack(), &QUndoStack::cleanChanged, this, &Recovery::watch);
    connect(&document, &Document::openingFinished, this, [this] { m_adopted.clear(); });
}

Recovery::~Recovery() {
    // Closed in order: what was not saved was not wanted. A write that is under way ends first.
    m_writer.reset();
    if (!m_file.isEmpty()) QFile::remove(m_file);
}

void Recovery::recover(const Leftover& leftover) {
    m_document.openUnsaved(leftover.file, leftover.projectPath);
    m_adopted = leftover.file;
}

void Recovery::takeUp() {
    if (m_adopted.isEmpty())
        watch();
    else
        write();
}

void Recovery::watch() {
    if (!m_document.isModified())
        remove();
    else if (!m_timer.isActive())
        m_timer.start();
}

QString Recovery::claimFile() {
    if (!m_file.isEmpty()) return m_file;
    if (!QDir().mkpath(m_folder)) return {};
    const QString file = m_folder + QLatin1Char('/') +
                         QUuid::createUuid().toString(QUuid::WithoutBraces) +
                         QLatin1String(kSuffix);
    auto lock = std::make_unique<QLockFile>(lockOf(file));
    lock->setStaleLockTime(0);
    if (!lock->tryLock(0)) return {};
    m_lock = std::move(lock);
    return m_file = file;
}

void Recovery::write() {
    m_timer.stop();
    if (m_document.isEmpty()) return;
    const QString file = claimFile();
    if (file.isEmpty()) {
        if (!std::exchange(m_failing, true)) emit failed(tr("%1 cannot be written").arg(m_folder));
        return;
    }
    m_writer->request([this, file, adopted = m_adopted, project = m_document.project(),
                       projectPath = m_document.projectPath().toStdString()](LatestJob::Run& run) {
        try {
            writeFile(file.toStdString(), recoveryText(project, projectPath));
        } catch (const std::exception& error) {
            run.deliver([this, message = std::string(error.what())] {
                if (!std::exchange(m_failing, true)) emit failed(QString::fromStdString(message));
            });
            return;
        }
        if (!adopted.isEmpty()) discard({adopted, {}, {}, {}});
        run.deliver([this] {
            m_failing = false;
            emit written();
        });
    });
}

void Recovery::remove() {
    m_timer.stop();
    if (m_file.isEmpty()) return;
    m_writer->request([file = m_file](LatestJob::Run&) { QFile::remove(file); });
}

}  // namespace trilane

#include "moc_recovery.cpp"
