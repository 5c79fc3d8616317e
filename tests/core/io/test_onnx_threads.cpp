// Several threads that read models at once, each with a child process: the same as one by one.

#include "tests/core/io/onnx_text.h"

#include <QTest>
#include <array>
#include <atomic>
#include <filesystem>
#include <thread>

using namespace trilane;           // NOLINT(google-build-using-namespace)
using namespace trilane::testing;  // NOLINT(google-build-using-namespace)

namespace {

constexpr std::array kSamples{"googlenet", "transformer-encoder", "lenet-5", "multi-stream"};

std::string sampleText(const char* name) {
    const auto read = readOnnx(std::string(TRILANE_SOURCE_DIR "/sample_models/") + name + ".onnx");
    return modelText(read.model) + warningsText(read);
}

/// A model at whose second node the library dies.
OnnxBuilder deadly() {
    OnnxBuilder builder;
    auto graph = builder.graph();
    graph.input("x", shape(1, 4, 8, 8));
    graph.node("Relu", {"x"}, {"r"}, "relu");
    auto& pool = graph.node("MaxPool", {"r"}, {"p"}, "pool");
    setInts(pool, "kernel_shape", {2, 2});
    setInts(pool, "strides", {0, 0});
    graph.node("Relu", {"p"}, {"y"}, "last");
    graph.output("y");
    return builder;
}

}  // namespace

class TestOnnxThreads : public QObject {
    Q_OBJECT

private slots:
    void readsInParallelAreReadsInTurn() {
        constexpr int kRounds = 5;
        std::vector<std::string> expected;
        for (const char* name : kSamples)
            expected.push_back(sampleText(name));
        std::atomic<int> same = 0;
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < kSamples.size(); ++i)
            threads.emplace_back([&, i] {
                for (int round = 0; round < kRounds; ++round)
                    same += sampleText(kSamples.at(i)) == expected[i] ? 1 : 0;
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(same.load(), kRounds * static_cast<int>(kSamples.size()));
    }

    void aDeathBelongsToOneReader() {
        constexpr int kRounds = 10;
        const auto text = [](const OnnxBuilder& builder) {
            const auto result = read(builder);
            return modelText(result.model) + warningsText(result);
        };
        auto healthy = deadly();
        healthy.model().mutable_graph()->mutable_node(1)->clear_attribute();
        setInts(*healthy.model().mutable_graph()->mutable_node(1), "kernel_shape", {2, 2});
        const std::array<std::string, 2> expected{text(deadly()), text(healthy)};
        COMPARE_TEXT(expected[0],
                     "in x float32 1x4x8x8 (1024)\n"
                     "relu [Relu] x -> r float32 1x4x8x8 (1024)\n"
                     "pool [MaxPool] r -> p float32 1x4x8x8 (1024) ?\n"
                     "last [Relu] p -> y float32 1x4x8x8 (1024) ?\n"
                     "out y\n"
                     "the ONNX library failed at 1 node and went on without: 'pool'\n"
                     "the size of 1 tensor is unknown and was filled in: "
                     "'p' (as large as its node's input)");
        QVERIFY(expected[1].find("p float32 1x4x7x7 (784)\n") != std::string::npos);
        std::atomic<int> same = 0;
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < 4; ++i)
            threads.emplace_back([&, i] {
                for (int round = 0; round < kRounds; ++round)
                    same += text(i % 2 == 0 ? deadly() : healthy) == expected.at(i % 2) ? 1 : 0;
            });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(same.load(), 4 * kRounds);
    }
};

QTEST_APPLESS_MAIN(TestOnnxThreads)
#include "test_onnx_threads.moc"
