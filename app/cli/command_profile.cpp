#include "app/cli/command.h"
#include "app/cli/option_declaration.h"

namespace trilane {

Command makeProfileCommand(CLI::App& program) {
    CLI::App* const app =
        addCommand(program, "profile", "take over times that were measured, and show where they go",
                   "trilane profile import times.csv --model model.onnx --side device -o p.json\n"
                   "trilane profile show p.json");
    return {app, {}, {makeProfileImportCommand(*app), makeProfileShowCommand(*app)}};
}

}  // namespace trilane
