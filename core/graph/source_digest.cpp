#include "core/graph/source_digest.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <utility>

namespace trilane {

struct SourceDigest::Work {
    std::mutex computing;  // guards what follows until `done`; nothing of it changes after
    std::atomic<bool> done = false;
    Compute compute;
    std::string hex;
    std::exception_ptr error;

    void run(const std::stop_token& stop) {
        const std::scoped_lock lock(computing);
        if (done) return;
        try {
            auto answer = compute(stop);
            if (!answer) return;
            hex = *std::move(answer);
        } catch (...) {
            error = std::current_exception();
        }
        compute = nullptr;  // with the file that it may hold open
        done = true;
    }
};

SourceDigest::SourceDigest(std::string hex) {
    if (hex.empty()) return;
    m_work = std::make_shared<Work>();
    m_work->hex = std::move(hex);
    m_work->done = true;
}

SourceDigest::SourceDigest(Compute compute) : m_work(std::make_shared<Work>()) {
    m_work->compute = std::move(compute);
}

bool SourceDigest::known() const {
    return m_work == nullptr || m_work->done;
}

void SourceDigest::prepare(const std::stop_token& stop) const {
    if (!known()) m_work->run(stop);
}

const std::string& SourceDigest::hex() const {
    static const std::string kNone;
    if (m_work == nullptr) return kNone;
    prepare({});
    if (m_work->error) std::rethrow_exception(m_work->error);
    return m_work->hex;
}

}  // namespace trilane
