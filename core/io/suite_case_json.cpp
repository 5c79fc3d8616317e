#include "core/io/suite_case_json.h"

#include "core/cost/network.h"
#include "core/io/json_types.h"
#include "core/io/near_miss.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace trilane {
namespace {

constexpr double kMostSeconds = 1e6;
/// Beyond any speed-up and any gap that two times of 64 bits can make.
constexpr double kMaxFigure = 1e18;

const std::vector<std::string_view> kFields{"model",         "shape",          "no_fuse",
                                            "device",        "server",         "profile",
                                            "network",       "transfer_dtype", "strategies",
                                            "pin_device",    "pin_server",     "keep_inputs_local",
                                            "device_layers", "sequence",       "execution",
                                            "time_limit",    "expect"};

std::vector<std::string_view> strategyIds() {
    std::vector<std::string_view> ids;
    ids.reserve(kStrategies.size() + 1);
    for (const Strategy strategy : kStrategies)
        ids.push_back(id(strategy));
    return ids;
}

const std::vector<std::string_view>& planIds() {
    static const std::vector<std::string_view> ids = [] {
        auto all = strategyIds();
        all.emplace_back("manual");
        return all;
    }();
    return ids;
}

/// A file's or a machine's name. The standard input can be read but once, by one case.
std::string readPath(const JsonValue& value) {
    const std::string& path = value.name();
    if (path == "-") value.failExpecting("a file: cases cannot read the standard input");
    return path;
}

std::vector<Strategy> readStrategies(const JsonValue& value) {
    std::vector<Strategy> strategies;
    for (const JsonValue& element : value.elements()) {
        const Strategy strategy = *strategyFromId(element.choice(strategyIds()));
        if (std::find(strategies.begin(), strategies.end(), strategy) != strategies.end())
            element.fail(fmt::format("'{}' a second time", id(strategy)), "each strategy once");
        strategies.push_back(strategy);
    }
    return strategies;
}

std::map<std::string, std::vector<std::int64_t>> readShapes(const JsonValue& value) {
    std::map<std::string, std::vector<std::int64_t>> shapes;
    for (const auto& [input, dimensions] : value.members()) {
        std::vector<std::int64_t>& shape = shapes[input];
        shape = readDimensions(dimensions);
        if (shape.empty()) dimensions.failExpecting("one dimension or more");
    }
    return shapes;
}

/// Names all types, since one that looks alike is not what a type that does not exist stands for.
DataType readTransferType(const JsonValue& value) {
    if (!value.node().is_string() || std::find(kTransferTypes.begin(), kTransferTypes.end(),
                                               value.string()) == kTransferTypes.end())
        value.failExpecting(quotedList(kTransferTypes));
    return *dataTypeFromString(value.string());
}

SuiteLink readLink(const JsonValue& value) {
    const JsonObject object = value.object({"mbps", "latency_ms", "overhead_ms"});
    SuiteLink link;
    link.mbps = object.require("mbps").positive(kMaxMbps);
    link.latency = object.findTime("latency_ms").value_or(Nanoseconds{});
    link.overhead = object.findTime("overhead_ms").value_or(Nanoseconds{});
    return link;
}

void readNetwork(const JsonValue& value, SuiteCase& result) {
    if (value.node().is_object())
        result.link = readLink(value);
    else if (value.node().is_string())
        result.network = readPath(value);
    else
        value.failExpecting("a network: its name, its file or an object with 'mbps'");
}

/// From 0 to `most`.
double readFigure(const JsonValue& value, double most, const std::string& expected) {
    const double figure = value.node().is_number() ? value.node().get<double>() : -1;
    if (!(figure >= 0 && figure <= most)) value.failExpecting(expected);
    return figure;
}

SuiteCut readCut(const SuiteFields& fields, const JsonValue& layers) {
    SuiteCut cut;
    cut.deviceLayers = layers.names();
    if (const auto sequence = fields.find("sequence"))
        cut.sequencer = *sequencerFromId(sequence->choice({"ej", "optimal", "topological"}));
    if (const auto execution = fields.find("execution"))
        if (execution->choice({"pipelined", "staged"}) == "staged")
            cut.execution = Execution::Staged;
    return cut;
}

// Expectations

SuitePlan planOf(const std::string& id) {
    return strategyFromId(id);
}

/// The members of an object whose keys name plans.
std::vector<std::pair<std::string, JsonValue>> byPlan(const JsonValue& value) {
    return value.object(planIds()).value().members();
}

bool isPlan(const std::string& key) {
    const auto& ids = planIds();
    return std::find(ids.begin(), ids.end(), key) != ids.end();
}

template <class Figure, class Read>
SuiteRange<Figure> readRange(const JsonValue& value, const Read& read) {
    const JsonObject object = value.object({"min", "max"});
    SuiteRange<Figure> range;
    if (const auto min = object.find("min")) range.min = read(*min);
    if (const auto max = object.find("max")) range.max = read(*max);
    if (!range.min && !range.max) value.failExpecting("an object with 'min', 'max' or both");
    if (range.min && range.max && *range.max < *range.min)
        value.fail("a 'min' above the 'max'", "a range that holds a figure");
    return range;
}

SuiteExpectations readExpectations(const JsonValue& value) {
    const JsonObject object =
        value.object({"makespan_ms", "speedup_over", "gap_percent", "optimal"});
    const auto readTime = [](const JsonValue& time) { return time.time(kMaxTotalTime); };
    const auto readNumber = [](const JsonValue& number) {
        return readFigure(number, kMaxFigure, "a number from 0");
    };
    SuiteExpectations expect;
    if (const auto makespans = object.find("makespan_ms"))
        for (const auto& [plan, range] : byPlan(*makespans))
            if (isPlan(plan))
                expect.makespans.push_back({planOf(plan), readRange<Nanoseconds>(range, readTime)});
    if (const auto speedups = object.find("speedup_over"))
        for (const auto& [base, plans] : byPlan(*speedups)) {
            if (!isPlan(base)) continue;
            for (const auto& [plan, range] : byPlan(plans))
                if (isPlan(plan))
                    expect.speedups.push_back(
                        {planOf(base), planOf(plan), readRange<double>(range, readNumber)});
        }
    if (const auto gaps = object.find("gap_percent"))
        for (const auto& [plan, range] : byPlan(*gaps))
            if (isPlan(plan))
                expect.gaps.push_back({planOf(plan), readRange<double>(range, readNumber)});
    if (const auto optimal = object.find("optimal"))
        for (const JsonValue& plan : optimal->elements())
            expect.optimal.push_back(planOf(plan.choice(planIds())));
    return expect;
}

/// Throws where `plan`, named by `value`, is none that the case makes.
class RequirePlan {
public:
    explicit RequirePlan(const SuiteCase& made) : m_case(made) {}

