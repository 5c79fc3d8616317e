#include "core/io/file_content.h"
#include "core/io/input_error.h"
#include "core/io/sha256.h"
#include "tests/support/error_text.h"

#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace trilane;

namespace {

std::string numbers() {
    std::string bytes;
    for (int i = 0; i < 100'000; ++i)
        bytes += static_cast<char>(i * 7 >> 3);
    return bytes;
}

std::span<const std::byte> asBytes(const std::string& text) {
    return std::as_bytes(std::span(text));
}

}  // namespace

class TestFileContent : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::string write(const std::string& bytes) const {
        const std::string path = m_folder.filePath("file").toStdString();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }

private slots:
    void aSmallFileIsHeldInMemory() {
        const std::string bytes = numbers();
        const FileContent content = FileContent::open(write(bytes));
        QCOMPARE(content.memory().size(), bytes.size());
        QVERIFY(content.text() == bytes);
        QVERIFY(content.digest().known());
    }

    void aLargeFileStaysWhereItIs() {
        const std::string bytes = numbers();
        const FileContent content = FileContent::open(write(bytes), bytes.size() - 1);
        QVERIFY(content.memory().empty());
        QCOMPARE(content.size(), std::uint64_t{bytes.size()});
        QVERIFY(content.head() == bytes.substr(0, content.head().size()));
        QVERIFY(content.text() == bytes);
        std::string part(5'000, '\0');
        content.read(70'000, std::as_writable_bytes(std::span(part)));
        QVERIFY(part == bytes.substr(70'000, 5'000));
        const SourceDigest digest = content.digest();
        QVERIFY(!digest.known());
        QCOMPARE(digest.hex(), sha256Hex(asBytes(bytes)));
    }

    void theDigestIsThatOfTheFileThatWasRead() {
        const std::string path = write(numbers());
        const FileContent content = FileContent::open(path, 1);
        std::ofstream(path + ".new", std::ios::binary) << "another";
        std::filesystem::rename(path + ".new", path);
        QCOMPARE(content.digest().hex(), sha256Hex(asBytes(numbers())));
    }

    void aFileThatChangesIsToldOf() {
        const std::string path = write(numbers());
        const FileContent content = FileContent::open(path, 1);
        std::ofstream(path, std::ios::binary | std::ios::app) << "more";
        QCOMPARE(test::messageOf([&] { static_cast<void>(content.digest().hex()); }),
                 path +
                     ": a file that has changed since it was opened; expected a file that "
                     "nobody writes to");
        std::filesystem::resize_file(path, 60'000);
        std::string part(50'000, '\0');
        QCOMPARE(
            test::messageOf([&] { content.read(50'000, std::as_writable_bytes(std::span(part))); }),
            path +
                ": byte 60000: the end of a file that became shorter while it was read; "
                "expected a file that nobody writes to");
    }

    void aPipeIsReadToItsEnd() {
        const std::string path = m_folder.filePath("pipe").toStdString();
        QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
        std::thread writer([&] { std::ofstream(path) << "through"; });
        const FileContent content = FileContent::open(path, 1);
        writer.join();
        QCOMPARE(content.text(), std::string("through"));
        QCOMPARE(content.size(), std::uint64_t{7});
    }

    void nothingIsNothing() {
        for (const FileContent& content : {FileContent(), FileContent::open(write(""))}) {
            QCOMPARE(content.size(), std::uint64_t{0});
            QVERIFY(content.head().empty());
            QVERIFY(content.text().empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestFileContent)
#include "test_file_content.moc"
