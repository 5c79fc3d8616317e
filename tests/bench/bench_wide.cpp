// How near the search of cut and order comes to the optimum on wide graphs, and DSL and EJ beside
// it. Not a race: a table family x size with bound, gap and proof under a time limit.
//
//   build/ci/tests/bench/bench_wide [--families towers,nasnet] [--layers 50,100,200] [--mbps
//   40,120]
//                                   [--seeds 1,2] [--time SECONDS] [--early] [--ej] [--json]
//
// `best`, `bound` and `gap` are of strategy `optimal`; DSL, DSL + EJ and EJ are given as a multiple
// of `best`. EJ's own search costs as much time again and runs only with --ej.

#include "core/plan/planner.h"
#include "tests/support/wide_models.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace trilane::test {
namespace {

struct Options {
    std::vector<WideShape> families{std::begin(kWideShapes), std::end(kWideShapes)};
    std::vector<std::size_t> layers{50, 100, 200, 500, 1000, 2000, 5000};
    std::vector<std::size_t> mbps{40, 120};
    std::vector<std::size_t> seeds{1};
    std::size_t seconds = 10;
    WideCosts costs = WideCosts::Shared;
    bool ej = false;
    bool json = false;
};

std::vector<std::string_view> split(std::string_view list) {
    std::vector<std::string_view> parts;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        parts.push_back(list.substr(0, comma));
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return parts;
}

bool parse(std::string_view list, std::vector<std::size_t>& to) {
    to.clear();
    for (const std::string_view part : split(list)) {
        std::size_t value = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        if (error != std::errc{} || end != part.data() + part.size()) return false;
        to.push_back(value);
    }
    return !to.empty();
}

bool parse(std::string_view list, std::vector<WideShape>& to) {
    to.clear();
    for (const std::string_view part : split(list)) {
        const auto* const found =
            std::find_if(std::begin(kWideShapes), std::end(kWideShapes),
                         [&](WideShape shape) { return name(shape) == part; });
        if (found == std::end(kWideShapes)) return false;
        to.push_back(*found);
    }
    return !to.empty();
}

bool parse(int argc, char** argv, Options& options) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view option = argv[i];
        std::vector<std::size_t> seconds;
        if (option == "--ej") {
            options.ej = true;
            continue;
        }
        if (option == "--early") {
            options.costs = WideCosts::Shrinking;
            continue;
        }
        if (option == "--json") {
            options.json = true;
            continue;
        }
        if (++i == argc) return false;
        const std::string_view value = argv[i];
        const bool good = option == "--families" ? parse(value, options.families)
                          : option == "--layers" ? parse(value, options.layers)
                          : option == "--mbps"   ? parse(value, options.mbps)
                          : option == "--seeds"  ? parse(value, options.seeds)
                                                 : option == "--time" && parse(value, seconds);
        if (!good) return false;
        if (!seconds.empty()) options.seconds = seconds.front();
    }
    return true;
}

struct Row {
    WideShape family;
    std::size_t layers;
    std::size_t mbps;
    std::size_t seed;
    double dsl;
    double dslEj;
    double ej = 0;  ///< 0: not asked for
    double best;
    double bound;
    double gap;  ///< percent of the makespan
    std::size_t jobs;
    bool proven;
    double seconds;
};

