#pragma once

#include "app/gui/gantt/gantt_view.h"
#include "app/gui/graph/graph_view.h"
#include "app/gui/panels/inspector.h"
#include "app/gui/panels/layer_table_model.h"
#include "app/gui/panels/log_slider.h"
#include "app/gui/window/export_commands.h"
#include "app/gui/window/message_bar.h"
#include "app/gui/window/pane_layout.h"
#include "tests/app/gui/window/window_session.h"

#include <QContextMenuEvent>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QTableView>

namespace trilane::test {

inline QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A session that has hands: it uses the views as a person does.
struct Desk : Session {
    explicit Desk(const QString& path = sample("multi-stream.onnx")) { open(path); }

    template <class Widget>
    [[nodiscard]] Widget* view(PaneId pane) const {
        return qobject_cast<Widget*>(window->panes().view(pane).widget);
    }
    [[nodiscard]] GraphView& graph() const { return *view<GraphView>(PaneId::Graph); }
    [[nodiscard]] GanttView& gantt() const { return *view<GanttView>(PaneId::Schedules); }
    [[nodiscard]] QTableView& table() const {
        return *view<QWidget>(PaneId::Layers)->findChild<QTableView*>();
    }
    [[nodiscard]] QString inspected() const {
        return view<Inspector>(PaneId::Inspector)->text().section('\n', 0, 0);
    }
    [[nodiscard]] LayerId layer(const char* name) const {
        return document().model()->findLayer(name).value();
    }
    [[nodiscard]] QString message() const {
        return window->messages().isHidden() ? QString() : window->messages().text();
    }
    [[nodiscard]] Nanoseconds makespan() const {
        return document().snapshot()->find("ej")->plan.makespan();
    }
    [[nodiscard]] QPoint inGraph(const char* name) const {
        const GraphGeometry& geometry = graph().picture()->geometry();
        const QRectF box = geometry.nodes()[geometry.nodeOf(layer(name))].rect;
        return graph().camera().toScreen(box.center()).toPoint();
    }
    [[nodiscard]] QStringList selectedRows() const {
        QStringList names;
        for (const QModelIndex& index : table().selectionModel()->selectedRows())
            names << index.data().toString();
        return names;
    }
    /// Of the first block.
    [[nodiscard]] QStringList selectedBars() const {
        QStringList names;
        const GanttController& controller = gantt().controller();
        for (const Lane lane : {Lane::Device, Lane::Server})
            for (const auto bar :
                 controller.overlay().selected.front()[static_cast<std::size_t>(lane)]) {
                const auto subject = controller.chart()->blocks[0].lane(lane).bars[bar].subject;
                names << QString::fromStdString(document().model()->layer(LayerId(subject)).name);
            }
        return names;
    }

    /// Types into the device time of a layer, in its row.
    void typeDeviceTime(const char* name, const QString& text) const {
        const QModelIndex cell = table().model()->index(static_cast<int>(layer(name).index()),
                                                        LayerTableModel::DeviceTime);
        table().scrollTo(cell);
        const QPoint at = table().visualRect(cell).center();
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, at);
        auto* const editor = table().viewport()->findChild<QLineEdit*>();
        if (editor == nullptr) qFatal("no editor");
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        settle();
    }
    void dragBandwidth(int fromX, int toX) const {
        auto* const slider = view<QWidget>(PaneId::Link)->findChild<LogSlider*>();
        QTest::mousePress(slider, Qt::LeftButton, {}, {fromX, 10});
        for (int i = 1; i <= 5; ++i) {
            const QPoint at(fromX + (toX - fromX) * i / 5, 10);
            QMouseEvent move(QEvent::MouseMove, at, slider->mapToGlobal(at), Qt::NoButton,
                             Qt::LeftButton, {});
            QCoreApplication::sendEvent(slider, &move);
            QCoreApplication::processEvents();
        }
        QTest::mouseRelease(slider, Qt::LeftButton, {}, {toX, 10});
        settle();
    }
    void chooseInGraphMenu(const char* name, const QString& text) const {
        QContextMenuEvent event(QContextMenuEvent::Mouse, inGraph(name),
                                graph().mapToGlobal(inGraph(name)));
        QCoreApplication::sendEvent(&graph(), &event);
        auto* const menu = graph().findChild<QMenu*>();
        if (menu == nullptr) qFatal("no menu");
        for (QAction* const action : menu->actions())
            if (action->text().remove('&') == text) action->trigger();
        menu->close();
        settle();
    }
    [[nodiscard]] QByteArray exported(ExportKind kind, const QString& name) const {
        const QString path = folder.filePath(name);
        answerSavePath(path);
        window->exports().action(kind)->trigger();
        settle();
        return bytesOf(path);
    }
};

}  // namespace trilane::test
