#include "app/cli/option_values.h"

#include "app/cli/usage_error.h"
#include "core/io/near_miss.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace trilane {
namespace {

constexpr const char* kShapeExpected =
    "NAME=D1,D2,… with whole dimensions above 0, as in image=1,3,224,224";

template <class Number>
bool parseWhole(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

double parseNumber(const std::string& option, const std::string& text, double least, double most,
                   const std::string& expected) {
    double number = 0;
    if (!parseWhole(text, number) || !std::isfinite(number) || number < least || number > most)
        throw UsageError(fmt::format("{}: '{}'; expected {}", option, text, expected));
    return number;
}

std::uint64_t parseCount(const std::string& option, const std::string& text, std::uint64_t least,
                         std::uint64_t most, const std::string& expected) {
    std::uint64_t number = 0;
    if (!parseWhole(text, number) || number < least || number > most)
        throw UsageError(fmt::format("{}: '{}'; expected {}", option, text, expected));
    return number;
}

std::size_t parseChoice(const std::string& option, const std::string& text,
                        std::span<const std::string_view> choices, const std::string& what) {
    for (std::size_t i = 0; i < choices.size(); ++i)
        if (choices[i] == text) return i;
    const auto meant = nearMiss(text, choices);
    throw UsageError(
        meant ? fmt::format("{}: '{}' is no {}; did you mean '{}'?", option, text, what, *meant)
              : fmt::format("{}: '{}' is no {}; expected {}", option, text, what,
                            quotedList(choices)));
}

std::map<std::string, std::vector<std::int64_t>> parseShapes(
    const std::vector<std::string>& values) {
    std::map<std::string, std::vector<std::int64_t>> shapes;
    for (const std::string& value : values) {
        const auto fail = [&] {
            throw UsageError(fmt::format("--shape: '{}'; expected {}", value, kShapeExpected));
        };
        // A tensor's name may hold '=', its dimensions cannot.
        const std::size_t equals = value.rfind('=');
        if (equals == std::string::npos || equals == 0) fail();
        std::vector<std::int64_t> dimensions;
        std::string_view rest = std::string_view(value).substr(equals + 1);
        while (true) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            std::int64_t dimension = 0;
            if (!parseWhole(rest.substr(0, comma), dimension) || dimension <= 0) fail();
            dimensions.push_back(dimension);
            if (comma == rest.size()) break;
            rest.remove_prefix(comma + 1);
        }
        if (!shapes.emplace(value.substr(0, equals), std::move(dimensions)).second)
            throw UsageError(
                fmt::format("--shape: '{}' is given twice; expected one shape an input",
                            value.substr(0, equals)));
    }
    return shapes;
}

}  // namespace trilane
