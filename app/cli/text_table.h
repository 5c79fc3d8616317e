#pragma once

#include "app/cli/display_text.h"

#include <cstddef>
#include <string>
#include <vector>

namespace trilane {

/// How one column of a TextTable looks.
struct TableColumn {
    std::string title;  ///< a line feed makes it two lines
    enum class Align { Left, Right } align = Align::Right;
    bool elastic = false;  ///< its cells are elided where the table would be too wide
};

/// Rows in aligned columns for a terminal of a fixed width.
class TextTable {
public:
    explicit TextTable(std::vector<TableColumn> columns) : m_columns(std::move(columns)) {}

    /// @param cells  one for each column; made printable here
    void addRow(const std::vector<std::string>& cells, bool emphasized = false);

    /// @param emphasis  titles and emphasized rows are set in bold, by SGR sequences
    [[nodiscard]] std::string render(bool emphasis, std::size_t width = kTerminalWidth) const;

private:
    struct Row {
        std::vector<std::string> cells;
        bool emphasized = false;
    };
    [[nodiscard]] std::vector<std::size_t> columnWidths(const std::vector<Row>& titles,
                                                        std::size_t width) const;
    [[nodiscard]] std::vector<Row> titleRows() const;

    std::vector<TableColumn> m_columns;
    std::vector<Row> m_rows;
};

}  // namespace trilane
