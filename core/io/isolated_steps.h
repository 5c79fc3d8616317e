#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace trilane {

/// A series of steps of which any may crash, hang or exhaust memory, because a library that trusts
/// its input does the work.
struct IsolatedSteps {
    std::size_t count = 0;
    /// In the child: does step i, on top of the steps before, and says what came out.
    std::function<std::string(std::size_t)> work;
    /// In the parent, step by step: takes over what came out. False if the bytes make no sense.
    std::function<bool(std::size_t, std::string_view)> accept;
    /// In the parent: does step i without the library, after the child has died at it.
    std::function<void(std::size_t)> substitute;
};

/// How much patience the parent has.
struct IsolationLimits {
    std::chrono::milliseconds stall = std::chrono::seconds(3);   ///< for one step, twice
    std::chrono::milliseconds total = std::chrono::seconds(60);  ///< for all, then none is sent
    int children = 5;  ///< after that many have died, every further step is substituted
};

/// Does all steps in order, in a forked child as long as one lives. Returns how many were
/// substituted. The child's state is a copy: only what `accept` takes over remains. Nothing that
/// the child prints is seen, and of the program's files it holds none open. Safe for several
/// threads at once, as long as `work` needs no lock that another thread may hold, other than
/// malloc's.
std::size_t runIsolated(const IsolatedSteps& steps, const IsolationLimits& limits = {});

}  // namespace trilane
