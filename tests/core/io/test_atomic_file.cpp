#include "core/io/atomic_file.h"
#include "core/io/output_error.h"
#include "core/io/read_file.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <thread>

using namespace trilane;

namespace {

std::string messageOf(const std::string& path, const std::string& content) {
    try {
        writeFile(path, content);
    } catch (const OutputError& error) {
        return error.what();
    }
    return "written";
}

/// Runs `body` in a process of its own and gives how that ended.
template <class Body>
int statusOfChild(Body body) {
    const pid_t child = ::fork();
    if (child == 0) {
        body();
        ::_exit(0);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
}

}  // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string path(const char* name) const { return m_folder.filePath(name).toStdString(); }

    /// Everything in the folder, hidden files included.
    QStringList content() const {
        return QDir(m_folder.path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

private slots:
    void init() {
        for (const QString& name : content()) {
            QFile::remove(m_folder.filePath(name));
            QDir(m_folder.filePath(name)).removeRecursively();
        }
    }

    void writesNewFilesAsTheUmaskSays() {
        const mode_t mask = ::umask(027);
        writeFile(path("new"), "content");
        ::umask(mask);
        struct stat status {};
        QCOMPARE(::stat(path("new").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0640U);
        QCOMPARE(readFile(path("new")), std::string("content"));
        QCOMPARE(content(), QStringList{"new"});
    }

    void keepsTheModeOfAnOldFile() {
        writeFile(path("old"), "a long content");
        QCOMPARE(::chmod(path("old").c_str(), 0604), 0);
        writeFile(path("old"), "short");
        struct stat status {};
        QCOMPARE(::stat(path("old").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0604U);
        QCOMPARE(readFile(path("old")), std::string("short"));
    }

    void followsLinks() {
        writeFile(path("target"), "before");
        QCOMPARE(::symlink("target", path("link").c_str()), 0);
        QCOMPARE(::symlink("later", path("dangling").c_str()), 0);
        writeFile(path("link"), "after");
        writeFile(path("dangling"), "new");
        QCOMPARE(readFile(path("target")), std::string("after"));
        QCOMPARE(readFile(path("later")), std::string("new"));
        QVERIFY(QFileInfo(m_folder.filePath("link")).isSymLink());
        QVERIFY(QFileInfo(m_folder.filePath("dangling")).isSymLink());
    }

    void leavesTheOldFileUntilTheCommit() {
        writeFile(path("f"), "old");
        {
            AtomicFile file(path("f"));
            file.write("half of the ne");
            QCOMPARE(readFile(path("f")), std::string("old"));
            QCOMPARE(content().size(), 2);
        }
        QCOMPARE(readFile(path("f")), std::string("old"));
        QCOMPARE(content(), QStringList{"f"});
    }

    void saysWhatIsWrong() {
        QCOMPARE(messageOf(path("none/f"), "x"), path("none/f") + ": No such file or directory");
        QCOMPARE(messageOf(m_folder.path().toStdString(), "x"),
                 m_folder.path().toStdString() + ": Is a directory");
        // Nobody creates files here, the superuser included.
        QCOMPARE(messageOf("/proc/self/new", "x"),
                 std::string("/proc/self/new: No such file or directory"));
        QCOMPARE(messageOf("", "x"), std::string("'': an empty path"));
    }

    void respectsWriteProtection() {
        if (::geteuid() == 0) QSKIP("the superuser may write everywhere");
        writeFile(path("protected"), "old");
        QCOMPARE(::chmod(path("protected").c_str(), 0444), 0);
        QCOMPARE(messageOf(path("protected"), "new"), path("protected") + ": Permission denied");
        QCOMPARE(readFile(path("protected")), std::string("old"));
        QVERIFY(QDir(m_folder.path()).mkdir("closed"));
        QCOMPARE(::chmod(path("closed").c_str(), 0555), 0);
        QCOMPARE(messageOf(path("closed/f"), "new"), path("closed/f") + ": Permission denied");
        QVERIFY(QDir(m_folder.filePath("closed")).isEmpty());
        QCOMPARE(::chmod(path("closed").c_str(), 0755), 0);
    }

    void leavesTheOldFileWholeWhereThereIsNoRoom() {
        writeFile(path("f"), "old");
        const int status = statusOfChild([this] {
            (void)std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{1000, 1000};
            (void)::setrlimit(RLIMIT_FSIZE, &limit);
            const bool told =
                messageOf(path("f"), std::string(5000, 'x')) == path("f") + ": File too large";
            ::_exit(told ? 42 : 1);
        });
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 42);
        QCOMPARE(readFile(path("f")), std::string("old"));
        QCOMPARE(content(), QStringList{"f"});
    }

    void cleansUpWhereASignalEndsTheProgram_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGHUP") << SIGHUP;
        QTest::newRow("SIGXFSZ") << SIGXFSZ;
    }

    void cleansUpWhereASignalEndsTheProgram() {
        QFETCH(int, signal);
        writeFile(path("f"), "old");
        const int status = statusOfChild([&] {
            // Whatever the test program was started with, and no core file.
            (void)std::signal(signal, SIG_DFL);
            const rlimit none{0, 0};
            (void)::setrlimit(RLIMIT_CORE, &none);
            AtomicFile file(path("f"));
            file.write("half of the ne");
            AtomicFile second(path("g"));
            (void)std::raise(signal);
        });
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), signal);
        QCOMPARE(readFile(path("f")), std::string("old"));
        QCOMPARE(content(), QStringList{"f"});
    }

