#pragma once

#include <cstddef>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace trilane {

/// Values that several threads need and that are made but once, by the first that asks; what could
/// not be made throws the same again. Holds the `most` that were asked for last; a value that is in
/// use outlives its place here.
template <class Value>
class SharedCache {
public:
    explicit SharedCache(std::size_t most) : m_most(most) {}

    /// The value under `key`; `make` makes it. Waits where another thread is at it.
    std::shared_ptr<const Value> get(const std::string& key, const std::function<Value()>& make) {
        std::promise<std::shared_ptr<const Value>> promise;
        std::shared_future<std::shared_ptr<const Value>> future;
        {
            const std::scoped_lock lock(m_mutex);
            const auto found = m_entries.find(key);
            if (found != m_entries.end()) {
                m_recent.splice(m_recent.begin(), m_recent, found->second.place);
                future = found->second.future;
            } else {
                remember(key, promise.get_future().share());
            }
        }
        if (future.valid()) return future.get();
        try {
            auto value = std::make_shared<const Value>(make());
            promise.set_value(value);
            return value;
        } catch (...) {
            promise.set_exception(std::current_exception());
            throw;
        }
    }

private:
    struct Entry {
        std::shared_future<std::shared_ptr<const Value>> future;
        std::list<std::string>::iterator place;
    };

    void remember(const std::string& key, std::shared_future<std::shared_ptr<const Value>> future) {
        if (m_entries.size() >= m_most) {
            m_entries.erase(m_recent.back());
            m_recent.pop_back();
        }
        m_recent.push_front(key);
        m_entries.emplace(key, Entry{std::move(future), m_recent.begin()});
    }

    std::mutex m_mutex;  ///< guards what follows
    std::size_t m_most;
    std::map<std::string, Entry> m_entries;
    std::list<std::string> m_recent;  ///< keys, the last asked for first
};

}  // namespace trilane
