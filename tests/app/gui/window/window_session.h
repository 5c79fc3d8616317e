#pragma once

#include "app/gui/document/document.h"
#include "app/gui/window/file_commands.h"
#include "app/gui/window/main_window.h"
#include "app/gui/window/prompts.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

/// What tests of the whole window share.
namespace trilane::test {

/// The longest wait for what may take long on a busy machine; all waits end with a condition.
inline constexpr int kPatience = 30'000;

inline QString sample(const char* name) {
    return QStringLiteral(TRILANE_SOURCE_DIR "/sample_models/") + QLatin1String(name);
}

/// A window with settings of its own, which lives as a user's would.
struct Session {
    QTemporaryDir folder;
    QSettings settings{folder.filePath("settings.ini"), QSettings::IniFormat};
    std::unique_ptr<MainWindow> window = std::make_unique<MainWindow>(&settings);

    Session() { window->show(); }

    void settle() const {
        // What was typed or clicked may still be on its way.
        QCoreApplication::processEvents();
        if (!QTest::qWaitFor([this] { return window->isReady(); }, kPatience))
            qFatal("the window is never ready");
    }
    void open(const QString& path) const {
        window->files().open(path);
        settle();
    }
    [[nodiscard]] Document& document() const { return window->document(); }
    /// Makes the document differ from its file.
    void change(double mbps) const {
        document().edit("Test", [mbps](Project& project) { project.link.mbps = mbps; });
        settle();
    }
    void answerUnsaved(UnsavedAnswer answer) const {
        window->prompts().unsaved = [answer](const QString&) { return answer; };
    }
    void answerSavePath(const QString& path) const {
        window->prompts().pathToSave = [path](const QString&, const QString&, const QString&) {
            return path;
        };
    }
};

}  // namespace trilane::test
