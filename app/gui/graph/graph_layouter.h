#pragma once

#include "app/figure/graph_geometry.h"

#include <QObject>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace trilane {

/// Lays graphs out off the thread of the window. The latest request wins: it stops the one before
/// it, whose result never arrives.
class GraphLayouter : public QObject {
    Q_OBJECT

public:
    explicit GraphLayouter(QObject* parent = nullptr);
    /// Stops what is going on and waits for it.
    ~GraphLayouter() override;

    void request(std::shared_ptr<const Model> model, const GraphOptions& options);
    /// Forgets the request that is under way.
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_busy; }

signals:
    void finished(const std::shared_ptr<const trilane::GraphGeometry>& geometry);
    /// A request was made, answered or forgotten.
    void busyChanged();

private:
    struct Request {
        std::uint64_t number = 0;
        std::shared_ptr<const Model> model;
        GraphOptions options;
        std::stop_token stop;
    };
    void work(const std::stop_token& ending);
    void deliver(std::uint64_t number, const std::shared_ptr<const GraphGeometry>& geometry);
    void setBusy(bool busy);

    std::uint64_t m_latest = 0;  ///< number of the request whose result is awaited
    bool m_busy = false;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Request> m_waiting;  ///< guarded by m_mutex
    std::stop_source m_stop;           ///< of the latest request
    std::jthread m_worker;             ///< last: it uses all the others
};

}  // namespace trilane
