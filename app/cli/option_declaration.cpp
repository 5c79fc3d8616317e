#include "app/cli/option_declaration.h"

#include <CLI/CLI.hpp>

namespace trilane {

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
