#include "core/graph/path_count.h"

#include "core/graph/number_text.h"

#include <boost/multiprecision/cpp_int.hpp>
#include <fmt/format.h>

#include <limits>
#include <vector>

namespace trilane {
namespace {

using boost::multiprecision::cpp_int;

constexpr std::size_t kMaxPlainDigits = 15;

cpp_int exactCount(const Model& model) {
    std::vector<cpp_int> pathsTo(model.layerCount());
    std::vector<std::size_t> readersLeft(model.layerCount());
    cpp_int total;
    for (std::size_t i = 0; i < model.layerCount(); ++i) {
        const LayerId id{i};
        cpp_int& paths = pathsTo[i];
        if (model.predecessors(id).empty()) paths = 1;
        for (const LayerId predecessor : model.predecessors(id)) {
            const std::size_t p = predecessor.index();
            paths += pathsTo[p];
            // A chain of a hundred thousand forks would otherwise hold gigabytes of digits.
            if (--readersLeft[p] == 0) pathsTo[p] = cpp_int{};
        }
        readersLeft[i] = model.successors(id).size();
        if (readersLeft[i] == 0) {
            total += paths;
            paths = cpp_int{};
        }
    }
    return total;
}

}  // namespace

PathCount countPaths(const Model& model) {
    const cpp_int exact = exactCount(model);
    PathCount count;
    count.decimal = exact.str();
    count.bits = exact.is_zero() ? 0 : msb(exact) + 1;
    count.saturated = exact > std::numeric_limits<std::uint64_t>::max()
                          ? std::numeric_limits<std::uint64_t>::max()
                          : exact.convert_to<std::uint64_t>();
    count.approximate =
        count.bits > 1024 ? std::numeric_limits<double>::infinity() : exact.convert_to<double>();
    return count;
}

std::string shortText(const PathCount& count) {
    const std::string& digits = count.decimal;
    if (digits.size() <= kMaxPlainDigits) return groupThousands(std::string_view{digits});
    std::size_t exponent = digits.size() - 1;
    int leading = (std::stoi(digits.substr(0, 3)) + 5) / 10;
    if (leading == 100) {
        leading = 10;
        ++exponent;
    }
    return fmt::format("{}.{}e+{} ({} bits)", leading / 10, leading % 10, exponent, count.bits);
}

}  // namespace trilane
