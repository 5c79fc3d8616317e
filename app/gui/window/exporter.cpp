#include "app/gui/window/exporter.h"

#include <exception>

namespace trilane {

Exporter::Exporter(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

Exporter::~Exporter() {
    m_pool.waitForDone();
}

void Exporter::run(const QString& path, std::function<void()> write) {
    ++m_running;
    m_pool.start([this, path, write = std::move(write)] {
        QString fault;
        try {
            write();
        } catch (const std::exception& error) {
            fault = QString::fromUtf8(error.what());
        }
        // Events that are still queued when this is destroyed are dropped with it.
        QMetaObject::invokeMethod(
            this, [this, path, fault] { finish(path, fault); }, Qt::QueuedConnection);
    });
}

void Exporter::finish(const QString& path, const QString& fault) {
    --m_running;
    if (fault.isEmpty())
        emit written(path);
    else
        emit failed(tr("Cannot export"), fault);
}

}  // namespace trilane

#include "moc_exporter.cpp"
