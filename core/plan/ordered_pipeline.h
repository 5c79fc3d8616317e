#pragma once

#include <tbb/info.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace trilane {

/// Works on every one of `tasks` in parallel and hands the results on in that order, from one
/// thread at a time. Results that a stop may have cut short are not handed on.
/// @param threads  0: as many as the machine runs at once
template <class Task, class Result>
void workInOrder(const std::vector<Task>& tasks, int threads, const std::stop_token& stop,
                 const std::function<Result(const Task&)>& work,
                 const std::function<void(const Task&, Result&)>& take) {
    // TBB has no more threads than the machine runs at once, and says so on standard error.
    const int most = tbb::info::default_concurrency();
    const int used = threads > 0 ? std::min(threads, most) : most;
    using Done = std::pair<std::size_t, std::optional<Result>>;
    std::size_t next = 0;
    const auto source = tbb::make_filter<void, std::size_t>(
        tbb::filter_mode::serial_in_order, [&](tbb::flow_control& control) -> std::size_t {
            if (next == tasks.size() || stop.stop_requested()) {
                control.stop();
                return 0;
            }
            return next++;
        });
    const auto middle = tbb::make_filter<std::size_t, Done>(tbb::filter_mode::parallel,
                                                            [&](std::size_t task) -> Done {
                                                                Result result = work(tasks[task]);
                                                                // What was stopped gives the best
                                                                // it had: not what was asked for.
                                                                if (stop.stop_requested())
                                                                    return {task, std::nullopt};
                                                                return {task, std::move(result)};
                                                            });
    const auto sink =
        tbb::make_filter<Done, void>(tbb::filter_mode::serial_in_order, [&](Done done) {
            if (done.second) take(tasks[done.first], *done.second);
        });
    tbb::task_arena arena(used);
    // Some more than threads, so that a slow task does not make the others wait for its turn.
    const auto inFlight = 4 * static_cast<std::size_t>(used);
    arena.execute([&] { tbb::parallel_pipeline(inFlight, source & middle & sink); });
}

}  // namespace trilane
