#pragma once

#include <QObject>
#include <QSettings>
#include <QStringList>

namespace trilane {

/// The files that were opened last, newest first, kept in the settings.
class RecentFiles : public QObject {
    Q_OBJECT

public:
    static constexpr int kMost = 10;

    /// @param settings  null: the list lives as long as the program
    explicit RecentFiles(QSettings* settings, QObject* parent = nullptr);

    [[nodiscard]] const QStringList& paths() const { return m_paths; }
    /// Samples, which begin with ":", are not kept.
    void add(const QString& path);
    void remove(const QString& path);
    void clear();

private:
    void keep();

    QSettings* m_settings;
    QStringList m_paths;
};

}  // namespace trilane
