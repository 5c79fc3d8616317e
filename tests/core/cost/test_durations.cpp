#include "core/cost/durations.h"
#include "tests/core/graph/sample_graphs.h"

#include <QTest>

using namespace trilane;
using samples::layer;

namespace {

constexpr std::int64_t kMs = 1'000'000;

/// 10 GFLOP/s in float32, 20 in float16, 2 GB/s, 0.3 ms a layer.
Machine machine() {
    Machine result;
    result.name = "test";
    result.gflops = {{DataType::Float32, 10.0}, {DataType::Float16, 20.0}};
    result.memoryGbps = 2.0;
    result.layerOverhead = Nanoseconds{300'000};
    return result;
}

/// One layer: 602,112 bytes in, 4,096 out, 900 bytes of weights, 1.2 million operations.
ModelDescription describeOne(std::string op = "Conv") {
    ModelDescription description;
    description.inputs = {"image"};
    description.layers = {layer("a", {"image"}, std::move(op))};
    description.layers[0].flops = 1'200'000;
    description.layers[0].weightBytes = Bytes{900};
    description.tensors["image"].bytes = Bytes{602'112};
    description.tensors["a"].bytes = Bytes{4096};
    return description;
}

std::optional<Nanoseconds> timeOf(const ModelDescription& description, const Machine& on) {
    return rooflineTime(samples::build(description), LayerId{0}, on);
}

std::optional<Nanoseconds> timeOfOp(const std::string& op, const Machine& on) {
    return timeOf(describeOne(op), on);
}

/// Three layers in a row under fixed times; 1 Mbps.
ModelDescription describeChain() {
    ModelDescription description = samples::describeGraph(3, {{0, 1}, {1, 2}});
    for (LayerDescription& each : description.layers) {
        each.deviceTime = Nanoseconds{30 * kMs};
        each.serverTime = Nanoseconds{2 * kMs};
    }
    return description;
}

CostSources sources() {
    CostSources result{machine(), machine(), {}, std::nullopt, std::nullopt};
    result.network.mbps = 1.0;
    return result;
}

Durations durationsOf(const ModelDescription& description, const CostSources& from) {
    auto computed = computeDurations(samples::build(description), from);
    if (auto* fault = std::get_if<CostFault>(&computed)) throw std::runtime_error(fault->found);
    return std::get<Durations>(std::move(computed));
}

std::string faultOf(const ModelDescription& description, const CostSources& from) {
    const auto computed = computeDurations(samples::build(description), from);
    const auto* fault = std::get_if<CostFault>(&computed);
    return fault == nullptr
               ? "none"
               : fault->subject + ": " + fault->found + "; expected " + fault->expected;
}

}  // namespace

class TestDurations : public QObject {
    Q_OBJECT

private slots:
    void roofline();
    void rooflinePeakFollowsTheType();
    void rooflineEfficiency();
    void viewsCostOnlyTheirOverhead();
    void rooflineCountsEachTensorOnce();
    void rooflineLimits();
    void sourcesInTheirOrder();
    void sendTimes();
    void transferType();
    void latencyHoldsTheRequestOverhead();
    void singleTimesThatDoNotFit();
    void sumsThatDoNotFit();
    void manyLongTimesDoNotOverflow();
};

void TestDurations::roofline() {
    // 1,200,000 / 10 = 120,000 ns; (602,112 + 4,096 + 900) / 2 = 303,554 ns; 300,000 ns
    QCOMPARE(timeOf(describeOne(), machine()), Nanoseconds{723'554});
    ModelDescription idle = describeOne();
    idle.layers[0].flops = 0;
    QCOMPARE(timeOf(idle, machine()), Nanoseconds{603'554});
}

void TestDurations::rooflinePeakFollowsTheType() {
    ModelDescription description = describeOne();
    description.layers[0].computeType = DataType::Float16;
    QCOMPARE(timeOf(description, machine()), Nanoseconds{663'554});
    description.layers[0].computeType = DataType::Int8;  // not listed: float32's
    QCOMPARE(timeOf(description, machine()), Nanoseconds{723'554});
}

void TestDurations::rooflineEfficiency() {
    Machine on = machine();
    on.efficiency = {{"Conv", 0.5}, {"Conv+Relu", 0.8}, {"Relu", 0.1}};
    QCOMPARE(timeOfOp("Conv", on), Nanoseconds{843'554});
    QCOMPARE(timeOfOp("Conv+Relu", on), Nanoseconds{753'554});
    QCOMPARE(timeOfOp("Conv+BatchNormalization+Relu", on), Nanoseconds{843'554});
    QCOMPARE(timeOfOp("Gemm+Relu", on), Nanoseconds{723'554});
}

void TestDurations::viewsCostOnlyTheirOverhead() {
    for (const char* op :
         {"Reshape", "Flatten", "Squeeze", "Unsqueeze", "Identity", "Dropout", "Flatten+Identity"})
        QCOMPARE(timeOfOp(op, machine()), Nanoseconds{300'000});
    for (const char* op : {"Reshape+Relu", "Reshaper", "", "Transpose"})
        QCOMPARE(timeOfOp(op, machine()), Nanoseconds{723'554});
}

void TestDurations::rooflineCountsEachTensorOnce() {
    ModelDescription description = describeOne("Mul");
    description.layers[0].inputs = {"image", "image"};
    description.layers[0].outputs = {"a", "b"};
    description.tensors["b"].bytes = Bytes{4000};
    QCOMPARE(timeOf(description, machine()), Nanoseconds{725'554});
    description.tensors.erase("a");  // nobody consumes it, so its size may be unknown
    QCOMPARE(timeOf(description, machine()), Nanoseconds{723'506});
}

void TestDurations::rooflineLimits() {
    Machine slow = machine();
    slow.gflops = {{DataType::Float32, 1e-9}};  // 1.2 million seconds
    QVERIFY(!timeOf(describeOne(), slow));
    slow.gflops.clear();
    QVERIFY(!timeOf(describeOne(), slow));
    ModelDescription nothing = describeOne();
    nothing.layers[0].flops = 0;
    QCOMPARE(timeOf(nothing, slow), Nanoseconds{603'554});
}

void TestDurations::sourcesInTheirOrder() {
    ModelDescription description = describeChain();
    description.layers[2] = layer("L2", {"L1"}, "Identity");  // no time: the machine's
    CostSources from = sources();
    from.profile.emplace();
    from.profile->device.emplace();
    from.profile->device->layers["L1"] = Nanoseconds{77};
    from.profile->device->layers["stranger"] = Nanoseconds{1};
    const Durations durations = durationsOf(description, from);
    using Times = std::vector<Nanoseconds>;
    QVERIFY(
        (durations.device == Times{Nanoseconds{30 * kMs}, Nanoseconds{77}, Nanoseconds{300'000}}));
    QVERIFY((durations.server ==
             Times{Nanoseconds{2 * kMs}, Nanoseconds{2 * kMs}, Nanoseconds{300'000}}));
    from.profile->server.emplace();
    from.profile->server->layers["L2"] = Nanoseconds{0};
    QCOMPARE(durationsOf(description, from).server[2], Nanoseconds{0});
}

void TestDurations::sendTimes() {
    ModelDescription description = describeChain();
    description.tensors["L0"].transmitTime = Nanoseconds{42};
    CostSources from = sources();
    from.network.overhead = Nanoseconds{10};
    using Times = std::vector<Nanoseconds>;
    // in 500 bytes, L0 fixed, L1 1001 bytes, L2 without a consumer
    QVERIFY((durationsOf(description, from).send == Times{Nanoseconds{4'000'010}, Nanoseconds{42},
                                                          Nanoseconds{8'008'010}, Nanoseconds{}}));
    from.profile.emplace();
    from.profile->transmit = {
        {"L0", Nanoseconds{5}}, {"L1", Nanoseconds{6}}, {"L2", Nanoseconds{7}}};
    QVERIFY((durationsOf(description, from).send ==
             Times{Nanoseconds{4'000'010}, Nanoseconds{5}, Nanoseconds{6}, Nanoseconds{}}));
}

void TestDurations::transferType() {
    ModelDescription description = describeChain();
    description.tensors["in"].dtype = DataType::UInt8;
    description.tensors["L0"].dtype = DataType::Float32;
    description.tensors["L1"].transmitTime = Nanoseconds{9};
    CostSources from = sources();
    from.transferType = DataType::Float16;
    using Times = std::vector<Nanoseconds>;
    QVERIFY((durationsOf(description, from).send ==
             Times{Nanoseconds{4'000'000}, Nanoseconds{4'000'000}, Nanoseconds{9}, Nanoseconds{}}));
    QVERIFY(durationsOf(description, from).transferType == DataType::Float16);
    Tensor tensor;
    tensor.dtype = DataType::Float32;
    QVERIFY(!bytesOnAir(tensor, DataType::Float16));
    tensor.bytes = Bytes{1000};
    QVERIFY(bytesOnAir(tensor, {}) == Bytes{1000});
    QVERIFY(bytesOnAir(tensor, DataType::Float16) == Bytes{500});
    tensor.dtype = DataType::UInt8;
    QVERIFY(bytesOnAir(tensor, DataType::Float16) == Bytes{1000});
}

void TestDurations::latencyHoldsTheRequestOverhead() {
    CostSources from = sources();
    from.network.latency = Nanoseconds{5 * kMs};
    from.server.requestOverhead = Nanoseconds{70 * kMs};
    from.device.requestOverhead = Nanoseconds{1000 * kMs};
    QCOMPARE(durationsOf(describeChain(), from).latency, Nanoseconds{75 * kMs});
    QCOMPARE(durationsOf(describeChain(), from).requestOverhead, Nanoseconds{70 * kMs});
    from.network.latency = kMaxTime;
    QCOMPARE(faultOf(describeChain(), from),
             std::string("the latency with the server's request overhead: takes 1000000070 ms; "
                         "expected a time from 0 to 1000000000 ms"));
}

void TestDurations::singleTimesThatDoNotFit() {
    ModelDescription description = describeChain();
    description.layers[1].serverTime = kMaxTime + Nanoseconds{kMs};
    QCOMPARE(faultOf(description, sources()),
             std::string("layer 'L1' on the server: takes 1000000001 ms; expected a time from 0 to "
                         "1000000000 ms"));

    ModelDescription computed = describeOne();
    computed.layers[0].flops = 25'000'000'000'000'000;  // 2.5 * 10^15 ns
    computed.tensors["image"].bytes = Bytes{0};
    computed.tensors["a"].bytes = Bytes{0};
    computed.layers[0].weightBytes = Bytes{0};
    QCOMPARE(
        faultOf(computed, sources()),
        std::string("layer 'a' on the device: takes 2500000000.3 ms; expected a time from 0 to "
                    "1000000000 ms"));
    CostSources without = sources();
    without.device.gflops.clear();
    QCOMPARE(faultOf(computed, without),
             std::string("layer 'a' on the device: takes forever; expected a time from 0 to "
                         "1000000000 ms"));

    CostSources slow = sources();
    slow.network.mbps = 1e-9;
    QCOMPARE(
        faultOf(describeChain(), slow),
        std::string("tensor 'in' on the link: takes more than 1000000000 ms to send: 500 bytes "
                    "at 1e-09 Mbps; expected a time from 0 to 1000000000 ms"));
    CostSources profiled = sources();
    profiled.profile.emplace();
    profiled.profile->transmit["L0"] = Nanoseconds{-1};
    QCOMPARE(faultOf(describeChain(), profiled),
             std::string("tensor 'L0' on the link: takes -1e-06 ms; expected a time from 0 to "
                         "1000000000 ms"));
}

void TestDurations::sumsThatDoNotFit() {
    ModelDescription description = samples::describeGraph(5, {{0, 1}, {1, 2}, {2, 3}, {3, 4}});
    for (LayerDescription& each : description.layers) {
        each.deviceTime = Nanoseconds{200'000'000 * kMs};
        each.serverTime = Nanoseconds{kMs};
    }
    QCOMPARE(durationsOf(description, sources()).device.size(), std::size_t{5});  // exactly 10^9
    description.layers[3].deviceTime = Nanoseconds{200'000'001 * kMs};
    QCOMPARE(faultOf(description, sources()),
             std::string("all layers on the device: add up to 1000000001 ms, of which layer 'L3' "
                         "takes 200000001 ms; expected at most 1000000000 ms in sum"));
    std::swap(description.layers[3].deviceTime, description.layers[3].serverTime);
    for (auto* each : {&description.layers[0], &description.layers[1], &description.layers[2],
                       &description.layers[4]})
        std::swap(each->deviceTime, each->serverTime);
    QCOMPARE(faultOf(description, sources()),
             std::string("all layers on the server: add up to 1000000001 ms, of which layer 'L3' "
                         "takes 200000001 ms; expected at most 1000000000 ms in sum"));
    ModelDescription sent = samples::describeGraph(6, {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {4, 5}});
    for (auto& [name, info] : sent.tensors)
        info.transmitTime = Nanoseconds{700'000'000 * kMs};
    QCOMPARE(faultOf(sent, sources()),
             std::string("all tensors on the link: add up to 4200000000 ms, of which tensor 'in' "
                         "takes 700000000 ms; expected at most 1000000000 ms in sum"));
}

void TestDurations::manyLongTimesDoNotOverflow() {
    samples::Edges edges;
    for (std::size_t i = 1; i < 20'000; ++i)
        edges.emplace_back(i - 1, i);
    ModelDescription description = samples::describeGraph(20'000, edges);
    for (LayerDescription& each : description.layers)
        each.deviceTime = kMaxTime;
    QCOMPARE(faultOf(description, sources()),
             std::string("all layers on the device: add up to 20000000000000 ms, of which layer "
                         "'L0' takes 1000000000 ms; expected at most 1000000000 ms in sum"));
}

QTEST_APPLESS_MAIN(TestDurations)
#include "test_durations.moc"
