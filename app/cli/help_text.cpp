#include "app/cli/help_text.h"

#include "app/cli/display_text.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <vector>

namespace trilane {
namespace {

constexpr std::size_t kTextColumn = 26;

/// A name in the left column, its description wrapped in the right one; a name that is too long
/// gets a line of its own.
std::string entry(const std::string& name, const std::string& description) {
    std::string text = "  " + name;
    if (displayWidth(text) + 2 > kTextColumn) {
        text += '\n';
        return text + wrapText(std::string(kTextColumn, ' ') + description, kTextColumn);
    }
    // wrapText sees spaces between words only; the padding is not to be broken.
    const std::string wrapped = wrapText(std::string(kTextColumn, ' ') + description, kTextColumn);
    return padRight(text, kTextColumn) + wrapped.substr(kTextColumn);
}

std::string optionName(const CLI::Option& option) {
    if (!option.nonpositional()) return option.get_name();
    std::string name;
    for (const std::string& letter : option.get_snames())
        name += "-" + letter + ", ";
    for (const std::string& word : option.get_lnames())
        name += "--" + word + ", ";
    name.resize(name.size() - 2);
    if (option.get_items_expected_max() > 0) name += " " + option.get_type_name();
    return name;
}

/// "-o FILE": one name is enough where the option is not explained.
std::string briefName(const CLI::Option& option) {
    std::string names = optionName(option);
    const std::size_t comma = names.find(", ");
    if (comma == std::string::npos) return names;
    return names.substr(0, comma) + names.substr(std::min(names.rfind(' '), names.size()));
}

std::vector<const CLI::App*> commandsOf(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App*) { return true; });
}

std::string commandList(const CLI::App& app) {
    std::string text = "\nCommands:\n";
    for (const CLI::App* command : commandsOf(app))
        text += entry(command->get_name(), command->get_description());
    return text;
}

std::string usageLine(const CLI::App& command) {
    std::string usage = "Usage: trilane " + commandPath(command);
    if (!commandsOf(command).empty()) return usage + " COMMAND [ARGUMENTS] [OPTIONS]\n";
    for (const CLI::Option* option : command.get_options())
        if (!option->nonpositional())
            usage +=
                option->get_required() ? " " + option->get_name() : " [" + option->get_name() + "]";
    for (const CLI::Option* option : command.get_options())
        if (option->nonpositional() && option->get_required()) usage += " " + briefName(*option);
    return usage + " [OPTIONS]\n";
}

std::string optionGroups(const CLI::App& command) {
    std::string text;
    const auto options = command.get_options();
    std::vector<std::string> groups;
    for (const CLI::Option* option : options)
        if (std::find(groups.begin(), groups.end(), option->get_group()) == groups.end())
            groups.push_back(option->get_group());
    // "Options" holds the arguments, and --help, which goes last.
    for (const CLI::Option* option : options)
        if (!option->nonpositional())
            text +=
                (text.empty() ? "\n" : "") + entry(option->get_name(), option->get_description());
    for (const std::string& group : groups) {
        if (group == "Options" || group.empty()) continue;
        text += "\n" + group + ":\n";
        for (const CLI::Option* option : options)
            if (option->get_group() == group)
                text += entry(optionName(*option), option->get_description());
    }
    return text + entry("-h, --help", "print this help");
}

std::string examples(const std::string& footer) {
    std::string text = "\nExamples:\n";
    std::istringstream lines(footer);
    for (std::string line; std::getline(lines, line);)
        text += "  " + line + "\n";
    return text;
}

}  // namespace

std::string programHelp(const CLI::App& program) {
    std::string text = wrapText(program.get_description(), 0);
    text += "\nUsage: trilane COMMAND [ARGUMENTS] [OPTIONS]\n" + commandList(program);
    text += "\n" + entry("-h, --help", "print this help; 'trilane COMMAND --help' tells more");
    text += entry("--version", "print the version");
    text += examples(program.get_footer());
    return text +
           "\nExit codes: 0 done, 1 a check failed, 2 wrong usage, 3 bad input or output,\n"
           "4 internal fault.\n";
}

std::string commandHelp(const CLI::App& command) {
    std::string description = command.get_description() + ".";
    description.front() = static_cast<char>(std::toupper(description.front()));
    std::string text = usageLine(command) + "\n" + wrapText(description, 0);
    if (commandsOf(command).empty())
        text += optionGroups(command);
    else
        text += commandList(command) + "\n" +
                entry("-h, --help", fmt::format("print this help; 'trilane {} COMMAND --help' "
                                                "tells more",
                                                commandPath(command)));
    return text + examples(command.get_footer());
}

std::string commandPath(const CLI::App& command) {
    // The program itself is the only one without a parent.
    const CLI::App* const parent = command.get_parent();
    const bool nested = parent != nullptr && parent->get_parent() != nullptr;
    return (nested ? commandPath(*parent) + " " : "") + command.get_name();
}

}  // namespace trilane
