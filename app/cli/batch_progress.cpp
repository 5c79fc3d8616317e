#include "app/cli/batch_progress.h"

#include "app/cli/display_text.h"
#include "app/cli/number_display.h"
#include "core/graph/number_text.h"

#include <fmt/format.h>

#include <numeric>

namespace trilane {
namespace {

std::string timeText(std::chrono::nanoseconds time) {
    return msText(Nanoseconds{time.count()});
}

}  // namespace

BatchProgress::BatchProgress(std::size_t cases, bool shown, Console& console)
    : m_cases(cases), m_shown(shown), m_console(console) {
    show();
}

void BatchProgress::add(const CaseResult& result) {
    ++m_counts.at(static_cast<std::size_t>(result.status));
    if (result.time > m_slowestTime) {
        m_slowestTime = result.time;
        m_slowest = result.name;
    }
    show();
}

void BatchProgress::show() {
    constexpr std::size_t kBar = 24;
    constexpr auto kPause = std::chrono::milliseconds(50);
    const auto now = Clock::now();
    if (!m_shown || m_cases == 0 || now < m_nextShow) return;
    m_nextShow = now + kPause;
    const std::size_t filled = kBar * done() / m_cases;
    m_console.showProgress(fmt::format("[{}{}] {} of {}: {}", std::string(filled, '#'),
                                       std::string(kBar - filled, '.'), done(),
                                       countText(m_cases, "case"), counts()));
}

std::size_t BatchProgress::done() const {
    return std::accumulate(m_counts.begin(), m_counts.end(), std::size_t{});
}

std::string BatchProgress::counts() const {
    return fmt::format("{} passed, {} failed, {}", count(CaseStatus::Pass), count(CaseStatus::Fail),
                       countText(count(CaseStatus::Error), "error"));
}

std::string BatchProgress::outcome(bool withTiming) const {
    std::string text = counts();
    if (withTiming) {
        text += " in " + timeText(Clock::now() - m_start);
        constexpr std::size_t kNameWidth = 40;
        if (done() > 0)
            text += fmt::format("; slowest '{}', {}", elideMiddle(printable(m_slowest), kNameWidth),
                                timeText(m_slowestTime));
    }
    return text;
}

std::string BatchProgress::summary(bool withTiming) const {
    const std::size_t left = m_cases - done();
    return outcome(withTiming) + (left > 0 ? fmt::format("; {} not run", left) : "");
}

std::string BatchProgress::interruption(bool withTiming) const {
    return fmt::format("interrupted: {} of {} done, {}",
                       groupThousands(static_cast<std::int64_t>(done())),
                       countText(m_cases, "case"), outcome(withTiming));
}

}  // namespace trilane
