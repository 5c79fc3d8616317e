#include "tests/core/io/onnx_text.h"

#include <QTest>
#include <string>
#include <thread>
#include <vector>

using namespace trilane;
using trilane::testing::modelText;

class TestOnnxThreads : public QObject {
    Q_OBJECT

private slots:
    /// Each reader forks a child: it must inherit neither the locks nor the pipe of another.
    void readsTheSameFromManyThreads() {
        const std::vector<std::string> files{TRILANE_SOURCE_DIR "/sample_models/lenet-5.onnx",
                                             TRILANE_SOURCE_DIR "/sample_models/nin.onnx"};
        std::vector<std::string> alone;
        for (const std::string& file : files)
            alone.push_back(modelText(readOnnx(file).model));
        constexpr std::size_t kThreads = 6;
        constexpr std::size_t kRounds = 4;
        std::vector<std::string> together(kThreads * kRounds);
        {
            std::vector<std::jthread> threads;
            for (std::size_t thread = 0; thread < kThreads; ++thread)
                threads.emplace_back([&, thread] {
                    for (std::size_t i = 0; i < kRounds; ++i) {
                        const ReadModel read = readOnnx(files[(thread + i) % 2]);
                        together[thread * kRounds + i] = modelText(read.model);
                    }
                });
        }
        for (std::size_t thread = 0; thread < kThreads; ++thread)
            for (std::size_t i = 0; i < kRounds; ++i)
                QCOMPARE(together[thread * kRounds + i], alone[(thread + i) % 2]);
    }
};

QTEST_APPLESS_MAIN(TestOnnxThreads)
#include "test_onnx_threads.moc"
