#include "app/gui/document/document.h"
#include "app/gui/document/selection.h"
#include "app/gui/graph/multi_path_view.h"

#include <QAction>
#include <QScrollBar>
#include <QTest>

namespace trilane {

class TestMultiPathView : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void isEmptyWithoutAModel();
    void clickSelectsLayerAndTensor();
    void clickExpandsAndFolds();
    void keysWalkThePaths();
    void followsTheFocus();
    void scrollsToWhatIsRevealed();
    void everyActionHasTextAndShortcut();

private:
    void open(const QString& name) {
        m_document->open(QStringLiteral(TRILANE_SOURCE_DIR "/sample_models/") + name);
        QTRY_VERIFY(m_document->snapshot() != nullptr);
        QTRY_VERIFY(m_view->figure() != nullptr);
    }
    void focus(const std::string& plan) {
        m_document->changeView([&](ProjectView& view) { view.focus = plan; });
    }
    void click(MultiPathHit hit, Qt::KeyboardModifiers modifiers = {}) {
        const QRectF rect = m_view->figure()->geometry().rows()[hit.row].items[hit.item].rect;
        const QPointF at = rect.center() - QPointF(m_view->horizontalScrollBar()->value(),
                                                   m_view->verticalScrollBar()->value());
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, modifiers, at.toPoint());
    }
    std::optional<MultiPathHit> first(MultiPathItem::Kind kind) const {
        const auto& rows = m_view->figure()->geometry().rows();
        for (std::size_t row = 0; row < rows.size(); ++row)
            for (std::size_t item = 0; item < rows[row].items.size(); ++item)
                if (rows[row].items[item].kind == kind) return MultiPathHit{row, item};
        return std::nullopt;
    }

    std::unique_ptr<Document> m_document;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<MultiPathView> m_view;
};

void TestMultiPathView::init() {
    m_document = std::make_unique<Document>();
    m_selection = std::make_unique<Selection>();
    m_view = std::make_unique<MultiPathView>(*m_document, *m_selection);
    m_view->resize(600, 400);
    m_view->show();
}

void TestMultiPathView::cleanup() {
    m_view.reset();
    m_selection.reset();
    m_document.reset();
}

void TestMultiPathView::isEmptyWithoutAModel() {
    QVERIFY(m_view->figure() == nullptr);
    QVERIFY(m_view->makeFigure(ThemeKind::Light) == nullptr);
    for (QAction* const action : m_view->viewActions())
        action->trigger();
    QVERIFY(!m_view->grab().isNull());
}

void TestMultiPathView::clickSelectsLayerAndTensor() {
    open(QStringLiteral("multi-stream.onnx"));
    const auto layer = first(MultiPathItem::Kind::Layer);
    QVERIFY(layer);
    click(*layer);
    const LayerId id = m_view->figure()->geometry().rows()[layer->row].items[layer->item].layer;
    QVERIFY(m_selection->currentLayer() == id);
    const auto tensor = first(MultiPathItem::Kind::Tensor);
    QVERIFY(tensor);
    click(*tensor);
    QVERIFY(m_selection->tensor() == m_view->figure()->content().rows()[tensor->row].tensor);
    click(*layer);
    click({layer->row, layer->item + 1}, Qt::ControlModifier);
    QCOMPARE(m_selection->layers().size(), std::size_t{2});
}

void TestMultiPathView::clickExpandsAndFolds() {
    open(QStringLiteral("googlenet.onnx"));
    focus("remote");
    const double before = m_view->figure()->size().height();
    const auto more = first(MultiPathItem::Kind::More);
    QVERIFY(more);
    click(*more);
    QVERIFY(m_view->figure()->size().height() > before);
    const auto less = first(MultiPathItem::Kind::Less);
    QVERIFY(less);
    click(*less);
    QCOMPARE(m_view->figure()->size().height(), before);
}

void TestMultiPathView::keysWalkThePaths() {
    open(QStringLiteral("multi-stream.onnx"));
    const auto& order = m_document->snapshot()->find("ej")->plan.order;
    const auto action = [this](const char* text) {
        for (QAction* const one : m_view->viewActions())
            if (one->text() == QLatin1String(text)) return one;
        return static_cast<QAction*>(nullptr);
    };
    action("Next path")->trigger();
    QVERIFY(m_selection->tensor() == order[0]);
    action("Next path")->trigger();
    QVERIFY(m_selection->tensor() == order[1]);
    action("Previous path")->trigger();
    QVERIFY(m_selection->tensor() == order[0]);
    action("Previous on the path")->trigger();
    QVERIFY(m_selection->currentLayer().has_value());
    action("Next on the path")->trigger();
    QVERIFY(m_selection->tensor() == order[0]);
}

void TestMultiPathView::followsTheFocus() {
    open(QStringLiteral("lenet-5.onnx"));
    focus("local");
    QVERIFY(!m_view->figure()->content().message().isEmpty());
    focus("remote");
    QVERIFY(m_view->figure()->content().message().isEmpty());
}

void TestMultiPathView::scrollsToWhatIsRevealed() {
    open(QStringLiteral("multi-stream.onnx"));
    m_view->resize(400, 150);
    m_selection->reveal(LayerId{m_document->model()->layerCount() - 1});
    QVERIFY(m_view->verticalScrollBar()->value() > 0);
}

void TestMultiPathView::everyActionHasTextAndShortcut() {
    QVERIFY(!m_view->viewActions().isEmpty());
    for (const QAction* const action : m_view->viewActions()) {
        QVERIFY(!action->text().isEmpty());
        QVERIFY(!action->shortcut().isEmpty());
        QVERIFY(m_view->actions().contains(action));
    }
    QVERIFY(!m_view->accessibleName().isEmpty());
}

}  // namespace trilane

QTEST_MAIN(trilane::TestMultiPathView)
#include "test_multi_path_view.moc"
