#pragma once

#include <QByteArray>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

namespace trilane {

/// What one run of the program left behind.
struct ProgramRun {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

/// A directory of its own in which the program runs, with a small model in it.
class ProgramRunner {
public:
    [[nodiscard]] QString path(const QString& name) const { return m_directory.filePath(name); }

    void write(const QString& name, const QByteArray& content) const {
        QFile file(path(name));
        QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(file.errorString()));
        file.write(content);
    }

    [[nodiscard]] QByteArray read(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no such file");
    }

    [[nodiscard]] ProgramRun run(const QStringList& arguments, const QByteArray& input = {}) const {
        return runProcess(QStringLiteral(TRILANE_PROGRAM), arguments, input);
    }

    /// A line for the shell, in which `trilane` is the program.
    [[nodiscard]] ProgramRun shell(const QString& line) const {
        return runProcess(
            "/bin/sh",
            {"-c", QStringLiteral("trilane() { '%1' \"$@\"; }\n").arg(TRILANE_PROGRAM) + line}, {});
    }

private:
    [[nodiscard]] ProgramRun runProcess(const QString& program, const QStringList& arguments,
                                        const QByteArray& input) const {
        QProcess process;
        process.setWorkingDirectory(m_directory.path());
        process.start(program, arguments);
        process.write(input);
        process.closeWriteChannel();
        constexpr int kPatience = 60'000;
        if (!process.waitForFinished(kPatience)) return {-2, {}, "did not finish"};
        const bool exited = process.exitStatus() == QProcess::NormalExit;
        return {exited ? process.exitCode() : -3, process.readAllStandardOutput(),
                process.readAllStandardError()};
    }

    QTemporaryDir m_directory;
};

/// Two towers and a join, with all times given: device 3, 2 and 4, 1 ms, server a tenth.
inline const QByteArray kTowers = R"({"format":"trilane.model","version":1,"name":"towers",
 "inputs":["left","right"],
 "tensors":{"left":{"bytes":100000},"right":{"bytes":50000},
            "a":{"bytes":4000},"b":{"bytes":2000},"c":{"bytes":8000},"d":{"bytes":1000},
            "sum":{"bytes":10}},
 "layers":[
  {"name":"a","op":"Conv","inputs":["left"],"device_ms":3,"server_ms":0.3},
  {"name":"b","op":"Relu","inputs":["a"],"device_ms":2,"server_ms":0.2},
  {"name":"c","op":"Conv","inputs":["right"],"device_ms":4,"server_ms":0.4},
  {"name":"d","op":"Relu","inputs":["c"],"device_ms":1,"server_ms":0.1},
  {"name":"sum","op":"Add","inputs":["b","d"],"device_ms":9,"server_ms":0.9}],
 "outputs":["sum"]})";

}  // namespace trilane
