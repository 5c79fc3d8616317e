#pragma once

#include "app/gui/document/recovery.h"

#include <QList>
#include <QObject>
#include <QString>

namespace trilane {

class MainWindow;

/// Offers what crashes left behind, one after another and the newest first, in the window's message
/// bar, as soon as no other message stands there. What is neither restored nor discarded stays
/// where it is, for the next start.
class RecoveryOffer : public QObject {
    Q_OBJECT

public:
    /// Begins after the next opening. `window` becomes the parent; `recovery` must live as long.
    RecoveryOffer(MainWindow& window, Recovery& recovery, QList<Leftover> leftovers);

private:
    void show();
    void restore();
    /// The present one is dealt with.
    void drop();

    MainWindow& m_window;
    Recovery& m_recovery;
    QList<Leftover> m_leftovers;
    qsizetype m_current = 0;
    bool m_waitsForOpening = true;
    bool m_waitsForBar = false;  ///< which tells something else
};

/// Offers what stands in `folder`, once the next opening of `window` is done or has failed.
/// `recovery` must live as long as the window.
void offerRecovery(MainWindow& window, Recovery& recovery,
                   const QString& folder = recoveryFolder());

}  // namespace trilane
