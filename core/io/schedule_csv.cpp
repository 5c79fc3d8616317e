#include "core/io/schedule_csv.h"

#include "core/io/csv.h"

#include <fmt/format.h>

#include <array>

namespace trilane {
namespace {

std::string ms(Nanoseconds time) {
    return fmt::format("{}.{:06}", time.count() / 1'000'000, time.count() % 1'000'000);
}

}  // namespace

std::string writeScheduleCsv(std::span<const NamedSchedule> schedules) {
    constexpr std::array<std::string_view, 3> kLanes{"device", "link", "server"};
    constexpr std::array<std::string_view, 3> kKinds{"layer", "tensor", "request"};
    std::string text = csvRecord(
        {"strategy", "lane", "kind", "name", "op", "job", "start_ms", "end_ms", "duration_ms"});
    for (const NamedSchedule& schedule : schedules)
        for (const NamedBar& bar : schedule.bars)
            text += csvRecord({schedule.id, kLanes.at(static_cast<std::size_t>(bar.lane)),
                               kKinds.at(static_cast<std::size_t>(bar.kind)), bar.name, bar.op,
                               bar.job, ms(bar.start), ms(bar.end), ms(bar.end - bar.start)});
    return text;
}

}  // namespace trilane