    void leavesTheProgramsOwnHandlerAlone() {
        const auto own = [](int) {};
        const auto before = std::signal(SIGTERM, own);
        AtomicFile file(path("f"));
        QCOMPARE(::raise(SIGTERM), 0);
        file.write("done");
        file.commit();
        QVERIFY(std::signal(SIGTERM, before) == +own);
        QCOMPARE(readFile(path("f")), std::string("done"));
    }

    void givesTheSignalsBack() {
        const auto before = std::signal(SIGHUP, SIG_DFL);
        writeFile(path("f"), "x");
        QVERIFY(std::signal(SIGHUP, before) == SIG_DFL);
    }

    void writesFromSeveralThreads() {
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i) {
            threads.emplace_back([this, i] {
                const std::string name = path("same");
                for (int n = 0; n < 20; ++n)
                    writeFile(name, std::string(10'000, char('a' + i)));
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        const std::string last = readFile(path("same"));
        QCOMPARE(last.size(), std::size_t{10'000});
        QCOMPARE(last.find_first_not_of(last.front()), std::string::npos);
        QCOMPARE(content(), QStringList{"same"});
    }

    void writesStraightToFifosAndDevices() {
        QCOMPARE(::mkfifo(path("fifo").c_str(), 0600), 0);
        std::string received;
        std::thread reader([&] { received = readFile(path("fifo")); });
        writeFile(path("fifo"), "through");
        reader.join();
        QCOMPARE(received, std::string("through"));
        QVERIFY(QFileInfo(m_folder.filePath("fifo")).exists());
        QCOMPARE(messageOf("/dev/null", "x"), std::string("written"));
        QCOMPARE(messageOf("/dev/full", "x"), std::string("/dev/full: No space left on device"));
        QCOMPARE(content(), QStringList{"fifo"});
    }

    void appendsToTheStandardOutput() {
        const int status = statusOfChild([this] {
            (void)std::freopen(path("out").c_str(), "w", stdout);
            (void)std::fputs("before, ", stdout);
            (void)std::fflush(stdout);
            writeFile("/dev/stdout", "after");
        });
        QCOMPARE(status, 0);
        QCOMPARE(readFile(path("out")), std::string("before, after"));
    }
};

QTEST_APPLESS_MAIN(TestAtomicFile)
#include "test_atomic_file.moc"
