#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>
#include <cstdint>
#include <optional>

namespace trilane {

/// What can be done with the schedules, by mouse or by key.
enum class GanttCommand : std::uint8_t {
    ZoomIn,
    ZoomOut,
    PanLeft,
    PanRight,
    Fit,
    ZoomToSelection,
    NextBar,
    PreviousBar,
    FollowJob,
    FollowJobBack,
    NextPlan,
    PreviousPlan,
    ToggleMark,
    ClearMarks,
    ClearSpan,
    CriticalPath,
};

/// A command with its words and keys.
struct GanttCommandInfo {
    GanttCommand command = GanttCommand::Fit;
    QString text;
    QList<QKeySequence> keys;  ///< the first is the one that menus show
    /// The key's place on a keyboard as Linux numbers it (US layout: W is 17), so that W A S D lie
    /// under the same fingers on every layout; empty: the key is the same everywhere.
    std::optional<std::uint32_t> position;
};

[[nodiscard]] QList<GanttCommandInfo> ganttCommands();

/// The command of a key by its place, for keys whose sign on this layout means nothing.
/// @param scanCode  QKeyEvent::nativeScanCode
/// @param platform  QGuiApplication::platformName; empty result where it tells no places
[[nodiscard]] std::optional<GanttCommand> commandAtKey(std::uint32_t scanCode,
                                                       const QString& platform);

}  // namespace trilane
