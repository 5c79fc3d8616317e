#include "app/gui/gantt/gantt_command.h"

#include <QCoreApplication>

namespace trilane {
namespace {

struct Gantt {
    Q_DECLARE_TR_FUNCTIONS(Gantt)
};

}  // namespace

QList<GanttCommandInfo> ganttCommands() {
    using Command = GanttCommand;
    return {
        {Command::ZoomIn, Gantt::tr("Zoom in on the schedules"), {Qt::Key_W, Qt::Key_Plus}, 17U},
        {Command::ZoomOut, Gantt::tr("Zoom out of the schedules"), {Qt::Key_S, Qt::Key_Minus}, 31U},
        {Command::PanLeft, Gantt::tr("Move to earlier times"), {Qt::Key_A, Qt::Key_Left}, 30U},
        {Command::PanRight, Gantt::tr("Move to later times"), {Qt::Key_D, Qt::Key_Right}, 32U},
        {Command::Fit, Gantt::tr("Show all of the schedules"), {Qt::Key_Home, Qt::Key_0}, {}},
        {Command::ZoomToSelection,
         Gantt::tr("Zoom to the span or the selection"),
         {Qt::Key_F},
         33U},
        {Command::NextBar, Gantt::tr("Next bar in the lane"), {Qt::Key_Period}, 52U},
        {Command::PreviousBar, Gantt::tr("Previous bar in the lane"), {Qt::Key_Comma}, 51U},
        {Command::FollowJob,
         Gantt::tr("Follow the job to its next lane"),
         {Qt::Key_BracketRight},
         27U},
        {Command::FollowJobBack, Gantt::tr("Follow the job back"), {Qt::Key_BracketLeft}, 26U},
        {Command::NextPlan, Gantt::tr("Next strategy"), {Qt::Key_Down}, {}},
        {Command::PreviousPlan, Gantt::tr("Previous strategy"), {Qt::Key_Up}, {}},
        {Command::ToggleMark, Gantt::tr("Set or remove a mark"), {Qt::Key_M}, 50U},
        {Command::ClearMarks, Gantt::tr("Remove all marks"), {Qt::SHIFT | Qt::Key_M}, {}},
        {Command::ClearSpan, Gantt::tr("Clear the span"), {Qt::Key_Escape}, {}},
        {Command::CriticalPath, Gantt::tr("Critical path"), {Qt::Key_C}, 46U},
    };
}

std::optional<GanttCommand> commandAtKey(std::uint32_t scanCode, const QString& platform) {
    std::uint32_t position = scanCode;
    if (platform == QLatin1String("xcb") || platform.startsWith(QLatin1String("wayland")))
        position -= 8;  // X counts the same places from 8
    else if (platform != QLatin1String("windows"))
        return std::nullopt;
    for (const GanttCommandInfo& info : ganttCommands())
        if (info.position == position) return info.command;
    return std::nullopt;
}

}  // namespace trilane
