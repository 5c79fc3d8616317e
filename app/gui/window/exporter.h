#pragma once

#include <QObject>
#include <QThreadPool>
#include <functional>

namespace trilane {

/// Writes files one after the other beside the window's thread. Destroying it waits for the file
/// that is being written.
class Exporter : public QObject {
    Q_OBJECT

public:
    explicit Exporter(QObject* parent = nullptr);
    ~Exporter() override;

    /// Ends in written() or failed(). `write` throws std::exception.
    void run(const QString& path, std::function<void()> write);
    [[nodiscard]] bool isRunning() const { return m_running > 0; }

signals:
    void written(const QString& path);
    void failed(const QString& title, const QString& message);

private:
    void finish(const QString& path, const QString& fault);

    int m_running = 0;
    QThreadPool m_pool;
};

}  // namespace trilane
