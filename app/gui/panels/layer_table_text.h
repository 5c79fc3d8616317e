#pragma once

#include <QString>
#include <vector>

namespace trilane {

class LayerTableModel;

/// The rows as tab-separated values with a line of titles, times in milliseconds with all digits:
/// for the clipboard.
[[nodiscard]] QString tableTsv(const LayerTableModel& model, const std::vector<int>& rows);

/// All rows, by LayerId, as RFC 4180 has it (lines end in CR LF): columns layer, op, side,
/// device_ms, server_ms, bytes_out, send_ms, whatever the language and the columns on show.
[[nodiscard]] QString tableCsv(const LayerTableModel& model);

}  // namespace trilane
