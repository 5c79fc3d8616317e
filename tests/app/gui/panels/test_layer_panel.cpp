#include "app/gui/document/appearance.h"
#include "app/gui/document/editing.h"
#include "app/gui/panels/figure_edit.h"
#include "app/gui/panels/layer_panel.h"
#include "app/gui/panels/layer_table_delegate.h"
#include "app/gui/panels/layer_table_model.h"
#include "app/gui/panels/panel_style.h"
#include "tests/app/gui/panels/panel_fixture.h"

#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

using namespace trilane;
using namespace trilane::panels;

class TestLayerPanel : public QObject {
    Q_OBJECT

private slots:
    void selectionGoesBothWays();
    void filterHidesButKeepsTheSelection();
    void typingChangesAllSelectedRows();
    void whatCannotBeHoldsTheEditorOpen_data();
    void whatCannotBeHoldsTheEditorOpen();
    void leavingABadTextSaysSo();
    void nothingTypedGoesBackToTheOriginal();
    void theCurrentCellHasAFrame();
    void anotherModelAndAnotherOrderBeginAtTheTop();
    void namesThatSayNothingComeWithTheOperator();
    void longNamesKeepBothEnds();
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

/// The message below the table; empty where there is none.
QString messageOf(const LayerPanel& panel) {
    for (const QLabel* const label : panel.findChildren<QLabel*>())
        if (label->isVisible() && label->wordWrap()) return label->text();
    return {};
}

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

void TestLayerPanel::whatCannotBeHoldsTheEditorOpen_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("fault");
    QTest::newRow("words") << QStringLiteral("soon")
                           << QStringLiteral(
                                  "'soon' is no number; expected for example 3, =3, "
                                  "×1.5, /2, +0.2 or -10%");
    QTest::newRow("more than there is")
        << QStringLiteral("-5") << QStringLiteral("d1: -2.00 ms would be less than 0");
}

void TestLayerPanel::whatCannotBeHoldsTheEditorOpen() {
    QFETCH(QString, typed);
    QFETCH(QString, fault);
    Opened opened("toy.json");
    opened.selection.selectLayer(LayerId{0});
    QTest::failOnWarning(QRegularExpression(QStringLiteral("editing failed")));
    opened.action(QStringLiteral("Edit figure"))->trigger();
    auto* const editor = opened.table->viewport()->findChild<FigureEdit*>();
    QVERIFY(editor != nullptr);
    QTest::keyClicks(editor, typed);
    for (int i = 0; i < 2; ++i) {
        QTest::keyClick(editor, Qt::Key_Return);
        QCoreApplication::processEvents();
        QVERIFY(editor->isVisible());
        QCOMPARE(editor->fault(), fault);
        QCOMPARE(messageOf(opened.panel), fault);
        opened.action(QStringLiteral("Edit figure"))->trigger();
    }
    QTest::keyClick(editor, Qt::Key_Escape);
    QCoreApplication::processEvents();
    QCOMPARE(messageOf(opened.panel), QString());
    QCOMPARE(opened.document.undoStack().count(), 0);
}

void TestLayerPanel::leavingABadTextSaysSo() {
    Opened opened("toy.json");
    opened.panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&opened.panel));
    opened.selection.selectLayer(LayerId{0});
    opened.action(QStringLiteral("Edit figure"))->trigger();
    QTest::keyClicks(opened.table->viewport()->findChild<FigureEdit*>(), QStringLiteral("-5"));
    opened.filter->setFocus();
    QCOMPARE(messageOf(opened.panel), QStringLiteral("d1: -2.00 ms would be less than 0"));
    QCOMPARE(opened.document.undoStack().count(), 0);
}

void TestLayerPanel::nothingTypedGoesBackToTheOriginal() {
    Opened opened("toy.json");
    setLayerTimes(opened.document, Side::Device, {{LayerId{0}, Nanoseconds{8'000'000}}});
    settle(opened.document);
    opened.selection.selectLayer(LayerId{0});
    opened.action(QStringLiteral("Edit figure"))->trigger();
    auto* const editor = opened.table->viewport()->findChild<FigureEdit*>();
    QCOMPARE(editor->text(), QStringLiteral("8"));
    QTest::keyClick(editor, Qt::Key_Delete);
    QTest::keyClick(editor, Qt::Key_Return);
    settle(opened.document);
    QVERIFY(opened.document.project().edits.device.empty());
    QVERIFY(messageOf(opened.panel).isEmpty());
    QTRY_VERIFY(opened.table->viewport()->findChild<FigureEdit*>() == nullptr);
}

