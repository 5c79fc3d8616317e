#include "app/gui/panels/layer_columns.h"

#include <algorithm>

namespace trilane {
namespace {

/// Longer names are elided rather than given the room of a column.
constexpr int kWidestName = 150;
constexpr int kNarrowestName = 64;
/// Below this, names tell less than the server's times.
constexpr int kReadableName = 110;
constexpr int kWidestOp = 110;

}  // namespace

ShownColumns fitColumns(const ColumnNeeds& needs, int width) {
    using Table = LayerTableModel;
    ShownColumns columns;
    const auto show = [&](int column, int pixels) {
        columns.shown[static_cast<std::size_t>(column)] = true;
        columns.width[static_cast<std::size_t>(column)] = pixels;
    };
    const auto need = [&](int column) { return needs.width[static_cast<std::size_t>(column)]; };
    show(Table::SideColumn, needs.sideMark);
    show(Table::DeviceTime, need(Table::DeviceTime));
    const int name = std::clamp(need(Table::Name), kNarrowestName, kWidestName);
    int left = width - needs.sideMark - need(Table::DeviceTime);
    const bool withServer = left - need(Table::ServerTime) >= std::min(name, kReadableName);
    if (withServer) {
        show(Table::ServerTime, need(Table::ServerTime));
        left -= need(Table::ServerTime);
    }
    const int sideText = need(Table::SideColumn) - needs.sideMark;
    columns.sideText = withServer && left - sideText >= name;
    if (columns.sideText) {
        show(Table::SideColumn, need(Table::SideColumn));
        left -= sideText;
    }
    for (const int column : {Table::SendTime, Table::BytesOut, Table::Op}) {
        const int pixels = column == Table::Op ? std::min(need(column), kWidestOp) : need(column);
        if (!withServer || left - pixels < name) break;
        show(column, pixels);
        left -= pixels;
    }
    show(Table::Name, std::max(left, kNarrowestName));
    return columns;
}

}  // namespace trilane
