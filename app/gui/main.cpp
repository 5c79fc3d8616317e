#include "app/gui/document/document.h"
#include "app/gui/document/watchdog.h"

#include <QApplication>
#include <csignal>

int main(int argc, char** argv) {
    // A file that may not grow is an error to tell, no reason to die.
    std::signal(SIGXFSZ, SIG_IGN);
    const QApplication application(argc, argv);
    const trilane::WatchdogReport watchdog;
    trilane::Document document;
    QObject::connect(&document, &trilane::Document::openingFinished, &application,
                     [&document] { QApplication::exit(document.isEmpty() ? 3 : 0); });
    if (argc < 2) return 0;
    document.open(QString::fromLocal8Bit(argv[1]));
    return QApplication::exec();
}
