#include "core/io/csv.h"

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

}  // namespace trilane
