#include "app/cli/strategy_options.h"

#include "app/cli/option_values.h"
#include "app/cli/usage_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace trilane {

Strategy parseStrategy(const std::string& option, const std::string& text) {
    std::array<std::string_view, kStrategies.size()> ids;
    std::transform(kStrategies.begin(), kStrategies.end(), ids.begin(),
                   [](Strategy strategy) { return id(strategy); });
    return kStrategies.at(parseChoice(option, text, ids, "strategy"));
}

std::vector<Strategy> parseStrategies(const std::string& option, const std::string& text) {
    std::vector<Strategy> strategies;
    std::string_view rest = text;
    while (true) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const Strategy strategy = parseStrategy(option, std::string(rest.substr(0, comma)));
        if (std::find(strategies.begin(), strategies.end(), strategy) != strategies.end())
            throw UsageError(fmt::format("{}: '{}' is given twice", option, id(strategy)));
        strategies.push_back(strategy);
        if (comma == rest.size()) return strategies;
        rest.remove_prefix(comma + 1);
    }
}

}  // namespace trilane
