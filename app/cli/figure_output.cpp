#include "app/cli/figure_output.h"

#include "app/figure/curve_figure.h"
#include "app/figure/figure_application.h"
#include "app/figure/figure_file.h"
#include "app/figure/gantt_figure.h"
#include "app/figure/graph_figure.h"
#include "app/figure/multi_path_figure.h"
#include "app/figure/reproduction_figure.h"
#include "core/io/output_error.h"

#include <memory>
#include <utility>

namespace trilane {
namespace {

constexpr double kWidth = 900;

ThemeKind themeOf(const FigureLook& look) {
    return look.dark ? ThemeKind::Dark : ThemeKind::Light;
}

std::string bytesOf(const Figure& figure, const FigureLook& look, const std::string& title,
                    const std::string& path) {
    const FigureFormat format = look.type == FigureType::Svg   ? FigureFormat::Svg
                                : look.type == FigureType::Png ? FigureFormat::Png
                                                               : FigureFormat::Pdf;
    try {
        return renderFigure(figure, format, {look.scale, QString::fromStdString(title)})
            .toStdString();
    } catch (const FigureTooLarge& error) {
        throw OutputError(path, error.what());
    }
}

}  // namespace

void requireFigures(const std::string&) {}

std::string ganttFigure(const std::shared_ptr<const Model>& model, const Durations& durations,
                        const std::vector<std::shared_ptr<const ShownPlan>>& plans,
                        const FigureLook& look, const std::string& path) {
    const FigureApplication application;
    GanttFigureOptions options;
    options.width = look.width.value_or(kWidth);
    options.theme = themeOf(look);
    options.title = QString::fromStdString(model->name());
    return bytesOf(GanttFigure(makeGanttChart(model, durations, plans), options), look,
                   model->name(), path);
}

std::string graphFigure(const std::shared_ptr<const Model>& model, const Durations* durations,
                        const std::shared_ptr<const ShownPlan>& plan, const FigureLook& look,
                        const std::string& path) {
    const FigureApplication application;
    GraphFigureOptions options;
    options.theme = themeOf(look);
    const auto figure = makeGraphFigure(model, durations, plan.get(), options);
    return bytesOf(*figure, look, model->name(), path);
}

std::string multiPathFigure(const std::shared_ptr<const Model>& model, const Durations& durations,
                            const std::shared_ptr<const ShownPlan>& plan, const FigureLook& look,
                            const std::string& path) {
    const FigureApplication application;
    MultiPathOptions options;
    options.width = look.width.value_or(kWidth);
    options.heading = true;
    const auto content = std::make_shared<const MultiPathContent>(model, durations, plan);
    return bytesOf(MultiPathFigure(content, themeOf(look), options), look, model->name(), path);
}

std::string sweepFigure(const SweepPicture& picture, const FigureLook& look,
                        const std::string& path) {
    const FigureApplication application;
    const SweepProblem& problem = picture.problem;
    CurveContent content = makeCurveContent(problem.strategies, picture.range, picture.points);
    for (const BreakPoint& point : picture.breaks)
        content.breaks.push_back(point.mbpsLow);
    constexpr double kAspect = 480.0 / 900;
    const double width = look.width.value_or(kWidth);
    return bytesOf(CurveFigure(std::move(content), {width, width * kAspect}, theme(themeOf(look))),
                   look, problem.model->name(), path);
}

std::string reproductionFigure(const ReproductionInputs& inputs, const Reproduction& reproduction,
                               const FigureLook& look, const std::string& path) {
    const FigureApplication application;
    return bytesOf(
        ReproductionFigure(inputs, reproduction, look.width.value_or(kWidth), theme(themeOf(look))),
        look, "Computed against published times", path);
}

}  // namespace trilane
