#include "app/gui/window/recovery_offer.h"

#include "app/gui/window/file_commands.h"
#include "app/gui/window/main_window.h"
#include "app/gui/window/message_bar.h"

#include <QLocale>

namespace trilane {

void offerRecovery(MainWindow& window, Recovery& recovery, const QString& folder) {
    const QList<Leftover> leftovers = findLeftovers(folder);
    if (leftovers.isEmpty()) return;
    const Leftover& newest = leftovers.front();
    const auto offer = [&window, &recovery, newest] {
        window.messages().showMessage(
            MessageBar::Kind::Info, MainWindow::tr("Unsaved work was found"),
            MainWindow::tr("%1, changed %2")
                .arg(newest.title, QLocale().toString(newest.written, QLocale::ShortFormat)),
            {{MainWindow::tr("Restore"),
              [&window, &recovery, newest] {
                  if (window.files().mayDiscard()) recovery.recover(newest);
              }},
             {MainWindow::tr("Discard"), [newest] { discard(newest); }}});
    };
    QObject::connect(&window.document(), &Document::openingFinished, &window, offer,
                     Qt::SingleShotConnection);
}

}  // namespace trilane
