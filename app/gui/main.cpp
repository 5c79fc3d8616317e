#include "app/gui/document/document.h"

#include <QApplication>

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    trilane::Document document;
    if (argc > 1) document.open(QString::fromLocal8Bit(argv[1]));
    return document.isEmpty() ? 3 : 0;
}
