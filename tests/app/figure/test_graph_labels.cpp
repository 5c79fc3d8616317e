#include "app/figure/graph_labels.h"

#include <QTest>

using namespace trilane;

class TestGraphLabels : public QObject {
    Q_OBJECT

private slots:
    void tailsDistinguish() {
        const std::vector<std::string> names{"/enc/0/attn/MatMul",
                                             "/enc/1/attn/MatMul",
                                             "/enc/1/mlp/Gelu",
                                             "conv1",
                                             "/x/conv1",
                                             "",
                                             "a/"};
        const std::vector<std::string> expected{
            "0/attn/MatMul", "1/attn/MatMul", "Gelu", "conv1", "x/conv1", "", "a/"};
        QCOMPARE(distinguishingTails(names), expected);
    }

    void equalNamesEnd() {
        const std::vector<std::string> names{"a/b", "a/b"};
        QCOMPARE(distinguishingTails(names), names);
    }

    void sizes_data() {
        QTest::addColumn<double>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("bytes") << 12.0 << "12 B";
        QTest::newRow("kilobytes") << 279'936.0 << "280 KB";
        QTest::newRow("small") << 36'864.0 << "36.9 KB";
        QTest::newRow("round up to the next unit") << 999'700.0 << "1.00 MB";
        QTest::newRow("megabytes") << 1'204'224.0 << "1.20 MB";
        QTest::newRow("gigabytes") << 2.5e9 << "2.50 GB";
    }
    void sizes() {
        QFETCH(double, bytes);
        QTEST(compactSize(bytes), "text");
    }

    void times_data() {
        QTest::addColumn<double>("nanoseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << 0.0 << "0 ms";
        QTest::newRow("nanoseconds") << 120.0 << "120 ns";
        QTest::newRow("microseconds") << 35'000.0 << "35 µs";
        QTest::newRow("below a millisecond") << 270'000.0 << "0.27 ms";
        QTest::newRow("milliseconds") << 20'180'000.0 << "20.2 ms";
        QTest::newRow("hundreds") << 349.3e6 << "349 ms";
        QTest::newRow("seconds") << 12.34e9 << "12.3 s";
    }
    void times() {
        QFETCH(double, nanoseconds);
        QTEST(compactTime(nanoseconds), "text");
    }

    void shapes() {
        Tensor tensor;
        QCOMPARE(shapeText(tensor), QString());
        tensor.shape.emplace();
        QCOMPARE(shapeText(tensor), QStringLiteral("scalar"));
        tensor.shape = {1, 64, 112, 112};
        QCOMPARE(shapeText(tensor), QStringLiteral("1×64×112×112"));
    }

    void elides() {
        const TextMeasure measure(12);
        const QString name = QStringLiteral("encoder/layer.3/attention/query");
        QCOMPARE(measure.elideScopes(name, measure.width(name)), name);
        QCOMPARE(measure.elideScopes(name, measure.width(QStringLiteral("WWW/attention/query"))),
                 QStringLiteral("…/attention/query"));
        const QString shorter = measure.elideScopes(name, measure.width(QStringLiteral("que")));
        QVERIFY(shorter.contains(QChar(0x2026)) && shorter.endsWith(u'y'));
        const QString middle = measure.elideMiddle(QString(60, u'm'), 100);
        QVERIFY(measure.width(middle) <= 100);
        QVERIFY(middle.size() > 4);
    }
};

QTEST_MAIN(TestGraphLabels)
#include "test_graph_labels.moc"
