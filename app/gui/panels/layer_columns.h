#pragma once

#include "app/gui/panels/layer_table_model.h"

#include <array>

namespace trilane {

/// The columns of the layers' table that find room.
struct ShownColumns {
    std::array<bool, LayerTableModel::ColumnCount> shown{};
    std::array<int, LayerTableModel::ColumnCount> width{};
    bool sideText = true;
};

/// What the columns need, in pixels.
struct ColumnNeeds {
    std::array<int, LayerTableModel::ColumnCount> width{};  ///< with all text unclipped
    int sideMark = 0;                                       ///< of the side without its text
};

/// Fits the columns into `width`: name, the mark of the side and device time always; the server's
/// time, where a name stays readable beside it; then, as long as the name keeps its room, the
/// side's text, send time, bytes and operator. Names take what is left, and are elided where that
/// is too little.
[[nodiscard]] ShownColumns fitColumns(const ColumnNeeds& needs, int width);

}  // namespace trilane
