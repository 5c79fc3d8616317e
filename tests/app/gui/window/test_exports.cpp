#include "app/gui/document/document.h"
#include "app/gui/gantt/gantt_source.h"
#include "tests/app/gui/window/window_desk.h"

#include <QProcess>
#include <QTest>

using namespace trilane;
using namespace trilane::test;

/// What the window exports is what the command line writes.
class TestExports : public QObject {
    Q_OBJECT

private slots:
    void theCommandLineWritesTheSame_data() {
        QTest::addColumn<ExportKind>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("gantt") << ExportKind::Schedules << "x.gantt.svg" << QStringList{};
        QTest::newRow("graph") << ExportKind::Graph << "x.graph.svg"
                               << QStringList{"--figure", "graph", "--strategies", "ej"};
        QTest::newRow("multipath") << ExportKind::MultiPath << "x.multipath.svg"
                                   << QStringList{"--figure", "multipath", "--strategies", "ej"};
        QTest::newRow("dot") << ExportKind::Dot << "x.dot" << QStringList{"--strategies", "ej"};
        QTest::newRow("trace") << ExportKind::Trace << "x.trace.json" << QStringList{};
    }

    void theCommandLineWritesTheSame() {
        QFETCH(ExportKind, kind);
        QFETCH(QString, name);
        QFETCH(QStringList, arguments);
        const Desk desk;
        const QByteArray own = desk.exported(kind, name);
        QVERIFY(own.size() > 500);
        if (arguments.isEmpty()) {
            QStringList strategies;
            for (const auto& plan :
                 shownPlans(*desk.document().snapshot(), desk.document().project().view))
                strategies << QString::fromStdString(plan->id);
            arguments << "--strategies" << strategies.join(',');
        }
        if (kind == ExportKind::Schedules)
            arguments << "--width" << QString::number(std::max(600, desk.gantt().width()));
        const QString other = desk.folder.filePath("cli." + name);
        QProcess process;
        process.start(
            QStringLiteral(TRILANE_PROGRAM),
            QStringList{"export", sample("multi-stream.onnx"), "--network", "WiFi", "-o", other} +
                arguments);
        QVERIFY(process.waitForFinished(kPatience));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        QCOMPARE(QString::fromUtf8(own), QString::fromUtf8(bytesOf(other)));
    }
};

QTEST_MAIN(TestExports)
#include "test_exports.moc"
