#include "tests/app/gui/document/document_test.h"

#include <sys/resource.h>

#include <QCryptographicHash>
#include <QDir>
#include <csignal>

using namespace trilane;
using namespace trilane::test;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
}

void setBandwidth(Document& document, double mbps) {
    document.edit("bandwidth", [mbps](Project& project) { project.link.mbps = mbps; });
}

/// A chain of layers as a model file.
QByteArray chain(const QStringList& names) {
    QStringList layers;
    QStringList tensors{R"("in": {"bytes": 100000})"};
    QString from = "in";
    for (const QString& name : names) {
        layers << QString(R"({"name": "%1", "inputs": ["%2"], "device_ms": 5, "server_ms": 1})")
                      .arg(name, from);
        if (name != names.back()) tensors << QString(R"("%1": {"bytes": 1000})").arg(name);
        from = name;
    }
    return QString(R"({"format": "trilane.model", "version": 1, "name": "chain", "inputs": ["in"],
                       "tensors": {%1}, "layers": [%2], "outputs": ["%3"]})")
        .arg(tensors.join(", "), layers.join(", "), from)
        .toUtf8();
}

QByteArray varint(quint64 value) {
    QByteArray bytes;
    for (; value >= 0x80U; value >>= 7U)
        bytes += static_cast<char>((value & 0x7fU) | 0x80U);
    return bytes + static_cast<char>(value);
}

/// An ONNX file with so many weights that they are left on the disk: y = x + w.
QByteArray largeOnnx() {
    constexpr int kElements = 5'000'000;
    const QByteArray weights(kElements * 4, '\0');
    const QByteArray tensor = "\x08" + varint(kElements) + "\x10\x01\x42\x01w\x4a" +
                              varint(static_cast<quint64>(weights.size())) + weights;
    const QByteArray graph =
        "\x0a\x0e\x0a\x01x\x0a\x01w\x12\x01y\x22\x03"
        "Add"
        "\x5a\x09\x0a\x01x\x12\x04\x0a\x02\x08\x01\x62\x03\x0a\x01y\x2a" +
        varint(static_cast<quint64>(tensor.size())) + tensor;
    return "\x08\x08\x3a" + varint(static_cast<quint64>(graph.size())) + graph + "\x42\x02\x10\x0d";
}

/// No file may grow beyond `bytes`, as on a full disk.
class FileLimit {
public:
    explicit FileLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileLimit(const FileLimit&) = delete;
    FileLimit& operator=(const FileLimit&) = delete;
    ~FileLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

}  // namespace

