#include "core/io/csv.h"

#include <algorithm>
#include <utility>

namespace trilane {

std::string csvField(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string csvRecord(std::initializer_list<std::string_view> fields) {
    std::string record;
    bool first = true;
    for (const std::string_view field : fields) {
        if (!first) record += ',';
        record += csvField(field);
        first = false;
    }
    return record + "\r\n";
}

std::optional<std::vector<std::string>> splitCsvRecord(std::string_view line) {
    std::vector<std::string> fields;
    while (true) {
        std::string field;
        std::size_t at = 0;
        if (!line.starts_with('"')) {
            at = std::min(line.find(','), line.size());
            field = line.substr(0, at);
        } else {
            for (at = 1; at < line.size(); ++at) {
                if (line[at] == '"' && !line.substr(at + 1).starts_with('"')) break;
                if (line[at] == '"') ++at;
                field += line[at];
            }
            if (at >= line.size()) return std::nullopt;
            ++at;
            if (at < line.size() && line[at] != ',') return std::nullopt;
        }
        fields.push_back(std::move(field));
        if (at == line.size()) return fields;
        line.remove_prefix(at + 1);
    }
}

}  // namespace trilane
