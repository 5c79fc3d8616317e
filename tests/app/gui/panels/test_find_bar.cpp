#include "app/gui/panels/find_bar.h"
#include "tests/app/gui/panels/panel_fixture.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
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
    void givesTheKeyboardBack();
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

void TestFindBar::givesTheKeyboardBack() {
    Document document;
    Selection selection;
    QWidget window;
    QHBoxLayout layout(&window);
    QLineEdit first(&window);
    QLineEdit second(&window);
    FindBar bar(document, selection, &window);
    for (QWidget* const widget : {static_cast<QWidget*>(&first), static_cast<QWidget*>(&second),
                                  static_cast<QWidget*>(&bar)})
        layout.addWidget(widget);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    second.setFocus();
    bar.open();
    QVERIFY(bar.isAncestorOf(QApplication::focusWidget()));
    bar.close();
    QVERIFY(QApplication::focusWidget() == &second);
}

QTEST_MAIN(TestFindBar)
#include "test_find_bar.moc"
