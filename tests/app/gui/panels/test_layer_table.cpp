#include "app/gui/document/editing.h"
#include "app/gui/panels/layer_filter.h"
#include "app/gui/panels/layer_table_model.h"
#include "app/gui/panels/layer_table_text.h"
#include "tests/app/gui/panels/panel_fixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <cmath>

using namespace trilane;
using namespace trilane::panels;

using Table = LayerTableModel;

class TestLayerTable : public QObject {
    Q_OBJECT

private slots:
    void showsFigures();
    void editsAreOneStep();
    void refusesNonsense();
    void showsEditsAndOriginals();
    void filtersAndSorts();
    void exportsText();
    void survivesAnotherModel();
    void sizesChangeSendTimes();
    void timesThatMoveWithASizeAreMarked();
};

namespace {

const QString kToy = QStringLiteral(
    "d1 | Conv | device | 3.00 | 1.00 |  | 2.00\n"
    "d2 | Conv | device | 3.00 | 1.00 |  | 2.00\n"
    "d3 | Conv | device | 4.00 | 1.00 |  | 3.00\n"
    "d4 | Conv | device | 4.00 | 1.00 |  | 2.00\n"
    "s1 | Conv | server | 15.0 | 5.00 |  | 4.00\n"
    "s2 | Conv | server | 6.00 | 2.00 |  | 4.00\n"
    "s3 | Conv | server | 9.00 | 3.00 |  | 4.00\n"
    "s4 | Conv | server | 9.00 | 3.00 |  | 4.00\n"
    "join | Concat | server | 0 | 0 |  | ");

}  // namespace

void TestLayerTable::showsFigures() {
    Document document;
    Table model(document);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model.rowCount(), 0);
    openSample(document, "toy.json");
    QCOMPARE(print(model), kToy);
    QVERIFY(!model.index(8, Table::SendTime).flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(model.index(8, Table::DeviceTime).flags().testFlag(Qt::ItemIsEditable));
    QVERIFY(!model.index(0, Table::Name).flags().testFlag(Qt::ItemIsEditable));
    QCOMPARE(model.exactText(99, Table::DeviceTime), QString());
}

void TestLayerTable::editsAreOneStep() {
    Document document;
    Table model(document);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    openSample(document, "toy.json");
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    QCOMPARE(model.changeFigures({LayerId{0}, LayerId{2}, LayerId{3}}, Table::DeviceTime,
                                 QStringLiteral("×1.5")),
             QString());
    settle(document);
    QCOMPARE(document.undoStack().count(), 1);
    QCOMPARE(model.index(0, Table::DeviceTime).data().toString(), QStringLiteral("4.50"));
    QCOMPARE(model.index(1, Table::DeviceTime).data().toString(), QStringLiteral("3.00"));
    QCOMPARE(model.index(3, Table::DeviceTime).data().toString(), QStringLiteral("6.00"));
    QVERIFY(model.index(0, Table::DeviceTime).data(Table::EditedRole).toBool());
    QVERIFY(!model.index(1, Table::DeviceTime).data(Table::EditedRole).toBool());
    // Ranges, so that an editor and the scroll position stay.
    QVERIFY(changes.count() >= 1);
    QVERIFY(changes.count() <= 3);
    QCOMPARE(resets.count(), 0);
    document.undoStack().undo();
    settle(document);
    QCOMPARE(print(model), kToy);
    QVERIFY(document.project().edits == Edits{});
}

void TestLayerTable::refusesNonsense() {
    Document document;
    Table model(document);
    openSample(document, "toy.json");
    QVERIFY(model.changeFigures({LayerId{0}}, Table::DeviceTime, QStringLiteral("soon"))
                .startsWith(QStringLiteral("'soon' is no number")));
    QCOMPARE(
        model.changeFigures({LayerId{0}, LayerId{4}}, Table::DeviceTime, QStringLiteral("-3.5")),
        QStringLiteral("d1: -0.50 ms would be less than 0"));
    QCOMPARE(model.changeFigures({LayerId{8}}, Table::SendTime, QStringLiteral("2")),
             QStringLiteral("nothing here can be changed"));
    QCOMPARE(model.changeFigures({LayerId{8}}, Table::Op, QStringLiteral("2")),
             QStringLiteral("this column cannot be changed"));
    QCOMPARE(model.changeFigures({LayerId{99}}, Table::DeviceTime, QStringLiteral("2")),
             QStringLiteral("nothing here can be changed"));
    QVERIFY(!model.setData(model.index(0, Table::DeviceTime), QStringLiteral("/0"), Qt::EditRole));
    QCOMPARE(document.undoStack().count(), 0);
}

void TestLayerTable::showsEditsAndOriginals() {
    Document document;
    Table model(document);
    openSample(document, "toy.json");
    QVERIFY(model.setData(model.index(0, Table::DeviceTime), QStringLiteral("7"), Qt::EditRole));
    QVERIFY(model.setData(model.index(1, Table::SendTime), QStringLiteral("+1"), Qt::EditRole));
    settle(document);
    QCOMPARE(model.index(0, Table::DeviceTime).data(Qt::ToolTipRole).toString(),
             QStringLiteral("7 ms, edited\n3 ms from the model; Delete goes back to it"));
    QCOMPARE(model.index(1, Table::SendTime).data().toString(), QStringLiteral("3.00"));
    // Typing the original takes the edit back.
    QVERIFY(model.setData(model.index(0, Table::DeviceTime), QStringLiteral("3"), Qt::EditRole));
    settle(document);
    QVERIFY(document.project().edits.device.empty());
    QVERIFY(model.hasEdits({LayerId{1}}));
    QVERIFY(!model.hasEdits({LayerId{1}}, Table::DeviceTime));
    model.resetFigures({LayerId{1}}, Table::DeviceTime);
    QVERIFY(model.hasEdits({LayerId{1}}));
    model.resetFigures({LayerId{1}});
    settle(document);
    QCOMPARE(print(model), kToy);
}

