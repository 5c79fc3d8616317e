#include "app/figure/reproduction_figure.h"

#include "app/figure/curve_style.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

constexpr double kMargin = 16;
constexpr double kTitleHeight = 24;
constexpr double kLegendHeight = 30;
constexpr double kColumnHead = 20;
constexpr double kRowHeight = 40;
constexpr double kBetweenMarks = 10.5;
constexpr double kAxisHeight = 40;
constexpr double kModelWidth = 100;
constexpr double kNetworkWidth = 44;
constexpr double kErrorWidth = 66;
constexpr double kTextPixels = 12;
constexpr double kSmallPixels = 11;
constexpr double kPixelsPerLabel = 46;
/// A hollow mark with a filled one in it is what no error looks like.
constexpr double kPrintedRadius = 4.6;
constexpr double kOursRadius = 2.6;
constexpr int kWrapped = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;

QString text(const char* source) {
    return QCoreApplication::translate("ReproductionFigure", source);
}

double heightOf(const QString& words, double width) {
    const QFontMetricsF metrics(figureFont(kSmallPixels));
    return std::ceil(metrics.boundingRect(QRectF(0, 0, width, 1000), kWrapped, words).height());
}

/// "+16.5 %"; a deviation that shows as zero has no sign.
QString signedPercent(double share) {
    const QString number = QString::number(std::abs(share) * 100, 'f', 1);
    const bool none = number == QStringLiteral("0.0");
    return (none        ? QString()
            : share > 0 ? QStringLiteral("+")
                        : QStringLiteral("-")) +
           number + QStringLiteral(" %");
}

QString titleOf(Strategy strategy) {
    const std::string_view name = title(strategy);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

/// As the curves of a sweep, and with a mark where those have none.
CurveStyle styleOf(Strategy strategy, const Theme& theme) {
    CurveStyle style = curveStyle(id(strategy), theme, false);
    if (style.marker == CurveMarker::None) style.marker = CurveMarker::Square;
    return style;
}

QString summaryOf(const ReproductionInputs& inputs, const Reproduction& reproduction) {
    QStringList parts;
    for (const Strategy strategy : {Strategy::Remote, Strategy::Ej}) {
        const CellSummary errors = absoluteErrors(reproduction, strategy);
        const ReproducedCell& cell = reproduction.cells[errors.largestCell];
        parts << text("%1 %2 %, at most %3 % (%4, %5)")
                     .arg(titleOf(strategy), QString::number(errors.mean * 100, 'f', 1),
                          QString::number(errors.largest * 100, 'f', 1),
                          QString::fromStdString(inputs.table.rows[cell.row].model),
                          QString::fromStdString(inputs.table.networks[cell.network]));
    }
    return text(
               "Mean absolute error: %1. LO is what the device's times are fitted to, once a "
               "model.")
        .arg(parts.join(QStringLiteral("; ")));
}

}  // namespace

ReproductionFigure::ReproductionFigure(const ReproductionInputs& inputs,
                                       const Reproduction& reproduction, double width,
                                       const Theme& theme)
    : m_theme(theme),
      m_width(std::max(width, kLeastWidth)),
      m_source(text("Published: %1.").arg(QString::fromStdString(inputs.table.source))),
      m_summary(summaryOf(inputs, reproduction)),
      m_sourceHeight(heightOf(m_source, m_width - 2 * kMargin)),
      m_summaryHeight(heightOf(m_summary, m_width - 2 * kMargin)),
      m_x(1, 10, 0, 1, true) {
    addRows(inputs, reproduction);
    m_plot = makePlot();
    m_x = makeScale();
    placeRows();
}

void ReproductionFigure::addRows(const ReproductionInputs& inputs,
                                 const Reproduction& reproduction) {
    for (const ReproducedCell& cell : reproduction.cells) {
        Row& row = m_rows.emplace_back();
        if (cell.network == 0)
            row.model = QString::fromStdString(inputs.table.rows[cell.row].model);
        row.network = QString::fromStdString(inputs.table.networks[cell.network]);
        for (std::size_t i = 0; i < kStrategies.size(); ++i) {
            const ReproducedTime& time = cell.time(kStrategies[i]);
            row.pairs[i].printed = time.printed.value_or(Nanoseconds{}).milliseconds();
            row.pairs[i].ours = time.ours.milliseconds();
            row.pairs[i].error = time.error();
        }
    }
}

