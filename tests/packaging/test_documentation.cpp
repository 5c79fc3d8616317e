#include "tests/app/cli/program_runner.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace trilane {

/// The man page and the completion, held against what the program's own help says.
class TestDocumentation : public QObject {
    Q_OBJECT

private:
    ProgramRunner m_runner;
    QString m_manual;  ///< its "\-" written as "-"

    /// What the first group of `pattern` matches in `text`, sorted, each once.
    static QStringList allMatches(const QString& text, const QString& pattern) {
        const QRegularExpression expression(pattern, QRegularExpression::MultilineOption);
        QStringList found;
        for (auto matches = expression.globalMatch(text); matches.hasNext();)
            found << matches.next().captured(1);
        found.removeDuplicates();
        found.sort();
        return found;
    }

    static QStringList optionsIn(const QString& text) {
        return allMatches(text, "(--[a-z][a-z-]*)");
    }

    /// The options that a help text declares; those that its descriptions mention stand further in.
    [[nodiscard]] QStringList optionsOfHelp(const QStringList& arguments) const {
        return allMatches(m_runner.run(arguments).out, "^  (?:-[a-z], )?(--[a-z][a-z-]*)");
    }

    /// The commands that may follow `command`; without one those of the program.
    [[nodiscard]] QStringList commands(const QStringList& command = {}) const {
        const QString help = m_runner.run(command + QStringList{"--help"}).out;
        const QString list = help.section("\nCommands:\n", 1).section("\n\n", 0, 0);
        return allMatches(list, "^  ([a-z]+)\\b");
    }

    /// Those that do something: commands of commands by both words, "profile import".
    [[nodiscard]] QStringList actions() const {
        QStringList found;
        for (const QString& command : commands()) {
            const QStringList nested = commands({command});
            if (nested.isEmpty()) found << command;
            for (const QString& word : nested)
                found << command + ' ' + word;
        }
        return found;
    }

    [[nodiscard]] QString manualSection(const QString& name) const {
        return m_manual.section(".SH " + name + "\n", 1).section("\n.SH ", 0, 0);
    }

    /// The words after "Options:" in the manual's entry of a command.
    [[nodiscard]] QStringList optionsOfManual(const QString& command) const {
        for (const QString& entry : manualSection("COMMANDS").split(".TP\n"))
            if (QRegularExpression("^\\.B[IR]? \"?" + command + "\"?( |$)")
                    .match(entry.section('\n', 0, 0))
                    .hasMatch())
                return optionsIn(entry.section("\nOptions:\n", 1));
        return {};
    }

    /// What the completion offers for the last of `words`.
    [[nodiscard]] QStringList completions(const QStringList& words) const {
        const QString line =
            QString(
                "bash -c '. \"%1\"; COMP_WORDS=(trilane %2); "
                "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _trilane; "
                "printf \"%s\\n\" \"${COMPREPLY[@]}\"'")
                .arg(QString(TRILANE_SOURCE_DIR "/packaging/completions/trilane"), words.join(' '));
        return QString(m_runner.shell(line).out).split('\n', Qt::SkipEmptyParts);
    }

private slots:
    void initTestCase() {
        QFile manual(TRILANE_SOURCE_DIR "/packaging/trilane.1");
        QVERIFY2(manual.open(QIODevice::ReadOnly), qPrintable(manual.errorString()));
        m_manual = manual.readAll();
        m_manual.replace("\\-", "-");
        QVERIFY(manualSection("COMMANDS").contains("inspect"));
        QVERIFY(commands().contains("inspect"));
    }

    void optionsOfEveryCommand_data() {
        QTest::addColumn<QString>("command");
        for (const QString& command : actions())
            QTest::newRow(qPrintable(command)) << command;
    }
    void optionsOfEveryCommand() {
        QFETCH(QString, command);
        const QStringList options = optionsOfHelp(command.split(' ') << "--help");
        QVERIFY(options.contains("--help"));
        QCOMPARE(optionsOfManual(command).join(' '), options.join(' '));
        QCOMPARE(optionsIn(completions(command.split(' ') << "-").join('\n')).join(' '),
                 options.join(' '));
    }

    void everyOptionIsExplained() {
        QStringList options = optionsOfHelp({"--help"});
        for (const QString& command : actions())
            options << optionsOfHelp(command.split(' ') << "--help");
        options.removeDuplicates();
        options.sort();
        QStringList explained;
        for (const QString& entry : manualSection("OPTIONS").split(".TP\n").mid(1))
            explained << optionsIn(entry.section('\n', 0, 0));
        explained.sort();
        QCOMPARE(explained.join(' '), options.join(' '));
    }

    void completionOfTheFirstWord() {
        QStringList words = commands() + optionsOfHelp({"--help"});
        words.sort();
        QStringList offered = completions({"\"\""});
        offered.sort();
        QCOMPARE(offered.join(' '), words.join(' '));
        words = commands({"profile"}) << "--help";
        words.sort();
        offered = completions({"profile", "\"\""});
        offered.sort();
        QCOMPARE(offered.join(' '), words.join(' '));
    }

    void everyTransferTypeIsCompleted() {
        // The program lists its values to whoever gives one that is like none of them.
        m_runner.write("towers.json", kTowers);
        const QString message = m_runner.run({"plan", "towers.json", "--transfer-dtype", "?"}).err;
        QStringList offered = completions({"plan", "--transfer-dtype", "\"\""});
        QVERIFY(!offered.isEmpty());
        for (const QString& type : offered)
            QVERIFY2(message.contains("'" + type + "'"), qPrintable(message));
        QCOMPARE(offered.size(), message.section("expected", 1).section(';', 0, 0).count('\'') / 2);
    }
};

}  // namespace trilane

QTEST_GUILESS_MAIN(trilane::TestDocumentation)
#include "test_documentation.moc"
