#include "app/figure/curve_scale.h"

#include "core/graph/number_text.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace trilane {

CurveScale::CurveScale(double low, double high, double from, double to, bool logarithmic)
    : m_low(low), m_high(high), m_from(from), m_to(to), m_logarithmic(logarithmic) {}

double CurveScale::toPixel(double value) const {
    const double share = m_logarithmic ? std::log(value / m_low) / std::log(m_high / m_low)
                                       : (value - m_low) / (m_high - m_low);
    return m_from + share * (m_to - m_from);
}

double CurveScale::toValue(double pixel) const {
    const double share = std::clamp((pixel - m_from) / (m_to - m_from), 0.0, 1.0);
    const double value =
        m_logarithmic ? m_low * std::pow(m_high / m_low, share) : m_low + share * (m_high - m_low);
    return std::clamp(value, m_low, m_high);
}

namespace {

constexpr double kTolerance = 1e-9;

/// 1, 2 or 5 times a power of ten, at least `least`.
double roundStep(double least) {
    const double power = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= least * (1 - kTolerance)) return factor * power;
    return 10 * power;
}

std::vector<CurveScale::Tick> linearTicks(double low, double high, double labels) {
    const double step = roundStep((high - low) / std::max(1.0, labels));
    std::vector<CurveScale::Tick> ticks;
    for (double n = std::ceil(low / step - kTolerance); n * step <= high * (1 + kTolerance); ++n)
        ticks.push_back({n * step, true});
    return ticks;
}

std::vector<CurveScale::Tick> logTicks(double low, double high, double labels) {
    const double decades = std::log10(high / low);
    // Labels at each power, at 1-2-5 where there is room for them; every n-th power where not.
    const bool between = labels >= 3 * decades;
    const int every = std::max(1, static_cast<int>(std::ceil(decades / std::max(1.0, labels))));
    std::vector<CurveScale::Tick> ticks;
    const int first = static_cast<int>(std::floor(std::log10(low) + kTolerance));
    const int last = static_cast<int>(std::ceil(std::log10(high) - kTolerance));
    for (int exponent = first; exponent <= last; ++exponent)
        for (int factor = 1; factor <= 9; ++factor) {
            const double value = factor * std::pow(10.0, exponent);
            if (value < low * (1 - kTolerance) || value > high * (1 + kTolerance)) continue;
            const bool power = factor == 1 && exponent % every == 0;
            ticks.push_back({value, power || (between && (factor == 2 || factor == 5))});
        }
    return ticks;
}

}  // namespace

std::vector<CurveScale::Tick> CurveScale::ticks(double pixelsPerLabel) const {
    const double labels = std::abs(m_to - m_from) / pixelsPerLabel;
    return m_logarithmic ? logTicks(m_low, m_high, labels) : linearTicks(m_low, m_high, labels);
}

QString curveNumber(double value, int digits) {
    const int before = value > 0 ? static_cast<int>(std::floor(std::log10(value))) + 1 : 1;
    QString text = QString::fromStdString(fixedText(value, std::max(0, digits - before)));
    if (text.contains(QLatin1Char('.'))) {
        while (text.endsWith(QLatin1Char('0')))
            text.chop(1);
        if (text.endsWith(QLatin1Char('.'))) text.chop(1);
    }
    return text;
}

std::vector<double> spreadLabels(const std::vector<double>& wanted, double gap, double top,
                                 double bottom) {
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    // Labels that would touch move as one block, whose middle is where they want to be on average.
    struct Block {
        double sum = 0;  ///< of the wanted places of the first label of the block
        std::size_t count = 0;
        double begin = 0;
    };
    std::vector<Block> blocks;
    for (const std::size_t index : order) {
        blocks.push_back({wanted[index], 1, wanted[index]});
        const auto place = [&](Block& block) {
            const double length = gap * static_cast<double>(block.count - 1);
            block.begin = std::clamp(block.sum / static_cast<double>(block.count), top,
                                     std::max(top, bottom - length));
        };
        place(blocks.back());
        while (blocks.size() > 1) {
            const Block& above = blocks[blocks.size() - 2];
            if (above.begin + gap * static_cast<double>(above.count) <= blocks.back().begin) break;
            const Block below = blocks.back();
            blocks.pop_back();
            blocks.back().sum += below.sum - gap * static_cast<double>(blocks.back().count) *
                                                 static_cast<double>(below.count);
            blocks.back().count += below.count;
            place(blocks.back());
        }
    }
    std::vector<double> centres(wanted.size());
    std::size_t next = 0;
    for (const Block& block : blocks)
        for (std::size_t i = 0; i < block.count; ++i)
            centres[order[next++]] = block.begin + gap * static_cast<double>(i);
    return centres;
}

}  // namespace trilane
