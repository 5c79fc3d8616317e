#include "core/graph/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

std::string fixedText(double value, int decimals) {
    const std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const bool negative = value < 0 && digits.find_first_not_of("0.") != std::string::npos;
    return (negative ? "-" : "") + groupThousands(std::string_view(digits).substr(0, point)) +
           digits.substr(point);
}

}  // namespace trilane
