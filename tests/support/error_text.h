#pragma once

#include "core/io/input_error.h"

#include <string>

namespace trilane::test {

/// The message of the InputError that `action` throws; "accepted" where it throws none.
template <class Action>
std::string messageOf(Action action) {
    try {
        action();
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace trilane::test
