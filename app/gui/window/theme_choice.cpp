#include "app/gui/window/theme_choice.h"

#include <QGuiApplication>
#include <QPalette>

namespace trilane {
namespace {

ThemeKind& systemTheme() {
    static ThemeKind kind = ThemeKind::Light;
    return kind;
}

}  // namespace

void noteSystemTheme() {
    const bool dark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    systemTheme() = dark ? ThemeKind::Dark : ThemeKind::Light;
}

ThemeKind resolve(ThemeChoice choice) {
    switch (choice) {
        case ThemeChoice::Light:
            return ThemeKind::Light;
        case ThemeChoice::Dark:
            return ThemeKind::Dark;
        case ThemeChoice::System:
            break;
    }
    return systemTheme();
}

QString key(ThemeChoice choice) {
    switch (choice) {
        case ThemeChoice::Light:
            return QStringLiteral("light");
        case ThemeChoice::Dark:
            return QStringLiteral("dark");
        case ThemeChoice::System:
            break;
    }
    return QStringLiteral("system");
}

ThemeChoice themeChoiceFromKey(const QString& key) {
    if (key == QLatin1String("light")) return ThemeChoice::Light;
    if (key == QLatin1String("dark")) return ThemeChoice::Dark;
    return ThemeChoice::System;
}

}  // namespace trilane
