#pragma once

#include "app/cli/console.h"
#include "app/cli/input_paths.h"
#include "core/io/file_content.h"
#include "core/io/read_model.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace trilane {

/// Which model a command works on, and how an ONNX file is read.
struct ModelOptions {
    std::string place;  ///< what names the model on the command line: "MODEL" or "--model"
    std::string path;   ///< "-": standard input
    std::vector<std::string> shapes;
    bool noFuse = false;
    std::optional<FileContent> content;  ///< of the file, where it was opened already

    /// MODEL as the command's argument, or what else `name` says.
    void addTo(CLI::App& command, const std::string& name = "MODEL");
    /// The model as `--model MODEL`, for commands whose argument is another file.
    void addAsOptionTo(CLI::App& command);
    /// The same for commands that may do without a model; `chosen` is then what the user gave.
    void addAsChoiceTo(CLI::App& command, std::optional<std::string>& chosen,
                       const std::string& description);
    [[nodiscard]] InputPath input() const { return {place, path}; }

private:
    void addReadingOptionsTo(CLI::App& command);
};

/// Reads the model, ONNX or `trilane.model`, whichever its content is. Throws InputError, and
/// UsageError for a shape that cannot be read.
[[nodiscard]] ReadModel openModel(const ModelOptions& options);

/// Passes on what a reader had to assume; a long list is cut to its first `most`.
void warnAbout(const std::vector<std::string>& warnings, const std::string& path, Console& console,
               std::size_t most);

}  // namespace trilane
