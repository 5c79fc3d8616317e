#include "core/io/input_error.h"
#include "core/io/read_file.h"

#include <sys/stat.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <thread>

using namespace trilane;

namespace {

std::string messageOf(const std::string& path) {
    try {
        (void)readFile(path);
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace

class TestReadFile : public QObject {
    Q_OBJECT

private slots:
    void readsEveryByte() {
        const QTemporaryDir folder;
        const QString path = folder.filePath("bytes");
        QByteArray bytes;
        for (int i = 0; i < 300'000; ++i)
            bytes.append(static_cast<char>(i * 7));
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(bytes);
        file.close();
        QVERIFY(QByteArray::fromStdString(readFile(path.toStdString())) == bytes);
    }

    void readsFilesThatDoNotTellTheirSize() {
        QVERIFY(readFile("/proc/self/status").find("Name:") != std::string::npos);
    }

    void saysWhatIsWrong() {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        QCOMPARE(messageOf(path), path + ": a directory; expected a file");
        QCOMPARE(messageOf(path + "/none"), path + "/none: no such file");
        QCOMPARE(messageOf(path + "/none/x"), path + "/none/x: no such file");
        QCOMPARE(messageOf(""), std::string("'': an empty path; expected the path of a file"));
        // Of a path with a NUL the system would see the beginning alone.
        QCOMPARE(messageOf(path + std::string("/a\0b", 4)),
                 path + "/a\\x00b: a NUL byte in a path; expected the path of a file");
        const std::string message = messageOf(std::string(100'000, 'x'));
        QVERIFY(message.size() < 3'000 && message.starts_with("xxx"));
        // Not even the superuser reads a process's memory at address 0.
        QCOMPARE(messageOf("/proc/self/mem"),
                 std::string("/proc/self/mem: cannot be read: Input/output error"));
    }

    void refusesDevicesAtOnce() {
        for (const std::string path : {"/dev/zero", "/dev/full", "/dev/urandom", "/dev/null"})
            QCOMPARE(messageOf(path), path + ": a device; expected a file, a pipe or -");
    }

    void readsNamedPipes() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("pipe").toStdString();
        QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
        std::thread writer([&] { std::ofstream(path) << "through"; });
        const std::string content = readFile(path);
        writer.join();
        QCOMPARE(content, std::string("through"));
    }

    void namesTheStandardInput() {
        QCOMPARE(inputName("-"), std::string("standard input"));
        QCOMPARE(inputName("m.onnx"), std::string("m.onnx"));
    }
};

QTEST_APPLESS_MAIN(TestReadFile)
#include "test_read_file.moc"
