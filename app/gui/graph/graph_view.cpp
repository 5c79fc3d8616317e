#include "app/gui/graph/graph_view.h"

#include "app/figure/graph_figure.h"
#include "app/gui/graph/graph_actions.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace trilane {
namespace {

/// A graph that is seen for the first time is shown whole where one can read its titles: at
/// kFirstScale, and a small one, whose titles are short or few, below that.
constexpr double kLeastFirstScale = 0.33;
constexpr std::size_t kSmallGraph = 60;
constexpr double kFirstScale = 0.7;
constexpr double kRevealMargin = 48;
constexpr std::chrono::milliseconds kPlaceDelay{200};
const std::string kStateKey = "graph";

}  // namespace

GraphView::GraphView(Document& document, Selection& selection, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_selection(selection),
      m_layout([this] { showBusy(); }) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(120, 120);
    setAccessibleName(tr("Model graph"));
    m_actions = new GraphActions(*this, document);
    connect(&document, &Document::opened, this, &GraphView::onOpened);
    connect(&document, &Document::viewChanged, this, [this] {
        requestLayout();
        refreshPicture();
    });
    connect(&document, &Document::snapshotChanged, this, &GraphView::refreshPicture);
    connect(&selection, &Selection::changed, this, [this] {
        const auto current = currentLayer();
        setAccessibleDescription(
            current ? QString::fromStdString(m_geometry->model().layer(*current).name) : QString());
        update();
    });
    connect(&selection, &Selection::highlightChanged, this, qOverload<>(&QWidget::update));
    connect(&selection, &Selection::revealRequested, this, [this](LayerId layer) {
        // Who asked for it wants to read it: a speck among others is not found yet.
        if (m_geometry && layer.index() < m_geometry->model().layerCount() &&
            m_camera.scale() < kFirstScale)
            m_camera.show(kFirstScale,
                          m_geometry->nodes()[m_geometry->nodeOf(layer)].rect.center());
        reveal(layer);
    });
    m_placeTimer.setSingleShot(true);
    m_placeTimer.setInterval(kPlaceDelay);
    connect(&m_placeTimer, &QTimer::timeout, this, &GraphView::keepPlace);
    if (!document.isEmpty()) onOpened();
}

GraphView::~GraphView() = default;

QList<QAction*> GraphView::viewActions() const {
    return m_actions->all();
}

std::unique_ptr<Figure> GraphView::makeFigure(ThemeKind theme) const {
    if (!m_picture) return nullptr;
    GraphFigureOptions options;
    options.theme = theme;
    options.graph = m_geometry->options();
    options.heat = m_picture->heat();
    return makeGraphFigure(m_picture, m_plan.get(), options);
}

// --- Keeping up with the document -----------------------------------------------------------

void GraphView::onOpened() {
    // The ids of what is on show mean other layers from now on.
    m_geometry.reset();
    m_picture.reset();
    m_plan.reset();
    m_model.reset();
    m_traced.clear();
    m_lit.clear();
    m_gesture = Gesture::None;
    // The same file read again is looked at from the same place.
    if (m_document.project().modelPath != m_path) {
        m_following = Following::First;
        m_placeTimer.stop();
        m_selection.clear();
    }
    m_path = m_document.project().modelPath;
    m_actions->refresh();
    requestLayout();
    update();
}

void GraphView::requestLayout() {
    const auto model = m_document.model();
    const GraphOptions options = graphOptions(m_document.project().view);
    if (model == m_model && options == m_options) return;
    m_model = model;
    m_options = options;
    if (model) {
        m_layout.request([this, model, options](LatestJob::Run& run) {
            const auto made = GraphGeometry::make(model, options, run.superseded());
            if (made) run.deliver([this, made] { onLayout(made); });
        });
    } else {
        m_layout.cancel();
    }
    showBusy();
}

void GraphView::showBusy() {
    update();
    emit busyChanged();
}

void GraphView::onLayout(const std::shared_ptr<const GraphGeometry>& geometry) {
    // Another may have been asked for since.
    if (&geometry->model() != m_document.model().get() || geometry->options() != m_options) return;
    const auto anchor = m_geometry ? anchorLayer() : std::nullopt;
    QPointF where;
    if (anchor)
        where = m_camera.toScreen(m_geometry->nodes()[m_geometry->nodeOf(*anchor)].rect.center());
    m_geometry = geometry;
    m_camera.setGraph(geometry->size());
    const bool first = m_following == Following::First;
    refreshLit();
    refreshPicture();
    if (anchor) {
        m_camera.place(geometry->nodes()[geometry->nodeOf(*anchor)].rect.center(), where);
        m_following = Following::Free;
    } else if (first && restorePlace()) {
        m_following = Following::Free;
    } else {
        follow();
    }
    update();
}

bool GraphView::restorePlace() {
    const auto& states = m_document.project().view.states;
    const auto place = states.find(kStateKey);
    m_camera.setView(size());
    return place != states.end() && m_camera.fromText(place->second);
}

std::optional<LayerId> GraphView::anchorLayer() const {
    if (const auto current = currentLayer()) return current;
    if (m_following != Following::Free) return std::nullopt;
    const QPointF middle = m_camera.toGraph(rect().toRectF().center());
    const auto node = m_geometry->nodeAt(middle, 200);
    if (!node || m_geometry->nodes()[*node].layers.empty()) return std::nullopt;
    return m_geometry->nodes()[*node].layers.front();
}

