#include "app/figure/figure_application.h"

#include <QGuiApplication>
#include <QHashFunctions>
#include <array>
#include <clocale>
#include <iostream>

namespace trilane {
namespace {

/// QGuiApplication keeps references to these as long as it lives.
struct Arguments {
    std::array<char, 8> program{"trilane"};
    std::array<char, 10> option{"-platform"};
    std::array<char, 10> value{"offscreen"};
    std::array<char*, 4> pointers{program.data(), option.data(), value.data(), nullptr};
    int count = 3;
};

/// A figure is the same whatever the desktop is set to: scaled screens change the hinting of text
/// even where all sizes are in pixels.
void ignoreDesktop() {
    for (const char* const name :
         {"QT_FONT_DPI", "QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_USE_PHYSICAL_DPI",
          "QT_ENABLE_HIGHDPI_SCALING", "QT_QPA_PLATFORMTHEME"})
        qunsetenv(name);
}

/// Qt's remarks about the platform (no XDG_RUNTIME_DIR) are no business of a program without
/// windows, whose standard error is read by people.
void dropRemarks(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::cerr << text.toLocal8Bit().constData() << '\n';
}

}  // namespace

FigureApplication::FigureApplication() {
    if (QCoreApplication::instance() != nullptr) return;
    qInstallMessageHandler(dropRemarks);
    ignoreDesktop();
    // The order of fonts in a PDF follows a hash table.
    QHashSeed::setDeterministicGlobalSeed();
    static Arguments arguments;
    m_application = std::make_unique<QGuiApplication>(arguments.count, arguments.pointers.data());
    // Qt takes the user's locale; numbers in files keep their point.
    std::setlocale(LC_NUMERIC, "C");
}

FigureApplication::~FigureApplication() = default;

}  // namespace trilane
