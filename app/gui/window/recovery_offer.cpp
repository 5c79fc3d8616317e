#include "app/gui/window/recovery_offer.h"

#include "app/gui/window/file_commands.h"
#include "app/gui/window/main_window.h"
#include "app/gui/window/message_bar.h"

#include <QLocale>
#include <utility>

namespace trilane {

RecoveryOffer::RecoveryOffer(MainWindow& window, Recovery& recovery, QList<Leftover> leftovers)
    : QObject(&window), m_window(window), m_recovery(recovery), m_leftovers(std::move(leftovers)) {
    const auto afterOpening = [this] {
        if (std::exchange(m_waitsForOpening, false)) show();
    };
    const auto afterMessage = [this] {
        if (std::exchange(m_waitsForBar, false)) show();
    };
    // Queued: that an opening failed is told after it is finished, and where a message goes another
    // one may come.
    constexpr auto kQueued = Qt::QueuedConnection;
    connect(&window.document(), &Document::openingFinished, this, afterOpening, kQueued);
    // A file that is not there is not opened at all.
    connect(&window.files(), &FileCommands::failed, this, afterOpening, kQueued);
    connect(&window.messages(), &MessageBar::closed, this, afterMessage, kQueued);
}

void RecoveryOffer::show() {
    if (m_leftovers.isEmpty()) return deleteLater();
    // What is told there is not told again.
    m_waitsForBar = !m_window.messages().isHidden();
    if (m_waitsForBar) return;
    const Leftover& leftover = m_leftovers[m_current];
    const bool several = m_leftovers.size() > 1;
    const QString heading = several ? MainWindow::tr("Unsaved work was found, %1 of %2")
                                          .arg(m_current + 1)
                                          .arg(m_leftovers.size())
                                    : MainWindow::tr("Unsaved work was found");
    QList<MessageBar::Choice> choices{{MainWindow::tr("Restore"), [this] { restore(); }},
                                      {MainWindow::tr("Discard"), [this] {
                                           discard(m_leftovers[m_current]);
                                           drop();
                                           show();
                                       }}};
    if (several)
        choices << MessageBar::Choice{MainWindow::tr("Next"), [this] {
                                          m_current = (m_current + 1) % m_leftovers.size();
                                          show();
                                      }};
    m_window.messages().showMessage(
        MessageBar::Kind::Info, heading,
        MainWindow::tr("%1, changed %2")
            .arg(leftover.title, QLocale().toString(leftover.written, QLocale::ShortFormat)),
        choices);
}

void RecoveryOffer::restore() {
    // Whoever does not want to lose what is open has not declined what is offered.
    if (!m_window.files().mayDiscard()) return show();
    const Leftover leftover = m_leftovers[m_current];
    drop();
    m_waitsForOpening = true;
    m_recovery.recover(leftover);
}

void RecoveryOffer::drop() {
    m_leftovers.removeAt(m_current);
    if (m_current == m_leftovers.size()) m_current = 0;
}

void offerRecovery(MainWindow& window, Recovery& recovery, const QString& folder) {
    QList<Leftover> leftovers = findLeftovers(folder);
    if (leftovers.isEmpty()) return;
    new RecoveryOffer(window, recovery, std::move(leftovers));
}

}  // namespace trilane

#include "moc_recovery_offer.cpp"