QRectF ReproductionFigure::makePlot() const {
    const double top = kMargin + kTitleHeight + m_sourceHeight + kLegendHeight + kColumnHead;
    const double left = kMargin + kModelWidth + kNetworkWidth;
    return {left, top, m_width - kMargin - 2 * kErrorWidth - left,
            kRowHeight * static_cast<double>(m_rows.size())};
}

CurveScale ReproductionFigure::makeScale() const {
    double low = m_rows.empty() ? 1 : m_rows.front().pairs.front().ours;
    double high = low;
    for (const Row& row : m_rows)
        for (const Pair& pair : row.pairs) {
            low = std::min({low, pair.printed, pair.ours});
            high = std::max({high, pair.printed, pair.ours});
        }
    constexpr double kAir = 1.15;
    return {low / kAir, high * kAir, m_plot.left(), m_plot.right(), true};
}

void ReproductionFigure::placeRows() {
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        row.rect = QRectF(kMargin, m_plot.top() + static_cast<double>(i) * kRowHeight,
                          m_width - 2 * kMargin, kRowHeight);
        for (std::size_t k = 0; k < row.pairs.size(); ++k)
            row.pairs[k].y = row.rect.center().y() + (static_cast<double>(k) - 1) * kBetweenMarks;
    }
}

QSizeF ReproductionFigure::size() const {
    return {m_width, std::ceil(m_plot.bottom() + kAxisHeight + m_summaryHeight + kMargin)};
}

void ReproductionFigure::paint(QPainter& painter) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), size()), m_theme.background);
    // Every other row of a model is shaded: from the network to its errors is a long way.
    bool shaded = true;
    for (const Row& row : m_rows) {
        shaded = row.model.isEmpty() && !shaded;
        if (shaded) painter.fillRect(row.rect.adjusted(-6, 0, 6, 0), m_theme.alternate);
    }
    paintHead(painter);
    paintLegend(painter);
    paintAxis(painter);
    for (const Row& row : m_rows)
        paintRow(painter, row);
    painter.setFont(figureFont(kSmallPixels));
    painter.setPen(m_theme.muted);
    painter.drawText(
        QRectF(kMargin, m_plot.bottom() + kAxisHeight, m_width - 2 * kMargin, m_summaryHeight),
        kWrapped, m_summary);
}

void ReproductionFigure::paintHead(QPainter& painter) const {
    painter.setFont(figureFont(15, true));
    painter.setPen(m_theme.text);
    painter.drawText(QRectF(kMargin, kMargin - 4, m_width - 2 * kMargin, kTitleHeight),
                     Qt::AlignLeft | Qt::AlignVCenter, text("Computed against published times"));
    painter.setFont(figureFont(kSmallPixels));
    painter.setPen(m_theme.muted);
    painter.drawText(QRectF(kMargin, kMargin + kTitleHeight, m_width - 2 * kMargin, m_sourceHeight),
                     kWrapped, m_source);
    QRectF column(m_plot.right(), m_plot.top() - kColumnHead, kErrorWidth, kColumnHead - 4);
    for (const Strategy strategy : {Strategy::Remote, Strategy::Ej}) {
        painter.drawText(column, Qt::AlignRight | Qt::AlignVCenter,
                         text("%1 error").arg(titleOf(strategy)));
        column.translate(kErrorWidth, 0);
    }
}

