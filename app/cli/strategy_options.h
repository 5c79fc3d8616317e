#pragma once

#include "core/plan/strategy.h"

#include <string>
#include <vector>

namespace trilane {

/// The strategy with that id. Throws UsageError, with the one that was probably meant.
[[nodiscard]] Strategy parseStrategy(const std::string& option, const std::string& text);

/// Strategies separated by commas, each once, in the order given. Throws UsageError.
[[nodiscard]] std::vector<Strategy> parseStrategies(const std::string& option,
                                                    const std::string& text);

}  // namespace trilane
