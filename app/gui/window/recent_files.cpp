#include "app/gui/window/recent_files.h"

#include <QFileInfo>

namespace trilane {
namespace {

constexpr const char* kKey = "recentFiles";

}  // namespace

RecentFiles::RecentFiles(QSettings* settings, QObject* parent)
    : QObject(parent), m_settings(settings) {
    if (m_settings) m_paths = m_settings->value(kKey).toStringList().mid(0, kMost);
}

void RecentFiles::add(const QString& path) {
    if (path.isEmpty() || path.startsWith(':')) return;
    const QString absolute = QFileInfo(path).absoluteFilePath();
    m_paths.removeAll(absolute);
    m_paths.prepend(absolute);
    m_paths = m_paths.mid(0, kMost);
    keep();
}

void RecentFiles::remove(const QString& path) {
    m_paths.removeAll(path);
    keep();
}

void RecentFiles::clear() {
    m_paths.clear();
    keep();
}

void RecentFiles::keep() {
    if (m_settings) m_settings->setValue(kKey, m_paths);
}

}  // namespace trilane

#include "moc_recent_files.cpp"
