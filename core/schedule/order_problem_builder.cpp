#include "core/schedule/order_problem_builder.h"

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <utility>

namespace trilane {
namespace {

/// A job's producer or one of its server consumers.
struct JobEnd {
    std::size_t block;
    std::size_t job;
    LayerId layer;
};

/// Adds up the times of layers by the jobs around them.
class GroupBuilder {
public:
    void add(const JobMask& jobs, Nanoseconds time) {
        // Neighbours along a branch often have the same jobs around them.
        if (m_last < m_groups.size() && m_groups[m_last].jobs == jobs) {
            m_groups[m_last].time += time;
            return;
        }
        const auto [known, isNew] = m_index.try_emplace(jobs, m_groups.size());
        if (isNew)
            m_groups.push_back({jobs, time});
        else
            m_groups[known->second].time += time;
        m_last = known->second;
    }
    std::vector<OrderProblem::Group> take() { return std::move(m_groups); }

private:
    std::vector<OrderProblem::Group> m_groups;
    std::size_t m_last = 0;  ///< the group added to last
    std::unordered_map<JobMask, std::size_t> m_index;
};

class Builder {
public:
    Builder(const TimedModel& timed, const BlockCut& cut, const std::vector<TensorId>& crossing)
        : m_timed(timed), m_blocks(timed.blocks()), m_cut(cut) {
        m_problem.latency = timed.durations().latency;
        for (std::size_t j = 0; j < crossing.size(); ++j) {
            const Tensor& tensor = timed.model().tensor(crossing[j]);
            m_problem.send.push_back(timed.durations().send[crossing[j].index()]);
            if (tensor.producer)
                m_producers.push_back({m_blocks.blockOf(*tensor.producer), j, *tensor.producer});
            for (const LayerId consumer : tensor.consumers)
                if (!onDevice(consumer))
                    m_consumers.push_back({m_blocks.blockOf(consumer), j, consumer});
        }
        const auto byBlock = [](const JobEnd& a, const JobEnd& b) { return a.block < b.block; };
        std::stable_sort(m_producers.begin(), m_producers.end(), byBlock);
        std::stable_sort(m_consumers.begin(), m_consumers.end(), byBlock);
    }

    OrderProblem build() {
        groupDevice();
        groupServer();
        m_problem.device = m_device.take();
        m_problem.server = m_server.take();
        m_problem.deriveHeadsAndTails();
        return std::move(m_problem);
    }

private:
    using Ends = std::vector<JobEnd>;

    [[nodiscard]] bool onDevice(LayerId layer) const {
        const std::size_t block = m_blocks.blockOf(layer);
        return block < m_cut.block || (block == m_cut.block && m_cut.inside[m_blocks.local(layer)]);
    }

    /// From the last block to the first: what later blocks' jobs want, they want all of the earlier
    /// blocks for.
    void groupDevice() {
        JobMask later;
        std::size_t next = m_cut.block;  // blocks from here on are dealt with
        std::size_t end = m_producers.size();
        if (m_cut.block < m_blocks.count()) {
            const std::size_t begin = startOfBlock(end, m_cut.block);
            groupDeviceBlock(m_cut.block, begin, end, later);
            end = begin;
        }
        while (end > 0) {
            const std::size_t block = m_producers[end - 1].block;
            const std::size_t begin = startOfBlock(end, block);
            if (block + 1 < next)
                addDevice(later, m_timed.deviceBefore(next) - m_timed.deviceBefore(block + 1));
            groupDeviceBlock(block, begin, end, later);
            next = block;
            end = begin;
        }
        if (next > 0) addDevice(later, m_timed.deviceBefore(next));
    }

    [[nodiscard]] std::size_t startOfBlock(std::size_t end, std::size_t block) const {
        while (end > 0 && m_producers[end - 1].block == block)
            --end;
        return end;
    }

    void groupDeviceBlock(std::size_t block, std::size_t begin, std::size_t end, JobMask& later) {
        const std::size_t first = m_blocks.first(block);
        for (std::size_t i = 0; i < m_blocks.size(block); ++i) {
            if (block == m_cut.block && !m_cut.inside[i]) continue;
            JobMask jobs = later;
            for (std::size_t e = begin; e < end; ++e)
                if (m_blocks.ancestors(m_producers[e].layer)[i]) jobs.add(m_producers[e].job);
            addDevice(jobs, m_timed.durations().device[first + i]);
        }
        for (std::size_t e = begin; e < end; ++e)
            later.add(m_producers[e].job);
    }

    void addDevice(const JobMask& jobs, Nanoseconds time) {
        if (jobs.empty())
            m_problem.deviceRest += time;
        else
            m_device.add(jobs, time);
    }

    /// From the cut to the end: whatever a block waits for, all later blocks wait for too.
    void groupServer() {
        JobMask earlier;
        std::size_t next = m_cut.block;
        std::size_t begin = 0;
        while (next < m_blocks.count()) {
            const bool more = begin < m_consumers.size();
            const std::size_t block = next == m_cut.block ? next
                                      : more              ? m_consumers[begin].block
                                                          : m_blocks.count();
            if (next < block)
                addServer(earlier, m_timed.serverFrom(next) - m_timed.serverFrom(block));
            next = block;
            if (block == m_blocks.count()) break;
            std::size_t end = begin;
            while (end < m_consumers.size() && m_consumers[end].block == block)
                ++end;
            groupServerBlock(block, begin, end, earlier);
            begin = end;
            ++next;
        }
    }

    void groupServerBlock(std::size_t block, std::size_t begin, std::size_t end, JobMask& earlier) {
        const std::size_t first = m_blocks.first(block);
        // A tensor may have thousands of consumers: what waits for any of them is found at once.
        std::vector<std::pair<std::size_t, const LayerSet*>> waiting;
        std::deque<LayerSet> united;
        for (std::size_t e = begin; e < end; ++e) {
            const LayerSet& waits = m_blocks.descendants(m_consumers[e].layer);
            if (waiting.empty() || waiting.back().first != m_consumers[e].job) {
                waiting.emplace_back(m_consumers[e].job, &waits);
                continue;
            }
            if (united.empty() || waiting.back().second != &united.back())
                waiting.back().second = &united.emplace_back(*waiting.back().second);
            united.back() |= waits;
        }
        for (std::size_t i = 0; i < m_blocks.size(block); ++i) {
            if (block == m_cut.block && m_cut.inside[i]) continue;
            JobMask jobs = earlier;
            for (const auto& [job, waits] : waiting)
                if ((*waits)[i]) jobs.add(job);
            addServer(jobs, m_timed.durations().server[first + i]);
        }
        for (std::size_t e = begin; e < end; ++e)
            earlier.add(m_consumers[e].job);
    }

    void addServer(const JobMask& jobs, Nanoseconds time) {
        if (jobs.empty()) {
            m_problem.serverFirst += time;
            m_problem.serverHasFirst = true;
        } else {
            m_server.add(jobs, time);
        }
    }

    const TimedModel& m_timed;
    const BlockRelations& m_blocks;
    const BlockCut& m_cut;
    Ends m_producers;  ///< by block
    Ends m_consumers;  ///< on the server, by block
    GroupBuilder m_device;
    GroupBuilder m_server;
    OrderProblem m_problem;
};

}  // namespace

OrderProblem makeOrderProblem(const TimedModel& timed, const BlockCut& cut,
                              const std::vector<TensorId>& crossing) {
    return Builder(timed, cut, crossing).build();
}

}  // namespace trilane
