#include "app/figure/multi_path_figure.h"
#include "app/gui/graph/multi_path_tip.h"
#include "app/gui/graph/multi_path_walk.h"
#include "core/cost/durations.h"
#include "core/plan/planner.h"
#include "tests/core/graph/sample_graphs.h"

#include <QTest>
#include <memory>

namespace trilane {
namespace {

using ItemKind = MultiPathItem::Kind;

/// Layer 0 forks into 1, 2 and 3, all on the device; 4 and 5 follow on the server. Layer 0
/// and the server's have rows of their own.
std::shared_ptr<const MultiPathContent> threePaths() {
    const auto model = std::make_shared<const Model>(
        samples::graph(6, {{0, 1}, {0, 2}, {0, 3}, {1, 4}, {2, 4}, {3, 4}, {4, 5}}));
    Durations durations;
    durations.device.assign(model->layerCount(), Nanoseconds{2});
    durations.server.assign(model->layerCount(), Nanoseconds{1});
    durations.send.assign(model->tensorCount(), Nanoseconds{3});
    const Planner planner(model, durations, std::get<PinnedSides>(resolvePins(*model, Pins{})));
    Cut cut{LayerSet(model->layerCount())};
    for (std::size_t layer = 0; layer < 4; ++layer)
        cut.device.set(layer);
    return std::make_shared<const MultiPathContent>(
        model, durations,
        showPlan(*model, planner.planCut(std::move(cut), Sequencer::Ej, Execution::Pipelined)));
}

}  // namespace

/// The keyboard's way through a multi-path form, without the view.
class TestMultiPathWalk : public QObject {
    Q_OBJECT

private:
    std::shared_ptr<const MultiPathContent> m_content = threePaths();
    MultiPathGeometry m_geometry{*m_content, MultiPathOptions{}};

    [[nodiscard]] const MultiPathItem& at(MultiPathHit hit) const {
        return m_geometry.rows()[hit.row].items[hit.item];
    }

private slots:
    void rowsFromEndToEnd() {
        const auto& rows = m_geometry.rows();
        QCOMPARE(rows.size(), std::size_t{5});
        auto now = stepRows(m_geometry, std::nullopt, 1);
        for (std::size_t row = 0; row < rows.size(); ++row, now = stepRows(m_geometry, now, 1)) {
            QVERIFY(now.has_value());
            QCOMPARE(now->row, row);
            if (m_content->rows()[row].tensor) QCOMPARE(at(*now).kind, ItemKind::Tensor);
        }
        QVERIFY(!now.has_value());
        QCOMPARE(stepRows(m_geometry, std::nullopt, -1)->row, rows.size() - 1);
        QVERIFY(!stepRows(m_geometry, MultiPathHit{0, 0}, -1).has_value());
    }

    /// Every item that can be selected, in both directions, and no other.
    void itemsOfARow() {
        for (std::size_t row = 0; row < m_geometry.rows().size(); ++row) {
            const auto& items = m_geometry.rows()[row].items;
            std::vector<std::size_t> selectable;
            for (std::size_t i = 0; i < items.size(); ++i)
                if (items[i].kind == ItemKind::Tensor ||
                    (items[i].kind == ItemKind::Layer && !items[i].replica))
                    selectable.push_back(i);
            QVERIFY(!selectable.empty());
            std::vector<std::size_t> forth{selectable.front()};
            while (const auto next = stepInRow(m_geometry, {row, forth.back()}, 1))
                forth.push_back(next->item);
            QCOMPARE(forth, selectable);
            std::vector<std::size_t> back{selectable.back()};
            while (const auto next = stepInRow(m_geometry, {row, back.front()}, -1))
                back.insert(back.begin(), next->item);
            QCOMPARE(back, selectable);
        }
    }

    void tipsTellEveryKind() {
        int tensors = 0;
        for (std::size_t row = 0; row < m_geometry.rows().size(); ++row)
            for (std::size_t i = 0; i < m_geometry.rows()[row].items.size(); ++i) {
                const MultiPathItem& item = at({row, i});
                const QString tip = multiPathTip(*m_content, m_geometry, {row, i});
                if (item.kind == ItemKind::Tensor) {
                    ++tensors;
                    QVERIFY2(tip.contains("\ncrosses the link: "), qPrintable(tip));
                }
                if (item.kind != ItemKind::Layer) continue;
                const Layer& layer = m_content->model().layer(item.layer);
                QVERIFY(tip.startsWith(QString::fromStdString(layer.name + "\n" + layer.op)));
                QCOMPARE(tip.contains("A replica: executed with "), item.replica);
            }
        QCOMPARE(tensors, 3);
    }
};

}  // namespace trilane

QTEST_MAIN(trilane::TestMultiPathWalk)
#include "test_multi_path_walk.moc"
