#include "core/io/project_json.h"
#include "core/io/project_link.h"
#include "core/io/project_paths.h"
#include "core/io/read_file.h"
#include "tests/core/io/sample_project.h"
#include "tests/support/error_text.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace trilane;
using trilane::test::messageOf;

namespace {

std::string messageOfText(const std::string& rest) {
    return messageOf([&] {
        (void)parseProject("{\"format\": \"trilane.project\", \"version\": 1,\n" + rest + "}", "p");
    });
}

/// The message where `key` is added to a project that is else in order.
std::string messageWith(const std::string& key) {
    return messageOfText(R"("model": {"path": "m"}, "network": {"name": "", "mbps": 1},)" + key);
}

/// sampleProject() as a file.
std::string sampleText() {
    return readFile(TRILANE_TEST_DATA "/io/sample.project.json");
}

Project plainProject() {
    Project project;
    project.modelPath = "m.onnx";
    project.link = defaultLink();
    return project;
}

}  // namespace

class TestProjectJson : public QObject {
    Q_OBJECT

private slots:
    void writesEveryField() { QCOMPARE(writeProject(sampleProject()), sampleText()); }

    void readsWhatItWrote() {
        QVERIFY(parseProject(sampleText(), "p") == sampleProject());
        // A name that looks like a key of times.
        Project awkward = plainProject();
        awkward.edits.bytes = {{"sent_ms", Bytes{5}}};
        awkward.shapes = {{"image_ms", {1, 3}}};
        QVERIFY(parseProject(writeProject(awkward), "p") == awkward);
        const Project plain = parseProject(writeProject(plainProject()), "p");
        QVERIFY(plain == plainProject());
    }

    /// A file of a program that knew fewer keys.
    void fillsInWhatIsMissing() {
        Project expected;
        expected.modelPath = "m.onnx";
        expected.link.name = "4G";
        expected.link.mbps = 5.85;
        QVERIFY(parseProject(R"({"format": "trilane.project", "version": 1, "notes": [1],
                                 "model": {"path": "m.onnx", "x-was": 1},
                                 "network": {"name": "4G", "mbps": 5.85}, "edits": {}, "pins": {},
                                 "view": {}})",
                             "p") == expected);
    }

    void saysWhatIsWrong() {
        QCOMPARE(messageWith(R"("x-a": 1)"), std::string("accepted"));
        QCOMPARE(messageOf([] {
                     (void)parseProject(R"({"format": "trilane.project", "version": 2})", "p");
                 }),
                 std::string("p: line 1, /version: version 2, newer than this program reads; "
                             "expected version 1"));
        QCOMPARE(messageOfText(R"("network": {"name": "", "mbps": 1})"),
                 std::string("p: line 1: an object without the key 'model'; expected 'model'"));
        QCOMPARE(messageWith(R"("manual_cuts": 1)"),
                 std::string("p: line 2, /manual_cuts: the unknown key 'manual_cuts'; expected "
                             "'manual_cut'"));
        QCOMPARE(messageWith(R"("edits": {"device_ms": {"a": -1}})"),
                 std::string("p: line 2, /edits/device_ms/a: -1; expected milliseconds from 0 to "
                             "1000000000"));
        QCOMPARE(
            messageWith(R"("edits": {"send": {}})"),
            std::string("p: line 2, /edits/send: the unknown key 'send'; expected 'device_ms', "
                        "'server_ms', 'send_ms' or 'bytes'"));
        QCOMPARE(messageWith(R"("pins": {"device": "a"})"),
                 std::string("p: line 2, /pins/device: \"a\"; expected an array"));
        QCOMPARE(messageWith(R"("manual_cut": {"device_layers": [], "sequence": "ej",
                                "execution": "stage"})"),
                 std::string("p: line 3, /manual_cut/execution: \"stage\"; expected 'staged'"));
        QCOMPARE(messageWith(R"("view": {"strategies": ["dsl-je"]})"),
                 std::string("p: line 2, /view/strategies/0: \"dsl-je\"; expected 'dsl-ej'"));
        QCOMPARE(messageWith(R"("view": {"direction": "up"})"),
                 std::string("p: line 2, /view/direction: \"up\"; expected 'down' or 'right'"));
        QCOMPARE(messageOfText(R"("model": {"path": "m", "shapes": {"x": [0]}})"),
                 std::string("p: line 2, /model/shapes/x/0: 0; expected a whole number from 1 to "
                             "9223372036854775807"));
    }

    void namesFilesRelativeToItself() {
        const QTemporaryDir folder;
        const std::string root = folder.path().toStdString();
        Project project = sampleProject();
        project.modelPath = root + "/models/a.onnx";
        project.profilePath = root + "/work/deep/p.json";
        project.device = root + "/work/laptop";  // a file of a shipped machine's name
        project.server = "laptop";
        const std::string file = root + "/work/project.json";
        const Project moved = projectFor(project, file);
        QCOMPARE(moved.modelPath, std::string("../models/a.onnx"));
        QCOMPARE(moved.profilePath, std::string("deep/p.json"));
        QCOMPARE(*moved.device, std::string("./laptop"));
        QCOMPARE(*moved.server, std::string("laptop"));
        QVERIFY(projectFrom(moved, file) == project);
    }

    void keepsTheNamesOfWhatIsElsewhere() {
        Project project;
        project.modelPath = "/elsewhere/a.onnx";
        QCOMPARE(projectFor(project, "/somewhere/p.json").modelPath, project.modelPath);
        QCOMPARE(projectFrom(project, "/somewhere/p.json").modelPath, project.modelPath);
        project.modelPath = ":/models/googlenet.onnx";
        QCOMPARE(projectFor(project, "/somewhere/p.json").modelPath, project.modelPath);
        QCOMPARE(projectFrom(project, "/somewhere/p.json").modelPath, project.modelPath);
    }

    void readsAFileWithItsFolder() {
        const QTemporaryDir folder;
        QFile file(folder.filePath("p.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(sampleText()));
        file.close();
        const Project project = readProject(file.fileName().toStdString());
        QCOMPARE(project.modelPath,
                 QFileInfo(folder.path()).canonicalFilePath().toStdString() + "/models/größe.onnx");
    }
};

QTEST_APPLESS_MAIN(TestProjectJson)
#include "test_project_json.moc"
