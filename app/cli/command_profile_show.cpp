#include "app/cli/command.h"
#include "app/cli/cost_options.h"
#include "app/cli/model_options.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/output_options.h"
#include "app/cli/profile_report.h"
#include "app/cli/usage_error.h"
#include "core/io/profile_json.h"
#include "core/io/read_file.h"

#include <fmt/format.h>

#include <limits>
#include <memory>
#include <optional>
#include <string>

namespace trilane {
namespace {

constexpr std::size_t kDefaultTop = 20;

struct ProfileShowOptions {
    std::string profile;
    std::optional<std::string> modelPath;
    ModelOptions model;
    std::optional<std::string> top;
    OutputOptions output;
};

std::size_t parseTop(const ProfileShowOptions& options) {
    // For a reader the first ones are enough; a program may want all.
    if (!options.top)
        return options.output.json ? std::numeric_limits<std::size_t>::max() : kDefaultTop;
    return parseCount("--top", *options.top, 1, std::numeric_limits<std::size_t>::max(),
                      "a whole number above 0");
}

void checkModelOptions(const ProfileShowOptions& options) {
    if (options.modelPath && *options.modelPath == "-" && options.profile == "-")
        throw UsageError("--model: '-' is the profile already; expected a file");
    if (options.modelPath) return;
    if (options.model.noFuse) throw UsageError("--no-fuse: only with --model");
    if (!options.model.shapes.empty()) throw UsageError("--shape: only with --model");
}

ExitCode run(ProfileShowOptions options, Console& console) {
    console.setQuiet(options.output.quiet);
    const std::size_t top = parseTop(options);
    checkModelOptions(options);
    requireNotRead(options.output.target(),
                   {{"PROFILE", options.profile}, {"--model", options.modelPath.value_or("")}});
    const Profile profile = readProfile(options.profile);
    std::optional<ReadModel> read;
    if (options.modelPath) {
        options.model.path = *options.modelPath;
        read = openModel(options.model);
        constexpr std::size_t kWarningsShown = 5;
        warnAbout(read->warnings, options.model.path, console, kWarningsShown);
        checkProfile(profile, read->model, inputName(options.profile));
        if (const auto warning = fusedTimesWarning(profile, read->fusions, options.profile))
            console.warn(*warning);
    }
    const Model* const model = read ? &read->model : nullptr;
    ResultOutput output(options.output.target());
    output.write(options.output.json ? profileReportJson(profile, model, top)
                                     : describeProfile(profile, model, top, output.emphasis()));
    output.finish();
    return ExitCode::Done;
}

}  // namespace

Command makeProfileShowCommand(CLI::App& profile) {
    CLI::App* const app = addCommand(
        profile, "show", "show where a profile's time goes: the longest layers and their shares",
        "trilane profile show p.json\n"
        "trilane profile show p.json --model model.onnx --top 10");
    const auto options = std::make_shared<ProfileShowOptions>();
    addArgument(*app, "PROFILE", options->profile, "trilane.profile file; - reads standard input");
    options->model.addAsChoiceTo(*app, options->modelPath,
                                 "the profile's model: tells operators, and layers without a time");
    addText(*app, "Output", "--top", options->top, "N",
            fmt::format("layers listed of each side (default {}; all with --json)", kDefaultTop));
    options->output.addTo(*app, "write the result to FILE instead (- = standard output)");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
