#include "app/gui/window/command_line.h"

#include <QTest>
#include <initializer_list>

using namespace trilane;

namespace {

std::variant<GuiOptions, CommandLineText> parse(std::initializer_list<const char*> arguments) {
    std::vector<const char*> argv{"trilane-gui"};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return parseCommandLine(static_cast<int>(argv.size()), argv.data());
}

GuiOptions good(std::initializer_list<const char*> arguments) {
    auto parsed = parse(arguments);
    if (const auto* text = std::get_if<CommandLineText>(&parsed)) qFatal("%s", text->text.c_str());
    return std::get<GuiOptions>(std::move(parsed));
}

QString fault(std::initializer_list<const char*> arguments) {
    const auto parsed = parse(arguments);
    const auto* text = std::get_if<CommandLineText>(&parsed);
    return text && text->wrong ? QString::fromStdString(text->text).section('\n', 0, 0) : QString();
}

}  // namespace

class TestCommandLine : public QObject {
    Q_OBJECT

private slots:
    void nothingMeansAWindow() {
        const GuiOptions options = good({});
        QVERIFY(options.file.empty() && options.screenshot.empty() && !options.show);
        QCOMPARE(options.size, QSize(1280, 800));
        QCOMPARE(options.scale, 1);
    }

    void everyOption() {
        const GuiOptions options =
            good({"m.onnx", "--theme", "dark", "--screenshot", "o.png", "--size", "640x480",
                  "--scale", "2", "--show", "gantt", "--network", "4G", "--mbps", "2.5", "--focus",
                  "dsl", "--strategies", "ej,local"});
        QCOMPARE(options.file, std::string("m.onnx"));
        QVERIFY(options.theme == ThemeChoice::Dark);
        QCOMPARE(options.screenshot, std::string("o.png"));
        QCOMPARE(options.size, QSize(640, 480));
        QCOMPARE(options.scale, 2);
        QVERIFY(options.show == PaneId::Schedules);
        QCOMPARE(options.network, std::string("4G"));
        QCOMPARE(options.mbps.value_or(0), 2.5);
        QCOMPARE(options.focus, std::string("dsl"));
        QVERIFY((options.strategies == std::vector{Strategy::Ej, Strategy::Local}));
    }

    void strategiesLeaveTheFileAlone() {
        const GuiOptions options = good({"--strategies", "ej,local", "m.onnx"});
        QCOMPARE(options.file, std::string("m.onnx"));
        QCOMPARE(options.strategies.size(), std::size_t{2});
    }

    void helpNamesEveryOption() {
        const auto help = std::get<CommandLineText>(parse({"--help"}));
        QVERIFY(!help.wrong);
        for (const char* const option :
             {"--screenshot", "--size", "--scale", "--show", "--theme", "--network", "--mbps",
              "--focus", "--strategies", "--version"})
            QVERIFY2(help.text.find(option) != std::string::npos, option);
        for (const PaneId pane : kPanes)
            QVERIFY2(help.text.find(key(pane).toStdString()) != std::string::npos,
                     qPrintable(key(pane)));
    }

    void wrongUsage_data() {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* option, const char* value, const char* message) {
            QTest::newRow(qPrintable(QString(option) + ' ' + value)) << option << value << message;
        };
        const char* const size = "expected WIDTHxHEIGHT, each from 64 to 8192, as in 1280x800";
        row("--size", "12x800", size);
        row("--size", "1280", size);
        row("--size", "1280x", size);
        row("--size", "1280x800x2", size);
        row("--size", "99999x800", size);
        row("--scale", "5", "expected 1, 2, 3 or 4");
        row("--theme", "blue", "expected light, dark or system");
        row("--mbps", "0", "expected a number above 0 and at most 1e+09");
        row("--mbps", "inf", "expected a number above 0 and at most 1e+09");
        row("--mbps", "1e300", "expected a number above 0 and at most 1e+09");
        row("--strategies", "best",
            "expected one of local, remote, neurosurgeon, dsl, dsl-fifo, dsl-ej, ej, optimal");
        row("--focus", "best",
            "expected one of local, remote, neurosurgeon, dsl, dsl-fifo, dsl-ej, ej, optimal");
        row("--show", "all",
            "expected window or one of layers, graph, multipath, link, results, inspector, "
            "machines, pins, gantt, sweep");
    }
    void wrongUsage() {
        QFETCH(QString, option);
        QFETCH(QString, value);
        QFETCH(QString, message);
        QCOMPARE(fault({"--screenshot", "o.png", option.toUtf8(), value.toUtf8()}),
                 QStringLiteral("trilane-gui: %1: '%2'; %3").arg(option, value, message));
    }

    void pictureOptionsNeedAPicture() {
        QCOMPARE(fault({"--size", "640x480"}), QStringLiteral("trilane-gui: --size needs "
                                                              "--screenshot"));
        QVERIFY(fault({"--screenshot", "o.jpg"}).contains("a path that ends with .png"));
        QVERIFY(fault({"--screenshot", ""}).contains("a path that ends with .png"));
        QVERIFY(!fault({"a.onnx", "b.onnx"}).isEmpty());
        QVERIFY(!fault({"--nonsense"}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "test_command_line.moc"
