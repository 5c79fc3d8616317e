#include "core/plan/make_document.h"
#include "core/plan/validator.h"
#include "tests/support/random_models.h"
#include "tests/support/wide_models.h"

#include <QTest>

using namespace trilane;
using namespace trilane::test;

namespace {

/// Plans with every strategy and returns what the validator finds wrong, as text.
std::string violations(const Model& model, const CostSources& sources) {
    const Durations durations = std::get<Durations>(computeDurations(model, sources));
    const Planner planner(std::make_shared<const Model>(model), durations,
                          std::get<PinnedSides>(resolvePins(model, {})));
    std::string text;
    for (const Plan& plan : planner.compare(kStrategies))
        for (const auto& each : validatePlan(makeDocument(plan, model, durations, sources), model))
            text += each.place + ": " + each.found + "; " + each.expected + "\n";
    return text;
}

}  // namespace

/// What the planner writes, whatever its times came from, the validator accepts.
class TestMakeDocument : public QObject {
    Q_OBJECT

private slots:
    void oddSizesUnderEveryTransferType() {
        int crossing = 0;
        for (const DataType type : {DataType::Float32, DataType::Float64, DataType::Float16,
                                    DataType::Int8, DataType::UInt8}) {
            for (std::uint64_t seed = 1; seed <= 60; ++seed) {
                const Problem problem = randomProblem(seed);
                ModelDescription description = problem.model->describe();
                std::int64_t size = 1;
                for (auto& [name, info] : description.tensors) {
                    if (!info.bytes) continue;
                    info.bytes = Bytes{size += 3};
                    if (size % 2 == 0) info.dtype = DataType::Float16;
                    if (size % 5 == 0) info.dtype = DataType::Int64;
                    ++crossing;
                }
                CostSources sources = problem.sources;
                sources.network.mbps = 0.001;
                sources.transferType = type;
                QCOMPARE(violations(std::get<Model>(buildModel(description)), sources),
                         std::string());
            }
        }
        QVERIFY(crossing > 500);
    }

    void sourcesNamedLikeKeywords() {
        const Problem problem = wideProblem(WideShape::Transformer, 30, 5);
        CostSources sources = problem.sources;
        sources.profile.emplace();
        sources.profile->device.emplace();
        sources.profile->device->name = "model";
        sources.profile->device->layers["layer0"] = Nanoseconds{77'000};
        sources.profile->server.emplace();
        for (const Layer& layer : problem.model->layers())
            sources.profile->server->layers[layer.name] = Nanoseconds{5'000};
        sources.profile->transmit["layer0"] = Nanoseconds{123'456};
        QCOMPARE(violations(*problem.model, sources), std::string());
    }

    void profileWinsOverTheModelsSendTime() {
        ModelDescription description = wideProblem(WideShape::Layered, 12, 2).model->describe();
        for (auto& [name, info] : description.tensors)
            info.transmitTime = Nanoseconds{900'000};
        CostSources sources;
        sources.network.mbps = 10;
        sources.profile.emplace();
        sources.profile->transmit["image"] = Nanoseconds{1'000};
        QCOMPARE(violations(std::get<Model>(buildModel(description)), sources), std::string());
    }
};

QTEST_APPLESS_MAIN(TestMakeDocument)
#include "test_make_document.moc"
