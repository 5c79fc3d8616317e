#include "app/gui/panels/find_bar.h"
#include "tests/app/gui/panels/panel_fixture.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

using namespace trilane;
using namespace trilane::panels;

class TestFindBar : public QObject {
    Q_OBJECT

private slots:
    void walksMatches();
    void selectsAllAndCloses();
};

void TestFindBar::walksMatches() {
    Document document;
    Selection selection;
    openSample(document, "toy.json");
    FindBar bar(document, selection);
    QVERIFY(!bar.isVisible());
    bar.viewActions()[0]->trigger();
    QVERIFY(bar.isVisible());
    QSignalSpy reveals(&selection, &Selection::revealRequested);
    auto* const edit = bar.findChild<QLineEdit*>();
    const auto count = [&] { return bar.findChild<QLabel*>()->text(); };
    QTest::keyClicks(edit, QStringLiteral("name:s"));
    QCOMPARE(bar.matches().size(), std::size_t(4));
    QVERIFY(selection.highlighted() ==
            (std::set<LayerId>{LayerId{4}, LayerId{5}, LayerId{6}, LayerId{7}}));
    QCOMPARE(count(), QStringLiteral("4 found"));
    QVERIFY(selection.isEmpty());
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(selection.currentLayer() == LayerId{4});
    QCOMPARE(count(), QStringLiteral("1 of 4"));
    bar.viewActions()[1]->trigger();
    QCOMPARE(count(), QStringLiteral("2 of 4"));
    bar.viewActions()[2]->trigger();
    bar.viewActions()[2]->trigger();
    // Round the ends.
    QVERIFY(selection.currentLayer() == LayerId{7});
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(selection.currentLayer() == LayerId{4});
    QCOMPARE(reveals.count(), 5);
    bar.setQuery(QStringLiteral("nowhere"));
    QCOMPARE(count(), QStringLiteral("none"));
    QVERIFY(!bar.viewActions()[1]->isEnabled());
}

void TestFindBar::selectsAllAndCloses() {
    Document document;
    Selection selection;
    openSample(document, "toy.json");
    FindBar bar(document, selection);
    bar.open();
    bar.setQuery(QStringLiteral("op:concat"));
    bar.viewActions()[3]->trigger();
    QVERIFY(selection.layers() == std::set<LayerId>{LayerId{8}});
    // Another model: the same words, other layers.
    openSample(document, "lenet-5.onnx");
    QVERIFY(bar.matches().empty());
    bar.setQuery(QStringLiteral("op:conv"));
    QVERIFY(!selection.highlighted().empty());
    bar.viewActions()[4]->trigger();
    QVERIFY(!bar.isVisible());
    QVERIFY(selection.highlighted().empty());
}

QTEST_MAIN(TestFindBar)
#include "test_find_bar.moc"
