#include "app/cli/batch_case.h"
#include "app/cli/case_planning.h"
#include "app/cli/command.h"
#include "app/cli/input_paths.h"
#include "app/cli/number_display.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/output_options.h"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace trilane {
namespace {

struct BatchOptions {
    std::string suite;
    bool noTiming = false;
    std::optional<std::string> path;
    bool quiet = false;
    SearchOptions search;

    [[nodiscard]] std::string target() const { return path.value_or("-"); }
};

ExitCode run(const BatchOptions& options, Console& console) {
    console.setQuiet(options.quiet);
    const SearchLimits limits = options.search.limits();
    requireNotRead(options.target(), {{"SUITE", options.suite}});
    const SuiteFile suite = SuiteFile::read(options.suite);
    CasePlanning planning(suite, options.suite);
    ResultOutput output(options.target());
    ExitCode code = ExitCode::Done;
    for (std::size_t i = 0; i < suite.size(); ++i) {
        const CaseResult result = runCase(suite, planning, i, limits, !options.noTiming);
        output.writeLine(result.line);
        if (result.status == CaseStatus::Error) code = ExitCode::BadInput;
        if (result.status == CaseStatus::Fail && code == ExitCode::Done)
            code = ExitCode::CheckFailed;
    }
    output.finish();
    return code;
}

}  // namespace

Command makeBatchCommand(CLI::App& program) {
    CLI::App* const app =
        addCommand(program, "batch", "run a suite of cases and check what it expects",
                   "trilane batch suite.json");
    const auto options = std::make_shared<BatchOptions>();
    addArgument(*app, "SUITE", options->suite, "trilane.suite file; - reads standard input");
    options->search.addTo(*app);
    addFlag(*app, "Output", "--no-timing", options->noTiming,
            "leave out how long solving took: the same input gives the same bytes");
    addText(*app, "Output", "-o,--output", options->path, "FILE",
            "write the lines to FILE instead (- = standard output)");
    addFlag(*app, "Output", "-q,--quiet", options->quiet, "no warnings and no progress");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
