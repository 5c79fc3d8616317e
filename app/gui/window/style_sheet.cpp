#include "app/gui/window/style_sheet.h"

namespace trilane {
namespace {

constexpr const char* kSheet = R"(
QMainWindow, QMenuBar { background: @window; }
QMenuBar { padding: 2px 6px; border: none; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; color: @text; }
QMenuBar::item:selected { background: @accentTint; }
QMenu { background: @background; color: @text; border: 1px solid @rule; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 26px; border-radius: 4px; }
QMenu::item:selected { background: @accentTint; color: @text; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @rule; margin: 4px 6px; }
QMenu::icon { padding-left: 6px; }

QToolBar { background: @window; border: none; border-bottom: 1px solid @rule; padding: 4px 8px;
           spacing: 2px; }
QToolBar::separator { background: @rule; width: 1px; margin: 6px 6px; }
QToolButton { border: 1px solid transparent; border-radius: 5px; padding: 4px 7px; color: @text;
              background: transparent; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @accentTint; }
QToolButton:focus { border-color: @accent; }
QToolButton:disabled { color: @faint; }
QToolButton::menu-indicator { image: none; }
#qt_toolbar_ext_button { padding: 0; }
#programName { font-weight: bold; font-size: 14px; padding: 0 4px 0 4px; }
#documentName { color: @muted; padding: 0 12px 0 6px; }

QSplitter::handle { background: @rule; }
QSplitter::handle:hover { background: @accent; }

#paneHeader { background: @background; border: none; border-top: 2px solid transparent; }
#paneHeader[active="true"] { border-top-color: @accent; }
#paneHeader QToolButton { padding: 3px; }
#paneTabs { background: transparent; border: none; }
#paneTabs::tab { background: transparent; border: none; color: @muted; padding: 8px 6px 7px 6px;
                 margin: 0 2px; font-weight: bold; }
#paneTabs::tab:selected { color: @text; }
#paneTabs[several="true"]::tab:selected { border-bottom: 2px solid @accent; padding-bottom: 5px; }
#paneTabs::tab:hover:!selected { color: @text; }
#paneTabs[active="true"]::tab:selected { color: @accent; }
#paneTabs[several="true"]:focus { border: 1px solid @accent; border-radius: 4px; }

#statusLine { background: @window; border: none; border-top: 1px solid @rule; }
#statusLine QLabel { color: @muted; }
#statusLine #fault { color: @error; }
#statusLine QToolButton { padding: 1px 6px; }
#statusLine #stopPlanning { border-color: @border; }

#messageBar { background: @accentTint; border: none; border-top: 1px solid @rule; }
#messageBar[kind="warning"] { border-left: 4px solid @makespan; }
#messageBar[kind="error"] { background: @errorTint; border-left: 4px solid @error; }
#messageBar QLabel { color: @text; }

QPushButton { background: @background; color: @text; border: 1px solid @border; border-radius: 5px;
              padding: 4px 12px; min-height: 16px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @accentTint; }
QPushButton:checked, QPushButton:default { background: @accent; color: @accentText;
                                           border-color: @accent; }
QPushButton:focus { border: 2px solid @accent; padding: 3px 11px; }
QPushButton:checked:focus { border-color: @text; }
QPushButton:disabled { color: @faint; border-color: @rule; background: @window; }

QLineEdit, QAbstractSpinBox { background: @background; color: @text; border: 1px solid @border;
    border-radius: 5px; padding: 3px 6px; selection-background-color: @accent;
    selection-color: @accentText; }
QLineEdit:focus, QAbstractSpinBox:focus { border-color: @accent; }
QAbstractItemView QLineEdit { border-radius: 0; padding: 0 2px; }

QAbstractItemView { background: @background; color: @text; border: none;
    alternate-background-color: @background; selection-background-color: @accentTint;
    selection-color: @text; outline: none; gridline-color: @rule; }
QAbstractItemView::item:selected { background: @accentTint; color: @text; }
QHeaderView { background: @background; border: none; }
QHeaderView::section { background: @background; color: @muted; border: none;
    border-bottom: 1px solid @rule; padding: 4px 6px; }
QTableView QTableCornerButton::section { background: @background; border: none; }

QScrollArea, QScrollArea > QWidget > QWidget { background: @background; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @scroll; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: @rule; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QToolTip { background: @background; color: @text; border: 1px solid @border; padding: 3px; }
)";

QColor mix(const QColor& a, const QColor& b, double share) {
    const auto blend = [share](double from, double to) {
        return static_cast<float>(from + (to - from) * share);
    };
    return QColor::fromRgbF(blend(a.redF(), b.redF()), blend(a.greenF(), b.greenF()),
                            blend(a.blueF(), b.blueF()));
}

}  // namespace

QString windowStyleSheet(const Theme& theme) {
    struct Name {
        const char* name;
        QColor colour;
    };
    // Longer names before those that they begin with.
    const std::array names{
        Name{"@accentTint", theme.accentTint},
        Name{"@accentText", theme.accentText},
        Name{"@accent", theme.accent},
        Name{"@background", theme.background},
        Name{"@border", mix(theme.rule, theme.muted, 0.3)},
        Name{"@errorTint", mix(theme.background, theme.error, 0.16)},
        Name{"@error", theme.error},
        Name{"@faint", mix(theme.faint, theme.muted, 0.3)},
        Name{"@hover", mix(theme.window, theme.muted, 0.15)},
        Name{"@makespan", theme.makespan},
        Name{"@muted", theme.muted},
        Name{"@rule", theme.rule},
        Name{"@scroll", mix(theme.rule, theme.muted, 0.35)},
        Name{"@text", theme.text},
        Name{"@window", theme.window},
    };
    QString sheet = QString::fromLatin1(kSheet);
    for (const Name& name : names)
        sheet.replace(QLatin1String(name.name), name.colour.name());
    return sheet;
}

}  // namespace trilane
