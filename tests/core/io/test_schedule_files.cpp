#include "core/io/chrome_trace.h"
#include "core/io/csv.h"
#include "core/io/schedule_csv.h"
#include "tests/support/hand_models.h"
#include "tests/support/random_models.h"

#include <nlohmann/json.hpp>

#include <QTest>
#include <algorithm>
#include <map>
#include <set>

namespace trilane {
namespace {

using Json = nlohmann::json;

std::vector<NamedSchedule> schedulesOf(const test::Problem& problem) {
    const auto durations = std::get<Durations>(computeDurations(*problem.model, problem.sources));
    const Planner planner(problem.model, durations,
                          std::get<PinnedSides>(resolvePins(*problem.model, {})));
    std::vector<NamedSchedule> schedules;
    for (Plan& plan : planner.compare(kStrategies))
        schedules.push_back(
            nameSchedule(*problem.model, durations, *showPlan(*problem.model, std::move(plan))));
    return schedules;
}

NamedSchedule handMade() {
    NamedSchedule schedule;
    schedule.id = "ej";
    schedule.title = "EJ \"x\"";
    schedule.makespan = Nanoseconds{4'000'000'000'000'000};
    schedule.bars = {
        {Lane::Device, NamedBarKind::Layer, "a", "Conv", "a,1", Nanoseconds{0}, Nanoseconds{1'001}},
        {Lane::Link, NamedBarKind::Tensor, "a,1", "", "a,1", Nanoseconds{1'001},
         Nanoseconds{2'000'000'000'000'007}},
        {Lane::Server, NamedBarKind::Layer, "b\xff", "", "", Nanoseconds{2'000'000'000'000'008},
         schedule.makespan}};
    schedule.journeys = {{0, 1, 2}};
    return schedule;
}

/// Microseconds as text, without rounding, in nanoseconds.
std::int64_t nanosOf(std::string text) {
    const std::size_t point = text.find('.');
    text.erase(point, 1);
    return text.size() - point == 3 ? std::stoll(text) : -1;
}

/// The raw number behind `"key":` in each line of `text` that holds `mark`.
std::vector<std::string> rawNumbers(const std::string& text, const std::string& mark,
                                    const std::string& key) {
    std::vector<std::string> numbers;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string line = text.substr(begin, end - begin);
        begin = end + 1;
        if (line.find(mark) == std::string::npos) continue;
        const std::size_t value = line.find("\"" + key + "\":") + key.size() + 3;
        numbers.push_back(line.substr(value, line.find_first_of(",}", value) - value));
    }
    return numbers;
}

}  // namespace

/// What other programs get to read of a schedule.
class TestScheduleFiles : public QObject {
    Q_OBJECT

private slots:
    void traceOfAHandMadeSchedule() {
        const NamedSchedule schedule = handMade();
        const std::string text = writeChromeTrace("toy", std::span(&schedule, 1));
        const auto count = [&](const std::string& part) {
            return QString::fromStdString(text).count(QString::fromStdString(part));
        };
        QCOMPARE(
            count(R"({"ph":"X","cat":"layer","name":"a","pid":1,"tid":1,"ts":0.000,"dur":1.001,)"
                  R"("args":{"op":"Conv","job":"a,1"}})"),
            1);
        QCOMPARE(count(R"("name":"a,1","pid":1,"tid":2,"ts":1.001,"dur":1999999999999.006,)"), 1);
        // The largest time keeps its last nanosecond.
        QCOMPARE(count(R"("tid":3,"ts":2000000000000.008,"dur":1999999999999.992,)"), 1);
        QCOMPARE(count(R"({"ph":"s","id":1,"cat":"job","name":"a,1","pid":1,"tid":1,"ts":0.000})"),
                 1);
        QCOMPARE(count(R"({"ph":"t","id":1,"cat":"job","name":"a,1","pid":1,"tid":2,"ts":1.001})"),
                 1);
        QCOMPARE(count(R"({"ph":"f","bp":"e","id":1,)"), 1);
        const Json trace = Json::parse(text);
        QCOMPARE(trace["displayTimeUnit"].get<std::string>(), std::string("ms"));
        QCOMPARE(trace["otherData"]["model"].get<std::string>(), std::string("toy"));
        QCOMPARE(trace["traceEvents"][0]["args"]["name"].get<std::string>(), schedule.title);
    }

    void lanesNeitherOverlapNorNest() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const std::vector<NamedSchedule> schedules = schedulesOf(test::randomProblem(seed));
            const std::string text = writeChromeTrace("random", schedules);
            QVERIFY(Json::accept(text));
            const auto pids = rawNumbers(text, R"("ph":"X")", "pid");
            const auto tids = rawNumbers(text, R"("ph":"X")", "tid");
            const auto starts = rawNumbers(text, R"("ph":"X")", "ts");
            const auto durations = rawNumbers(text, R"("ph":"X")", "dur");
            std::map<std::pair<std::string, std::string>, std::int64_t> free;
            std::size_t bars = 0;
            for (const NamedSchedule& schedule : schedules)
                bars += schedule.bars.size();
            QCOMPARE(starts.size(), bars);
            for (std::size_t i = 0; i < starts.size(); ++i) {
                QVERIFY(tids[i] == "1" || tids[i] == "2" || tids[i] == "3");
                std::int64_t& end = free[{pids[i], tids[i]}];
                QVERIFY(nanosOf(starts[i]) >= end);
                QVERIFY(nanosOf(durations[i]) >= 0);
                end = nanosOf(starts[i]) + nanosOf(durations[i]);
            }
        }
    }

    void everyJobFlowsFromBarToBar() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const std::vector<NamedSchedule> schedules = schedulesOf(test::randomProblem(seed));
            const Json trace = Json::parse(writeChromeTrace("random", schedules));
            std::set<std::tuple<int, int, double>> barStarts;
            std::map<int, std::string> phases;
            std::map<int, double> last;
            std::size_t jobs = 0;
            for (const NamedSchedule& schedule : schedules)
                jobs += schedule.journeys.size();
            for (const Json& event : trace["traceEvents"]) {
                const std::string phase = event["ph"];
                if (phase == "X") barStarts.emplace(event["pid"], event["tid"], event["ts"]);
                if (phase != "s" && phase != "t" && phase != "f") continue;
                // Behind its bar in the file, at its time, never back in time.
                QVERIFY(barStarts.contains({event["pid"], event["tid"], event["ts"]}));
                const int flow = event["id"];
                phases[flow] += phase;
                QVERIFY(event["ts"].get<double>() >= last[flow]);
                last[flow] = event["ts"];
            }
            QCOMPARE(phases.size(), jobs);
            for (const auto& [flow, phase] : phases)
                QVERIFY2(phase == "stf" || phase == "sf", phase.c_str());
        }
    }

    void namesOfTheWorkedExample() {
        const std::vector<NamedSchedule> schedules = schedulesOf(test::paperProblem());
        QCOMPARE(schedules.size(), kStrategies.size());
        const Json trace = Json::parse(writeChromeTrace("paper", schedules));
        std::set<std::string> lanes;
        std::vector<std::string> processes;
        for (const Json& event : trace["traceEvents"]) {
            if (event["name"] == "thread_name")
                lanes.insert(std::to_string(event["tid"].get<int>()) + " " +
                             event["args"]["name"].get<std::string>());
            if (event["name"] == "process_name") processes.push_back(event["args"]["name"]);
        }
        QCOMPARE(lanes, (std::set<std::string>{"1 Device", "2 Link", "3 Server"}));
        QCOMPARE(processes.front(), std::string("LO"));
        QCOMPARE(processes.back(), std::string("Optimal"));
    }

    void csvOfAHandMadeSchedule() {
        const NamedSchedule schedule = handMade();
        QCOMPARE(writeScheduleCsv(std::span(&schedule, 1)),
                 std::string("strategy,lane,kind,name,op,job,start_ms,end_ms,duration_ms\r\n"
                             "ej,device,layer,a,Conv,\"a,1\",0.000000,0.001001,0.001001\r\n"
                             "ej,link,tensor,\"a,1\",,\"a,1\",0.001001,2000000000.000007,"
                             "1999999999.999006\r\n"
                             "ej,server,layer,b\xff,,,2000000000.000008,4000000000.000000,"
                             "1999999999.999992\r\n"));
    }

    void theRequestIsABarOfTheServer() {
        test::Problem problem = test::paperProblem();
        const auto none = schedulesOf(problem);
        QVERIFY(writeScheduleCsv(none).find("request") == std::string::npos);
        QVERIFY(writeChromeTrace("paper", none).find("request") == std::string::npos);
        problem.sources.server.requestOverhead = Nanoseconds{10'000'000};
        std::size_t requests = 0;
        for (const NamedSchedule& schedule : schedulesOf(problem)) {
            const auto server =
                std::find_if(schedule.bars.begin(), schedule.bars.end(),
                             [](const NamedBar& bar) { return bar.lane == Lane::Server; });
            // All that the server does waits for an arrival here.
            if (server == schedule.bars.end()) continue;
            ++requests;
            QVERIFY(server->kind == NamedBarKind::Request);
            QVERIFY(server->end - server->start == problem.sources.server.requestOverhead);
            QVERIFY(std::next(server)->start == server->end);
            const std::string csv = writeScheduleCsv(std::span(&schedule, 1));
            const std::string row = schedule.id + ",server,request,request,,,";
            QVERIFY2(csv.find(row) != std::string::npos && csv.find(row) == csv.rfind(row),
                     csv.c_str());
            QVERIFY(csv.find(",10.000000\r\n", csv.find(row)) != std::string::npos);
            const Json trace = Json::parse(writeChromeTrace("paper", std::span(&schedule, 1)));
            for (const Json& event : trace["traceEvents"])
                if (event["ph"] == "X" && event["cat"] == "request") {
                    QCOMPARE(event["name"].get<std::string>(), std::string("request"));
                    QCOMPARE(event["tid"].get<int>(), 3);
                    QCOMPARE(event["dur"].get<double>(), 10'000.0);
                    --requests;
                }
            QCOMPARE(requests, std::size_t{0});
        }
    }

    void csvFieldsAreQuotedWhereNeeded() {
        QCOMPARE(csvField("plain text"), std::string("plain text"));
        QCOMPARE(csvField("a,b"), std::string("\"a,b\""));
        QCOMPARE(csvField("say \"x\""), std::string("\"say \"\"x\"\"\""));
        QCOMPARE(csvField("two\nlines"), std::string("\"two\nlines\""));
        QCOMPARE(csvField(""), std::string());
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestScheduleFiles)
#include "test_schedule_files.moc"
