#include "app/gui/document/selection.h"
#include "tests/app/gui/window/window_desk.h"

#include <QComboBox>

using namespace trilane;
using namespace trilane::test;

class TestSelectionInSight : public QObject {
    Q_OBJECT

private slots:
    void theInspectorComesToTheFront();
    void whoWorksInItsGroupIsLeftAlone();
    void readingTheFileAgainKeepsIt();
};

void TestSelectionInSight::theInspectorComesToTheFront() {
    Desk desk;
    PaneLayout& panes = desk.window->panes();
    panes.bringToFront(PaneId::Machines);
    desk.table().setFocus();
    const QWidget* const inspector = panes.view(PaneId::Inspector).widget;
    QVERIFY(!inspector->isVisible());
    desk.table().selectRow(3);
    QVERIFY(inspector->isVisible());
    // What is not shown at all stays so.
    panes.setPaneShown(PaneId::Inspector, false);
    desk.table().selectRow(4);
    QVERIFY(!panes.isPaneShown(PaneId::Inspector));
}

void TestSelectionInSight::whoWorksInItsGroupIsLeftAlone() {
    Desk desk;
    desk.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(desk.window.get()));
    PaneLayout& panes = desk.window->panes();
    panes.bringToFront(PaneId::Machines);
    QWidget* const machines = panes.view(PaneId::Machines).widget;
    machines->findChild<QComboBox*>()->setFocus();
    desk.window->selection().selectLayer(desk.layer("s0c1"));
    QVERIFY(machines->isVisible());
}

void TestSelectionInSight::readingTheFileAgainKeepsIt() {
    Desk desk;
    desk.window->selection().selectLayer(desk.layer("s1c2"));
    desk.document().reload();
    QTRY_VERIFY(!desk.document().isOpening());
    desk.settle();
    QCOMPARE(desk.selectedRows(), QStringList{"s1c2"});
    QCOMPARE(desk.inspected(), QStringLiteral("s1c2 (layer)"));
    QTRY_VERIFY(!desk.selectedBars().isEmpty());
    desk.open(sample("googlenet.onnx"));
    QVERIFY(desk.window->selection().isEmpty());
}

QTEST_MAIN(TestSelectionInSight)
#include "test_selection_in_sight.moc"
