#include "app/gui/document/editing.h"
#include "app/gui/panels/figure_edit.h"
#include "app/gui/panels/inspector.h"
#include "tests/app/gui/panels/panel_fixture.h"

#include <QAction>
#include <QLineEdit>
#include <QTextBrowser>
#include <QUrl>

using namespace trilane;
using namespace trilane::panels;

class TestInspector : public QObject {
    Q_OBJECT

private slots:
    void explainsALayer();
    void explainsATensor();
    void sumsLayers();
    void describesTheModel();
    void editsFigures();
    void aBadFigureIsMarked();
    void undoIsTheProjectsOnceTypingIsDone();
    void followsLinks();
};

namespace {

struct Opened {
    Document document;
    Selection selection;
    Inspector inspector{document, selection};

    Opened() { openSample(document, "toy.json"); }
    [[nodiscard]] LayerId layer(const char* name) const { return layerNamed(document, name); }
    [[nodiscard]] QLineEdit* field(const QString& name) {
        for (QLineEdit* const field : inspector.findChildren<QLineEdit*>())
            if (field->accessibleName() == name) return field;
        return nullptr;
    }
};

}  // namespace

void TestInspector::explainsALayer() {
    Opened opened;
    opened.selection.selectLayer(opened.layer("s3"));
    QCOMPARE(opened.inspector.text(), QStringLiteral("s3 (layer)\n"
                                                     "Op: Conv\n"
                                                     "\n"
                                                     "Times\n"
                                                     "Device: 9.000 ms, from the model\n"
                                                     "Server: 3.000 ms, from the model\n"
                                                     "Send: 4.000 ms, from the model\n"
                                                     "\n"
                                                     "In EJ\n"
                                                     "Side: server: the cut of EJ\n"
                                                     "Job: 3, sends d3\n"
                                                     "Start: 10.00 ms\n"
                                                     "End: 13.00 ms\n"
                                                     "\n"
                                                     "Tensors\n"
                                                     "Input: d3, unknown ?, size unknown\n"
                                                     "Output: s3, unknown ?, size unknown\n"
                                                     "\n"
                                                     "Work\n"
                                                     "Operations: 0 FLOP\n"
                                                     "MACs: about 0 MAC\n"
                                                     "Weights: 0 bytes\n"));
    setLayerTimes(opened.document, Side::Server, {{opened.layer("s3"), Nanoseconds{3'500'000}}});
    pinLayers(opened.document, {opened.layer("d3")}, Side::Server);
    settle(opened.document);
    const QString text = opened.inspector.text();
    QVERIFY(text.contains(QStringLiteral("Server: 3.500 ms, edited (3.000 ms from the model)\n")));
    QVERIFY(text.contains(QStringLiteral("Side: server: it needs a layer pinned to the server\n")));
    opened.selection.selectLayer(opened.layer("d3"));
    QVERIFY(opened.inspector.text().contains(QStringLiteral("Side: server: you pinned it\n")));
}

void TestInspector::explainsATensor() {
    Opened opened;
    opened.selection.selectTensor(opened.document.model()->findTensor("d3").value());
    QCOMPARE(opened.inspector.text(), QStringLiteral("d3 (tensor)\n"
                                                     "Type: unknown ?\n"
                                                     "Size: unknown\n"
                                                     "Send: 3.000 ms, from the model\n"
                                                     "\n"
                                                     "In EJ\n"
                                                     "Link: sent as number 2 of 4\n"
                                                     "Start: 7.000 ms\n"
                                                     "End: 10.00 ms\n"
                                                     "Arrival: 10.00 ms\n"
                                                     "\n"
                                                     "Layers\n"
                                                     "Made by: d3\n"
                                                     "Used by: s3\n"));
    opened.selection.selectTensor(opened.document.model()->findTensor("image").value());
    QVERIFY(
        opened.inspector.text().contains(QStringLiteral("Type: float32 1×3×224×224\n"
                                                        "Size: 602,112 bytes (602 KB)\n")));
    QVERIFY(opened.inspector.text().contains(QStringLiteral("Link: does not cross\n")));
    QVERIFY(opened.inspector.text().contains(QStringLiteral("Made by: nobody, a model input\n")));
}

void TestInspector::sumsLayers() {
    Opened opened;
    opened.selection.selectLayers({opened.layer("d1"), opened.layer("s1")}, opened.layer("s1"));
    QVERIFY(opened.inspector.text().startsWith(
        QStringLiteral("2 layers (selection)\n"
                       "\n"
                       "In sum\n"
                       "Device: 18.00 ms\n"
                       "Server: 6.000 ms\n"
                       "Side: 1 on the device, 1 on the server\n")));
}

