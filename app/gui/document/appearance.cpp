#include "app/gui/document/appearance.h"

#include "app/gui/document/program_style.h"

#include <QApplication>
#include <QPalette>
#include <QWidget>

namespace trilane {
namespace {

QPalette makePalette(const Theme& theme) {
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.background);
    palette.setColor(QPalette::AlternateBase, theme.alternate);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.muted);
    palette.setColor(QPalette::Button, theme.window);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.error);
    palette.setColor(QPalette::Highlight, theme.accent);
    palette.setColor(QPalette::HighlightedText, theme.accentText);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::ToolTipBase, theme.background);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Light, theme.background);
    palette.setColor(QPalette::Midlight, theme.alternate);
    palette.setColor(QPalette::Mid, theme.rule);
    palette.setColor(QPalette::Dark, theme.faint);
    palette.setColor(QPalette::Shadow, theme.faint);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.faint);
    return palette;
}

}  // namespace

const Theme& themeOf(const QWidget& widget) {
    const bool dark = widget.palette().color(QPalette::Window).lightness() < 128;
    return theme(dark ? ThemeKind::Dark : ThemeKind::Light);
}

void applyTheme(ThemeKind kind) {
    QApplication::setStyle(new ProgramStyle);
    QApplication::setPalette(makePalette(theme(kind)));
    QApplication::setFont(figureFont(12));
}

}  // namespace trilane
