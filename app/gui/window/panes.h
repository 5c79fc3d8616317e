#pragma once

#include "app/figure/figure.h"
#include "app/figure/theme.h"

#include <QAction>
#include <QList>
#include <QString>
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

class QWidget;

namespace trilane {

class Document;
class Selection;

/// What the window is made of.
enum class PaneId : std::uint8_t {
    Layers,
    Graph,
    MultiPath,
    Link,
    Results,
    Inspector,
    Machines,
    Pins,
    Schedules,
    Sweep,
};

inline constexpr std::array kPanes{
    PaneId::Layers,    PaneId::Graph,    PaneId::MultiPath, PaneId::Link,      PaneId::Results,
    PaneId::Inspector, PaneId::Machines, PaneId::Pins,      PaneId::Schedules, PaneId::Sweep};

/// "graph", as settings and `--show` write it.
[[nodiscard]] QString key(PaneId pane);
[[nodiscard]] std::optional<PaneId> paneFromKey(const QString& key);
/// "Model", as its header and the menu show it.
[[nodiscard]] QString title(PaneId pane);

/// The widget that fills a pane, and what the window needs to know about it.
struct PaneView {
    QWidget* widget = nullptr;
    QList<QAction*> actions;
    /// Starts what `figure` needs and a hidden view leaves undone; empty: nothing. isReady tells
    /// when it is done.
    std::function<void()> prepare;
    std::function<bool()> isReady;  ///< nothing is still on its way to the screen; empty: always
    std::function<void()> fit;      ///< shows everything; empty: nothing to fit
    /// What is on show as a picture; empty, or null: there is none.
    std::function<std::unique_ptr<Figure>(ThemeKind)> figure;
    std::function<QString()> csv;  ///< what is on show as a table; empty: it is none
};

/// The only place that knows the views' classes.
[[nodiscard]] PaneView makePaneView(PaneId pane, Document& document, Selection& selection,
                                    QWidget* parent);

}  // namespace trilane
