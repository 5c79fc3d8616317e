#pragma once

#include "app/cli/console.h"
#include "app/cli/exit_code.h"

#include <functional>
#include <vector>

namespace CLI {
class App;
}

namespace trilane {

/// A subcommand: its options as CLI11 knows them, and what it does once they are parsed.
struct Command {
    CLI::App* app = nullptr;
    std::function<ExitCode(Console&)> run;  ///< throws InputError, OutputError, UsageError
    std::vector<Command> commands = {};     ///< one of which must follow it; `run` is then empty
};

/// One maker for each file command_*.cpp. The options live as long as the returned `run`.
[[nodiscard]] Command makeInspectCommand(CLI::App& program);
[[nodiscard]] Command makePlanCommand(CLI::App& program);
[[nodiscard]] Command makeCompareCommand(CLI::App& program);
[[nodiscard]] Command makeSweepCommand(CLI::App& program);
[[nodiscard]] Command makeConvertCommand(CLI::App& program);
[[nodiscard]] Command makeExportCommand(CLI::App& program);
[[nodiscard]] Command makeBatchCommand(CLI::App& program);
[[nodiscard]] Command makeScheduleCommand(CLI::App& program);
[[nodiscard]] Command makeValidateCommand(CLI::App& program);
[[nodiscard]] Command makeReproduceCommand(CLI::App& program);
[[nodiscard]] Command makeSchemaCommand(CLI::App& program);
[[nodiscard]] Command makeProfileCommand(CLI::App& program);
/// The commands of `profile`.
[[nodiscard]] Command makeProfileImportCommand(CLI::App& profile);
[[nodiscard]] Command makeProfileShowCommand(CLI::App& profile);

}  // namespace trilane
