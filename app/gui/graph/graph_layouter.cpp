#include "app/gui/graph/graph_layouter.h"

#include <utility>

namespace trilane {

GraphLayouter::GraphLayouter(QObject* parent)
    : QObject(parent), m_worker([this](const std::stop_token& ending) { work(ending); }) {}

GraphLayouter::~GraphLayouter() {
    m_stop.request_stop();
    m_worker.request_stop();
    m_worker.join();
}

void GraphLayouter::request(std::shared_ptr<const Model> model, const GraphOptions& options) {
    m_stop.request_stop();
    m_stop = std::stop_source();
    {
        const std::lock_guard lock(m_mutex);
        m_waiting = Request{++m_latest, std::move(model), options, m_stop.get_token()};
    }
    m_wake.notify_one();
    setBusy(true);
}

void GraphLayouter::cancel() {
    m_stop.request_stop();
    ++m_latest;
    setBusy(false);
}

void GraphLayouter::setBusy(bool busy) {
    if (busy == m_busy) return;
    m_busy = busy;
    emit busyChanged();
}

void GraphLayouter::work(const std::stop_token& ending) {
    while (true) {
        Request request;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, ending, [this] { return m_waiting.has_value(); })) return;
            request = *std::exchange(m_waiting, std::nullopt);
        }
        if (request.stop.stop_requested()) continue;
        auto made = GraphGeometry::make(request.model, request.options, request.stop);
        if (!made) continue;
        QMetaObject::invokeMethod(
            this,
            [this, number = request.number, made = std::move(made)] { deliver(number, made); },
            Qt::QueuedConnection);
    }
}

void GraphLayouter::deliver(std::uint64_t number,
                            const std::shared_ptr<const GraphGeometry>& geometry) {
    if (number != m_latest) return;
    setBusy(false);
    emit finished(geometry);
}

}  // namespace trilane

#include "moc_graph_layouter.cpp"
