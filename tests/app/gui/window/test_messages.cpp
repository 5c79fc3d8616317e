// Where messages stand in the window, and what they offer.

#include "app/gui/window/recovery_offer.h"
#include "tests/app/gui/window/window_desk.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

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

/// What a crash would have left: `name` with its link changed to `mbps`, `age` seconds ago.
void leave(const QString& folder, const char* name, double mbps, int age) {
    const Session session;
    session.open(sample(name));
    const QTemporaryDir own;
    Recovery recovery(session.document(), own.path(), std::chrono::milliseconds(1));
    QSignalSpy written(&recovery, &Recovery::written);
    session.change(mbps);
    if (written.isEmpty() && !written.wait(kPatience)) qFatal("nothing was kept");
    const QString path = folder + '/' + QString::number(age) + QStringLiteral(".project.json");
    QFile file(path);
    if (!QFile::copy(recovery.file(), path) || !file.open(QIODevice::ReadWrite) ||
        !file.setFileTime(QDateTime::currentDateTime().addSecs(-age),
                          QFileDevice::FileModificationTime))
        qFatal("nothing was left");
}

void press(const Session& session, const QString& text) {
    for (QPushButton* const button : session.window->messages().findChildren<QPushButton*>())
        if (button->text() == text) return button->click();
    qFatal("no such button");
}

/// Of the message on show, without when.
QString offered(const Session& session) {
    session.settle();
    QCoreApplication::processEvents();
    const MessageBar& bar = session.window->messages();
    return bar.isHidden() ? QString() : bar.text().section(", changed", 0, 0);
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

    void allThatCrashesLeftIsOffered() {
        const QTemporaryDir folder;
        leave(folder.path(), "toy.json", 5, 100);
        leave(folder.path(), "lenet-5.onnx", 6, 200);
        leave(folder.path(), "multi-stream.onnx", 7, 300);
        const Session session;
        Recovery recovery(session.document(), folder.path(), std::chrono::hours(1));
        offerRecovery(*session.window, recovery, folder.path());
        session.open(sample("lenet-5.onnx"));
        const QString first = "Unsaved work was found, 1 of 3: toy.json";
        QCOMPARE(offered(session), first);
        // Asking for the next one declines nothing: after the last comes the first.
        press(session, "Next");
        QCOMPARE(offered(session), QString("Unsaved work was found, 2 of 3: lenet-5.onnx"));
        press(session, "Next");
        press(session, "Next");
        QCOMPARE(offered(session), first);
        press(session, "Restore");
        QCOMPARE(offered(session), QString("Unsaved work was found, 1 of 2: lenet-5.onnx"));
        QCOMPARE(session.document().title(), QString("toy.json"));
        QCOMPARE(session.document().project().link.mbps, 5.0);
        // What is restored is unsaved work again, which another one must not replace unasked.
        session.answerUnsaved(UnsavedAnswer::Cancel);
        press(session, "Restore");
        QCOMPARE(offered(session), QString("Unsaved work was found, 1 of 2: lenet-5.onnx"));
        QCOMPARE(session.document().title(), QString("toy.json"));
        press(session, "Discard");
        QCOMPARE(offered(session), QString("Unsaved work was found: multi-stream.onnx"));
        QVERIFY(!QFile::exists(folder.filePath("200.project.json")));
        // Closed without an answer, it waits for the next start.
        session.window->messages().hide();
        QCOMPARE(offered(session), QString());
        QCOMPARE(findLeftovers(folder.path()).size(), 1);
    }

    void whatCannotBeRestoredHidesNoOther() {
        const QTemporaryDir folder;
        leave(folder.path(), "toy.json", 5, 100);
        leave(folder.path(), "lenet-5.onnx", 6, 200);
        const Session session;
        Recovery recovery(session.document(), folder.path(), std::chrono::hours(1));
        offerRecovery(*session.window, recovery, folder.path());
        session.open(session.folder.filePath("missing.onnx"));
        // Why the window is empty comes first.
        QVERIFY2(offered(session).contains("no such file"), qPrintable(offered(session)));
        session.window->messages().hide();
        QCOMPARE(offered(session), QString("Unsaved work was found, 1 of 2: toy.json"));
        QFile broken(folder.filePath("100.project.json"));
        QVERIFY(broken.open(QIODevice::WriteOnly | QIODevice::Truncate));
        broken.close();
        press(session, "Restore");
        QVERIFY2(offered(session).startsWith("Cannot open: "), qPrintable(offered(session)));
        session.window->messages().hide();
        QCOMPARE(offered(session), QString("Unsaved work was found: lenet-5.onnx"));
        press(session, "Restore");
        QCOMPARE(offered(session), QString());
        QCOMPARE(session.document().project().link.mbps, 6.0);
        QVERIFY(QFile::exists(folder.filePath("100.project.json")));
    }
};

QTEST_MAIN(TestMessages)
#include "test_messages.moc"
