#pragma once

#include "core/io/atomic_file.h"
#include "core/plan/planner.h"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace trilane {

/// What goes to standard error: warnings, errors and, on a terminal, one line of progress.
class Console {
public:
    Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;
    ~Console() { clearProgress(); }

    /// Leaves out warnings and progress.
    void setQuiet(bool quiet) { m_quiet = quiet; }

    /// "trilane: warning: …"
    void warn(std::string_view text);
    /// "trilane: error: …"
    void fail(std::string_view text);

    /// A line of its own, for what is worth knowing at the end; a warning's kind of news.
    void note(std::string_view text);

    /// Shows what is being done, in place of what was shown before; only on a terminal.
    void showProgress(std::string_view text);
    /// The same for a search that goes on, at most every 100 ms.
    void showProgress(const SearchProgress& progress);
    void clearProgress();

private:
    using Clock = std::chrono::steady_clock;
    void message(std::string_view kind, std::string_view text);

    bool m_quiet = false;
    bool m_terminal;
    bool m_progressShown = false;
    Clock::time_point m_nextProgress{};
};

/// Where a command's result goes: standard output, at once, or a file that appears whole.
class ResultOutput {
public:
    /// @param path  "-": standard output. Throws OutputError.
    explicit ResultOutput(const std::string& path);

    /// Throws OutputError.
    void write(std::string_view text);
    /// The same for what is to stay in one piece: no signal ends the program within it. False where
    /// its reader has stopped, a signal is pending and not all is written.
    [[nodiscard]] bool writeWhole(std::string_view text);
    /// Puts a file in its place; nothing is written afterwards. Throws OutputError.
    void finish();

    /// True where bold text is wanted: on a terminal, unless NO_COLOR is set.
    [[nodiscard]] bool emphasis() const { return m_emphasis; }
    /// True where the result is read as it is printed.
    [[nodiscard]] bool onTerminal() const;

private:
    std::string m_path;                  ///< for messages
    std::unique_ptr<AtomicFile> m_file;  ///< null: standard output
    bool m_emphasis = false;
};

/// Makes sure that descriptors 0 to 2 are taken, lest a file opened later takes a closed stream's
/// place and gets its output, and that a closed pipe or a size limit is an error, not a signal.
void prepareStandardStreams();

}  // namespace trilane
