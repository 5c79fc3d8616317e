#include "app/gui/document/appearance.h"
#include "app/gui/document/editing.h"
#include "app/gui/panels/machine_panel.h"
#include "app/gui/panels/pin_model.h"
#include "app/gui/panels/pin_panel.h"
#include "app/gui/panels/results_panel.h"
#include "app/gui/panels/stale_cover.h"
#include "tests/app/gui/panels/panel_fixture.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QTableView>

using namespace trilane;
using namespace trilane::panels;

class TestSmallPanels : public QObject {
    Q_OBJECT

private slots:
    void listsPins();
    void takesPinsBack();
    void saysWhyPinsContradict();
    void plansOfAnEarlierProjectAreMarked();
    void listsMachines();
    void rowsBelongToTheTop();
};

namespace {

QStringList labels(const QWidget& widget) {
    QStringList texts;
    for (const QLabel* const label : widget.findChildren<QLabel*>())
        if (label->isVisibleTo(&widget) && !label->text().isEmpty()) texts << label->text();
    return texts;
}

}  // namespace

void TestSmallPanels::listsPins() {
    Document document;
    PinModel model(document);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    openSample(document, "toy.json");
    pinLayers(document, {LayerId{2}, LayerId{0}}, Side::Device);
    pinLayers(document, {LayerId{5}}, Side::Server);
    QCOMPARE(print(model), QStringLiteral("d1 | device | ×\nd3 | device | ×\ns2 | server | ×"));
    model.remove({0, 2, 9});
    QCOMPARE(print(model), QStringLiteral("d3 | device | ×"));
    document.undoStack().undo();
    QCOMPARE(model.rowCount(), 3);
    model.removeAll();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.layerName(0), std::string());
    settle(document);
}

void TestSmallPanels::takesPinsBack() {
    Document document;
    Selection selection;
    PinPanel panel(document, selection);
    openSample(document, "toy.json");
    pinLayers(document, {LayerId{2}, LayerId{0}}, Side::Device);
    settle(document);
    panel.resize(280, 200);
    panel.show();
    QCoreApplication::processEvents();
    auto* const table = panel.findChild<QTableView*>();
    const auto click = [&](int row, int column) {
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(row, column)).center());
    };
    click(1, PinModel::Name);
    QVERIFY(selection.layers() == std::set<LayerId>{LayerId{2}});
    click(0, PinModel::Remove);
    QCOMPARE(document.project().pins.device.size(), std::size_t(1));
    QVERIFY(document.project().pins.device.contains("d3"));
    panel.findChild<QCheckBox*>()->click();
    QVERIFY(document.project().pins.keepInputsLocal);
    document.undoStack().undo();
    QVERIFY(!panel.findChild<QCheckBox*>()->isChecked());
    settle(document);
}

void TestSmallPanels::saysWhyPinsContradict() {
    Document document;
    Selection selection;
    PinPanel panel(document, selection);
    openSample(document, "toy.json");
    pinLayers(document, {layerNamed(document, "d1")}, Side::Server);
    pinLayers(document, {layerNamed(document, "s1")}, Side::Device);
    QTRY_VERIFY(!document.planningFault().isEmpty());
    QVERIFY(labels(panel).contains(document.planningFault()));
    document.undoStack().undo();
    settle(document);
    QVERIFY(document.planningFault().isEmpty());
    for (const QString& text : labels(panel))
        QVERIFY(!text.contains(QStringLiteral("expected")));
}

void TestSmallPanels::plansOfAnEarlierProjectAreMarked() {
    Document document;
    Selection selection;
    QWidget view;
    view.resize(300, 200);
    const StaleCover cover(document, view);
    ResultsPanel results(document, selection);
    const QString mark =
        QStringLiteral("Of an earlier project: the present one cannot be planned.");
    openSample(document, "toy.json");
    QVERIFY(!cover.isVisibleTo(&view));
    QVERIFY(!labels(results).contains(mark));
    pinLayers(document, {layerNamed(document, "d1")}, Side::Server);
    pinLayers(document, {layerNamed(document, "s1")}, Side::Device);
    QTRY_VERIFY(!document.planningFault().isEmpty());
    QVERIFY(cover.isVisibleTo(&view));
    QCOMPARE(cover.geometry(), view.rect());
    QVERIFY(cover.message().contains(document.planningFault()));
    QVERIFY(labels(results).contains(mark));
    for (const QLabel* const label : results.findChildren<QLabel*>())
        if (label->text() == mark)
            QCOMPARE(label->palette().color(label->foregroundRole()), themeOf(results).error);
    document.undoStack().undo();
    settle(document);
    QVERIFY(!cover.isVisibleTo(&view));
    QVERIFY(!labels(results).contains(mark));
}

void TestSmallPanels::listsMachines() {
    Document document;
    Selection selection;
    MachinePanel panel(document, selection);
    openSample(document, "toy.json");
    QCOMPARE(labels(panel).count(QStringLiteral("times come from the model")), 2);
    const auto combos = panel.findChildren<QComboBox*>();
    QCOMPARE(combos.size(), 2);
    QCOMPARE(combos[0]->currentText(), QStringLiteral("raspberry-pi-4b (default)"));
    QVERIFY(combos[1]->findText(QStringLiteral("laptop")) > 0);
    QVERIFY(labels(panel).contains(QStringLiteral("none")));
    openSample(document, "lenet-5.onnx");
    QVERIFY(labels(panel).contains(QStringLiteral("times are estimated")));
    QVERIFY(labels(panel).contains(
        QStringLiteral("times are estimated\nrequest overhead 75.1 ms, before the server begins")));
}

void TestSmallPanels::rowsBelongToTheTop() {
    Document document;
    Selection selection;
    MachinePanel machines(document, selection);
    PinPanel pins(document, selection);
    for (QWidget* const panel : std::initializer_list<QWidget*>{&machines, &pins}) {
        panel->resize(300, 900);
        panel->show();
        QCoreApplication::processEvents();
        for (const QWidget* const child : panel->findChildren<QWidget*>())
            if (child->isVisibleTo(panel)) QVERIFY(child->mapTo(panel, QPoint()).y() < 300);
    }
    QCOMPARE(pins.findChild<QCheckBox*>()->text(), QStringLiteral("Keep inputs on the device"));
}

QTEST_MAIN(TestSmallPanels)
#include "test_small_panels.moc"
