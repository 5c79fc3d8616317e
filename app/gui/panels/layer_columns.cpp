#include "app/gui/panels/layer_columns.h"

#include <algorithm>

namespace trilane {
namespace {

/// Longer names are elided rather than given the room of a column.
constexpr int kWidestName = 204;
constexpr int kNarrowestName = 64;
constexpr int kWidestOp = 110;
/// A column that has all the room it wants is this much wider than its text, and no more: figures
/// far from their names are hard to follow.
constexpr int kMostAir = 24;

/// Gives columns what names do not need, up to a limit; returns how much of `left` names must not
/// take.
int spread(const ColumnNeeds& needs, ShownColumns& columns, int left) {
    const int wholeOp = needs.width[LayerTableModel::Op] - columns.width[LayerTableModel::Op];
    int rest = std::max(left - needs.width[LayerTableModel::Name], 0);
    const int whole = rest;
    columns.width[LayerTableModel::Op] += std::min(wholeOp, rest);
    rest -= std::min(wholeOp, rest);
    constexpr int kOthers = LayerTableModel::ColumnCount - 1;
    const int air = std::min(rest / kOthers, kMostAir);
    for (int column = LayerTableModel::Op; column < LayerTableModel::ColumnCount; ++column)
        columns.width[static_cast<std::size_t>(column)] += air;
    return whole;
}

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
    const bool withServer = left - need(Table::ServerTime) >= kNarrowestName;
    if (withServer) {
        show(Table::ServerTime, need(Table::ServerTime));
        left -= need(Table::ServerTime);
    }
    bool fits = withServer;
    for (const int column : {Table::Op, Table::SendTime, Table::BytesOut}) {
        const int pixels = column == Table::Op ? std::min(need(column), kWidestOp) : need(column);
        fits = fits && left - pixels >= name;
        if (!fits) break;
        show(column, pixels);
        left -= pixels;
    }
    const int sideText = need(Table::SideColumn) - needs.sideMark;
    columns.sideText = fits && left - sideText >= name;
    if (columns.sideText) {
        show(Table::SideColumn, need(Table::SideColumn));
        left -= sideText;
    }
    if (columns.sideText) left -= spread(needs, columns, left);
    show(Table::Name, std::max(left, kNarrowestName));
    return columns;
}

}  // namespace trilane
