// Where messages stand in the window, and what they leave in its place.

#include "tests/app/gui/window/window_desk.h"

#include <QLabel>

using namespace trilane;
using namespace trilane::test;

namespace {

QRect placeOf(const QWidget& widget, const QWidget& window) {
    return {widget.mapTo(&window, QPoint(0, 0)), widget.size()};
}

/// Of the panes that show, with their headers.
std::map<PaneId, QRect> placesOf(const MainWindow& window, PaneLayout& panes) {
    std::map<PaneId, QRect> places;
    for (const PaneId pane : kPanes) {
        const QWidget& group = *panes.view(pane).widget->parentWidget()->parentWidget();
        if (group.isVisible()) places[pane] = placeOf(group, window);
    }
    return places;
}

}  // namespace

class TestMessages : public QObject {
    Q_OBJECT

private slots:
    void theyCoverNoPane_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("one line") << QStringLiteral("a file");
        QTest::newRow("many lines") << QStringLiteral("a layer\n").repeated(20);
        QTest::newRow("a long name") << QString(400, QChar('m'));
        QTest::newRow("a long sentence") << QStringLiteral("many words ").repeated(60);
    }

    void theyCoverNoPane() {
        QFETCH(QString, text);
        const Desk desk;
        MainWindow& window = *desk.window;
        window.resize(1280, 800);
        QCoreApplication::processEvents();
        const auto before = placesOf(window, window.panes());
        QVERIFY(before.size() >= 9);
        window.messages().showMessage(MessageBar::Kind::Error, "Cannot open", text);
        QCoreApplication::processEvents();
        const QRect bar = placeOf(window.messages(), window);
        QCOMPARE(bar.width(), 1280);
        QVERIFY(bar.height() >= 30 && bar.height() < 130);
        for (const auto& [pane, place] : placesOf(window, window.panes())) {
            QVERIFY2(!place.intersects(bar), qPrintable(title(pane)));
            // What comes down from the upper edge keeps its place.
            if (before.at(pane).top() < 200) QCOMPARE(place.topLeft(), before.at(pane).topLeft());
        }
        QVERIFY(!placeOf(*desk.window->findChild<QWidget*>("statusLine"), window).intersects(bar));
        QCOMPARE(window.size(), QSize(1280, 800));
        window.messages().hide();
        QCoreApplication::processEvents();
        QVERIFY(placesOf(window, window.panes()) == before);
    }

    void aLongListIsInTheToolTip() {
        MessageBar bar;
        const auto tip = [&bar] {
            for (const QLabel* const label : bar.findChildren<QLabel*>())
                if (!label->toolTip().isEmpty()) return label->toolTip();
            return QString();
        };
        bar.showMessage(MessageBar::Kind::Warning, "Five", "1\n2\n3\n4\n5");
        QCOMPARE(tip(), QString());
        bar.showMessage(MessageBar::Kind::Warning, "Six", "1\n2\n3\n4\n5\n<six>");
        QVERIFY(tip().contains("5\n&lt;six&gt;"));
        bar.showMessage(MessageBar::Kind::Warning, "One", "1");
        QCOMPARE(tip(), QString());
    }
};

QTEST_MAIN(TestMessages)
#include "test_messages.moc"
