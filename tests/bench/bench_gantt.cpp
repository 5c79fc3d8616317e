// Frame times of the Gantt view's painting on a raster image of 1280 x 400 pixels, laid out anew in
// every frame as while zooming, beside painting every bar that is in the range.

#include "app/figure/gantt_geometry.h"
#include "app/figure/gantt_painter.h"
#include "core/io/machine_json.h"
#include "core/io/model_file.h"
#include "core/plan/planner.h"

#include <benchmark/benchmark.h>

#include <QGuiApplication>
#include <QImage>
#include <QPainter>

using namespace trilane;

namespace {

constexpr int kWidth = 1280;
constexpr int kHeight = 400;

struct Scene {
    std::shared_ptr<const Model> model;
    Durations durations;
    std::vector<std::shared_ptr<const ShownPlan>> plans;
    std::shared_ptr<const GanttChart> chart;
};

Scene planAll(const std::shared_ptr<const Model>& model, const Durations& durations) {
    const Planner planner(model, durations,
                          {LayerSet(model->layerCount()), LayerSet(model->layerCount())});
    Scene scene{model, durations, {}, nullptr};
    for (Plan& plan : planner.compare(kStrategies))
        scene.plans.push_back(showPlan(*model, std::move(plan)));
    scene.chart = makeGanttChart(model, durations, scene.plans, false, true);
    return scene;
}

const Scene& googlenet() {
    static const Scene kScene = [] {
        auto file = readModelFile(TRILANE_SOURCE_DIR "/sample_models/googlenet.onnx");
        auto model = std::make_shared<const Model>(std::move(file.content.model));
        CostSources sources;
        sources.device = loadMachine(kDefaultDevice);
        sources.server = loadMachine(kDefaultServer);
        sources.network.mbps = 5.85;
        return planAll(model, std::get<Durations>(computeDurations(*model, sources)));
    }();
    return kScene;
}

const Scene& chain() {
    static const Scene kScene = [] {
        constexpr std::size_t kLayers = 8581;
        ModelDescription description;
        description.name = "chain";
        description.inputs = {"t0"};
        description.tensors["t0"].bytes = Bytes{600'000};
        for (std::size_t i = 0; i < kLayers; ++i) {
            const std::string out = "t" + std::to_string(i + 1);
            description.tensors[out].bytes =
                Bytes{static_cast<std::int64_t>(600'000 - 60 * i + 4000 * (i % 7))};
            LayerDescription layer;
            layer.name = "layer" + std::to_string(i);
            layer.op = "Conv";
            layer.inputs = {"t" + std::to_string(i)};
            layer.outputs = {out};
            const auto step = static_cast<std::int64_t>(20'000 + 9'000 * (i % 11));
            layer.deviceTime = Nanoseconds{step};
            layer.serverTime = Nanoseconds{step / 20};
            description.layers.push_back(std::move(layer));
        }
        auto model =
            std::make_shared<const Model>(std::get<Model>(buildModel(std::move(description))));
        CostSources sources;
        sources.network.mbps = 18.88;
        return planAll(model, std::get<Durations>(computeDurations(*model, sources)));
    }();
    return kScene;
}

const Scene& sceneOf(const benchmark::State& state) {
    return state.range(0) == 0 ? googlenet() : chain();
}

/// Everything, or a twentieth of it.
TimeRange rangeOf(const benchmark::State& state, const GanttChart& chart, double plot) {
    const TimeRange all = fitRange(chart, plot);
    if (state.range(1) == 0) return all;
    return {all.end * 0.3, all.end * 0.35};
}

QImage image() {
    return {kWidth, kHeight, QImage::Format_RGB32};
}

void layOutAndPaint(benchmark::State& state) {
    const Scene& scene = sceneOf(state);
    const GanttRows rows = fitRows(kHeight, scene.chart->blocks.size());
    const double labels = labelColumnWidth(*scene.chart, rows);
    const TimeRange range = rangeOf(state, *scene.chart, kWidth - labels);
    GanttLook look;
    look.theme = &theme(ThemeKind::Light);
    look.bottom = kHeight;
    look.criticalPath = true;
    QImage target = image();
    std::size_t shapes = 0;
    for (auto _ : state) {
        const GanttGeometry geometry = layOutGantt(scene.chart, range, rows, labels, kWidth);
        QPainter painter(&target);
        paintGantt(painter, geometry, look);
        shapes = 0;
        for (const auto& lanes : geometry.shapes)
            for (const auto& lane : lanes)
                shapes += lane.size();
    }
    state.counters["shapes"] = static_cast<double>(shapes);
}

/// The baseline: a filled and outlined rectangle for each bar of the range, and nothing else.
void paintEveryBar(benchmark::State& state) {
    const Scene& scene = sceneOf(state);
    const GanttRows rows = fitRows(kHeight, scene.chart->blocks.size());
    const double labels = labelColumnWidth(*scene.chart, rows);
    const TimeAxis axis(rangeOf(state, *scene.chart, kWidth - labels), labels, kWidth - labels);
    QImage target = image();
    std::size_t bars = 0;
    for (auto _ : state) {
        QPainter painter(&target);
        painter.setRenderHint(QPainter::Antialiasing);
        target.fill(Qt::white);
        painter.setPen(Qt::black);
        painter.setBrush(Qt::gray);
        bars = 0;
        for (std::size_t block = 0; block < scene.chart->blocks.size(); ++block) {
            for (const Lane lane : kLanes) {
                const double top = rows.laneTop(block, lane);
                for (const GanttBar& bar : scene.chart->blocks[block].lane(lane).bars) {
                    const double left = axis.x(bar.start);
                    const double right = axis.x(bar.end);
                    if (right < axis.left() || left > axis.right()) continue;
                    painter.drawRect(QRectF(left, top, std::max(right - left, 1.0), rows.lane));
                    ++bars;
                }
            }
        }
    }
    state.counters["shapes"] = static_cast<double>(bars);
}

/// From plans to a chart, as after every edit.
void makeChart(benchmark::State& state) {
    const Scene& scene = sceneOf(state);
    for (auto _ : state)
        benchmark::DoNotOptimize(makeGanttChart(scene.model, scene.durations, scene.plans));
}

void arguments(benchmark::internal::Benchmark* bench) {
    bench->ArgNames({"chain8581", "zoomed"})->ArgsProduct({{0, 1}, {0, 1}});
    bench->Unit(benchmark::kMillisecond);
}

BENCHMARK(layOutAndPaint)->Apply(arguments);
BENCHMARK(paintEveryBar)->Apply(arguments);
BENCHMARK(makeChart)->ArgName("chain8581")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
