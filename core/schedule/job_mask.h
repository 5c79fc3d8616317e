#pragma once

#include "core/graph/ids.h"

#include <boost/container/small_vector.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>

namespace trilane {

/// A set of jobs that is cheap to copy, compare and hash: the key of the exact search. Up to 64
/// jobs it needs no memory of its own. Jobs are only ever added, so that equal sets have equal
/// words.
class JobMask {
public:
    [[nodiscard]] static JobMask firstJobs(std::size_t count) {
        JobMask mask;
        for (std::size_t i = 0; i < count; ++i)
            mask.add(i);
        return mask;
    }

    void add(std::size_t job) {
        if (job / kBits >= m_words.size()) m_words.resize(job / kBits + 1, 0);
        m_words[job / kBits] |= std::uint64_t{1} << (job % kBits);
    }
    [[nodiscard]] bool has(std::size_t job) const {
        return job / kBits < m_words.size() && ((m_words[job / kBits] >> (job % kBits)) & 1U) != 0;
    }
    [[nodiscard]] bool empty() const { return m_words.empty(); }
    [[nodiscard]] std::size_t count() const {
        std::size_t total = 0;
        for (const auto word : m_words)
            total += static_cast<std::size_t>(std::popcount(word));
        return total;
    }
    [[nodiscard]] bool intersects(const JobMask& other) const {
        const std::size_t shared = std::min(m_words.size(), other.m_words.size());
        for (std::size_t i = 0; i < shared; ++i)
            if ((m_words[i] & other.m_words[i]) != 0) return true;
        return false;
    }
    [[nodiscard]] bool contains(const JobMask& other) const {
        if (other.m_words.size() > m_words.size()) return false;
        for (std::size_t i = 0; i < other.m_words.size(); ++i)
            if ((other.m_words[i] & ~m_words[i]) != 0) return false;
        return true;
    }
    [[nodiscard]] JobMask with(std::size_t job) const {
        JobMask mask = *this;
        mask.add(job);
        return mask;
    }
    /// Calls `visit(job)` for each job, ascending.
    template <class Visit>
    void forEach(Visit visit) const {
        for (std::size_t i = 0; i < m_words.size(); ++i)
            for (std::uint64_t word = m_words[i]; word != 0; word &= word - 1)
                visit(i * kBits + static_cast<std::size_t>(std::countr_zero(word)));
    }
    friend bool operator==(const JobMask&, const JobMask&) = default;

    [[nodiscard]] std::size_t hash() const {
        std::uint64_t h = 0x9E3779B97F4A7C15U;
        for (const auto word : m_words) {
            h ^= word;
            h *= 0xFF51AFD7ED558CCDU;
            h ^= h >> 33U;
        }
        return h;
    }

private:
    static constexpr std::size_t kBits = 64;
    boost::container::small_vector<std::uint64_t, 1> m_words;
};

}  // namespace trilane

template <>
struct std::hash<trilane::JobMask> {
    std::size_t operator()(const trilane::JobMask& mask) const noexcept { return mask.hash(); }
};
