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
/// time, where anything of a name stays beside it; then, as long as the name keeps its room, the
/// operator, send time, bytes and the side's text. Names take what is left, and are elided where
/// that is too little; where it is more than they need, the other columns get some air and the
/// rest stays empty.
[[nodiscard]] ShownColumns fitColumns(const ColumnNeeds& needs, int width);

}  // namespace trilane
