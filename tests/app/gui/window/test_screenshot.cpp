#include "tests/app/cli/program_runner.h"

#include <QImage>

using namespace trilane;

class TestScreenshot : public QObject {
    Q_OBJECT

private:
    ProgramRunner m_runner;

    [[nodiscard]] ProgramRun run(QStringList options, const char* model = "lenet-5.onnx") const {
        options.prepend(QStringLiteral(TRILANE_SOURCE_DIR "/sample_models/") + model);
        return m_runner.run(options);
    }

private slots:
    // Qt warns where it has none.
    void initTestCase() { qputenv("XDG_RUNTIME_DIR", m_runner.path(".").toUtf8()); }

    void writesAPictureOfThatSize() {
        const ProgramRun run = this->run({"--screenshot", "w.png", "--size", "900x600"});
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(QImage(m_runner.path("w.png")).size(), QSize(900, 600));
    }

    void scalesIt() {
        QCOMPARE(run({"--screenshot", "s.png", "--size", "700x500", "--scale", "2"}).exitCode, 0);
        QCOMPARE(QImage(m_runner.path("s.png")).size(), QSize(1400, 1000));
    }

    void theSameTwice() {
        QCOMPARE(run({"--screenshot", "1.png"}, "multi-stream.onnx").exitCode, 0);
        QCOMPARE(run({"--screenshot", "2.png"}, "multi-stream.onnx").exitCode, 0);
        QVERIFY(m_runner.read("1.png") == m_runner.read("2.png"));
        QCOMPARE(run({"--screenshot", "3.png", "--mbps", "1"}, "multi-stream.onnx").exitCode, 0);
        QCOMPARE(run({"--screenshot", "4.png", "--theme", "dark"}, "multi-stream.onnx").exitCode,
                 0);
        QVERIFY(m_runner.read("1.png") != m_runner.read("4.png"));
    }

    void everyPane() {
        for (const char* const pane : {"gantt", "sweep"}) {
            const ProgramRun run =
                this->run({"--screenshot", "p.png", "--show", pane, "--size", "800x400"});
            QVERIFY2(run.exitCode == 0, run.err);
            QCOMPARE(QImage(m_runner.path("p.png")).size(), QSize(800, 400));
            QVERIFY(QFile::remove(m_runner.path("p.png")));
        }
    }

    void wrongUsageIsTwo() {
        const ProgramRun run = this->run({"--screenshot", "u.png", "--size", "big"});
        QCOMPARE(run.exitCode, 2);
        QVERIFY(run.err.contains("--size: 'big'"));
        QVERIFY(!QFile::exists(m_runner.path("u.png")));
    }

    void badInputIsThree() {
        m_runner.write("bad.onnx", "nonsense");
        for (const QStringList& arguments :
             {QStringList{"bad.onnx", "--screenshot", "b.png"},
              QStringList{"none.onnx", "--screenshot", "b.png"},
              QStringList{"--screenshot", "b.png", "--network", "5G"},
              QStringList{"--screenshot", "no/folder/b.png"}}) {
            const ProgramRun run = m_runner.run(arguments);
            QCOMPARE(run.exitCode, 3);
            QVERIFY2(run.err.startsWith("trilane-gui: "), run.err);
            QCOMPARE(run.err.count('\n'), 1);
        }
        QVERIFY(!QFile::exists(m_runner.path("b.png")));
        // What cannot be written is told before anything is read.
        const ProgramRun run = m_runner.run({"bad.onnx", "--screenshot", "no/folder/b.png"});
        QVERIFY2(run.err.contains("no/folder/b.png"), run.err);
    }

    void textsNeedNoDisplay() {
        qunsetenv("QT_QPA_PLATFORM");
        qunsetenv("DISPLAY");
        qunsetenv("WAYLAND_DISPLAY");
        const ProgramRun help = m_runner.run({"--help"});
        QCOMPARE(help.exitCode, 0);
        QVERIFY(help.out.contains("--screenshot"));
        QVERIFY(m_runner.run({"--version"}).out.startsWith("trilane-gui "));
        QCOMPARE(run({"--screenshot", "n.png", "--size", "400x300"}).exitCode, 0);
        const ProgramRun window = run({});
        QCOMPARE(window.exitCode, 2);
        QVERIFY(window.err.contains("found no display"));
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
};

QTEST_GUILESS_MAIN(TestScreenshot)
#include "test_screenshot.moc"
