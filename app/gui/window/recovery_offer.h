#pragma once

#include "app/gui/document/recovery.h"

#include <QString>

namespace trilane {

class MainWindow;

/// Offers what a crash left behind in `folder`, once the next opening of `window` is done. It stays
/// where it is as long as nobody decides. `recovery` must live as long as the window.
void offerRecovery(MainWindow& window, Recovery& recovery,
                   const QString& folder = recoveryFolder());

}  // namespace trilane
