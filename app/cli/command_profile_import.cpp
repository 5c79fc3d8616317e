#include "app/cli/command.h"
#include "app/cli/model_options.h"
#include "app/cli/number_display.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/profile_import_report.h"
#include "app/cli/profile_import_warnings.h"
#include "app/cli/usage_error.h"
#include "core/io/input_error.h"
#include "core/io/machine_json.h"
#include "core/io/measured_file.h"
#include "core/io/profile_json.h"
#include "core/io/read_file.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace trilane {
namespace {

struct ProfileImportOptions {
    std::string file;
    ModelOptions model;
    std::string side;
    std::optional<std::string> name;
    std::optional<std::string> merge;
    std::string output;
    bool json = false;
    bool quiet = false;
};

Side parseSide(const std::string& text) {
    constexpr std::array<std::string_view, 2> kChoices{"device", "server"};
    return parseChoice("--side", text, kChoices, "side") == 0 ? Side::Device : Side::Server;
}

void checkStreams(const ProfileImportOptions& options) {
    if (options.json && options.output == "-")
        throw UsageError("--json: not with -o -; only one of both can be standard output");
    const bool fileIsInput = options.file == "-";
    if (fileIsInput && options.model.path == "-")
        throw UsageError("--model: '-' is FILE already; expected a file");
    if (options.merge == "-" && (fileIsInput || options.model.path == "-"))
        throw UsageError(fmt::format("--merge: '-' is {} already; expected a file",
                                     fileIsInput ? "FILE" : "the model"));
    // The profile that is merged may be the one that is written.
    requireNotRead(options.output, {{"FILE", options.file}, options.model.input()});
}

/// "ONNX Runtime profile, pi.json"
std::string defaultName(const ProfileImportOptions& options, const MeasuredTimes& measured) {
    const std::string file = std::filesystem::path(inputName(options.file)).filename().string();
    return fmt::format("{}, {}", title(measured.format), file);
}

void requireAnyMatch(const ProfileImport& import) {
    for (const auto& entry : import.match.entries)
        if (!entry.layers.empty()) return;
    throw InputError(
        import.file, "",
        fmt::format("{}, as '{}', none of which the model '{}' has",
                    import.measured.entries.size() == 1
                        ? "1 name"
                        : fmt::format("{} names", import.measured.entries.size()),
                    import.measured.entries.front().name, import.model.name()),
        fmt::format("timings of that model, with names of its layers, as '{}', nodes or tensors",
                    import.model.layers().front().name));
}

/// The profile to add to: the one that --merge names, or an empty one.
Profile startingProfile(const ProfileImportOptions& options, const Model& model) {
    Profile profile;
    profile.model = model.name();
    if (!options.merge) return profile;
    profile = readProfile(*options.merge);
    checkProfile(profile, model, inputName(*options.merge));
    return profile;
}

/// Puts the measured side in its place; what stood there, in words.
std::string replaceSide(Profile& profile, Side side, SideProfile times) {
    auto& slot = side == Side::Device ? profile.device : profile.server;
    std::string replaced;
    if (slot) {
        const std::string named = slot->name.empty() ? "" : fmt::format(" '{}'", slot->name);
        replaced = fmt::format("the {} side{} of the profile that is merged, {}",
                               side == Side::Device ? "device" : "server", named,
                               countText(slot->layers.size(), "layer"));
    }
    slot = std::move(times);
    return replaced;
}

SideProfile sideOf(const ProfileImport& import, std::string name) {
    SideProfile side;
    side.name = std::move(name);
    for (std::size_t i = 0; i < import.match.times.size(); ++i)
        if (const auto time = import.match.times[i])
            side.layers.emplace(import.model.layers()[i].name, *time);
    return side;
}

void write(const ProfileImportOptions& options, const ProfileImport& import, const Profile& profile,
           Console& console) {
    ResultOutput output(options.output);
    output.write(writeProfile(profile));
    output.finish();
    const bool reportIsShown = options.output != "-";
    for (const std::string& warning : importWarnings(import, reportIsShown))
        console.warn(fmt::format("{}: {}", import.file, warning));
    if (!reportIsShown) return;
    ResultOutput report("-");
    report.write(options.json ? importJson(import) : describeImport(import, report.emphasis()));
}

ExitCode run(const ProfileImportOptions& options, Console& console) {
    console.setQuiet(options.quiet);
    const Side side = parseSide(options.side);
    checkStreams(options);
    console.showProgress("reading " + inputName(options.file));
    MeasuredTimes measured = readMeasuredTimes(options.file);
    console.showProgress("reading " + inputName(options.model.path));
    const ReadModel read = openModel(options.model);
    console.clearProgress();
    constexpr std::size_t kWarningsShown = 5;
    warnAbout(read.warnings, options.model.path, console, kWarningsShown);
    for (const std::string& warning : measured.warnings)
        console.warn(fmt::format("{}: {}", inputName(options.file), warning));
    const Machine machine = loadMachine(side == Side::Device ? kDefaultDevice : kDefaultServer);
    Profile profile = startingProfile(options, read.model);
    std::string name = options.name.value_or(defaultName(options, measured));
    ProfileMatch match = matchProfile(read.model, measured.entries, machine, read.fusions);
    ProfileImport import{read.model,          machine,          side, inputName(options.file),
                         std::move(measured), std::move(match), {}};
    requireAnyMatch(import);
    import.replaced = replaceSide(profile, side, sideOf(import, std::move(name)));
    write(options, import, profile, console);
    return ExitCode::Done;
}

}  // namespace

Command makeProfileImportCommand(CLI::App& profile) {
    CLI::App* const app = addCommand(
        profile, "import",
        "turn times that ONNX Runtime, TensorRT, OpenVINO, TFLite or a CSV tell into a profile",
        "trilane profile import times.csv --model model.onnx --side device -o p.json\n"
        "trilane profile import t.csv --model m.onnx --side server --merge p.json -o -");
    const auto options = std::make_shared<ProfileImportOptions>();
    addArgument(*app, "FILE", options->file,
                "measured timings, told by content; a CSV has the header layer,ms or none, fields "
                "between commas, milliseconds as 1.5; - reads standard input");
    options->model.addAsOptionTo(*app);
    addRequiredText(*app, "Profile", "--side", options->side, "SIDE",
                    "which machine was measured: device or server");
    addText(*app, "Profile", "--name", options->name, "NAME",
            "what the profile calls that machine (default: the kind and name of FILE)");
    addText(*app, "Profile", "--merge", options->merge, "P0",
            "a profile of the same model to add to; its times of this side are replaced");
    addRequiredOutput(*app, options->output, "P",
                      "the profile to write; - is standard output, without a report");
    addFlag(*app, "Output", "--json", options->json,
            "report as JSON, with every entry and its layers");
    addFlag(*app, "Output", "-q,--quiet", options->quiet, "no warnings and no progress");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
