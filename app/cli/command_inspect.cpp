#include "app/cli/command.h"
#include "app/cli/model_options.h"
#include "app/cli/model_report.h"
#include "app/cli/option_declaration.h"
#include "app/cli/output_options.h"
#include "core/io/read_file.h"

#include <limits>
#include <memory>

namespace trilane {
namespace {

struct InspectOptions {
    ModelOptions model;
    bool layers = false;
    OutputOptions output;
};

ExitCode run(const InspectOptions& options, Console& console) {
    console.setQuiet(options.output.quiet);
    requireNotRead(options.output.target(), {options.model.input()});
    console.showProgress("reading " + inputName(options.model.path));
    const ReadModel read = openModel(options.model);
    const ModelFacts facts = examine(read.model);
    console.clearProgress();
    warnAbout(read.warnings, options.model.path, console,
              std::numeric_limits<std::size_t>::max() - 1);
    ResultOutput output(options.output.target());
    output.write(options.output.json
                     ? modelJson(read, facts, options.layers)
                     : describeModel(read.model, facts, options.layers, output.emphasis()));
    output.finish();
    return ExitCode::Done;
}

}  // namespace

Command makeInspectCommand(CLI::App& program) {
    CLI::App* const app =
        addCommand(program, "inspect", "tell a model's layers, category, paths, work and sizes",
                   "trilane inspect model.onnx\n"
                   "trilane inspect model.onnx --layers\n"
                   "trilane inspect model.onnx --json -o facts.json");
    const auto options = std::make_shared<InspectOptions>();
    options->model.addTo(*app);
    addFlag(*app, "Output", "--layers", options->layers, "list every layer too");
    options->output.addTo(*app, "write the result to FILE instead (- = standard output)");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
