#include "app/cli/proof_text.h"

#include "app/cli/number_display.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace trilane {

double gapOf(Nanoseconds makespan, Nanoseconds bound) {
    if (makespan == bound) return 0;
    if (bound == Nanoseconds{}) return std::numeric_limits<double>::infinity();
    return static_cast<double>((makespan - bound).count()) / static_cast<double>(bound.count());
}

std::string proofText(Nanoseconds makespan, Nanoseconds bound, bool boundReached,
                      const std::string& what) {
    if (makespan == bound) return fmt::format("optimal: {} is faster", what);
    const double gap = gapOf(makespan, bound);
    if (boundReached) {
        if (!std::isfinite(gap)) return "above the best, which takes no time";
        return fmt::format("{} above the best", percentText(gap));
    }
    if (!std::isfinite(gap)) return "not proven optimal: the lower bound is 0";
    return fmt::format("not proven optimal: at most {} from the best", percentText(gap));
}

std::string_view endText(SearchEnd end) {
    switch (end) {
        case SearchEnd::MemoryLimit:
            return "the memory limit";
        case SearchEnd::Stopped:
            return "a stop";
        case SearchEnd::Complete:
        case SearchEnd::TimeLimit:
            break;
    }
    return "the time limit";
}

std::string theoremText(const Certificates& certificates, const std::string& subject,
                        const std::string& whyNot) {
    if (certificates.theorem3 == TheoremStatus::Holds)
        return fmt::format("theorem 3 holds: EJ's order is optimal for {}", subject);
    if (certificates.theorem4 == TheoremStatus::Holds)
        return fmt::format(
            "theorem 3 does not hold; EJ's order is within 5/3 of the best for {} (theorem 4)",
            subject);
    return fmt::format("theorems 3 and 4 are not applicable: {}", whyNot);
}

}  // namespace trilane
