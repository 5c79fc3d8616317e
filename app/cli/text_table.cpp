#include "app/cli/text_table.h"

#include <algorithm>
#include <numeric>

namespace trilane {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kNarrowest = 8;  ///< of an elastic column

}  // namespace

void TextTable::addRow(const std::vector<std::string>& cells, bool emphasized) {
    Row row;
    row.emphasized = emphasized;
    for (const std::string& cell : cells)
        row.cells.push_back(printable(cell));
    row.cells.resize(m_columns.size());
    m_rows.push_back(std::move(row));
}

std::vector<TextTable::Row> TextTable::titleRows() const {
    Row upper{{}, true};
    Row lower{{}, true};
    bool twoLines = false;
    for (const TableColumn& column : m_columns) {
        const std::size_t feed = column.title.find('\n');
        const bool split = feed != std::string::npos;
        twoLines |= split;
        upper.cells.push_back(split ? column.title.substr(0, feed) : "");
        lower.cells.push_back(split ? column.title.substr(feed + 1) : column.title);
    }
    if (twoLines) return {upper, lower};
    return {lower};
}

std::vector<std::size_t> TextTable::columnWidths(const std::vector<Row>& titles,
                                                 std::size_t width) const {
    std::vector<std::size_t> widths(m_columns.size(), 0);
    for (const auto* rows : {&titles, &m_rows})
        for (const Row& row : *rows)
            for (std::size_t c = 0; c < widths.size(); ++c)
                widths[c] = std::max(widths[c], displayWidth(row.cells[c]));
    std::size_t total = std::accumulate(widths.begin(), widths.end(), std::size_t{0}) +
                        kGap * (widths.size() - std::min<std::size_t>(widths.size(), 1));
    // The widest elastic column gives way first, so that all stay as readable as they can.
    while (total > width) {
        std::size_t widest = widths.size();
        for (std::size_t c = 0; c < widths.size(); ++c)
            if (m_columns[c].elastic && widths[c] > kNarrowest &&
                (widest == widths.size() || widths[c] > widths[widest]))
                widest = c;
        if (widest == widths.size()) break;
        --widths[widest];
        --total;
    }
    return widths;
}

std::string TextTable::render(bool emphasis, std::size_t width) const {
    const std::vector<Row> titles = titleRows();
    const std::vector<std::size_t> widths = columnWidths(titles, width);
    std::string text;
    const auto append = [&](const Row& row) {
        std::string line;
        for (std::size_t c = 0; c < widths.size(); ++c) {
            const std::string cell =
                m_columns[c].elastic ? elideMiddle(row.cells[c], widths[c]) : row.cells[c];
            if (c > 0) line.append(kGap, ' ');
            line += m_columns[c].align == TableColumn::Align::Left ? padRight(cell, widths[c])
                                                                   : padLeft(cell, widths[c]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += emphasis && row.emphasized ? "\x1b[1m" + line + "\x1b[0m" : line;
        text += '\n';
    };
    for (const Row& row : titles)
        append(row);
    for (const Row& row : m_rows)
        append(row);
    return text;
}

}  // namespace trilane
