#include "app/gui/panels/natural_order.h"

#include <QtTest>
#include <algorithm>
#include <string>
#include <vector>

using namespace trilane;

class TestNaturalOrder : public QObject {
    Q_OBJECT

private slots:
    void readsDigitsAsNumbers();
    void isATotalOrder();
};

void TestNaturalOrder::readsDigitsAsNumbers() {
    std::vector<std::string> names{"n160",
                                   "n16",
                                   "n158",
                                   "n2",
                                   "block10/conv1",
                                   "block9/conv2",
                                   "n",
                                   "block9/conv10",
                                   "",
                                   "n02",
                                   "99999999999999999999999",
                                   "100000000000000000000000",
                                   "Conv",
                                   "conv"};
    std::sort(names.begin(), names.end(), naturalLess);
    const std::vector<std::string> expected{"",
                                            "99999999999999999999999",
                                            "100000000000000000000000",
                                            "Conv",
                                            "block9/conv2",
                                            "block9/conv10",
                                            "block10/conv1",
                                            "conv",
                                            "n",
                                            "n02",
                                            "n2",
                                            "n16",
                                            "n158",
                                            "n160"};
    QVERIFY(names == expected);
}

void TestNaturalOrder::isATotalOrder() {
    const std::vector<std::string> names{"",   "0",   "00", "a",   "a0",      "a00",
                                         "a1", "a01", "1a", "01a", "\xc3\xa9"};
    for (const std::string& a : names) {
        for (const std::string& b : names) {
            QCOMPARE(naturalLess(a, b) || naturalLess(b, a), a != b);
            QVERIFY(!(naturalLess(a, b) && naturalLess(b, a)));
            for (const std::string& c : names)
                if (naturalLess(a, b) && naturalLess(b, c)) QVERIFY(naturalLess(a, c));
        }
    }
}

QTEST_APPLESS_MAIN(TestNaturalOrder)
#include "test_natural_order.moc"
