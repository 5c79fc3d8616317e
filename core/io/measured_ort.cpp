#include "core/io/measured_json.h"
#include "core/io/measured_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {
namespace {

constexpr std::string_view kKernelSuffix = "_kernel_time";

/// An event on the profile's clock, in microseconds, which start at 0 and are whole.
struct Span {
    double begin = 0;
    double end = 0;
    std::int64_t thread = 0;
};

struct KernelEvent {
    std::string name;
    std::string op;
    Nanoseconds time;
    std::optional<Span> span;  ///< empty where the event has no time of its own
    std::size_t run = 0;
};

std::string textOf(const JsonValue& object, std::string_view key) {
    const auto member = object.member(key);
    return member && member->node().is_string() ? member->string() : std::string();
}

std::optional<Span> spanOf(const JsonValue& event) {
    const auto begin = event.member("ts");
    const auto length = event.member("dur");
    if (!begin || !begin->node().is_number() || !length || !length->node().is_number())
        return std::nullopt;
    Span span;
    span.begin = begin->node().get<double>();
    span.end = span.begin + length->node().get<double>();
    const auto thread = event.member("tid");
    if (thread && thread->node().is_number_integer())
        span.thread = thread->node().get<std::int64_t>();
    return span;
}

/// Model runs in order of their start. Several may be under way at once, on different threads.
class ModelRuns {
public:
    explicit ModelRuns(std::vector<Span> spans) : m_spans(std::move(spans)) {
        std::stable_sort(m_spans.begin(), m_spans.end(),
                         [](const Span& a, const Span& b) { return a.begin < b.begin; });
        double end = 0;
        for (const Span& span : m_spans)
            m_endSoFar.push_back(end = std::max(end, span.end));
    }

    /// The latest run that has begun and is still under way, of the event's thread if there is one.
    [[nodiscard]] std::size_t runOf(const Span& event) const {
        const auto after =
            std::upper_bound(m_spans.begin(), m_spans.end(), event.begin,
                             [](double time, const Span& span) { return time < span.begin; });
        const auto begun = static_cast<std::size_t>(after - m_spans.begin());
        if (begun == 0) return 0;
        for (std::size_t i = begun; i-- > 0 && m_endSoFar[i] >= event.begin;)
            if (m_spans[i].thread == event.thread && m_spans[i].end >= event.begin) return i;
        return begun - 1;
    }

private:
    std::vector<Span> m_spans;
    std::vector<double> m_endSoFar;  ///< of all spans up to this one
};

/// What a profile holds: kernels in file order, and the runs of the whole model.
struct Events {
    std::vector<KernelEvent> kernels;
    std::vector<Span> modelRuns;
    std::vector<Span> executions;  ///< within the runs; older profiles have these alone
    std::set<std::string> providers;
};

bool isExecution(std::string_view name) {
    return name == "SequentialExecutor::Execute" || name == "ParallelExecutor::Execute";
}

Events collectEvents(const JsonSource& source) {
    Events events;
    for (const JsonValue& event : source.root().elements()) {
        if (!event.node().is_object()) event.failExpecting("an event");
        const std::string category = textOf(event, "cat");
        if (category == "Session") {
            const std::string name = textOf(event, "name");
            const auto span = spanOf(event);
            if (span && name == "model_run") events.modelRuns.push_back(*span);
            if (span && isExecution(name)) events.executions.push_back(*span);
        }
        if (category != "Node") continue;
        const std::string& name = requireMember(event, "name").string();
        // What stands beside the kernels are the fences of older versions.
        if (!name.ends_with(kKernelSuffix)) continue;
        KernelEvent kernel;
        kernel.name = name.substr(0, name.size() - kKernelSuffix.size());
        kernel.time = readMeasuredTime(requireMember(event, "dur"), kMicrosecond);
        kernel.span = spanOf(event);
        if (const auto details = event.member("args")) {
            kernel.op = textOf(*details, "op_name");
            events.providers.insert(textOf(*details, "provider"));
        }
        events.kernels.push_back(std::move(kernel));
    }
    return events;
}

void assignRuns(Events& events) {
    const ModelRuns runs(events.modelRuns.empty() ? events.executions : events.modelRuns);
    const bool bySpan =
        !(events.modelRuns.empty() && events.executions.empty()) &&
        std::all_of(events.kernels.begin(), events.kernels.end(),
                    [](const KernelEvent& kernel) { return kernel.span.has_value(); });
    std::size_t begun = 0;
    for (KernelEvent& kernel : events.kernels) {
        if (kernel.name == events.kernels.front().name) ++begun;
        kernel.run = bySpan ? runs.runOf(*kernel.span) : begun - 1;
    }
}

/// Graphics processors go on by themselves once a kernel is handed over to them.
std::vector<std::string> warnOfAsynchrony(const std::set<std::string>& providers) {
    std::vector<std::string> warnings;
    for (const char* const name : {"CUDAExecutionProvider", "ROCMExecutionProvider",
                                   "DmlExecutionProvider", "WebGpuExecutionProvider"})
        if (providers.contains(name))
            warnings.push_back(fmt::format(
                "{} only starts its work within a node's time: these times may be too short",
                name));
    return warnings;
}

bool holdsSubgraph(std::string_view op) {
    constexpr std::array<std::string_view, 4> kOps{"If", "Loop", "Scan", "SequenceMap"};
    return std::find(kOps.begin(), kOps.end(), op) != kOps.end();
}

/// Kernels that run within another one's time, because that one runs a subgraph: in its thread.
std::set<std::size_t> findInner(const std::vector<KernelEvent>& kernels) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < kernels.size(); ++i)
        if (kernels[i].span) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const Span& first = *kernels[a].span;
        const Span& second = *kernels[b].span;
        return first.begin != second.begin ? first.begin < second.begin : first.end > second.end;
    });
    std::set<std::size_t> inner;
    std::vector<std::size_t> outer;  // one in another, the innermost last
    for (const std::size_t i : order) {
        const Span& span = *kernels[i].span;
        while (!outer.empty() && kernels[outer.back()].span->end <= span.begin)
            outer.pop_back();
        if (!outer.empty() && kernels[outer.back()].run == kernels[i].run &&
            kernels[outer.back()].span->thread == span.thread &&
            span.end <= kernels[outer.back()].span->end)
            inner.insert(i);
        if (holdsSubgraph(kernels[i].op)) outer.push_back(i);
    }
    return inner;
}

}  // namespace

MeasuredTimes readOnnxRuntimeProfile(const JsonSource& source) {
    Events events = collectEvents(source);
    if (events.kernels.empty())
        source.root().fail("no event of a node",
                           "events with \"cat\": \"Node\" and a name that ends in \"_kernel_time\" "
                           "(run the model at least once before the profile ends)");
    assignRuns(events);
    const std::set<std::size_t> inner = findInner(events.kernels);
    MeasuredRuns runs;
    for (std::size_t i = 0; i < events.kernels.size(); ++i) {
        const KernelEvent& kernel = events.kernels[i];
        if (!inner.contains(i)) runs.add(kernel.run, kernel.name, kernel.op, kernel.time);
    }
    MeasuredTimes times = runs.finish(MeasuredFormat::OnnxRuntime, true, source.file());
    times.warnings = warnOfAsynchrony(events.providers);
    return times;
}

}  // namespace trilane