    void operator()(const SuitePlan& plan, const JsonValue& value, bool base = false) const {
        if (!plan && !m_case.cut)
            value.fail("an expectation of the plan 'manual'", "'device_layers' in this case too");
        const auto& made = m_case.strategies;
        // `local` is always computed, since everything is measured against it.
        if (!plan || (base && *plan == Strategy::Local)) return;
        if (std::find(made.begin(), made.end(), *plan) == made.end())
            value.fail(
                fmt::format("an expectation of '{}', which this case does not plan", id(*plan)),
                fmt::format("'{}' among its strategies too", id(*plan)));
    }

private:
    const SuiteCase& m_case;
};

/// Only what is planned can meet an expectation.
void requirePlanned(const SuiteCase& made, const JsonValue& expect) {
    const RequirePlan require(made);
    for (const char* const figure : {"makespan_ms", "gap_percent"})
        if (const auto ranges = expect.member(figure))
            for (const auto& [plan, range] : ranges->members())
                if (isPlan(plan)) require(planOf(plan), range);
    if (const auto speedups = expect.member("speedup_over"))
        for (const auto& [base, plans] : speedups->members()) {
            if (!isPlan(base)) continue;
            require(planOf(base), plans, true);
            for (const auto& [plan, range] : plans.members())
                if (isPlan(plan)) require(planOf(plan), range);
        }
    if (const auto optimal = expect.member("optimal"))
        for (const JsonValue& plan : optimal->elements())
            require(planOf(plan.string()), plan);
}

}  // namespace

std::optional<JsonValue> SuiteFields::find(std::string_view key) const {
    const auto own = m_own.find(key);
    return own || !m_defaults ? own : m_defaults->find(key);
}

JsonObject openSuiteDefaults(const JsonValue& value) {
    return value.object(kFields);
}

SuiteCase readSuiteFields(const SuiteFields& fields) {
    SuiteCase result;
    const auto readName = [&](const char* key, std::optional<std::string>& name) {
        if (const auto value = fields.find(key)) name = readPath(*value);
    };
    const auto readFlag = [&](const char* key, bool meaning, bool& flag) {
        if (const auto value = fields.find(key); value && value->boolean()) flag = meaning;
    };
    const auto readLayers = [&](const char* key, std::vector<std::string>& layers) {
        if (const auto value = fields.find(key)) layers = value->names();
    };
    if (const auto model = fields.find("model")) result.model = readPath(*model);
    if (const auto shapes = fields.find("shape")) result.shapes = readShapes(*shapes);
    readFlag("no_fuse", false, result.fuse);
    readName("device", result.device);
    readName("server", result.server);
    readName("profile", result.profile);
    if (const auto network = fields.find("network")) readNetwork(*network, result);
    if (const auto type = fields.find("transfer_dtype"))
        result.transferType = readTransferType(*type);
    if (const auto strategies = fields.find("strategies"))
        result.strategies = readStrategies(*strategies);
    readLayers("pin_device", result.pinDevice);
    readLayers("pin_server", result.pinServer);
    readFlag("keep_inputs_local", true, result.keepInputsLocal);
    if (const auto layers = fields.find("device_layers")) result.cut = readCut(fields, *layers);
    if (const auto limit = fields.find("time_limit"))
        result.timeLimit =
            std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(
                readFigure(*limit, kMostSeconds, "seconds from 0 to 1,000,000")));
    if (const auto expect = fields.find("expect")) result.expect = readExpectations(*expect);
    return result;
}

SuiteCase readSuiteCase(const JsonValue& value, const std::optional<JsonObject>& defaults) {
    std::vector<std::string_view> keys = kFields;
    keys.insert(keys.begin(), "name");
    const SuiteFields fields(value.object(keys), defaults);
    const std::string name = fields.own().require("name").name();
    SuiteCase result = readSuiteFields(fields);
    result.name = name;
    if (!fields.find("model")) (void)fields.own().require("model");
    if (!result.cut) {
        for (const char* const key : {"sequence", "execution"})
            if (const auto given = fields.findOwn(key))
                given->fail(fmt::format("a case with '{}' but without 'device_layers'", key),
                            fmt::format("both or neither: a strategy brings its own {}", key));
        if (result.strategies.empty())
            fields.find("strategies")->failExpecting("one strategy or more");
    }
    if (const auto expect = fields.find("expect")) requirePlanned(result, *expect);
    return result;
}

}  // namespace trilane
