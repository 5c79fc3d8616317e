#pragma once

#include "app/gui/document/latest_job.h"

#include <QDateTime>
#include <QList>
#include <QLockFile>
#include <QObject>
#include <QString>
#include <QTimer>
#include <chrono>
#include <memory>

namespace trilane {

class Document;

/// Work that a program left behind when it ended without saving or discarding it.
struct Leftover {
    QString file;         ///< a `trilane.project` of its own
    QString projectPath;  ///< where it was to be saved; empty: nowhere yet
    QString title;        ///< of the model
    QDateTime written;
};

/// Where recovery files stand: below QStandardPaths::AppLocalDataLocation.
[[nodiscard]] QString recoveryFolder();

/// What programs that run no more left in `folder`, newest first.
[[nodiscard]] QList<Leftover> findLeftovers(const QString& folder = recoveryFolder());

/// Deletes what the user does not want back.
void discard(const Leftover& leftover);

inline constexpr std::chrono::seconds kRecoveryInterval{20};

/// Keeps unsaved work in a file, so that a crash loses no more than the last `interval`: written
/// off the window's thread and whole or not at all, gone once the work is saved, undone, or closed
/// in order.
class Recovery : public QObject {
    Q_OBJECT

public:
    explicit Recovery(Document& document, const QString& folder = recoveryFolder(),
                      std::chrono::milliseconds interval = kRecoveryInterval,
                      QObject* parent = nullptr);
    ~Recovery() override;

    /// Opens it as unsaved work; the leftover goes once the work is kept anew.
    void recover(const Leftover& leftover);
    /// Empty while nothing was written.
    [[nodiscard]] const QString& file() const { return m_file; }

signals:
    void written();
    /// The file cannot be written; told once until it can.
    void failed(const QString& message);

private:
    void watch();
    void takeUp();
    void write();
    void remove();
    [[nodiscard]] QString claimFile();

    Document& m_document;
    QString m_folder;
    QString m_file;
    QString m_adopted;  ///< the leftover that is being recovered
    std::unique_ptr<QLockFile> m_lock;
    QTimer m_timer;
    bool m_failing = false;
    std::unique_ptr<LatestJob> m_writer;
};

}  // namespace trilane