void TestInspector::describesTheModel() {
    Opened opened;
    openSample(opened.document, "googlenet.onnx");
    const QString text = opened.inspector.text();
    QVERIFY2(text.startsWith(QStringLiteral("googlenet (model)\n"
                                            "Layers: 85, fused of 142 nodes\n"
                                            "Category: General DAG\n"
                                            "Blocks: 31, the largest of 7 layers\n"
                                            "Paths: 262,144\n")),
             qUtf8Printable(text));
    QVERIFY(text.contains(QStringLiteral("Memory: 4.82 MB for the largest layer\n")));
    QVERIFY(text.contains(QStringLiteral("Input: image\n")));
}

void TestInspector::editsFigures() {
    Opened opened;
    opened.selection.selectTensor(opened.document.model()->findTensor("d3").value());
    QLineEdit* const send = opened.field(QStringLiteral("Send ms"));
    QCOMPARE(send->text(), QStringLiteral("3"));
    const auto type = [&](const QString& text) {
        send->selectAll();
        QTest::keyClicks(send, text);
        QTest::keyClick(send, Qt::Key_Return);
    };
    type(QStringLiteral("*2"));
    settle(opened.document);
    QVERIFY(opened.document.project().edits.send.at("d3") == Nanoseconds{6'000'000});
    QCOMPARE(send->text(), QStringLiteral("6"));
    type(QStringLiteral("/0"));
    QCOMPARE(opened.document.undoStack().count(), 1);
    // What was typed for one thing must not reach another.
    opened.selection.selectTensor(opened.document.model()->findTensor("d1").value());
    QCOMPARE(send->text(), QStringLiteral("2"));
    opened.selection.selectTensor(opened.document.model()->findTensor("d3").value());
    send->selectAll();
    QTest::keyClick(send, Qt::Key_Delete);
    QTest::keyClick(send, Qt::Key_Return);
    settle(opened.document);
    QVERIFY(opened.document.project().edits.send.empty());
    QCOMPARE(send->text(), QStringLiteral("3"));
}

void TestInspector::aBadFigureIsMarked() {
    Opened opened;
    opened.selection.selectLayer(opened.layer("s3"));
    auto* const edit = qobject_cast<FigureEdit*>(opened.field(QStringLiteral("Device ms")));
    QVERIFY(edit != nullptr);
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("1,5"));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(edit->fault(),
             QStringLiteral("'1,5' is no number; expected for example 3, =3, ×1.5, /2, +0.2 or "
                            "-10%"));
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(edit->fault().isEmpty());
    QCOMPARE(edit->text(), QStringLiteral("9"));
    QCOMPARE(opened.document.undoStack().count(), 0);
}

void TestInspector::undoIsTheProjectsOnceTypingIsDone() {
    Opened opened;
    QAction undo;
    undo.setShortcut(QKeySequence::Undo);
    opened.inspector.addAction(&undo);
    connect(&undo, &QAction::triggered, [&] { opened.document.undoStack().undo(); });
    opened.selection.selectLayer(opened.layer("s3"));
    opened.inspector.show();
    opened.inspector.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&opened.inspector));
    QLineEdit* const edit = opened.field(QStringLiteral("Device ms"));
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("7"));
    QTest::keyClick(edit, Qt::Key_Return);
    settle(opened.document);
    QCOMPARE(edit->text(), QStringLiteral("7"));
    QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(opened.document.project().edits.device.empty());
    settle(opened.document);
    QCOMPARE(edit->text(), QStringLiteral("9"));
}

void TestInspector::followsLinks() {
    Opened opened;
    opened.selection.selectTensor(opened.document.model()->findTensor("d3").value());
    auto* const text = opened.inspector.findChild<QTextBrowser*>();
    emit text->anchorClicked(QUrl(QStringLiteral("layer:2")));
    QVERIFY(opened.selection.layers() == std::set<LayerId>{LayerId{2}});
    emit text->anchorClicked(QUrl(QStringLiteral("tensor:1")));
    QVERIFY(opened.selection.tensor() == TensorId{1});
    emit text->anchorClicked(QUrl(QStringLiteral("tensor:1000")));
    QVERIFY(opened.selection.tensor() == TensorId{1});
}

QTEST_MAIN(TestInspector)
#include "test_inspector.moc"
