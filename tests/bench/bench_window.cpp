// The real window, offscreen: what a hand on a slider, an opened file and a dragged graph cost.
//
//   QT_QPA_PLATFORM=offscreen build/ci/tests/bench/bench_window
//
// "drag" moves the bandwidth slider, once as fast as the event loop turns and once every 8 ms, as a
// mouse moves: snapshots `published` and schedules `painted` a second, and whether the `last`
// picture is the one of the last value. "open" reads a model into the window. Both ask a watchdog
// for the longest time that the event loop did not answer, in ms: `blocked`, `computing` of it
// (less where the machine was busy with other work), `blocks` of a frame or more. "pan" and "zoom"
// give the `median` and `worst` frame of the graph view alone, in ms.
// Compare the rows of one run; figures of two machines say nothing about each other.

#include "app/gui/document/watchdog.h"
#include "app/gui/gantt/gantt_view.h"
#include "app/gui/graph/graph_view.h"
#include "app/gui/panels/log_slider.h"
#include "app/gui/window/file_commands.h"
#include "app/gui/window/main_window.h"
#include "core/io/atomic_file.h"
#include "core/io/model_json.h"
#include "tests/support/big_models.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QDeadlineTimer>
#include <QMouseEvent>
#include <QTemporaryDir>
#include <QWheelEvent>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

