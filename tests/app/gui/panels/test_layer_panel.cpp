#include "app/gui/document/editing.h"
#include "app/gui/panels/layer_panel.h"
#include "tests/app/gui/panels/panel_fixture.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>

using namespace trilane;
using namespace trilane::panels;

class TestLayerPanel : public QObject {
    Q_OBJECT

private slots:
    void selectionGoesBothWays();
    void filterHidesButKeepsTheSelection();
    void typingChangesAllSelectedRows();
    void copiesAndResets();
    void actionsHaveTexts();
};

namespace {

struct Opened {
    Document document;
    Selection selection;
    LayerPanel panel{document, selection};
    QTableView* table = panel.findChild<QTableView*>();
    QLineEdit* filter = panel.findChild<QLineEdit*>();

    explicit Opened(const char* model) {
        openSample(document, model);
        panel.resize(600, 300);
        panel.show();
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QAction* action(const QString& text) {
        for (QAction* const action : panel.viewActions())
            if (QString(action->text()).remove(QChar('&')) == text) return action;
        return nullptr;
    }
};

}  // namespace

void TestLayerPanel::selectionGoesBothWays() {
    Opened opened("googlenet.onnx");
    QSignalSpy changes(&opened.selection, &Selection::changed);
    opened.table->selectRow(3);
    QCOMPARE(changes.count(), 1);
    QVERIFY(opened.selection.layers() == std::set<LayerId>{LayerId{3}});
    QVERIFY(opened.selection.currentLayer() == LayerId{3});
    // A row far below comes into sight, and the table does not answer.
    opened.selection.selectLayers({LayerId{2}, LayerId{70}, LayerId{71}}, LayerId{70});
    QCOMPARE(changes.count(), 2);
    QCOMPARE(opened.table->selectionModel()->selectedRows().size(), 3);
    QCOMPARE(opened.table->currentIndex().row(), 70);
    QVERIFY(opened.table->viewport()->rect().intersects(
        opened.table->visualRect(opened.table->currentIndex())));
    // Figures change, and the selection stays.
    setLayerTimes(opened.document, Side::Device, {{LayerId{5}, Nanoseconds{1}}});
    settle(opened.document);
    QCOMPARE(opened.table->selectionModel()->selectedRows().size(), 3);
    QCOMPARE(changes.count(), 2);
}

void TestLayerPanel::filterHidesButKeepsTheSelection() {
    Opened opened("toy.json");
    opened.selection.selectLayers({LayerId{0}, LayerId{4}}, LayerId{4});
    QSignalSpy changes(&opened.selection, &Selection::changed);
    opened.filter->setText(QStringLiteral("name:s"));
    QCOMPARE(opened.table->model()->rowCount(), 4);
    QCOMPARE(opened.table->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(changes.count(), 0);
    QCOMPARE(opened.selection.layers().size(), std::size_t(2));
    QTest::keyClick(opened.filter, Qt::Key_Escape);
    QCOMPARE(opened.table->model()->rowCount(), 9);
    QCOMPARE(opened.table->selectionModel()->selectedRows().size(), 2);
}

void TestLayerPanel::typingChangesAllSelectedRows() {
    Opened opened("toy.json");
    opened.selection.selectLayers({LayerId{0}, LayerId{2}}, LayerId{0});
    opened.action(QStringLiteral("Edit figure"))->trigger();
    auto* editor = opened.table->viewport()->findChild<QLineEdit*>();
    QVERIFY(editor != nullptr);
    QCOMPARE(editor->text(), QStringLiteral("3"));
    // Nonsense holds the editor open.
    QTest::keyClicks(editor, QStringLiteral("*no"));
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(opened.document.undoStack().count(), 0);
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("*2"));
    QTest::keyClick(editor, Qt::Key_Return);
    settle(opened.document);
    QCOMPARE(opened.document.undoStack().count(), 1);
    const auto& edits = opened.document.project().edits.device;
    QCOMPARE(edits.size(), std::size_t(2));
    QVERIFY(edits.at("d1") == Nanoseconds{6'000'000});
    QVERIFY(edits.at("d3") == Nanoseconds{8'000'000});
    // Leaving an editor as it was changes nothing, however many rows are selected.
    opened.action(QStringLiteral("Edit figure"))->trigger();
    QTest::keyClick(opened.table->viewport()->findChild<QLineEdit*>(), Qt::Key_Return);
    QCOMPARE(opened.document.undoStack().count(), 1);
}

void TestLayerPanel::copiesAndResets() {
    Opened opened("toy.json");
    setLayerTimes(opened.document, Side::Server, {{LayerId{4}, Nanoseconds{1'500'000}}});
    settle(opened.document);
    opened.selection.selectLayer(LayerId{4});
    opened.action(QStringLiteral("Copy rows"))->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text().section(QChar('\n'), 1, 1),
             QStringLiteral("s1\tConv\tserver\t15\t1.5\t\t4"));
    QVERIFY(opened.panel.tableCsv().contains(QStringLiteral("\r\ns1,Conv,server,15,1.5,,4\r\n")));
    opened.action(QStringLiteral("Reset figures"))->trigger();
    QVERIFY(opened.document.project().edits.server.empty());
    opened.action(QStringLiteral("Run on device"))->trigger();
    QVERIFY(opened.document.project().pins.device.contains("s1"));
    settle(opened.document);
    opened.action(QStringLiteral("No preference"))->trigger();
    QVERIFY(opened.document.project().pins == PinNames{});
    settle(opened.document);
}

void TestLayerPanel::actionsHaveTexts() {
    Opened opened("toy.json");
    for (const QAction* const action : opened.panel.viewActions()) {
        QVERIFY(!action->text().isEmpty());
        QVERIFY(!action->shortcut().isEmpty());
        QCOMPARE(action->shortcutContext(), Qt::WidgetWithChildrenShortcut);
    }
}

QTEST_MAIN(TestLayerPanel)
#include "test_layer_panel.moc"
