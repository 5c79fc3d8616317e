#pragma once

namespace trilane {

/// The whole headless program, from its arguments to its exit code. Prints on the standard streams.
[[nodiscard]] int runProgram(int argc, const char* const* argv);

}  // namespace trilane
