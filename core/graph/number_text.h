#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trilane {

/// Commas between groups of three: "262144" is "262,144". `digits` are decimal digits only.
[[nodiscard]] std::string groupThousands(std::string_view digits);

/// "602,112", "-1,000".
[[nodiscard]] std::string groupThousands(std::int64_t number);

/// "4,379.0" with that many decimals; what rounds to zero has no sign. `value` is finite.
[[nodiscard]] std::string fixedText(double value, int decimals);

}  // namespace trilane
