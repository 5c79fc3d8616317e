#include "app/cli/program.h"

#include "app/cli/command.h"
#include "app/cli/help_text.h"
#include "app/cli/usage_error.h"
#include "core/io/input_error.h"
#include "core/io/near_miss.h"
#include "core/io/output_error.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {
namespace {

/// The program's command line as CLI11 knows it.
struct CommandLine {
    CLI::App app{
        "Trilane plans cooperative deep inference: which layers of a DNN run on a device, "
        "which on a server, and in what order their tensors are made, sent and consumed.",
        "trilane"};
    std::vector<Command> commands;

    CommandLine() {
        // One command only: what follows it is its own, even a model that is called "plan".
        app.require_subcommand(0, 1);
        app.set_version_flag("--version", "trilane " TRILANE_VERSION);
        app.footer(
            "trilane inspect model.onnx\n"
            "trilane compare model.onnx --network 4G\n"
            "trilane plan model.onnx -o plan.json");
        commands = {makeInspectCommand(app),   makePlanCommand(app),     makeCompareCommand(app),
                    makeSweepCommand(app),     makeConvertCommand(app),  makeExportCommand(app),
                    makeBatchCommand(app),     makeScheduleCommand(app), makeValidateCommand(app),
                    makeReproduceCommand(app), makeProfileCommand(app),  makeSchemaCommand(app)};
    }

    /// The commands that stand on the command line, each one of the command before it.
    [[nodiscard]] std::vector<const Command*> chain() const {
        std::vector<const Command*> chain;
        const std::vector<Command>* known = &commands;
        for (const CLI::App* at = &app; !at->get_subcommands().empty();) {
            at = at->get_subcommands().front();
            const auto found =
                std::find_if(known->begin(), known->end(),
                             [&](const Command& command) { return command.app == at; });
            if (found == known->end()) break;
            chain.push_back(&*found);
            known = &found->commands;
        }
        return chain;
    }

    /// The last of them, null if there is none.
    [[nodiscard]] const Command* chosen() const {
        const auto found = chain();
        return found.empty() ? nullptr : found.back();
    }
};

void print(const std::string& text) {
    ResultOutput output("-");
    output.write(text);
}

/// The long options that `app` knows, with their dashes.
std::vector<std::string> longOptions(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames())
            names.push_back("--" + name);
    return names;
}

std::vector<std::string> commandNames(const std::vector<Command>& commands) {
    std::vector<std::string> names;
    names.reserve(commands.size());
    for (const Command& command : commands)
        names.push_back(command.app->get_name());
    return names;
}

/// "'import' or 'show'", of a command of commands.
std::string commandChoices(const Command& command) {
    const std::vector<std::string> names = commandNames(command.commands);
    return quotedList(std::vector<std::string_view>(names.begin(), names.end()));
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    const auto meant = nearMiss(word, candidates);
    return meant ? fmt::format("; did you mean '{}'?", *meant) : "";
}

/// A word that nothing on the command line asks for; `command` stands before it, if any does.
std::string describeExtra(const CommandLine& line, const Command* command,
                          const std::string& word) {
    if (word.size() > 1 && word.front() == '-') {
        const std::string name = word.substr(0, word.find('='));
        return fmt::format("unknown option '{}'{}", name,
                           suggestion(name, longOptions(command ? *command->app : line.app)));
    }
    if (command != nullptr && command->commands.empty())
        return fmt::format("unexpected argument '{}'", word);
    if (command == nullptr)
        return fmt::format("unknown command '{}'{}", word,
                           suggestion(word, commandNames(line.commands)));
    const std::string meant = suggestion(word, commandNames(command->commands));
    return fmt::format("unknown command '{} {}'{}", commandPath(*command->app), word,
                       meant.empty() ? "; expected " + commandChoices(*command) : meant);
}

/// A command of commands that stands alone.
std::string describeMissing(const Command& command) {
    return fmt::format("{}: a command is missing; expected {}", commandPath(*command.app),
                       commandChoices(command));
}

std::string describeParseError(const CommandLine& line, const CLI::ParseError& error) {
    // An unknown word is the likelier mistake than what seems missing because of it.
    if (const auto extras = line.app.remaining(); !extras.empty())
        return describeExtra(line, line.chosen(), extras.front());
    for (const Command* command : line.chain())
        if (const auto extras = command->app->remaining(); !extras.empty())
            return describeExtra(line, command, extras.front());
    std::string text = error.what();
    const std::string option = text.substr(0, text.find(':'));
    if (text.ends_with(" missing")) return option + ": a value is missing";
    if (text.find(": At Most ") != std::string::npos) return option + ": given more than once";
    const std::size_t override = text.find(" was given a disallowed flag override");
    if (override != std::string::npos) return "--" + text.substr(0, override) + ": takes no value";
    return text;
}

int failUsage(const CommandLine& line, Console& console, const std::string& text) {
    const Command* const command = line.chosen();
    console.fail(fmt::format("{}{} 'trilane {}--help'", text,
                             text.ends_with('?') ? " See" : "; see",
                             command ? commandPath(*command->app) + " " : ""));
    return static_cast<int>(ExitCode::Usage);
}

/// Parses and runs; CLI11's exceptions are dealt with here, all others by the caller.
int parseAndRun(CommandLine& line, Console& console, int argc, const char* const* argv) {
    try {
        line.app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        const Command* const command = line.chosen();
        print(command ? commandHelp(*command->app) : programHelp(line.app));
        return static_cast<int>(ExitCode::Done);
    } catch (const CLI::CallForVersion& version) {
        print(std::string(version.what()) + "\n");
        return static_cast<int>(ExitCode::Done);
    } catch (const CLI::ParseError& error) {
        return failUsage(line, console, describeParseError(line, error));
    }
    const Command* const command = line.chosen();
    if (command == nullptr) {
        print(programHelp(line.app));
        return static_cast<int>(ExitCode::Usage);
    }
    if (!command->commands.empty()) return failUsage(line, console, describeMissing(*command));
    try {
        return static_cast<int>(command->run(console));
    } catch (const UsageError& error) {
        return failUsage(line, console, error.what());
    }
}

}  // namespace

int runProgram(int argc, const char* const* argv) {
    prepareStandardStreams();
    Console console;
    const auto fail = [&](const std::string& text, ExitCode code) {
        console.fail(text);
        return static_cast<int>(code);
    };
    try {
        CommandLine line;
        return parseAndRun(line, console, argc, argv);
    } catch (const InputError& error) {
        return fail(error.what(), ExitCode::BadInput);
    } catch (const OutputError& error) {
        return fail(error.what(), ExitCode::BadInput);
    } catch (const std::bad_alloc&) {
        return fail("out of memory", ExitCode::Internal);
    } catch (const std::exception& error) {
        return fail(fmt::format("internal fault: {}", error.what()), ExitCode::Internal);
    }
}

}  // namespace trilane
