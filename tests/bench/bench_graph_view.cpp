// Frames of the graph view on a graph of 8,581 layers, painted into an image as the window does:
// at the scale that fits it, at 100 %, and between; and what comes before: layout and picture.
//
//   QT_QPA_PLATFORM=offscreen build/ci/tests/bench/bench_graph_view

#include "app/figure/graph_geometry.h"
#include "app/figure/graph_painter.h"
#include "app/figure/graph_picture.h"
#include "core/io/machine_json.h"
#include "core/io/network_json.h"
#include "core/plan/planner.h"
#include "core/plan/shown_plan.h"
#include "tests/support/big_models.h"

#include <benchmark/benchmark.h>

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <memory>

namespace trilane {
namespace {

constexpr QSize kPane{1200, 800};

struct Scene {
    std::shared_ptr<const Model> model;
    Durations durations;
    std::shared_ptr<const ShownPlan> plan;
    std::shared_ptr<const GraphGeometry> geometry;
    std::shared_ptr<const GraphPicture> picture;
};

Scene makeScene(Model model) {
    Scene s;
    s.model = std::make_shared<const Model>(std::move(model));
    CostSources sources;
    sources.device = loadMachine("raspberry-pi-4b");
    sources.server = loadMachine("i7-8700-gtx-1080");
    sources.network = loadNetwork("WiFi");
    s.durations = std::get<Durations>(computeDurations(*s.model, sources));
    Plan plan;
    plan.cut.device = LayerSet(s.model->layerCount());
    for (std::size_t i = 0; i < s.model->layerCount() / 2; ++i)
        plan.cut.device.set(i);
    plan.order = crossingTensors(*s.model, plan.cut);
    s.plan = showPlan(*s.model, std::move(plan));
    s.geometry = GraphGeometry::make(s.model, {});
    s.picture = GraphPicture::make(s.geometry, *s.model, &s.durations, s.plan.get(), HeatMap::None);
    return s;
}

const Scene& scene(bool wide = false) {
    static const Scene deepScene = makeScene(test::bigTransformer());
    static const Scene wideScene = makeScene(test::bigTowers(90, 95));
    return wide ? wideScene : deepScene;
}

void layOut(benchmark::State& state) {
    GraphOptions options;
    options.direction = state.range(0) == 0 ? LayoutDirection::Down : LayoutDirection::Right;
    for (auto _ : state)
        benchmark::DoNotOptimize(GraphGeometry::make(scene().model, options));
    state.counters["nodes"] = static_cast<double>(scene().geometry->nodes().size());
}

void makePicture(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(GraphPicture::make(scene().geometry, *scene().model,
                                                    &scene().durations, scene().plan.get(),
                                                    HeatMap::DeviceTime));
}

/// range(0): scale in thousandths; 0: the scale that fits the graph. range(1): the wide graph.
void paintFrame(benchmark::State& state) {
    const Scene& shown = scene(state.range(1) != 0);
    const QSizeF graph = shown.geometry->size();
    const double fit = std::min(kPane.width() / graph.width(), kPane.height() / graph.height());
    const double scale = state.range(0) == 0 ? fit : static_cast<double>(state.range(0)) / 1000;
    QImage image(kPane, QImage::Format_ARGB32_Premultiplied);
    GraphLook look;
    look.theme = &theme(ThemeKind::Light);
    const GraphNode& middle = shown.geometry->nodes()[shown.geometry->nodes().size() / 2];
    double moved = 0;
    for (auto _ : state) {
        // A little further each time, as when it is dragged.
        moved = moved > 200 ? 0 : moved + 3;
        GraphViewport viewport;
        viewport.exposed = QRectF(QPointF(), kPane);
        viewport.scale = scale;
        viewport.offset =
            viewport.exposed.center() - scale * middle.rect.center() + QPointF(0, moved);
        QPainter painter(&image);
        painter.fillRect(image.rect(), look.theme->background);
        paintGraph(painter, *shown.picture, viewport, look);
    }
    state.counters["scale"] = scale;
}

BENCHMARK(layOut)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK(makePicture)->Unit(benchmark::kMillisecond);
BENCHMARK(paintFrame)
    ->ArgsProduct({{0, 50, 100, 219, 300, 500, 600, 700, 1000}, {0, 1}})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace trilane

int main(int argc, char** argv) {
    const QGuiApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
