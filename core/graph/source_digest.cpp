#include "core/graph/source_digest.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <utility>

namespace trilane {

struct SourceDigest::Work {
    std::once_flag once;
    std::atomic<bool> done = false;
    std::function<std::string()> compute;
    std::string hex;
    std::exception_ptr error;

    void finish() {
        try {
            hex = compute();
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

SourceDigest::SourceDigest(std::function<std::string()> compute)
    : m_work(std::make_shared<Work>()) {
    m_work->compute = std::move(compute);
}

bool SourceDigest::known() const {
    return m_work == nullptr || m_work->done;
}

const std::string& SourceDigest::hex() const {
    static const std::string kNone;
    if (m_work == nullptr) return kNone;
    if (!m_work->done) std::call_once(m_work->once, [this] { m_work->finish(); });
    if (m_work->error) std::rethrow_exception(m_work->error);
    return m_work->hex;
}

}  // namespace trilane
