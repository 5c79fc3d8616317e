#include "app/cli/option_declaration.h"

#include <CLI/CLI.hpp>

namespace trilane {
namespace {

constexpr const char* kOutputFlags = "-o,--output";

/// Takes the name of a file to write into `target`.
/// @param expected  for the message about an empty one
template <class Target>
CLI::Option* addOutputName(CLI::App& command, const std::string& flags, const std::string& expected,
                           Target& target, const std::string& description) {
    const std::string shown = flags.substr(0, flags.find(','));
    const auto take = [&target, shown, expected](const std::string& value) {
        if (value.empty()) throw CLI::ValidationError(shown, "''; expected " + expected);
        target = value;
    };
    return command.add_option_function<std::string>(flags, take, description)
        ->type_name("FILE")
        ->group("Output");
}

}  // namespace

CLI::App* addCommand(CLI::App& program, const std::string& name, const std::string& description,
                     const std::string& examples) {
    CLI::App* const command = program.add_subcommand(name, description);
    command->footer(examples);
    return command;
}

void addArgument(CLI::App& command, const std::string& name, std::string& target,
                 const std::string& description) {
    command.add_option(name, target, description)->required();
}

void addOptionalArgument(CLI::App& command, const std::string& name,
                         std::optional<std::string>& target, const std::string& description) {
    command.add_option_function<std::string>(
        name, [&target](const std::string& value) { target = value; }, description);
}

void addText(CLI::App& command, const std::string& group, const std::string& flags,
             std::optional<std::string>& target, const std::string& valueName,
             const std::string& description) {
    // Not bound to the optional itself, which CLI11 would leave empty for an empty value.
    command
        .add_option_function<std::string>(
            flags, [&target](const std::string& value) { target = value; }, description)
        ->type_name(valueName)
        ->group(group);
}

void addRequiredText(CLI::App& command, const std::string& group, const std::string& flags,
                     std::string& target, const std::string& valueName,
                     const std::string& description) {
    command.add_option(flags, target, description)->required()->type_name(valueName)->group(group);
}

void addOutput(CLI::App& command, std::optional<std::string>& target,
               const std::string& description) {
    addOutputName(command, kOutputFlags, "a file, or - for standard output", target, description);
}

void addRequiredOutput(CLI::App& command, std::string& target, const std::string& valueName,
                       const std::string& description) {
    addOutputName(command, kOutputFlags, "a file, or - for standard output", target, description)
        ->required()
        ->type_name(valueName);
}

void addOutputFile(CLI::App& command, const std::string& flag, std::optional<std::string>& target,
                   const std::string& description) {
    addOutputName(command, flag, "a file", target, description);
}

void addTexts(CLI::App& command, const std::string& group, const std::string& flags,
              std::vector<std::string>& target, const std::string& valueName,
              const std::string& description) {
    command.add_option(flags, target, description)
        ->type_name(valueName)
        ->allow_extra_args(false)
        ->group(group);
}

void addFlag(CLI::App& command, const std::string& group, const std::string& flags, bool& target,
             const std::string& description) {
    command.add_flag(flags, target, description)->disable_flag_override()->group(group);
}

}  // namespace trilane
