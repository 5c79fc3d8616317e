#pragma once

#include "app/gui/document/document.h"

#include <QCoreApplication>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace trilane::test {

inline QString samplePath(const char* name) {
    return QStringLiteral(TRILANE_SOURCE_DIR "/sample_models/") + QLatin1String(name);
}

inline QString writeFileIn(const QTemporaryDir& folder, const char* name, const QByteArray& bytes) {
    QFile file(folder.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("no file");
    return file.fileName();
}

/// Starts an opening and waits for its end; the failure's message, empty where there is none.
template <class Start>
QString messageOfOpening(Document& document, Start start) {
    QSignalSpy finished(&document, &Document::openingFinished);
    QSignalSpy failed(&document, &Document::failed);
    start();
    if (!QTest::qWaitFor([&] { return !finished.isEmpty(); }, 20'000)) return "no end";
    QCoreApplication::processEvents();
    return failed.isEmpty() ? QString() : failed.front().at(1).toString();
}

inline QString openIn(Document& document, const QString& path) {
    return messageOfOpening(document, [&] { document.open(path); });
}

/// Waits for the last answer.
inline void settle(Document& document) {
    if (!QTest::qWaitFor([&] { return !document.isPlanning(); }, 30'000)) qFatal("plans forever");
}

}  // namespace trilane::test
