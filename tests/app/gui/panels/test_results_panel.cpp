#include "app/gui/document/editing.h"
#include "app/gui/panels/results_model.h"
#include "app/gui/panels/results_panel.h"
#include "tests/app/gui/panels/panel_fixture.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QSignalSpy>
#include <QTableView>

using namespace trilane;
using namespace trilane::panels;

class TestResultsPanel : public QObject {
    Q_OBJECT

private slots:
    void showsPlans();
    void checksStrategies();
    void picksThePlanInFocus();
    void pinsThatChangeLoAreNamed();
    void showsAManualCut();
};

void TestResultsPanel::showsPlans() {
    Document document;
    ResultsModel model(document);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.focusRow(), -1);
    openSample(document, "toy.json");
    QCOMPARE(print(model),
             QStringLiteral(
                 " | EJ | 18.00 | 2.94 | 0 % | proven | 4 jobs, 0 bytes, 4 of 9 layers\n"
                 " | LO | 53.00 | 1.00 | 194 % | not the best | 0 jobs, 0 bytes, 9 of 9 layers\n"
                 " | RO | 47.00 | 1.13 | 161 % | not the best | 1 job, 602 KB, 0 of 9 layers\n"
                 " | Neurosurgeon | 36.00 | 1.47 | 100 % | not the best | 4 jobs, 0 bytes, 4 of 9 "
                 "layers\n"
                 " | DSL | 36.00 | 1.47 | 100 % | not the best | 4 jobs, 0 bytes, 4 of 9 layers\n"
                 " | DSL, overlapped | 19.00 | 2.79 | 5.6 % | not the best | 4 jobs, 0 bytes, 4 "
                 "of 9 layers\n"
                 " | DSL + EJ | 18.00 | 2.94 | 0 % | proven | 4 jobs, 0 bytes, 4 of 9 layers\n"
                 " | Optimal | 18.00 | 2.94 | 0 % | proven | 4 jobs, 0 bytes, 4 of 9 layers"));
    QCOMPARE(model.focusRow(), 0);
    QVERIFY(model.index(0, 1).data(ResultsModel::BestRole).toBool());
    QVERIFY(!model.index(1, 1).data(ResultsModel::BestRole).toBool());
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    setLayerTimes(document, Side::Device, {{LayerId{8}, Nanoseconds{47'000'000}}});
    settle(document);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.index(1, ResultsModel::Makespan).data().toString(), QStringLiteral("100.0"));
    model.setProofInGap(true);
    QCOMPARE(model.index(0, ResultsModel::Gap).data().toString(), QStringLiteral("proven"));
}

void TestResultsPanel::checksStrategies() {
    Document document;
    ResultsModel model(document);
    openSample(document, "toy.json");
    const auto check = [&](int row, Qt::CheckState state) {
        return model.setData(model.index(row, ResultsModel::Shown), static_cast<int>(state),
                             Qt::CheckStateRole);
    };
    const auto shown = [&] {
        QStringList ids;
        for (const Strategy strategy : document.project().view.strategies)
            ids << QString::fromUtf8(id(strategy).data());
        return ids.join(QChar(' '));
    };
    QVERIFY(check(1, Qt::Unchecked));
    QVERIFY(check(0, Qt::Unchecked));
    QVERIFY(check(6, Qt::Checked));
    QCOMPARE(shown(), QStringLiteral("remote neurosurgeon dsl dsl-ej optimal"));
    // EJ comes back on top.
    QVERIFY(check(0, Qt::Checked));
    QCOMPARE(shown(), QStringLiteral("ej remote neurosurgeon dsl dsl-ej optimal"));
    QCOMPARE(model.index(1, ResultsModel::Shown).data(Qt::CheckStateRole).toInt(),
             static_cast<int>(Qt::Unchecked));
    QVERIFY(!model.setData(model.index(0, ResultsModel::Title), Qt::Checked, Qt::CheckStateRole));
    // What is shown is no edit.
    QCOMPARE(document.undoStack().count(), 0);
}

void TestResultsPanel::picksThePlanInFocus() {
    Document document;
    Selection selection;
    ResultsPanel panel(document, selection);
    openSample(document, "toy.json");
    panel.resize(280, 300);
    panel.show();
    QCoreApplication::processEvents();
    auto* const table = panel.findChild<QTableView*>();
    const auto click = [&](int row, int column) {
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(row, column)).center());
    };
    click(2, ResultsModel::Title);
    QCOMPARE(document.project().view.focus, std::string("remote"));
    // A check mark changes what is shown and leaves the focus.
    click(1, ResultsModel::Shown);
    QCOMPARE(document.project().view.focus, std::string("remote"));
    QCOMPARE(document.project().view.strategies.size(), std::size_t(5));
    click(2, ResultsModel::Title);
    QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(document.project().view.focus, std::string("neurosurgeon"));
    panel.viewActions()[0]->trigger();
    QCOMPARE(document.project().view.focus, std::string("dsl"));
    // Everything that matters is in sight.
    int width = 0;
    for (int column = 0; column < ResultsModel::ColumnCount; ++column)
        width += table->isColumnHidden(column) ? 0 : table->columnWidth(column);
    QVERIFY(!table->isColumnHidden(ResultsModel::Gap));
    QVERIFY(width <= 280);
    // With all the room there is, all columns stand near each other.
    panel.resize(1400, 300);
    QCoreApplication::processEvents();
    for (int column = 0; column < ResultsModel::ColumnCount; ++column) {
        QVERIFY(!table->isColumnHidden(column));
        QVERIFY(table->columnWidth(column) < 300);
    }
}

void TestResultsPanel::pinsThatChangeLoAreNamed() {
    Document document;
    ResultsModel model(document);
    openSample(document, "toy.json");
    const QModelIndex local = model.index(1, ResultsModel::Title);
    const QModelIndex remote = model.index(2, ResultsModel::Title);
    QCOMPARE(local.data().toString(), QStringLiteral("LO"));
    pinLayers(document, {layerNamed(document, "s4")}, Side::Server);
    settle(document);
    // The join needs it.
    QCOMPARE(local.data().toString(), QStringLiteral("LO, pinned"));
    QVERIFY(local.data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("Pins changed it: 2 layers on the server all the same. × "
                                         "LO compares with this.")));
    QCOMPARE(remote.data().toString(), QStringLiteral("RO"));
    document.undoStack().undo();
    pinLayers(document, {layerNamed(document, "d1")}, Side::Device);
    settle(document);
    QCOMPARE(local.data().toString(), QStringLiteral("LO"));
    QCOMPARE(remote.data().toString(), QStringLiteral("RO, pinned"));
    QVERIFY(remote.data(Qt::ToolTipRole)
                .toString()
                .contains(QStringLiteral("Pins changed it: 1 layer on the device all the same.")));
}

void TestResultsPanel::showsAManualCut() {
    Document document;
    ResultsModel model(document);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    openSample(document, "toy.json");
    Cut cut{LayerSet(9)};
    cut.device.set(0);
    setManualCut(document, cut);
    settle(document);
    QCOMPARE(model.rowCount(), 9);
    QCOMPARE(model.index(8, ResultsModel::Title).data().toString(), QStringLiteral("Manual cut"));
    QVERIFY(!model.index(8, ResultsModel::Shown).flags().testFlag(Qt::ItemIsUserCheckable));
    document.undoStack().undo();
    settle(document);
    QCOMPARE(model.rowCount(), 8);
}

QTEST_MAIN(TestResultsPanel)
#include "test_results_panel.moc"