void TestLayerTable::filtersAndSorts() {
    Document document;
    Table model(document);
    LayerFilter filter(model);
    const QAbstractItemModelTester tester(&filter,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    openSample(document, "toy.json");
    filter.setModel(document.model());
    const auto names = [&] {
        QStringList list;
        for (int row = 0; row < filter.rowCount(); ++row)
            list << filter.index(row, 0).data().toString();
        return list.join(QChar(' '));
    };
    // By number: as texts 15 would come before 3. Equal rows keep their order.
    filter.sort(Table::DeviceTime, Qt::AscendingOrder);
    QCOMPARE(names(), QStringLiteral("join d1 d2 d3 d4 s2 s3 s4 s1"));
    filter.sort(Table::DeviceTime, Qt::DescendingOrder);
    QCOMPARE(names(), QStringLiteral("s1 s3 s4 s2 d3 d4 d1 d2 join"));
    filter.setQuery(QStringLiteral("name:d"));
    QCOMPARE(names(), QStringLiteral("d3 d4 d1 d2"));
    model.changeFigures({LayerId{1}}, Table::DeviceTime, QStringLiteral("50"));
    settle(document);
    QCOMPARE(names(), QStringLiteral("d2 d3 d4 d1"));
    document.undoStack().undo();
    settle(document);
    QCOMPARE(names(), QStringLiteral("d3 d4 d1 d2"));
    filter.setQuery(QStringLiteral("op:concat"));
    QCOMPARE(names(), QStringLiteral("join"));
    filter.setQuery({});
    filter.sort(-1);
    QCOMPARE(names(), QStringLiteral("d1 d2 d3 d4 s1 s2 s3 s4 join"));
}

void TestLayerTable::exportsText() {
    Document document;
    Table model(document);
    openSample(document, "toy.json");
    const QStringList lines = tableCsv(model).split(QStringLiteral("\r\n"));
    QCOMPARE(lines.size(), 11);
    QCOMPARE(lines[0], QStringLiteral("layer,op,side,device_ms,server_ms,bytes_out,send_ms"));
    QCOMPARE(lines[5], QStringLiteral("s1,Conv,server,15,5,,4"));
    QCOMPARE(lines[10], QString());
    QCOMPARE(tableTsv(model, {8, 0}),
             QStringLiteral("Layer\tOp\tSide\tDevice ms\tServer ms\tBytes out\tSend ms\n"
                            "join\tConcat\tserver\t0\t0\t\t\n"
                            "d1\tConv\tdevice\t3\t1\t\t2\n"));
}

void TestLayerTable::survivesAnotherModel() {
    Document document;
    Table model(document);
    LayerFilter filter(model);
    const QAbstractItemModelTester tester(&filter,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    openSample(document, "toy.json");
    openSample(document, "lenet-5.onnx");
    QCOMPARE(model.rowCount(), static_cast<int>(document.model()->layerCount()));
    openSample(document, "toy.json");
    QCOMPARE(print(model), kToy);
}

void TestLayerTable::sizesChangeSendTimes() {
    Document document;
    Table model(document);
    openSample(document, "lenet-5.onnx");
    const QModelIndex send = model.index(0, Table::SendTime);
    const QModelIndex bytes = model.index(0, Table::BytesOut);
    const double before = model.exactText(0, Table::SendTime).toDouble();
    QVERIFY(before > 0);
    QVERIFY(model.setData(bytes, QStringLiteral("×2"), Qt::EditRole));
    settle(document);
    // Rounded to nanoseconds.
    QVERIFY(std::abs(model.exactText(0, Table::SendTime).toDouble() - 2 * before) < 2e-6);
    QVERIFY(bytes.data(Table::EditedRole).toBool());
    QVERIFY(!send.data(Table::EditedRole).toBool());
    QVERIFY(bytes.data(Qt::ToolTipRole).toString().contains(QStringLiteral("from the model")));
    // What moved with it is told from what was typed.
    QVERIFY(send.data(Table::DerivedRole).toBool());
    QVERIFY(send.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Moved with an edited")));
    QVERIFY(!bytes.data(Table::DerivedRole).toBool());
    QVERIFY(!model.index(2, Table::DeviceTime).data(Table::DerivedRole).toBool());
    model.resetFigures({LayerId{0}}, Table::BytesOut);
    settle(document);
    QCOMPARE(model.exactText(0, Table::SendTime).toDouble(), before);
    QVERIFY(!send.data(Table::DerivedRole).toBool());
}

void TestLayerTable::timesThatMoveWithASizeAreMarked() {
    Document document;
    Table model(document);
    openSample(document, "multi-stream.onnx");
    const int pool = static_cast<int>(layerNamed(document, "s0p1").index());
    const QModelIndex device = model.index(pool, Table::DeviceTime);
    const QString before = device.data().toString();
    QVERIFY(
        model.setData(model.index(pool, Table::BytesOut), QStringLiteral("1000"), Qt::EditRole));
    settle(document);
    QVERIFY(device.data().toString() != before);
    QVERIFY(device.data(Table::DerivedRole).toBool());
    QVERIFY(!device.data(Table::EditedRole).toBool());
    QVERIFY(model.setData(device, QStringLiteral("2"), Qt::EditRole));
    settle(document);
    QVERIFY(!device.data(Table::DerivedRole).toBool());
    QVERIFY(device.data(Table::EditedRole).toBool());
}

QTEST_MAIN(TestLayerTable)
#include "test_layer_table.moc"
