#include "app/gui/document/latest_job.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace trilane {

void LatestJob::Run::deliver(std::function<void()> result) {
    m_job.post({m_epoch, std::move(result)}, false);
}

void LatestJob::Run::progress(std::function<void()> message) {
    m_job.post({m_epoch, std::move(message)}, true);
}

LatestJob::LatestJob(std::function<void()> onIdle)
    : m_onIdle(std::move(onIdle)), m_eventFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (m_eventFd < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
    m_notifier.emplace(m_eventFd, QSocketNotifier::Read);
    QObject::connect(&*m_notifier, &QSocketNotifier::activated, &*m_notifier,
                     [this] { receive(); });
    m_progressTimer.setSingleShot(true);
    QObject::connect(&m_progressTimer, &QTimer::timeout, &m_progressTimer,
                     [this] { showProgress(); });
}

LatestJob::~LatestJob() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
        m_next.reset();
        m_cancelSource.request_stop();
        m_supersedeSource.request_stop();
    }
    m_wake.notify_all();
    if (m_thread.joinable()) m_thread.join();
    m_notifier.reset();
    ::close(m_eventFd);
}

void LatestJob::request(Work work) {
    m_open = true;
    {
        const std::lock_guard lock(m_mutex);
        ++m_requests;
        m_next = std::move(work);
        m_supersedeSource.request_stop();
    }
    if (m_thread.joinable())
        m_wake.notify_one();
    else
        m_thread = std::thread([this] { this->work(); });
}

void LatestJob::cancel() {
    m_open = false;
    std::deque<Delivery> dropped;  // destroyed outside the lock
    std::optional<Work> droppedWork;
    const std::lock_guard lock(m_mutex);
    ++m_epoch;
    dropped.swap(m_deliveries);
    m_progress.reset();
    droppedWork.swap(m_next);
    m_cancelSource.request_stop();
    m_supersedeSource.request_stop();
}

bool LatestJob::isRunning() const {
    const std::lock_guard lock(m_mutex);
    return m_running || m_next;
}

void LatestJob::post(Delivery delivery, bool progress) {
    {
        const std::lock_guard lock(m_mutex);
        if (delivery.epoch != m_epoch) return;
        if (progress) {
            m_progress = std::move(delivery);
        } else {
            m_progress.reset();
            m_deliveries.push_back(std::move(delivery));
        }
    }
    const std::uint64_t one = 1;
    // It can only fail for a counter that is full, and then the owner is awake already.
    [[maybe_unused]] const ssize_t written = ::write(m_eventFd, &one, sizeof(one));
}

void LatestJob::work() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_stop || m_next; });
        if (m_stop) return;
        std::optional<Work> work = std::exchange(m_next, std::nullopt);
        const std::uint64_t request = m_requests;
        Run run(*this, m_epoch);
        m_cancelSource = std::stop_source();
        m_supersedeSource = std::stop_source();
        run.m_cancelled = m_cancelSource.get_token();
        run.m_superseded = m_supersedeSource.get_token();
        m_running = true;
        lock.unlock();
        (*work)(run);
        work.reset();  // what it holds may be large: not under the lock
        run.deliver([this, request] {
            {
                const std::lock_guard guard(m_mutex);
                if (request != m_requests) return;
            }
            m_open = false;
            if (m_onIdle) m_onIdle();
        });
        lock.lock();
        m_running = false;
    }
}

void LatestJob::receive() {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t got = ::read(m_eventFd, &count, sizeof(count));
    // One by one: an act may run an event loop of its own, which comes here again.
    while (true) {
        Delivery delivery;
        {
            const std::lock_guard lock(m_mutex);
            if (m_deliveries.empty()) break;
            delivery = std::move(m_deliveries.front());
            m_deliveries.pop_front();
            if (delivery.epoch != m_epoch) continue;
        }
        delivery.act();
    }
    if (!m_progressTimer.isActive()) showProgress();
}

void LatestJob::showProgress() {
    std::optional<Delivery> progress;
    {
        const std::lock_guard lock(m_mutex);
        progress.swap(m_progress);
    }
    if (!progress) return;
    m_progressTimer.start(kProgressInterval);
    progress->act();
}

}  // namespace trilane