Row measure(const Options& options, WideShape family, std::size_t layers, std::size_t mbps,
            std::size_t seed) {
    const Problem problem =
        wideProblem(family, layers, seed, static_cast<double>(mbps), options.costs);
    SearchLimits limits;
    limits.time = std::chrono::seconds(options.seconds);
    const Planner planner(problem.model, problem.durations,
                          std::get<PinnedSides>(resolvePins(*problem.model, problem.pins)));
    const auto start = std::chrono::steady_clock::now();
    const Plan optimal = planner.plan(Strategy::Optimal, limits);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const double best = optimal.makespan().milliseconds();
    const auto against = [&](Strategy strategy) {
        SearchLimits own = limits;
        if (strategy != Strategy::Ej) own.time = {};
        return planner.compare(std::array{strategy, Strategy::Optimal}, own).front();
    };
    Row row{family, problem.model->layerCount(), mbps, seed, 0, 0, 0, best, 0, 0, 0, false, 0};
    row.dsl = against(Strategy::Dsl).makespan().milliseconds();
    row.dslEj = against(Strategy::DslEj).makespan().milliseconds();
    if (options.ej) row.ej = against(Strategy::Ej).makespan().milliseconds();
    row.bound = optimal.lowerBound.milliseconds();
    row.gap = best > 0 ? 100 * (best - row.bound) / best : 0;
    row.jobs = optimal.order.size();
    row.proven = optimal.optimal();
    row.seconds = took.count();
    return row;
}

void printHeader() {
    fmt::print("{:<16}{:>7}{:>6}{:>5}{:>6}{:>11}{:>11}{:>8}{:>8}{:>8}{:>8}{:>8}\n", "family",
               "layers", "Mbps", "seed", "jobs", "best ms", "bound ms", "gap %", "DSL", "DSL+EJ",
               "EJ", "s");
}

void print(const Row& row) {
    const auto ratio = [&](double ms) {
        return ms > 0 ? fmt::format("{:.4f}", ms / row.best) : std::string("-");
    };
    fmt::print("{:<16}{:>7}{:>6}{:>5}{:>6}{:>11.3f}{:>11.3f}{:>8}{:>8}{:>8}{:>8}{:>8.2f}\n",
               name(row.family), row.layers, row.mbps, row.seed, row.jobs, row.best, row.bound,
               row.proven ? "proven" : fmt::format("{:.2f}", row.gap), ratio(row.dsl),
               ratio(row.dslEj), ratio(row.ej), row.seconds);
    std::fflush(stdout);
}

void printJson(const Row& row) {
    fmt::print(R"({{"family":"{}","layers":{},"mbps":{},"seed":{},"jobs":{},"best_ms":{:.6f},)"
               R"("bound_ms":{:.6f},"proven":{},"dsl_ms":{:.6f},"dsl_ej_ms":{:.6f},"ej_ms":{:.6f},)"
               R"("seconds":{:.3f}}})"
               "\n",
               name(row.family), row.layers, row.mbps, row.seed, row.jobs, row.best, row.bound,
               row.proven, row.dsl, row.dslEj, row.ej, row.seconds);
    std::fflush(stdout);
}

void printSummary(const std::vector<Row>& rows) {
    std::map<std::size_t, std::vector<const Row*>> bySize;
    for (const Row& row : rows)
        bySize[row.layers <= 200 + 20 ? 200 : row.layers <= 1100 ? 1000 : 5000].push_back(&row);
    for (const auto& [size, group] : bySize) {
        double worst = 0;
        double ej = 0;
        for (const Row* row : group) {
            worst = std::max(worst, row->gap);
            ej = std::max(ej, row->ej / row->best);
        }
        const auto proven =
            std::count_if(group.begin(), group.end(), [](const Row* row) { return row->proven; });
        fmt::print("up to {:>4} layers: {} of {} proven, worst gap {:.2f} %, worst EJ {:.4f}\n",
                   size, proven, group.size(), worst, ej);
    }
}

}  // namespace
}  // namespace trilane::test

int main(int argc, char** argv) {
    using namespace trilane::test;
    Options options;
    if (!parse(argc, argv, options)) {
        fmt::print(stderr, "bench_wide: wrong usage, see the head of its source\n");
        return 2;
    }
    std::vector<Row> rows;
    if (!options.json) printHeader();
    for (const std::size_t layers : options.layers)
        for (const WideShape family : options.families)
            for (const std::size_t mbps : options.mbps)
                for (const std::size_t seed : options.seeds) {
                    rows.push_back(measure(options, family, layers, mbps, seed));
                    options.json ? printJson(rows.back()) : print(rows.back());
                }
    if (!options.json) printSummary(rows);
    return 0;
}
