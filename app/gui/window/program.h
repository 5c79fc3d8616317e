#pragma once

namespace trilane {

/// The desktop program. @return its exit code: 0 done, 2 wrong usage, 3 bad input, 4 internal fault
int runGui(int argc, char** argv);

}  // namespace trilane
