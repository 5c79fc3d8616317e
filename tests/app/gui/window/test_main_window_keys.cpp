#include "app/gui/window/pane_layout.h"
#include "app/gui/window/view_commands.h"
#include "tests/app/gui/window/window_session.h"

#include <QAction>
#include <QMenu>
#include <QTest>
#include <QToolButton>

using namespace trilane;
using namespace trilane::test;

namespace {

/// A key of an action, and where the keyboard must be for it.
struct Binding {
    QAction* action;
    QWidget* where;
    bool below;  ///< also in the children of `where`
};

/// By key. Shortcuts of menus work in the window or widget that the action was added to as well.
std::map<QString, std::vector<Binding>> bindingsOf(MainWindow& window) {
    std::map<QString, std::vector<Binding>> bindings;
    for (QAction* const action : window.findChildren<QAction*>())
        for (const QKeySequence& keys : action->shortcuts()) {
            if (keys.isEmpty()) continue;
            const bool anywhere = action->shortcutContext() == Qt::WindowShortcut ||
                                  action->shortcutContext() == Qt::ApplicationShortcut;
            if (anywhere) {
                bindings[keys.toString()].push_back({action, &window, true});
                continue;
            }
            for (QObject* const object : action->associatedObjects())
                if (auto* const widget = qobject_cast<QWidget*>(object);
                    widget != nullptr && qobject_cast<QMenu*>(widget) == nullptr)
                    bindings[keys.toString()].push_back(
                        {action, widget,
                         action->shortcutContext() == Qt::WidgetWithChildrenShortcut});
        }
    return bindings;
}

bool together(const Binding& a, const Binding& b) {
    return a.action != b.action &&
           (a.where == b.where || (a.below && a.where->isAncestorOf(b.where)) ||
            (b.below && b.where->isAncestorOf(a.where)));
}

}  // namespace

class TestMainWindowKeys : public QObject {
    Q_OBJECT

private slots:
    void noKeyMeansTwoThingsAtOnce() {
        const Session session;
        session.open(sample("multi-stream.onnx"));
        const auto bindings = bindingsOf(*session.window);
        QVERIFY(bindings.size() > 40);
        QStringList clashes;
        for (const auto& [keys, all] : bindings)
            for (std::size_t i = 0; i < all.size(); ++i)
                for (std::size_t j = 0; j < i; ++j)
                    if (together(all[i], all[j]))
                        clashes << keys + ": " + all[i].action->text() + " / " +
                                       all[j].action->text();
        QCOMPARE(clashes.join('\n'), QString());
    }

    void aMaximizedPaneHasTheKeyboard_data() {
        QTest::addColumn<PaneId>("pane");
        for (const PaneId pane : {PaneId::Graph, PaneId::MultiPath, PaneId::Schedules})
            QTest::newRow(qPrintable(key(pane))) << pane;
    }
    void aMaximizedPaneHasTheKeyboard() {
        QFETCH(PaneId, pane);
        const Session session;
        session.open(sample("multi-stream.onnx"));
        session.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(session.window.get()));
        PaneLayout& panes = session.window->panes();
        QWidget* const view = panes.view(pane).widget;
        // The keyboard is elsewhere; then the icon of the pane, there and back.
        panes.view(PaneId::Layers).widget->setFocus();
        auto* const icon = view->parentWidget()->parentWidget()->findChild<QToolButton*>();
        for (int i = 0; i < 2; ++i) {
            QVERIFY(icon != nullptr);
            QTest::mouseClick(icon, Qt::LeftButton);
            QCoreApplication::processEvents();
            QCOMPARE(panes.maximized().has_value(), i == 0);
            QCOMPARE(QApplication::focusWidget(), view);
            QCOMPARE(panes.activePane(), pane);
        }
    }
};

QTEST_MAIN(TestMainWindowKeys)
#include "test_main_window_keys.moc"
