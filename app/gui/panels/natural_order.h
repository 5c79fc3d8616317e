#pragma once

#include <string_view>

namespace trilane {

/// True where `a` comes before `b` for people, who read digits as numbers: "n2" before "n16". The
/// rest goes by bytes, the same in every locale; names that differ in leading zeros alone go by
/// bytes as well, so that no two different names are equal.
[[nodiscard]] bool naturalLess(std::string_view a, std::string_view b);

}  // namespace trilane
