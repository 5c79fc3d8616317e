#include "core/io/chrome_trace.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace trilane {
namespace {

std::string jsonText(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Microseconds. Exact, which a double would not be for long times.
std::string micros(Nanoseconds time) {
    return fmt::format("{}.{:03}", time.count() / 1000, time.count() % 1000);
}

constexpr std::array<std::string_view, 3> kLaneNames{"Device", "Link", "Server"};

std::string_view categoryOf(NamedBarKind kind) {
    constexpr std::array<std::string_view, 3> kCategories{"layer", "send", "request"};
    return kCategories.at(static_cast<std::size_t>(kind));
}

/// Lanes are threads 1 to 3: viewers treat 0 in their own ways.
int threadOf(Lane lane) {
    return static_cast<int>(lane) + 1;
}

class TraceWriter {
public:
    std::string write(std::string_view modelName, std::span<const NamedSchedule> schedules) {
        for (const NamedSchedule& schedule : schedules) {
            ++m_process;
            addNames(schedule);
            for (const NamedBar& bar : schedule.bars)
                addBar(bar);
            addMakespan(schedule);
            for (const NamedSchedule::Journey& journey : schedule.journeys)
                addFlow(schedule, journey);
        }
        return fmt::format(
            "{{\"traceEvents\":[\n{}\n],\n\"displayTimeUnit\":\"ms\",\n\"otherData\":{{\"program\":"
            "\"trilane\",\"model\":{}}}}}\n",
            m_events, jsonText(modelName));
    }

private:
    void addEvent(const std::string& text) {
        if (!m_events.empty()) m_events += ",\n";
        m_events += text;
    }

    void addMetadata(std::string_view name, int thread, const std::string& arguments) {
        addEvent(
            fmt::format("{{\"ph\":\"M\",\"name\":\"{}\",\"pid\":{},\"tid\":{},\"args\":{{{}}}}}",
                        name, m_process, thread, arguments));
    }

    void addNames(const NamedSchedule& schedule) {
        const std::string label = fmt::format("{:.1f} ms", schedule.makespan.milliseconds());
        addMetadata("process_name", 1, "\"name\":" + jsonText(schedule.title));
        addMetadata("process_labels", 1, "\"labels\":" + jsonText(label));
        addMetadata("process_sort_index", 1, fmt::format("\"sort_index\":{}", m_process));
        for (int lane = 0; lane < 3; ++lane) {
            addMetadata("thread_name", lane + 1,
                        "\"name\":" + jsonText(kLaneNames[static_cast<std::size_t>(lane)]));
            addMetadata("thread_sort_index", lane + 1, fmt::format("\"sort_index\":{}", lane + 1));
        }
    }

    void addBar(const NamedBar& bar) {
        std::string arguments;
        if (!bar.op.empty()) arguments += "\"op\":" + jsonText(bar.op);
        if (!bar.job.empty())
            arguments += (arguments.empty() ? "\"job\":" : ",\"job\":") + jsonText(bar.job);
        addEvent(fmt::format(
            "{{\"ph\":\"X\",\"cat\":\"{}\",\"name\":{},\"pid\":{},\"tid\":{},\"ts\":{},\"dur\":{},"
            "\"args\":{{{}}}}}",
            categoryOf(bar.kind), jsonText(bar.name), m_process, threadOf(bar.lane),
            micros(bar.start), micros(bar.end - bar.start), arguments));
    }

    void addMakespan(const NamedSchedule& schedule) {
        addEvent(
            fmt::format("{{\"ph\":\"i\",\"s\":\"p\",\"cat\":\"plan\",\"name\":\"makespan\",\"pid\":"
                        "{},\"tid\":3,\"ts\":{}}}",
                        m_process, micros(schedule.makespan)));
    }

    /// A flow's step belongs to the bar that begins at its time.
    void addFlow(const NamedSchedule& schedule, const NamedSchedule::Journey& journey) {
        std::vector<std::size_t> stops;
        for (const std::size_t stop : {journey.made, journey.sent, journey.consumed})
            if (stop != NamedSchedule::Journey::kNone) stops.push_back(stop);
        if (stops.size() < 2) return;
        ++m_flow;
        const std::string name = jsonText(schedule.bars[journey.sent].name);
        for (std::size_t i = 0; i < stops.size(); ++i) {
            const NamedBar& bar = schedule.bars[stops[i]];
            const bool last = i + 1 == stops.size();
            addEvent(fmt::format(
                "{{\"ph\":\"{}\",{}\"id\":{},\"cat\":\"job\",\"name\":{},\"pid\":{},\"tid\":{},"
                "\"ts\":{}}}",
                i == 0 ? "s"
                : last ? "f"
                       : "t",
                last ? "\"bp\":\"e\"," : "", m_flow, name, m_process, threadOf(bar.lane),
                micros(bar.start)));
        }
    }

    std::string m_events;
    int m_process = 0;
    int m_flow = 0;
};

}  // namespace

std::string writeChromeTrace(std::string_view modelName, std::span<const NamedSchedule> schedules) {
    return TraceWriter().write(modelName, schedules);
}

}  // namespace trilane
