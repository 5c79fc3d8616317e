#include "app/cli/command.h"
#include "app/cli/export_input.h"
#include "app/cli/figure_output.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/usage_error.h"
#include "core/io/chrome_trace.h"
#include "core/io/dot.h"
#include "core/io/schedule_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <string_view>

namespace trilane {
namespace {

enum class Format { Svg, Png, Pdf, Trace, Csv, Dot };
enum class Picture { Gantt, Graph, MultiPath };

struct ExportOptions {
    ExportInput input;
    std::optional<std::string> figure;
    std::optional<std::string> format;
    FigureOptions picture;
    std::string output;
    bool quiet = false;
};

struct Suffix {
    std::string_view text;
    Format format;
};
constexpr std::array<Suffix, 7> kSuffixes{{{".svg", Format::Svg},
                                           {".png", Format::Png},
                                           {".pdf", Format::Pdf},
                                           {".trace.json", Format::Trace},
                                           {".csv", Format::Csv},
                                           {".dot", Format::Dot},
                                           {".gv", Format::Dot}}};

Format chooseFormat(const ExportOptions& options) {
    constexpr const char* kFormats = "svg|png|pdf|trace|csv|dot";
    if (options.format) {
        constexpr std::array<std::string_view, 6> kChoices{"svg",   "png", "pdf",
                                                           "trace", "csv", "dot"};
        return static_cast<Format>(parseChoice("--format", *options.format, kChoices, "format"));
    }
    std::string path = options.output;
    std::transform(path.begin(), path.end(), path.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const Suffix& suffix : kSuffixes)
        if (path.ends_with(suffix.text)) return suffix.format;
    throw UsageError(
        fmt::format("-o: '{}' ends in no known suffix; expected .svg, .png, .pdf, .trace.json, "
                    ".csv or .dot, or --format {}",
                    options.output, kFormats));
}

bool isPicture(Format format) {
    return format == Format::Svg || format == Format::Png || format == Format::Pdf;
}

Picture choosePicture(const ExportOptions& options, Format format) {
    if (format == Format::Trace || format == Format::Csv) {
        if (options.figure)
            throw UsageError("--figure: only for a picture or DOT; this file holds the schedule");
        return Picture::Gantt;
    }
    if (!options.figure) return format == Format::Dot ? Picture::Graph : Picture::Gantt;
    constexpr std::array<std::string_view, 3> kChoices{"gantt", "graph", "multipath"};
    const auto picture =
        static_cast<Picture>(parseChoice("--figure", *options.figure, kChoices, "figure"));
    if (format == Format::Dot && picture == Picture::Gantt)
        throw UsageError("--figure: DOT holds graphs; expected graph or multipath");
    return picture;
}

std::string graphDot(const ExportSubject& subject, Picture picture) {
    const ShownPlan& plan = *subject.plans.front();
    return picture == Picture::MultiPath ? cutPathsDot(*subject.model, plan.paths)
                                         : modelDot(*subject.model, plan.plan.cut);
}

std::string schedules(const ExportSubject& subject, Format format) {
    std::vector<NamedSchedule> named;
    for (const auto& plan : subject.plans)
        named.push_back(nameSchedule(*subject.model, subject.durations, *plan));
    return format == Format::Csv ? writeScheduleCsv(named)
                                 : writeChromeTrace(subject.model->name(), named);
}

std::string paint(const ExportSubject& subject, Picture picture, const FigureLook& look,
                  const std::string& path) {
    const Durations* times = subject.allTimes ? &subject.durations : nullptr;
    switch (picture) {
        case Picture::Gantt:
            break;
        case Picture::Graph:
            return graphFigure(subject.model, times, subject.plans.front(), look, path);
        case Picture::MultiPath:
            return multiPathFigure(subject.model, subject.durations, subject.plans.front(), look,
                                   path);
    }
    return ganttFigure(subject.model, subject.durations, subject.plans, look, path);
}

ExitCode run(const ExportOptions& options, const CLI::App& command, Console& console) {
    console.setQuiet(options.quiet);
    const Format format = chooseFormat(options);
    const Picture picture = choosePicture(options, format);
    FigureLook look;
    if (isPicture(format)) {
        requireFigures(options.output);
        look = options.picture.look(static_cast<FigureType>(format));
        if (look.width && picture == Picture::Graph)
            throw UsageError("--width: not for a graph, which is as wide as it is");
    } else {
        options.picture.requireNone();
    }
    requireNotRead(options.output, options.input.inputs());
    const bool graph = picture != Picture::Gantt;
    const ExportSubject subject = readSubject(options.input, command, graph, console);
    if (graph && !subject.hasModel)
        throw UsageError("--model is required for the graph of a plan, which holds no edges");
    ResultOutput output(options.output);
    console.showProgress("writing " + options.output);
    output.write(isPicture(format)       ? paint(subject, picture, look, options.output)
                 : format == Format::Dot ? graphDot(subject, picture)
                                         : schedules(subject, format));
    console.clearProgress();
    output.finish();
    return ExitCode::Done;
}

}  // namespace

static_assert(static_cast<int>(Format::Pdf) == static_cast<int>(FigureType::Pdf));

Command makeExportCommand(CLI::App& program) {
    CLI::App* const app = addCommand(
        program, "export", "draw a plan or a model's plans, or write their schedules for others",
        "trilane export model.onnx -o gantt.svg\n"
        "trilane export model.onnx --network 4G --figure graph -o graph.pdf\n"
        "trilane export plan.json -o plan.trace.json\n"
        "trilane export model.onnx --strategies ej,local -o bars.csv");
    const auto options = std::make_shared<ExportOptions>();
    options->input.addTo(*app);
    addText(*app, "Picture", "--figure", options->figure, "F",
            "gantt (default), graph, or multipath: one path for each tensor that is sent");
    options->picture.addTo(*app);
    addRequiredOutput(*app, options->output, "FILE",
                      ".svg, .png, .pdf; .trace.json for Perfetto; .csv; .dot; - with --format");
    addText(*app, "Output", "--format", options->format, "F",
            "svg, png, pdf, trace, csv or dot, whatever the suffix says");
    addFlag(*app, "Output", "-q,--quiet", options->quiet, "no warnings and no progress");
    return {app, [options, app](Console& console) { return run(*options, *app, console); }};
}

}  // namespace trilane
