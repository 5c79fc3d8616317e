#include "core/graph/number_text.h"

namespace trilane {

std::string groupThousands(std::string_view digits) {
    std::string text;
    text.reserve(digits.size() + digits.size() / 3);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

std::string groupThousands(std::int64_t number) {
    const std::string digits = std::to_string(number);
    if (number >= 0) return groupThousands(std::string_view{digits});
    return "-" + groupThousands(std::string_view{digits}.substr(1));
}

}  // namespace trilane
