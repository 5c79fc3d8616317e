#include "app/gui/window/screenshot.h"

#include "app/gui/window/file_commands.h"
#include "app/gui/window/main_window.h"
#include "app/gui/window/pane_layout.h"
#include "app/gui/window/status_line.h"
#include "app/gui/window/view_commands.h"
#include "core/io/atomic_file.h"
#include "core/io/input_error.h"
#include "core/io/network_json.h"
#include "core/io/output_error.h"
#include "core/io/project_link.h"

#include <fmt/format.h>

#include <QApplication>
#include <QBuffer>
#include <QEventLoop>
#include <QPixmap>
#include <QTimer>
#include <cstdio>

namespace trilane {
namespace {

constexpr int kDone = 0;
constexpr int kBadInput = 3;

int fail(const std::string& message) {
    fmt::print(stderr, "trilane-gui: {}\n", message);
    return kBadInput;
}

/// Runs the event loop until `done`, looking every few milliseconds.
void runUntil(const std::function<bool()>& done) {
    QEventLoop loop;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        if (done()) loop.quit();
    });
    timer.start(5);
    loop.exec();
}

/// What a view starts in answer to the last signal must have begun before it can be waited for: the
/// window has to be ready several times in a row.
void waitUntilReady(const MainWindow& window) {
    constexpr int kTimes = 4;
    int ready = 0;
    runUntil([&] {
        ready = window.isReady() ? ready + 1 : 0;
        return ready >= kTimes;
    });
}

QByteArray asPng(const QPixmap& pixmap) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImage image = pixmap.toImage().convertToFormat(QImage::Format_RGB888);
    image.setDevicePixelRatio(1);
    // 0 is the best compression.
    image.save(&buffer, "PNG", 0);
    return bytes;
}

/// @return what went wrong; empty: it is open
std::string openAndWait(MainWindow& window, const QString& path) {
    Document& document = window.document();
    std::string fault;
    const auto connection = QObject::connect(
        &document, &Document::failed, &window,
        [&fault](const QString&, const QString& message) { fault = message.toStdString(); });
    document.open(path);
    runUntil([&] { return !document.isOpening() && (!fault.empty() || !document.isEmpty()); });
    QObject::disconnect(connection);
    return fault;
}

}  // namespace

void applyOptions(MainWindow& window, const GuiOptions& options) {
    Document& document = window.document();
    if (!options.network.empty() || options.mbps) {
        ProjectLink link;
        if (!options.network.empty()) link = linkOf(loadNetwork(options.network));
        link.transferType = document.project().link.transferType;
        if (options.mbps) {
            link.mbps = *options.mbps;
            link.name = linkName(link);
        }
        document.edit(MainWindow::tr("Change the link"),
                      [&link](Project& project) { project.link = link; });
        // What the command line says is where the work begins, not a part of it.
        document.undoStack().clear();
    }
    document.changeView([&options](ProjectView& view) {
        if (!options.focus.empty()) view.focus = options.focus;
        if (!options.strategies.empty()) view.strategies = options.strategies;
    });
}

int takeScreenshot(const GuiOptions& options) {
    QApplication::setCursorFlashTime(0);
    MainWindow window;
    window.views().setTheme(options.theme.value_or(ThemeChoice::Light));
    window.status().setTimesShown(false);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.setFixedSize(options.size);
    if (options.show) {
        window.showPanesOnly();
        window.panes().maximize(options.show);
    }
    window.show();
    const QString path =
        options.file.empty() ? firstSample() : QString::fromStdString(options.file);
    try {
        // Before the work: a place that cannot be written is told at once.
        const std::string& target = options.screenshot;
        AtomicFile file(target == "-" ? "/dev/stdout" : target);
        const std::string fault = openAndWait(window, path);
        if (!fault.empty()) return fail(fault);
        applyOptions(window, options);
        waitUntilReady(window);
        if (const QString& reason = window.document().planningFault(); !reason.isEmpty())
            return fail(reason.toStdString());
        const QByteArray png = asPng(window.grab());
        file.write(std::string_view(png.constData(), static_cast<std::size_t>(png.size())));
        file.commit();
    } catch (const InputError& error) {
        return fail(error.what());
    } catch (const OutputError& error) {
        return fail(error.what());
    }
    return kDone;
}

}  // namespace trilane