class TestDocumentFiles : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { std::signal(SIGXFSZ, SIG_IGN); }

    void theDigestOfALargeModelComesLater() {
        const QTemporaryDir folder;
        const QByteArray bytes = largeOnnx();
        const QString path = writeFileIn(folder, "large.onnx", bytes);
        Document document;
        QCOMPARE(openIn(document, path), QString());
        const QByteArray digest =
            QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
        QTRY_COMPARE(QByteArray::fromStdString(document.project().modelSha256), digest);
        // Undo leads to states with the digest too.
        setBandwidth(document, 7);
        document.undoStack().undo();
        QCOMPARE(QByteArray::fromStdString(document.project().modelSha256), digest);
        QVERIFY(document.projectBytes().find(digest.toStdString()) != std::string::npos);
    }

    void opensWhatItSaved() {
        const QTemporaryDir folder;
        const QString model = writeFileIn(folder, "m.json", chain({"a", "b", "c"}));
        const QString path = folder.filePath("p.json");
        Document document;
        QCOMPARE(openIn(document, model), QString());
        document.edit("edits", [](Project& project) {
            project.edits.device["b"] = Nanoseconds{7};
            project.pins.server = {"c"};
            project.link.mbps = 3;
        });
        document.changeView([](ProjectView& view) { view.focus = "dsl"; });
        QVERIFY(document.isModified());
        QSignalSpy saved(&document, &Document::saved);
        QVERIFY(document.save(path));
        QCOMPARE(saved.size(), 1);
        QVERIFY(!document.isModified());
        QCOMPARE(document.projectPath(), path);
        const QByteArray bytes = contentOf(path);
        QCOMPARE(bytes, QByteArray::fromStdString(document.projectBytes()));
        QVERIFY(bytes.contains("\"path\": \"m.json\""));

        // Moved together, project and model still find each other.
        const QTemporaryDir other;
        QVERIFY(QFile::copy(path, other.filePath("p.json")));
        QVERIFY(QFile::copy(model, other.filePath("m.json")));
        Document again;
        QCOMPARE(openIn(again, other.filePath("p.json")), QString());
        QVERIFY(again.warnings().isEmpty());
        QCOMPARE(again.projectBytes(), document.projectBytes());
        QVERIFY(again.snapshot()->durations.device[1] == Nanoseconds{7});
        QCOMPARE(again.snapshot()->focused().id, std::string("dsl"));
        QVERIFY(!again.isModified());
    }

    void tellsThatTheModelHasChanged() {
        const QTemporaryDir folder;
        const QString model = writeFileIn(folder, "m.json", chain({"a", "b"}));
        Document document;
        QCOMPARE(openIn(document, model), QString());
        QVERIFY(document.save(folder.filePath("p.json")));
        writeFileIn(folder, "m.json", chain({"a", "c"}));
        QCOMPARE(openIn(document, folder.filePath("p.json")), QString());
        QCOMPARE(document.warnings(),
                 QStringList("the model's file has changed since the project was saved"));
    }

    void namesBothFilesWhereTheModelIsMissing() {
        const QTemporaryDir folder;
        const QString model = writeFileIn(folder, "m.json", chain({"a", "b"}));
        const QString path = folder.filePath("p.json");
        Document document;
        QCOMPARE(openIn(document, model), QString());
        QVERIFY(document.save(path));
        QVERIFY(QFile::remove(model));
        const QString message = openIn(document, path);
        QVERIFY2(message.startsWith(path + ": /model/path: ") && message.contains(model),
                 qPrintable(message));
        QVERIFY(!document.isEmpty());
    }

    void keepsEditsAndUndoOnReload() {
        const QTemporaryDir folder;
        const QString model = writeFileIn(folder, "m.json", chain({"a", "b", "c"}));
        Document document;
        QCOMPARE(openIn(document, model), QString());
        document.edit("time", [](Project& project) {
            project.edits.device["b"] = Nanoseconds{7};
            project.edits.device["a"] = Nanoseconds{8};
        });
        document.chooseMachine(Side::Device, "laptop");
        QTRY_VERIFY(document.project().device.has_value());
        document.undoStack().undo();
        writeFileIn(folder, "m.json", chain({"a", "x", "y", "z"}));
        QCOMPARE(messageOfOpening(document, [&] { document.reload(); }), QString());
        QCOMPARE(document.model()->layerCount(), std::size_t{4});
        QCOMPARE(document.project().edits.device.size(), std::size_t{2});
        QCOMPARE(document.warnings(),
                 QStringList("edited device times: the model has no layer 'b'; kept, without "
                             "effect"));
        QVERIFY(document.snapshot()->durations.device[0] == Nanoseconds{8});
        QVERIFY(document.isModified());
        // A step that held the old reading reads the file when it is in force.
        document.undoStack().redo();
        QTRY_VERIFY(!document.isOpening() && document.model()->layerCount() == 4);
        settle(document);
        QCOMPARE(*document.snapshot()->project.device, std::string("laptop"));
        document.undoStack().undo();
        document.undoStack().undo();
        settle(document);
        QVERIFY(document.snapshot()->durations.device[0] == Nanoseconds{5'000'000});
        QCOMPARE(document.model()->layerCount(), std::size_t{4});
    }

    void keepsWhatIsOpenWhenTheFileVanishes() {
        const QTemporaryDir folder;
        const QString model = writeFileIn(folder, "m.json", chain({"a", "b"}));
        Document document;
        QCOMPARE(openIn(document, model), QString());
        setBandwidth(document, 7);
        const auto before = document.model();
        QVERIFY(QFile::remove(model));
        QVERIFY(messageOfOpening(document, [&] { document.reload(); }).startsWith(model));
        QVERIFY(document.model() == before);
        QVERIFY(document.isModified());
        QCOMPARE(document.project().link.mbps, 7.0);
    }

    void readsAnotherWayAndBack() {
        Document document;
        QCOMPARE(openIn(document, samplePath("googlenet.onnx")), QString());
        const auto fused = document.model();
        setBandwidth(document, 7);
        const std::string bytes = document.projectBytes();
        QCOMPARE(messageOfOpening(document, [&] { document.reopen({}, false); }), QString());
        QVERIFY(document.model()->layerCount() > fused->layerCount());
        QVERIFY(!document.project().fuse);
        QCOMPARE(document.project().link.mbps, 7.0);
        settle(document);
        QVERIFY(document.snapshot()->base == document.model());
        document.undoStack().undo();
        QVERIFY(document.model() == fused);
        QCOMPARE(document.projectBytes(), bytes);
        settle(document);
        QVERIFY(document.snapshot()->base == fused);
        document.undoStack().redo();
        QVERIFY(document.model() != fused);
    }

    void losesNothingWhereItCannotSave() {
        const QTemporaryDir folder;
        Document document;
        QCOMPARE(openIn(document, samplePath("toy.json")), QString());
        setBandwidth(document, 7);
        QSignalSpy failed(&document, &Document::failed);
        QVERIFY(!document.save(folder.filePath("none/p.json")));
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed.front().at(1).toString().endsWith("No such file or directory"));
        QVERIFY(!document.save(folder.path()));
        QCOMPARE(failed.size(), 2);
        QVERIFY(document.isModified());
        QCOMPARE(document.projectPath(), QString());
    }

    void keepsTheOldFileOnAFullDisk() {
        const QTemporaryDir folder;
        const QString path = folder.filePath("p.json");
        Document document;
        QCOMPARE(openIn(document, samplePath("toy.json")), QString());
        QVERIFY(document.save(path));
        const QByteArray before = contentOf(path);
        setBandwidth(document, 7);
        QSignalSpy failed(&document, &Document::failed);
        {
            const FileLimit limit(100);
            QVERIFY(!document.save(path));
        }
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed.front().at(1).toString().endsWith("File too large"));
        QCOMPARE(contentOf(path), before);
        QVERIFY(document.isModified());
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList("p.json"));
        QVERIFY(document.save(path));
        QVERIFY(contentOf(path) != before);
    }

    void doesNotReplaceTheModel() {
        const QTemporaryDir folder;
        const QByteArray bytes = chain({"a", "b"});
        const QString model = writeFileIn(folder, "m.json", bytes);
        Document document;
        QCOMPARE(openIn(document, model), QString());
        QSignalSpy failed(&document, &Document::failed);
        QVERIFY(!document.save(model));
        QCOMPARE(failed.size(), 1);
        QCOMPARE(contentOf(model), bytes);
    }
};

QTEST_GUILESS_MAIN(TestDocumentFiles)
#include "test_document_files.moc"