void ReproductionFigure::paintLegend(QPainter& painter) const {
    constexpr double kMark = 14;
    constexpr double kGap = 18;
    painter.setFont(figureFont(kTextPixels));
    const QFontMetricsF metrics(painter.font());
    const double y = m_plot.top() - kColumnHead - kLegendHeight / 2;
    double x = kMargin + kPrintedRadius + 1;
    const auto label = [&](const QString& words) {
        painter.setPen(m_theme.text);
        painter.drawText(QPointF(x + kMark, y + metrics.capHeight() / 2), words);
        x += kMark + metrics.horizontalAdvance(words) + kGap;
    };
    CurveStyle plain{QPen(m_theme.text, 1), CurveMarker::Dot};
    paintMarker(painter, plain, {x, y}, kOursRadius, m_theme.background);
    label(text("computed"));
    plain.marker = CurveMarker::Ring;
    paintMarker(painter, plain, {x, y}, kPrintedRadius, m_theme.background);
    label(text("published"));
    x += kGap;
    std::array names{text("LO: all on the device"), text("RO: all on the server"),
                     text("EJ, the paper's “Our”")};
    double needed = static_cast<double>(names.size()) * (kMark + kGap);
    for (const QString& name : names)
        needed += metrics.horizontalAdvance(name);
    const bool isTight = x + needed > m_width - kMargin + kGap;
    for (std::size_t i = 0; i < kStrategies.size(); ++i) {
        if (isTight) names[i] = titleOf(kStrategies[i]);
        paintMarker(painter, styleOf(kStrategies[i], m_theme), {x, y}, kPrintedRadius - 1,
                    m_theme.background);
        label(names[i]);
    }
}

void ReproductionFigure::paintAxis(QPainter& painter) const {
    painter.setFont(figureFont(kSmallPixels));
    const QFontMetricsF metrics(painter.font());
    const double bottom = m_plot.bottom();
    for (const CurveScale::Tick& tick : m_x.ticks(kPixelsPerLabel)) {
        const double x = m_x.toPixel(tick.value);
        painter.setPen(QPen(tick.labelled ? m_theme.rule : m_theme.faint, 1));
        painter.drawLine(QPointF(x, tick.labelled ? m_plot.top() : bottom), QPointF(x, bottom + 4));
        if (!tick.labelled) continue;
        const QString words = curveNumber(tick.value);
        painter.setPen(m_theme.muted);
        painter.drawText(QPointF(x - metrics.horizontalAdvance(words) / 2, bottom + 17), words);
    }
    painter.setPen(QPen(m_theme.faint, 1));
    painter.drawLine(m_plot.bottomLeft(), m_plot.bottomRight());
    painter.setPen(m_theme.muted);
    painter.drawText(QRectF(m_plot.left(), bottom + 18, m_plot.width(), 16),
                     Qt::AlignRight | Qt::AlignVCenter, text("Makespan (ms, log)"));
}

void ReproductionFigure::paintRow(QPainter& painter, const Row& row) const {
    const QRectF& rect = row.rect;
    if (!row.model.isEmpty()) {
        painter.setPen(QPen(m_theme.rule, 1));
        painter.drawLine(rect.topLeft(), rect.topRight());
        painter.setFont(figureFont(kTextPixels, true));
        painter.setPen(m_theme.text);
        painter.drawText(QRectF(rect.left(), rect.top(), kModelWidth, rect.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, row.model);
    }
    painter.setFont(figureFont(kTextPixels));
    painter.setPen(m_theme.muted);
    painter.drawText(QRectF(rect.left() + kModelWidth, rect.top(), kNetworkWidth, rect.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, row.network);
    for (std::size_t i = 0; i < row.pairs.size(); ++i)
        paintPair(painter, row.pairs[i], kStrategies[i]);
    painter.setFont(figureFont(kTextPixels));
    painter.setPen(m_theme.text);
    QRectF column(m_plot.right(), rect.top(), kErrorWidth, rect.height());
    for (const std::size_t i : {std::size_t{1}, std::size_t{2}}) {
        painter.drawText(column, Qt::AlignRight | Qt::AlignVCenter,
                         signedPercent(row.pairs[i].error));
        column.translate(kErrorWidth, 0);
    }
}

void ReproductionFigure::paintPair(QPainter& painter, const Pair& pair, Strategy strategy) const {
    const CurveStyle style = styleOf(strategy, m_theme);
    const QPointF printed(m_x.toPixel(pair.printed), pair.y);
    const QPointF ours(m_x.toPixel(pair.ours), pair.y);
    painter.setPen(QPen(style.pen.color(), 1.6));
    painter.drawLine(printed, ours);
    paintHollowMarker(painter, style, printed, kPrintedRadius, m_theme.background);
    paintMarker(painter, style, ours, kOursRadius, m_theme.background);
}

}  // namespace trilane
