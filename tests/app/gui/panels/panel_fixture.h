#pragma once

#include "app/gui/document/document.h"
#include "app/gui/document/selection.h"

#include <QAbstractItemModel>
#include <QString>
#include <QStringList>
#include <QtTest>

/// What tests of panels share.
namespace trilane::panels {

inline QString samplePath(const char* name) {
    return QStringLiteral(TRILANE_SOURCE_DIR "/sample_models/") + QString::fromLatin1(name);
}

/// True once the snapshot answers the project as it is.
inline bool isAnswered(const Document& document) {
    if (document.isPlanning() || !document.snapshot()) return false;
    if (document.snapshot()->base != document.model()) return false;
    Project answered = document.snapshot()->project;
    answered.view = document.project().view;
    return answered == document.project();
}

/// Waits for the answer: planning may happen on another thread.
inline void settle(const Document& document) {
    QTRY_VERIFY(isAnswered(document));
    QCoreApplication::processEvents();
}

inline void openSample(Document& document, const char* name) {
    document.open(samplePath(name));
    // A model may have been open before: only its end tells that the opening is done.
    QTRY_VERIFY(!document.isOpening());
    QVERIFY(document.model() != nullptr);
    settle(document);
}

/// A line a row, cells parted by " | ".
inline QString print(const QAbstractItemModel& model, int rows = 1000) {
    QStringList lines;
    for (int row = 0; row < std::min(rows, model.rowCount()); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells << model.index(row, column).data().toString();
        lines << cells.join(QStringLiteral(" | "));
    }
    return lines.join(QChar('\n'));
}

inline LayerId layerNamed(const Document& document, const char* name) {
    return document.model()->findLayer(name).value();
}

}  // namespace trilane::panels
