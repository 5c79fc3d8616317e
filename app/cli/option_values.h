#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// Options are taken as text and read here, so that every wrong value gets the same kind of
/// message: the option, what was found, what was expected.

/// A finite number within [least, most]. Throws UsageError.
/// @param expected  for the message: "a bandwidth above 0 Mbps"
[[nodiscard]] double parseNumber(const std::string& option, const std::string& text, double least,
                                 double most, const std::string& expected);

/// A whole number within [least, most]. Throws UsageError.
/// @param expected  for the message: "a whole number from 1 to 1,000"
[[nodiscard]] std::uint64_t parseCount(const std::string& option, const std::string& text,
                                       std::uint64_t least, std::uint64_t most,
                                       const std::string& expected);

/// The index of `text` among `choices`. Throws UsageError, with the choice that was probably meant.
/// @param what  for the message: "strategy"
[[nodiscard]] std::size_t parseChoice(const std::string& option, const std::string& text,
                                      std::span<const std::string_view> choices,
                                      const std::string& what);

/// Shapes by tensor name from values like "image=1,3,224,224". Throws UsageError.
[[nodiscard]] std::map<std::string, std::vector<std::int64_t>> parseShapes(
    const std::vector<std::string>& values);

}  // namespace trilane
