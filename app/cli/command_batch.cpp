#include "app/cli/batch_case.h"
#include "app/cli/batch_options.h"
#include "app/cli/batch_progress.h"
#include "app/cli/command.h"
#include "app/cli/input_paths.h"
#include "app/cli/junit_report.h"
#include "app/cli/option_declaration.h"
#include "app/cli/ordered_jobs.h"
#include "app/cli/signal_hold.h"
#include "core/io/output_error.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <system_error>
#include <utility>

namespace trilane {
namespace {

/// Passes on what the readers of models had to assume, once a model, and what is wrong with
/// profiles, once each.
class InputWarnings {
public:
    explicit InputWarnings(Console& console) : m_console(console) {}

    void tell(const CaseResult& result) {
        constexpr std::size_t kShown = 5;
        if (result.profileWarning && m_told.insert(*result.profileWarning).second)
            m_console.warn(*result.profileWarning);
        if (!result.model || result.model->warnings.empty()) return;
        if (m_told.insert(result.modelPath).second)
            warnAbout(result.model->warnings, result.modelPath, m_console, kShown);
    }

private:
    Console& m_console;
    std::set<std::string> m_told;
};

/// A file that is only opened where it is asked for, and then before the work.
struct JUnitOutput {
    ResultOutput file;
    JUnitReport report;
};

std::string suiteName(const SuiteFile& suite) {
    return std::filesystem::path(suite.file()).stem().string();
}

/// Where results go, and what is told of them at the end.
class BatchResults {
public:
    BatchResults(const BatchOptions& options, const SuiteFile& suite, std::size_t cases,
                 Console& console)
        : m_withTiming(!options.noTiming),
          m_console(console),
          m_warnings(console),
          m_lines(options.target()),
          m_progress(cases, !m_lines.onTerminal(), console) {
        if (options.junit)
            m_junit.emplace(JUnitOutput{ResultOutput(*options.junit),
                                        JUnitReport(suiteName(suite), m_withTiming)});
    }

    /// False where a signal keeps the line from its reader.
    [[nodiscard]] bool add(const CaseResult& result) {
        m_warnings.tell(result);
        if (!m_lines.writeWhole(result.line)) return false;
        if (m_junit) m_junit->report.add(result);
        m_progress.add(result);
        return true;
    }

    /// Puts the files in their places.
    void finish() {
        m_console.clearProgress();
        m_lines.finish();
        if (m_junit && m_junit->file.writeWhole(m_junit->report.print())) m_junit->file.finish();
    }

    /// The same with what there is, when a signal is about to end the program. Older files give way
    /// only to some result.
    void finishEarly() {
        try {
            if (m_progress.done() > 0) finish();
        } catch (const OutputError& error) {
            m_console.fail(error.what());
        }
        m_console.note(m_progress.interruption(m_withTiming));
    }

    [[nodiscard]] const BatchProgress& progress() const { return m_progress; }

private:
    bool m_withTiming;
    Console& m_console;
    InputWarnings m_warnings;
    ResultOutput m_lines;
    std::optional<JUnitOutput> m_junit;
    BatchProgress m_progress;
};

/// What cannot be read weighs more than what is not met: the other expectations are unknown.
ExitCode codeFor(const BatchProgress& progress) {
    if (progress.count(CaseStatus::Error) > 0) return ExitCode::BadInput;
    return progress.count(CaseStatus::Fail) > 0 ? ExitCode::CheckFailed : ExitCode::Done;
}

/// Throws UsageError where a file that a case reads would be written over.
void requireNoCaseReads(const std::string& output, const std::string& option,
                        const SuiteFile& suite, const CasePlanning& planning) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(output, ignored)) return;
    for (std::size_t i = 0; i < suite.size(); ++i)
        requireNotRead(output, planning.inputs(i), option);
}

ExitCode run(const BatchOptions& options, Console& console) {
    console.setQuiet(options.quiet);
    SearchLimits limits = options.search.limits();
    const std::size_t threads = options.threads();
    const Shard shard = options.part();
    options.requireOwnPlaces();
    const SuiteFile suite = SuiteFile::read(options.suite);
    CasePlanning planning(suite, options.suite, options.search.timeLimit.has_value());
    requireNoCaseReads(options.target(), "-o", suite, planning);
    if (options.junit) requireNoCaseReads(*options.junit, "--junit", suite, planning);
    const std::size_t cases = shard.size(suite.size());
    BatchResults results(options, suite, cases, console);
    std::stop_source stop;
    limits.stop = stop.get_token();
    SignalHold hold;
    OrderedJobs<CaseResult>(cases, threads)
        .run(
            [&](std::size_t i) {
                return runCase(suite, planning, shard.caseAt(i), limits, !options.noTiming);
            },
            [&](std::size_t, const CaseResult& result) {
                if (!results.add(result)) return false;
                const bool goOn = !options.failFast || result.status == CaseStatus::Pass;
                if (!goOn) stop.request_stop();
                return goOn;
            },
            [] { return SignalHold::pending(); },
            [&] {
                results.finishEarly();
                hold.release();  // ends the program, whatever is in work
            });
    results.finish();
    console.note(cases > 0 ? results.progress().summary(!options.noTiming)
                           : shard.describeEmpty(suite.size()));
    return codeFor(results.progress());
}

}  // namespace

Command makeBatchCommand(CLI::App& program) {
    CLI::App* const app =
        addCommand(program, "batch", "plan all cases of a suite and check what it expects of them",
                   "trilane batch suite.json\n"
                   "trilane batch suite.json --jobs 4 --junit report.xml -o results.jsonl\n"
                   "trilane batch suite.json --shard 1/2 --fail-fast --no-timing");
    const auto options = std::make_shared<BatchOptions>();
    options->addTo(*app);
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