namespace trilane {
namespace {

using Clock = std::chrono::steady_clock;
constexpr QSize kWindow{1280, 800};
constexpr QSize kPane{1200, 800};

double ms(Clock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

QString modelFile(const std::string& name) {
    static const QTemporaryDir folder;
    if (name != "transformer" && name != "towers")
        return QStringLiteral(TRILANE_SOURCE_DIR "/sample_models/%1.onnx")
            .arg(QString::fromStdString(name));
    const QString path = folder.filePath(QString::fromStdString(name + ".json"));
    writeFile(path.toStdString(),
              writeModelJson(name == "towers" ? test::bigTowers(90, 95) : test::bigTransformer()));
    return path;
}

template <class Done>
void waitFor(const Done& done) {
    while (!done())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

/// Counts how often a widget is painted, and remembers the answer that was there then.
class PaintCounter : public QObject {
public:
    PaintCounter(QWidget& watched, const Document& document) : m_document(document) {
        watched.installEventFilter(this);
    }
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint) {
            ++m_count;
            m_last = m_document.snapshot();
        }
        return false;
    }
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] const Snapshot* last() const { return m_last.get(); }

private:
    const Document& m_document;
    int m_count = 0;
    std::shared_ptr<const Snapshot> m_last;
};

void report(benchmark::State& state, const Watchdog& watchdog) {
    std::chrono::nanoseconds computing{};
    for (const Watchdog::Block& block : watchdog.blocks())
        computing = std::max(computing, block.cpu);
    state.counters["blocked"] = ms(watchdog.longest());
    state.counters["computing"] = ms(computing);
    state.counters["blocks"] = static_cast<double>(watchdog.blocks().size());
    if (qEnvironmentVariableIsSet("TRILANE_WATCHDOG"))
        std::fputs(watchdog.report().c_str(), stderr);
}

void drag(benchmark::State& state, const std::string& name, int pause) {
    MainWindow window;
    window.resize(kWindow);
    window.show();
    window.files().open(modelFile(name));
    waitFor([&] { return window.isReady(); });
    auto* const slider = window.findChild<LogSlider*>();
    const PaintCounter paints(*window.findChild<GanttView*>()->viewport(), window.document());
    std::int64_t published = 0;
    QObject::connect(&window.document(), &Document::snapshotChanged, &window,
                     [&published] { ++published; });
    const Watchdog watchdog;
    const int lowest = LogSlider::positionOf(1);
    int step = 0;
    slider->setSliderDown(true);
    const auto start = Clock::now();
    for (auto _ : state) {
        // To and fro over two decades.
        step = (step + 1) % 400;
        slider->setValue(lowest + (step < 200 ? step : 400 - step));
        QDeadlineTimer next(pause);
        do
            QCoreApplication::processEvents(
                pause > 0 ? QEventLoop::WaitForMoreEvents : QEventLoop::AllEvents, 1);
        while (!next.hasExpired());
    }
    const double seconds = ms(Clock::now() - start) / 1000;
    state.counters["published"] = static_cast<double>(published) / seconds;
    state.counters["painted"] = paints.count() / seconds;
    slider->setSliderDown(false);
    waitFor([&] { return window.isReady(); });
    QCoreApplication::processEvents();
    const auto* const shown = paints.last();
    state.counters["last"] = shown != nullptr && shown == window.document().snapshot().get() &&
                             shown->project.link.mbps == slider->mbps();
    report(state, watchdog);
}

void open(benchmark::State& state, const std::string& name) {
    const QString path = modelFile(name);
    MainWindow window;
    window.resize(kWindow);
    window.show();
    window.files().open(modelFile("lenet-5"));
    waitFor([&] { return window.isReady(); });
    const Watchdog watchdog;
    for (auto _ : state) {
        window.files().open(path);
        waitFor([&] { return window.isReady(); });
        QCoreApplication::processEvents();
    }
    report(state, watchdog);
}

void reportFrames(benchmark::State& state, std::vector<double>& frames, double scale) {
    if (frames.empty()) return;
    std::sort(frames.begin(), frames.end());
    state.counters["median"] = frames[frames.size() / 2];
    state.counters["worst"] = frames.back();
    state.counters["scale"] = scale;
}

void send(QWidget& view, QEvent::Type type, QPointF at) {
    const bool moves = type == QEvent::MouseMove;
    QMouseEvent event(type, at, view.mapToGlobal(at), moves ? Qt::NoButton : Qt::LeftButton,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton,
                      Qt::NoModifier);
    QCoreApplication::sendEvent(&view, &event);
}

/// @param scale  in the middle of the graph; 0: all of it
void frames(benchmark::State& state, const std::string& name, double scale, bool zooming) {
    Document document;
    Selection selection;
    GraphView view(document, selection);
    view.resize(kPane);
    view.show();
    document.open(modelFile(name));
    waitFor([&] { return !document.isOpening() && !document.isPlanning() && !view.isBusy(); });
    view.fit();
    if (scale > 0) view.zoomBy(scale / view.camera().scale());
    QCoreApplication::processEvents();
    const QPointF middle = view.rect().toRectF().center();
    std::vector<double> taken;
    int step = 0;
    double moved = 0;
    if (!zooming) send(view, QEvent::MouseButtonPress, middle);
    for (auto _ : state) {
        ++step;
        const auto start = Clock::now();
        if (zooming) {
            const int turn = step % 20 < 10 ? 30 : -30;
            QWheelEvent event(middle, view.mapToGlobal(middle), {}, {0, turn}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&view, &event);
        } else {
            moved += step % 80 < 40 ? 7 : -7;
            send(view, QEvent::MouseMove, middle + QPointF(moved / 3, moved));
        }
        view.repaint();
        taken.push_back(ms(Clock::now() - start));
    }
    if (!zooming) send(view, QEvent::MouseButtonRelease, middle);
    reportFrames(state, taken, view.camera().scale());
}

void registerAll() {
    constexpr int kMousePause = 8;
    constexpr int kSteps = 200;
    constexpr int kFrames = 160;
    const auto add = [](const std::string& name, int count, auto run) {
        benchmark::RegisterBenchmark(name.c_str(), run)
            ->Unit(benchmark::kMillisecond)
            ->UseRealTime()
            ->Iterations(count);
    };
    for (const std::string name : {"googlenet", "densenet121", "transformer"}) {
        for (const int pause : {0, kMousePause})
            add((pause > 0 ? "drag_by_mouse/" : "drag/") + name, kSteps,
                [name, pause](benchmark::State& state) { drag(state, name, pause); });
        add("open/" + name, 1, [name](benchmark::State& state) { open(state, name); });
    }
    for (const std::string name : {"transformer", "towers"})
        for (const int percent : {0, 30, 60, 100})
            for (const bool zooming : {false, true})
                add((zooming ? "zoom/" : "pan/") + name + "/" + std::to_string(percent), kFrames,
                    [=](benchmark::State& state) {
                        frames(state, name, percent / 100.0, zooming);
                    });
}

}  // namespace
}  // namespace trilane

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    trilane::registerAll();
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
