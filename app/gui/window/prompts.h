#pragma once

#include <QString>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

class QSettings;
class QWidget;

namespace trilane {

class Document;

enum class UnsavedAnswer : std::uint8_t { Save, Discard, Cancel };

/// How a model's file is to be read: see Document::reopen.
struct ReadingOptions {
    std::map<std::string, std::vector<std::int64_t>, std::less<>> shapes;
    bool fuse = true;
};

/// The questions that the window asks, so that a test can answer them. An empty path is Cancel.
struct Prompts {
    /// @param project  what would be saved, as in "the project work.trilane.json"
    std::function<UnsavedAnswer(const QString& project)> unsaved;
    std::function<QString()> pathToOpen;
    /// @param name    suggested
    /// @param filter  as of QFileDialog; the first suffix is appended where none was typed
    std::function<QString(const QString& title, const QString& name, const QString& filter)>
        pathToSave;
    std::function<std::optional<ReadingOptions>(const Document&)> readingOptions;
};

/// Dialogs above `window` that remember the last folder in `settings` (may be null).
[[nodiscard]] Prompts dialogPrompts(QWidget& window, QSettings* settings);

/// "input=1,3,224,224" on each line. @return empty where a line is wrong; `fault` says why
[[nodiscard]] std::optional<std::map<std::string, std::vector<std::int64_t>, std::less<>>>
shapesFromText(const QString& text, QString& fault);
[[nodiscard]] QString shapesToText(
    const std::map<std::string, std::vector<std::int64_t>, std::less<>>& shapes);

}  // namespace trilane
