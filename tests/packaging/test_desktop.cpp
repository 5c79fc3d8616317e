#include "app/gui/window/command_line.h"
#include "app/gui/window/panes.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace trilane;

namespace {

QString read(const QString& name) {
    QFile file(TRILANE_SOURCE_DIR "/" + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList optionsIn(const QString& text, const QString& pattern) {
    QStringList found;
    const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
    for (auto matches = expression.globalMatch(text); matches.hasNext();)
        found << matches.next().captured(1);
    found.removeDuplicates();
    found.sort();
    return found;
}

}  // namespace

/// What a desktop and the manual say about the program, held against each other and its help.
class TestDesktop : public QObject {
    Q_OBJECT

private slots:
    void theManualExplainsEveryOption() {
        const char* const arguments[] = {"trilane-gui", "--help"};
        const auto help = std::get<CommandLineText>(parseCommandLine(2, arguments));
        QString manual = read("packaging/trilane-gui.1");
        manual.replace("\\-", "-");
        const QStringList options =
            optionsIn(QString::fromStdString(help.text), "^  (?:-[a-z],)?(--[a-z-]+)");
        QVERIFY(options.size() >= 11);
        const QString section = manual.section(".SH OPTIONS", 1).section(".SH EXIT", 0, 0);
        for (const QString& option : options)
            QVERIFY2(section.contains(option), qPrintable(option));
        QCOMPARE(optionsIn(section, "^\\.B.*(--[a-z]+)"), options);
        for (const PaneId pane : kPanes)
            QVERIFY2(section.contains(key(pane)), qPrintable(key(pane)));
    }

    void theDesktopEntryOpensWhatTheTypesName() {
        const QString entry = read("packaging/desktop/trilane.desktop");
        QVERIFY(entry.startsWith("[Desktop Entry]\n"));
        QVERIFY(entry.contains("\nExec=trilane-gui %f\n"));
        const QStringList types =
            optionsIn(read("packaging/desktop/trilane.xml"), "<mime-type type=\"([^\"]+)\"");
        QCOMPARE(types.size(), qsizetype{2});
        const QString opened = optionsIn(entry, "^MimeType=(.*)$").join("");
        for (const QString& type : types)
            QVERIFY2(opened.contains(type + ';'), qPrintable(type));
    }

    void filesOfTheDesktopAreWellFormed() {
        for (const char* const name :
             {"packaging/desktop/trilane.xml", "packaging/desktop/trilane.metainfo.xml",
              "resources/icons/trilane.svg", "resources/trilane.qrc"}) {
            QXmlStreamReader reader(read(name));
            int elements = 0;
            while (!reader.atEnd())
                elements += reader.readNext() == QXmlStreamReader::StartElement ? 1 : 0;
            QVERIFY2(!reader.hasError(), qPrintable(name + reader.errorString()));
            QVERIFY(elements > 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestDesktop)
#include "test_desktop.moc"
