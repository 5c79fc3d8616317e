#pragma once

#include <stdexcept>

namespace trilane {

/// The command line itself is wrong: an option's value, or options that exclude each other. Caught
/// at the program's edge (exit code 2).
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace trilane