void TestLayerPanel::theCurrentCellHasAFrame() {
    Opened opened("toy.json");
    opened.panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&opened.panel));
    opened.table->setFocus();
    const QModelIndex cell = opened.table->model()->index(1, LayerTableModel::DeviceTime);
    opened.table->setCurrentIndex(cell);
    const QRect box = opened.table->visualRect(cell);
    const QColor accent = themeOf(opened.panel).accent;
    const QImage picture = opened.table->viewport()->grab().toImage();
    QCOMPARE(picture.pixelColor(box.topLeft()), accent);
    QCOMPARE(picture.pixelColor(box.bottomRight()), accent);
    const QRect other = opened.table->visualRect(cell.siblingAtColumn(LayerTableModel::ServerTime));
    QVERIFY(picture.pixelColor(other.bottomRight()) != accent);
}

void TestLayerPanel::anotherModelAndAnotherOrderBeginAtTheTop() {
    Opened opened("googlenet.onnx");
    QScrollBar* const bar = opened.table->verticalScrollBar();
    bar->setValue(400);
    opened.table->sortByColumn(LayerTableModel::DeviceTime, Qt::DescendingOrder);
    QCOMPARE(bar->value(), 0);
    bar->setValue(400);
    opened.document.reload();
    QTRY_VERIFY(!opened.document.isOpening());
    settle(opened.document);
    QCOMPARE(bar->value(), 400);
    openSample(opened.document, "densenet121.onnx");
    QCOMPARE(bar->value(), 0);
}

void TestLayerPanel::namesThatSayNothingComeWithTheOperator() {
    struct Probe : LayerTableDelegate {
        using LayerTableDelegate::initStyleOption;
        using LayerTableDelegate::LayerTableDelegate;
    };
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("unnamed.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"format":"trilane.model","version":1,"name":"unnamed","inputs":["in"],
        "outputs":["b"],"tensors":{"in":{"transmit_ms":1},"a":{"transmit_ms":1}},"layers":[
        {"name":"n0","op":"Conv","inputs":["in"],"outputs":["a"],"device_ms":1,"server_ms":1},
        {"name":"s1n2","op":"Relu","inputs":["a"],"outputs":["b"],"device_ms":1,"server_ms":1}]})");
    file.close();
    Document document;
    const Selection selection;
    document.open(path);
    QTRY_VERIFY(document.model() != nullptr);
    settle(document);
    const LayerTableModel model(document);
    Probe probe(selection, {}, nullptr);
    const auto shown = [&](int row) {
        QStyleOptionViewItem option;
        probe.initStyleOption(&option, model.index(row, LayerTableModel::Name));
        return option.text;
    };
    QCOMPARE(shown(0), QStringLiteral("n0"));
    probe.setOpInName(true);
    QCOMPARE(shown(0), QStringLiteral("n0 · Conv"));
    QCOMPARE(shown(1), QStringLiteral("s1n2"));
}

void TestLayerPanel::longNamesKeepBothEnds() {
    const QFontMetrics metrics(figureFont(12));
    const auto shown = [&](const char* name, int width) {
        const QString text = elideName(QString::fromLatin1(name), metrics, width);
        // Half of a digit is another digit.
        return metrics.horizontalAdvance(text) <= width ? text : text + QStringLiteral(" too wide");
    };
    const QString whole = QStringLiteral("inception_3a/branch3x3/reduce");
    const int width = metrics.horizontalAdvance(whole);
    QCOMPARE(shown("inception_3a/branch3x3/reduce", width), whole);
    const QString most = shown("inception_3a/branch3x3/reduce", width - 1);
    QVERIFY2(most.startsWith(QStringLiteral("inc…")), qPrintable(most));
    QVERIFY2(most.endsWith(QStringLiteral("_3a/branch3x3/reduce")), qPrintable(most));
    QVERIFY(shown("inception_4b/branch3x3/reduce", width - 24) !=
            shown("inception_3a/branch3x3/reduce", width - 24));
    // Where there is next to no room, the end says most; a short name is cut where it ends.
    const QString least = shown("inception_3a/branch3x3/reduce", 50);
    QVERIFY2(least.startsWith(QChar(0x2026)) && least.endsWith(QChar('e')), qPrintable(least));
    QVERIFY(shown("pool12", 30).startsWith(QStringLiteral("po")));
    QCOMPARE(shown("pool12", 100), QStringLiteral("pool12"));
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
