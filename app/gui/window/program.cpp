#include "app/gui/window/program.h"

#include "app/gui/document/recovery.h"
#include "app/gui/document/watchdog.h"
#include "app/gui/window/command_line.h"
#include "app/gui/window/file_commands.h"
#include "app/gui/window/icon.h"
#include "app/gui/window/main_window.h"
#include "app/gui/window/message_bar.h"
#include "app/gui/window/recovery_offer.h"
#include "app/gui/window/screenshot.h"
#include "app/gui/window/view_commands.h"
#include "core/io/input_error.h"

#include <fmt/format.h>

#include <QApplication>
#include <QHashFunctions>
#include <QSettings>
#include <csignal>
#include <cstdio>
#include <exception>

namespace trilane {
namespace {

constexpr int kUsage = 2;
constexpr int kInternal = 4;

bool hasDisplay() {
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") ||
           !qEnvironmentVariableIsEmpty("DISPLAY") ||
           !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

void prepareApplication() {
    QApplication::setApplicationName(QStringLiteral("Trilane"));
    QApplication::setOrganizationName(QStringLiteral("trilane"));
    QApplication::setApplicationVersion(QStringLiteral(TRILANE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("trilane"));
    QApplication::setWindowIcon(programIcon());
    noteSystemTheme();
}

int runWindow(const GuiOptions& options) {
    QSettings settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("trilane"),
                       QStringLiteral("trilane-gui"));
    const WatchdogReport watchdog;
    MainWindow window(&settings);
    Recovery recovery(window.document());
    QObject::connect(&recovery, &Recovery::failed, &window, [&window](const QString& message) {
        window.messages().showMessage(MessageBar::Kind::Warning,
                                      MainWindow::tr("Unsaved work is not kept"), message);
    });
    if (options.theme) window.views().setTheme(*options.theme);
    QObject::connect(
        &window.document(), &Document::opened, &window,
        [&window, options] {
            try {
                applyOptions(window, options);
            } catch (const InputError& error) {
                emit window.document().failed(MainWindow::tr("Cannot use the network"),
                                              QString::fromUtf8(error.what()));
            }
        },
        Qt::SingleShotConnection);
    window.show();
    offerRecovery(window, recovery);
    window.files().open(options.file.empty() ? firstSample()
                                             : QString::fromStdString(options.file));
    return QApplication::exec();
}

}  // namespace

int runGui(int argc, char** argv) {
    // A file that grows too large is then an error that can be told.
    (void)std::signal(SIGXFSZ, SIG_IGN);
    const auto parsed = parseCommandLine(argc, argv);
    if (const auto* text = std::get_if<CommandLineText>(&parsed)) {
        fmt::print(text->wrong ? stderr : stdout, "{}", text->text);
        return text->wrong ? kUsage : 0;
    }
    const auto& options = std::get<GuiOptions>(parsed);
    if (!options.screenshot.empty()) {
        // The same picture everywhere: no desktop has a say in it.
        if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
        qputenv("QT_SCALE_FACTOR", QByteArray::number(options.scale));
    } else if (!hasDisplay()) {
        fmt::print(stderr,
                   "trilane-gui: found no display; expected DISPLAY or WAYLAND_DISPLAY to be set, "
                   "or --screenshot\n");
        return kUsage;
    }
    try {
        // Qt's own options are not ours: it sees the program's name alone.
        int count = 1;
        // As in the headless program: equal figures are equal bytes.
        QHashSeed::setDeterministicGlobalSeed();
        const QApplication application(count, argv);
        prepareApplication();
        return options.screenshot.empty() ? runWindow(options) : takeScreenshot(options);
    } catch (const std::exception& error) {
        fmt::print(stderr, "trilane-gui: internal fault: {}\n", error.what());
        return kInternal;
    }
}

}  // namespace trilane