std::shared_ptr<const ShownPlan> GraphView::shownPlan() const {
    const auto snapshot = m_document.snapshot();
    if (!snapshot || snapshot->base != m_document.model()) return nullptr;
    const std::string& focus = m_document.project().view.focus;
    const auto find = [&](const std::string& id) -> std::shared_ptr<const ShownPlan> {
        for (const auto& plan : snapshot->plans)
            if (plan->id == id) return plan;
        return nullptr;
    };
    if (auto plan = find(focus)) return plan;
    // A manual cut that was only just drawn: its plan follows.
    if (focus == "manual" && m_plan && m_document.project().manualCut) return m_plan;
    if (auto plan = find("ej")) return plan;
    return snapshot->plans.empty() ? nullptr : snapshot->plans.front();
}

void GraphView::refreshPicture() {
    if (!m_geometry || &m_geometry->model() != m_document.model().get()) return;
    const bool hadPlan = m_plan != nullptr;
    const auto snapshot = m_document.snapshot();
    const bool valid = snapshot && snapshot->base == m_document.model();
    m_plan = shownPlan();
    m_picture = GraphPicture::make(m_geometry, valid ? *snapshot->model : m_geometry->model(),
                                   valid ? &snapshot->durations : nullptr, m_plan.get(),
                                   m_document.project().view.heat);
    if (!hadPlan && m_plan) follow();
    update();
    emit pictureChanged();
}

void GraphView::refreshLit() {
    m_lit.clear();
    if (m_traced.empty() || !m_geometry) return;
    m_lit.resize(m_geometry->nodes().size());
    for (const LayerId layer : m_traced)
        m_lit[m_geometry->nodeOf(layer)] = true;
    for (std::size_t i = 0; i < m_lit.size(); ++i) {
        const auto node = static_cast<std::uint32_t>(i);
        if (!m_geometry->nodes()[i].input) continue;
        const auto edges = m_geometry->edgesOutOf(node);
        m_lit[i] = std::any_of(edges.begin(), edges.end(), [this](std::uint32_t edge) {
            return m_lit[m_geometry->edges()[edge].to];
        });
    }
}

// --- What is in sight -----------------------------------------------------------------------

void GraphView::follow() {
    m_camera.setView(size());
    if (!m_geometry || m_following == Following::Free) return;
    const bool small = m_geometry->nodes().size() <= kSmallGraph;
    if (m_following == Following::Fit ||
        m_camera.fitScale() >= (small ? kLeastFirstScale : kFirstScale)) {
        m_camera.fit();
        // What was whole stays whole: a banner or a splitter must not turn it into a part.
        if (m_picture && m_plan && isVisible()) m_following = Following::Fit;
        return;
    }
    QPointF centre =
        m_geometry->nodes().empty() ? QPointF() : m_geometry->nodes().front().rect.center();
    // The cut is what people come for.
    if (m_picture && !m_picture->pills().empty()) centre = m_picture->pills().front().centre;
    m_camera.show(kFirstScale, centre);
}

void GraphView::fit() {
    m_following = Following::Fit;
    follow();
    moved();
}

void GraphView::moved() {
    m_placeTimer.start();
    update();
}

void GraphView::keepPlace() {
    if (!m_geometry) return;
    const std::string place = m_following == Following::Free ? m_camera.toText() : std::string();
    m_document.changeView([&](ProjectView& view) {
        if (place.empty())
            view.states.erase(kStateKey);
        else
            view.states[kStateKey] = place;
    });
}

void GraphView::zoomBy(double factor) {
    QPointF at = rect().toRectF().center();
    if (const auto node = currentNode()) {
        const QPointF centre = m_camera.toScreen(m_geometry->nodes()[*node].rect.center());
        if (rect().toRectF().contains(centre)) at = centre;
    }
    m_following = Following::Free;
    m_camera.zoomAt(at, factor);
    moved();
}

void GraphView::zoomToActualSize() {
    zoomBy(1 / m_camera.scale());
}

void GraphView::reveal(LayerId layer) {
    if (!m_geometry || layer.index() >= m_geometry->model().layerCount()) return;
    m_following = Following::Free;
    m_camera.reveal(m_geometry->nodes()[m_geometry->nodeOf(layer)].rect, kRevealMargin);
    moved();
}

void GraphView::resizeEvent(QResizeEvent*) {
    follow();
}

std::optional<LayerId> GraphView::currentLayer() const {
    const auto layer = m_selection.currentLayer();
    const bool known = m_geometry && layer && layer->index() < m_geometry->model().layerCount();
    return known ? layer : std::nullopt;
}

std::optional<std::uint32_t> GraphView::currentNode() const {
    const auto layer = currentLayer();
    return layer ? std::optional(m_geometry->nodeOf(*layer)) : std::nullopt;
}

std::set<LayerId> GraphView::selectedLayers() const {
    std::set<LayerId> layers = m_selection.layers();
    if (!m_geometry) return {};
    layers.erase(layers.lower_bound(LayerId{m_geometry->model().layerCount()}), layers.end());
    return layers;
}

}  // namespace trilane

#include "moc_graph_view.cpp"
