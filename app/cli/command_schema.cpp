#include "app/cli/command.h"
#include "app/cli/display_text.h"
#include "app/cli/option_declaration.h"
#include "app/cli/option_values.h"
#include "app/cli/text_table.h"
#include "core/io/shipped.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {
namespace {

constexpr std::string_view kPrefix = "trilane.";
constexpr std::string_view kSuffix = ".schema";

struct SchemaOptions {
    std::optional<std::string> name;
    std::optional<std::string> output;
};

/// "plan" and so on, sorted.
std::vector<std::string_view> schemaNames() {
    std::vector<std::string_view> names = shippedNames("schemas/");
    for (std::string_view& name : names) {
        name.remove_prefix(kPrefix.size());
        name.remove_suffix(kSuffix.size());
    }
    return names;
}

std::string_view schemaText(std::string_view name) {
    return shippedSchema(fmt::format("{}{}", kPrefix, name));
}

std::string listOfSchemas() {
    std::string text;
    constexpr std::size_t kColumn = 16;
    for (const std::string_view name : schemaNames()) {
        const auto schema = nlohmann::json::parse(schemaText(name));
        // wrapText sees spaces between words only; the padding is not to be broken.
        const std::string wrapped = wrapText(
            std::string(kColumn, ' ') + schema.value("description", std::string()), kColumn);
        text += padRight(std::string(name), kColumn) + wrapped.substr(kColumn);
    }
    return text;
}

ExitCode run(const SchemaOptions& options, Console&) {
    std::string text;
    if (options.name) {
        std::string_view name = *options.name;
        if (name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
        const auto names = schemaNames();
        text = schemaText(names[parseChoice("NAME", std::string(name), names, "format")]);
    } else {
        text = listOfSchemas();
    }
    ResultOutput output(options.output.value_or("-"));
    output.write(text);
    output.finish();
    return ExitCode::Done;
}

}  // namespace

Command makeSchemaCommand(CLI::App& program) {
    CLI::App* const app =
        addCommand(program, "schema", "print the JSON Schema of what the program reads or writes",
                   "trilane schema\n"
                   "trilane schema plan\n"
                   "trilane schema policy -o policy.schema.json");
    const auto options = std::make_shared<SchemaOptions>();
    addOptionalArgument(*app, "NAME", options->name,
                        "a format, as plan or trilane.plan; without it all are listed");
    addOutput(*app, options->output, "write to FILE instead (- = standard output)");
    return {app, [options](Console& console) { return run(*options, console); }};
}

}  // namespace trilane
