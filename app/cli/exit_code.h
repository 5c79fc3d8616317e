#pragma once

namespace trilane {

/// What the program tells its caller (DESIGN section 6).
enum class ExitCode { Done = 0, CheckFailed = 1, Usage = 2, BadInput = 3, Internal = 4 };

}  // namespace trilane
