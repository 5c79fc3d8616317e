#include "app/cli/bare_paths.h"
#include "app/cli/command.h"
#include "app/cli/display_text.h"
#include "app/cli/number_display.h"
#include "app/cli/option_declaration.h"
#include "app/cli/output_options.h"
#include "app/cli/proof_text.h"
#include "app/cli/text_table.h"
#include "core/io/json_writer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <vector>

namespace trilane {
namespace {

struct ScheduleOptions {
    std::string paths;
    SearchOptions search;
    OutputOptions output;
};

/// Both answers to the bare problem.
struct Answer {
    Plan ej;
    Plan best;

    /// There is one cut only, so that its bound and the problem's are both bounds of its orders.
    [[nodiscard]] Nanoseconds lowerBound() const {
        return std::max(best.lowerBound, best.cutLowerBound);
    }
};

/// Path numbers as people count them.
std::vector<std::size_t> numbersOf(const std::vector<TensorId>& order) {
    std::vector<std::size_t> numbers;
    numbers.reserve(order.size());
    for (const TensorId tensor : order)
        numbers.push_back(tensor.index() + 1);
    return numbers;
}

/// H and L of Algorithm 1, in EJ's order.
struct Split {
    std::vector<std::size_t> high;
    std::vector<std::size_t> low;
};

Split splitPaths(const std::vector<StageTimes>& paths, const std::vector<TensorId>& ejOrder) {
    Split split;
    for (const std::size_t number : numbersOf(ejOrder)) {
        const StageTimes& path = paths[number - 1];
        (path.p1 + path.p2 <= path.p2 + path.p3 ? split.high : split.low).push_back(number);
    }
    return split;
}

nlohmann::ordered_json strategyJson(const char* name, const Plan& plan, Nanoseconds bound) {
    return {{"strategy", name},
            {"order", numbersOf(plan.order)},
            {"makespan_ms", jsonTime(plan.makespan())},
            {"optimal", plan.makespan() == bound}};
}

std::string asJson(const std::vector<StageTimes>& paths, const Answer& answer) {
    const Split split = splitPaths(paths, answer.ej.order);
    nlohmann::ordered_json document;
    document["strategies"] = {strategyJson("ej", answer.ej, answer.lowerBound()),
                              strategyJson("optimal", answer.best, answer.lowerBound())};
    document["H"] = split.high;
    document["L"] = split.low;
    document["lower_bound_ms"] = jsonTime(answer.lowerBound());
    document["theorem3"] = answer.ej.theorem3 == TheoremStatus::Holds;
    document["theorem4"] = answer.ej.theorem4 == TheoremStatus::Holds;
    return printJson(document);
}

std::string pathTable(const std::vector<StageTimes>& paths, bool emphasis) {
    std::vector<double> times;
    for (const StageTimes& path : paths)
        for (const Nanoseconds time : {path.p1, path.p2, path.p3})
            times.push_back(time.milliseconds());
    const int decimals = columnDecimals(times);
    TextTable table({{"path"}, {"device ms"}, {"link ms"}, {"server ms"}});
    for (std::size_t i = 0; i < paths.size(); ++i)
        table.addRow({std::to_string(i + 1), figureText(times[3 * i], decimals),
                      figureText(times[3 * i + 1], decimals),
                      figureText(times[3 * i + 2], decimals)});
    return table.render(emphasis);
}

std::string describe(const std::vector<StageTimes>& paths, const Answer& answer) {
    const Split split = splitPaths(paths, answer.ej.order);
    const auto list = [](const std::vector<std::size_t>& numbers) {
        return fmt::format("{}", fmt::join(numbers, ", "));
    };
    const auto line = [](const std::string& label, const std::string& text) {
        return wrapText(padRight(label, 9) + text, 9);
    };
    const Nanoseconds bound = answer.lowerBound();
    const bool reached = answer.best.makespan() == bound;
    const auto strategy = [&](const std::string& label, const Plan& plan) {
        return line(label, fmt::format("order {}; makespan {}, {}", list(numbersOf(plan.order)),
                                       msText(plan.makespan()),
                                       proofText(plan.makespan(), bound, reached, "no order")));
    };
    std::string text = strategy("EJ", answer.ej);
    text += line("", fmt::format("H = {{{}}}, L = {{{}}}", fmt::join(split.high, ", "),
                                 fmt::join(split.low, ", ")));
    text += strategy("Optimal", answer.best);
    return text + line("Proof", theoremText({answer.ej.theorem3, answer.ej.theorem4}, "these paths",
                                            "paths share layers"));
}

ExitCode run(const ScheduleOptions& options, Console& console) {
    console.setQuiet(options.output.quiet);
    const SearchLimits limits = options.search.limits();
    const std::vector<StageTimes> paths = parsePaths("--paths", options.paths);
    ResultOutput output(options.output.target());
    const BareProblem problem = makeBareProblem(paths);
    // EJ's order needs no search; what is proven comes with the best one.
    SearchLimits noSearch = limits;
    noSearch.time = {};
    const Answer answer{
        problem.planner.planCut(problem.cut, Sequencer::Ej, Execution::Pipelined, noSearch),
        problem.planner.plan(Strategy::Optimal, limits)};
    output.write(options.output.json
                     ? asJson(paths, answer)
                     : pathTable(paths, output.emphasis()) + "\n" + describe(paths, answer));
    output.finish();
    return ExitCode::Done;
}

}  // namespace

Command makeScheduleCommand(CLI::App& program) {
    CLI::App* const app =
        addCommand(program, "schedule",
                   "order bare three-stage paths: EJ, the best order, the paper's theorems",
                   "trilane schedule --paths \"3,2,5;3,2,2;4,3,3;4,2,3\"\n"
                   "trilane schedule --paths \"3,2,5;3,2,2;4,3,3;4,2,3\" --json -o orders.json");
    const auto options = std::make_shared<ScheduleOptions>();
    addRequiredText(*app, "Problem", "--paths", options->paths, "P",
                    "device, link and server time of each path in ms: \"3,2,5;3,2,2\"");
    options->search.addTo(*app);
    options->output.addTo(*app, "write the result to FILE instead (- = standard output)");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
