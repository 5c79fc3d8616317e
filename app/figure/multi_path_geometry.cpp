#include "app/figure/multi_path_geometry.h"

#include "app/figure/graph_labels.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <utility>

namespace trilane {
namespace {

using ItemKind = MultiPathItem::Kind;

constexpr double kMargin = 14;
constexpr double kNodeHeight = 26;
constexpr double kLineGap = 8;
constexpr double kGap = 12;  ///< between layers
constexpr double kTitleHeight = 22;
constexpr double kCaptionHeight = 18;
constexpr double kRowGap = 16;
constexpr double kHeadHeight = 26;
constexpr double kNodePadding = 9;
constexpr double kPillPadding = 12;
constexpr double kLeastNode = 34;
constexpr double kMostNode = 104;
constexpr double kMoreWidth = 44;
constexpr double kTextPixels = 11.5;
constexpr double kHeadSign = 26;  ///< the shape before the name of a column, and the gap after it

double headWidth(const TextMeasure& text, const char* name, double sign) {
    return sign + std::ceil(text.width(QCoreApplication::translate("MultiPath", name))) + 2;
}

}  // namespace

MultiPathGeometry::MultiPathGeometry(const MultiPathContent& content,
                                     const MultiPathOptions& options)
    : m_content(content), m_width(std::max(options.width, MultiPathOptions::kLeastWidth)) {
    measure();
    placeHeads(options.heading);
    m_rows.resize(content.rows().size());
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        placeRow(i, options.expanded.contains(i));
    m_height += kMargin - (m_rows.empty() ? 0 : kRowGap);
}

/// Column widths: as much as the longest row wants, else halves of what there is.
void MultiPathGeometry::measure() {
    const TextMeasure text(kTextPixels);
    const TextMeasure bold(kTextPixels, true);
    m_pillWidth.reserve(m_content.rows().size());
    for (const MultiPathRowContent& row : m_content.rows()) {
        const double width =
            row.tensor ? std::ceil(bold.width(row.tensorText)) + 2 * kPillPadding : 0;
        m_pillWidth.push_back(width);
        m_linkRoom = std::max(m_linkRoom, width);
    }
    if (m_linkRoom > 0) m_linkRoom = std::max(m_linkRoom, headWidth(text, "Link", 0));
    const double room = m_width - 2 * kMargin - m_linkRoom - 2 * kGap;
    // Wherever a side is elided, one layer and "+12" must fit.
    m_mostNode = std::clamp(room / 2 - kGap - kMoreWidth, kLeastNode, kMostNode);
    const std::size_t layers = m_content.model().layerCount();
    m_nodeWidth.resize(layers);
    for (std::size_t i = 0; i < layers; ++i)
        m_nodeWidth[i] =
            std::clamp(std::ceil(text.width(m_content.label(LayerId{i}))) + 2 * kNodePadding,
                       kLeastNode, m_mostNode);
    double device = 0;
    double server = 0;
    for (const MultiPathRowContent& row : m_content.rows()) {
        if (!row.tensor) continue;
        device = std::max(device, naturalWidth(row.device));
        server = std::max(server, naturalWidth(row.server));
    }
    // A column is as wide as its name at least.
    if (device > 0) device = std::max(device, headWidth(text, "Device", kHeadSign));
    if (server > 0) server = std::max(server, headWidth(text, "Server", kHeadSign));
    if (device + server > room) {
        if (device <= room / 2)
            server = room - device;
        else if (server <= room / 2)
            device = room - server;
        else
            device = server = room / 2;
    }
    m_deviceRoom = device;
    m_serverRoom = server;
    m_linkLeft = kMargin + (device > 0 ? device + kGap : 0);
    m_serverLeft = m_linkLeft + m_linkRoom + kGap;
}

void MultiPathGeometry::placeHeads(bool heading) {
    double y = kMargin;
    const double inner = m_width - 2 * kMargin;
    if (heading) {
        m_heading = QRectF(kMargin, y, inner, kHeadHeight);
        y += kHeadHeight + 4;
    }
    if (!m_content.message().isEmpty()) {
        m_message = QRectF(kMargin, y, inner, kHeadHeight);
        y += kHeadHeight + kRowGap / 2;
    } else if (m_linkRoom > 0) {
        if (m_deviceRoom > 0) m_deviceHead = QRectF(kMargin, y, m_deviceRoom, kHeadHeight);
        m_linkHead = QRectF(m_linkLeft, y, m_linkRoom, kHeadHeight);
        if (m_serverRoom > 0)
            m_serverHead = QRectF(m_serverLeft, y, m_width - kMargin - m_serverLeft, kHeadHeight);
        y += kHeadHeight;
    }
    m_height = y;
}

double MultiPathGeometry::naturalWidth(const std::vector<ShownStep>& steps) const {
    double sum = 0;
    for (const ShownStep& step : steps)
        sum += m_nodeWidth[step.layer.index()] + kGap;
    return steps.empty() ? 0 : sum - kGap;
}

void MultiPathGeometry::placeRow(std::size_t index, bool expanded) {
    const MultiPathRowContent& content = m_content.rows()[index];
    MultiPathRow& row = m_rows[index];
    const double inner = m_width - 2 * kMargin;
    row.top = m_height;
    row.title = QRectF(kMargin, row.top, inner, kTitleHeight);
    double y = row.top + kTitleHeight + 2;
    if (content.tensor) {
        const double end =
            placeSide(row, content.device, Side::Device, kMargin, m_deviceRoom, expanded, y);
        const double pill = m_linkLeft + (m_linkRoom - m_pillWidth[index]) / 2;
        const double middle = y + kNodeHeight / 2;
        if (!content.device.empty()) row.sends.emplace_back(end, middle, pill, middle);
        MultiPathItem tensor;
        tensor.kind = ItemKind::Tensor;
        tensor.text = content.tensorText;
        const double pillEnd = placeItem(row, tensor, m_pillWidth[index], pill, y);
        if (!content.server.empty()) row.sends.emplace_back(pillEnd, middle, m_serverLeft, middle);
        placeSide(row, content.server, Side::Server, m_serverLeft, m_serverRoom, expanded, y);
    } else {
        const bool device = !content.device.empty();
        placeSide(row, device ? content.device : content.server,
                  device ? Side::Device : Side::Server, kMargin, inner, expanded, y);
    }
    if (expanded && y > row.top + kTitleHeight + 2) addFold(row);
    y += kNodeHeight;
    if (!content.caption.isEmpty()) {
        row.caption = QRectF(kMargin, y + 1, inner, kCaptionHeight);
        y += kCaptionHeight + 1;
    }
    row.bottom = y;
    m_height = y + kRowGap;
}

/// At the end of the title's line.
void MultiPathGeometry::addFold(MultiPathRow& row) {
    MultiPathItem less;
    less.kind = ItemKind::Less;
    less.text = QCoreApplication::translate("MultiPath", "fold");
    less.rect = QRectF(row.title.right() - kMoreWidth, row.title.top() + 2, kMoreWidth,
                       row.title.height() - 4);
    row.title.setRight(less.rect.left() - kGap);
    row.items.push_back(std::move(less));
}

double MultiPathGeometry::placeItem(MultiPathRow& row, MultiPathItem item, double width, double x,
                                    double y) {
    item.rect = QRectF(x, y, width, kNodeHeight);
    row.items.push_back(std::move(item));
    return x + width;
}

double MultiPathGeometry::placeRange(MultiPathRow& row, const std::vector<ShownStep>& steps,
                                     Side side, std::size_t first, std::size_t last, double x,
                                     double y) {
    for (std::size_t i = first; i < last; ++i) {
        if (i > first) {
            row.links.emplace_back(x, y + kNodeHeight / 2, x + kGap, y + kNodeHeight / 2);
            x += kGap;
        }
        MultiPathItem item;
        item.side = side;
        item.replica = steps[i].replica;
        item.layer = steps[i].layer;
        item.text = m_content.label(item.layer);
        x = placeItem(row, std::move(item), m_nodeWidth[steps[i].layer.index()], x, y);
    }
    return x;
}

double MultiPathGeometry::placeSide(MultiPathRow& row, const std::vector<ShownStep>& steps,
                                    Side side, double left, double room, bool expanded, double& y) {
    if (naturalWidth(steps) <= room + 0.5)
        return placeRange(row, steps, side, 0, steps.size(), left, y);
    if (expanded) return placeAll(row, steps, side, left, room, y);
    // The layers next to the link first, then from both ends in turn.
    std::size_t head = 0;
    std::size_t tail = 0;
    double used = kMoreWidth;
    bool fromTail = side == Side::Device;
    while (head + tail < steps.size()) {
        const std::size_t next = fromTail ? steps.size() - 1 - tail : head;
        used += m_nodeWidth[steps[next].layer.index()] + kGap;
        if (used > room + 0.5) break;
        ++(fromTail ? tail : head);
        fromTail = !fromTail;
    }
    double x = placeRange(row, steps, side, 0, head, left, y);
    const double middle = y + kNodeHeight / 2;
    if (head > 0) {
        row.links.emplace_back(x, middle, x + kGap, middle);
        x += kGap;
    }
    MultiPathItem more;
    more.kind = ItemKind::More;
    more.side = side;
    more.first = head;
    more.count = steps.size() - head - tail;
    more.text = QStringLiteral("+%1").arg(more.count);
    x = placeItem(row, std::move(more), kMoreWidth, x, y);
    if (tail == 0) return x;
    row.links.emplace_back(x, middle, x + kGap, middle);
    return placeRange(row, steps, side, steps.size() - tail, steps.size(), x + kGap, y);
}

double MultiPathGeometry::placeAll(MultiPathRow& row, const std::vector<ShownStep>& steps,
                                   Side side, double left, double room, double& y) {
    std::size_t first = 0;
    while (true) {
        std::size_t last = first;
        double used = 0;
        while (last < steps.size()) {
            const double more = m_nodeWidth[steps[last].layer.index()] + (last > first ? kGap : 0);
            if (last > first && used + more > room + 0.5) break;
            used += more;
            ++last;
        }
        const double x = placeRange(row, steps, side, first, last, left, y);
        if (last == steps.size()) return x;
        first = last;
        y += kNodeHeight + kLineGap;
    }
}

std::pair<std::size_t, std::size_t> MultiPathGeometry::rowsBetween(double top,
                                                                   double bottom) const {
    const auto first = std::partition_point(m_rows.begin(), m_rows.end(),
                                            [top](const auto& row) { return row.bottom < top; });
    const auto last = std::partition_point(first, m_rows.end(),
                                           [bottom](const auto& row) { return row.top <= bottom; });
    return {static_cast<std::size_t>(first - m_rows.begin()),
            static_cast<std::size_t>(last - m_rows.begin())};
}

std::optional<MultiPathHit> MultiPathGeometry::itemAt(QPointF point) const {
    const auto [first, last] = rowsBetween(point.y(), point.y());
    for (std::size_t row = first; row < last; ++row)
        for (std::size_t item = 0; item < m_rows[row].items.size(); ++item)
            if (m_rows[row].items[item].rect.contains(point)) return MultiPathHit{row, item};
    return std::nullopt;
}

std::optional<MultiPathHit> MultiPathGeometry::find(LayerId layer) const {
    if (layer.index() >= m_nodeWidth.size() || m_rows.empty()) return std::nullopt;
    const std::size_t index = m_content.rowOf(layer);
    const MultiPathRowContent& content = m_content.rows()[index];
    for (std::size_t i = 0; i < m_rows[index].items.size(); ++i) {
        const MultiPathItem& item = m_rows[index].items[i];
        if (item.kind == ItemKind::Layer && item.layer == layer) return MultiPathHit{index, i};
        if (item.kind != ItemKind::More) continue;
        const auto& steps = item.side == Side::Device ? content.device : content.server;
        for (std::size_t k = item.first; k < item.first + item.count; ++k)
            if (steps[k].layer == layer) return MultiPathHit{index, i};
    }
    return std::nullopt;
}

std::optional<MultiPathHit> MultiPathGeometry::find(TensorId tensor) const {
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_content.rows()[row].tensor != tensor) continue;
        for (std::size_t i = 0; i < m_rows[row].items.size(); ++i)
            if (m_rows[row].items[i].kind == ItemKind::Tensor) return MultiPathHit{row, i};
    }
    return std::nullopt;
}

}  // namespace trilane
