#include "app/figure/graph_labels.h"

#include "app/figure/theme.h"

#include <QFontMetricsF>
#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace trilane {
namespace {

/// The tail that begins `depth` components before the end; the whole name where there are fewer.
std::string_view tailOf(std::string_view name, std::size_t depth) {
    std::size_t at = name.size();
    for (std::size_t i = 0; i < depth; ++i) {
        if (at == 0) return name;
        const auto slash = name.rfind('/', at - 1);
        if (slash == std::string_view::npos) return name;
        at = slash;
    }
    return name.substr(at + 1);
}

QString threeDigits(double value, const char* unit) {
    const int decimals = value >= 99.95 || value == std::floor(value) ? 0 : value >= 9.995 ? 1 : 2;
    return QString::number(value, 'f', decimals) + QLatin1Char(' ') + QString::fromUtf8(unit);
}

}  // namespace

std::vector<std::string> distinguishingTails(std::span<const std::string> names) {
    std::vector<std::string> result(names.size());
    std::vector<std::size_t> open(names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        open[i] = i;
    for (std::size_t depth = 1; !open.empty(); ++depth) {
        // Among all names: a tail that a finished name bears as well distinguishes nothing.
        std::unordered_map<std::string_view, std::size_t> uses;
        for (const std::string& name : names)
            ++uses[tailOf(name, depth)];
        std::erase_if(open, [&](std::size_t i) {
            const std::string_view tail = tailOf(names[i], depth);
            if (tail.size() < names[i].size() && (tail.empty() || uses[tail] > 1)) return false;
            result[i] = tail;
            return true;
        });
    }
    return result;
}

LayerLabels layerLabels(const Model& model) {
    std::vector<std::string> names;
    names.reserve(model.layerCount());
    for (const Layer& layer : model.layers())
        names.push_back(layer.name);
    std::vector<QString> labels;
    labels.reserve(names.size());
    for (const std::string& name : distinguishingTails(names))
        labels.push_back(QString::fromStdString(name));
    return std::make_shared<const std::vector<QString>>(std::move(labels));
}

QString shapeText(const Tensor& tensor) {
    if (!tensor.shape) return {};
    if (tensor.shape->empty()) return QStringLiteral("scalar");
    QString text;
    for (const std::int64_t size : *tensor.shape) {
        if (!text.isEmpty()) text += QChar(0x00d7);
        text += QString::number(size);
    }
    return text;
}

QString compactSize(double bytes) {
    if (bytes < 999.5) return threeDigits(bytes, "B");
    if (bytes < 999.5e3) return threeDigits(bytes / 1e3, "KB");
    if (bytes < 999.5e6) return threeDigits(bytes / 1e6, "MB");
    return threeDigits(bytes / 1e9, "GB");
}

QString compactTime(double nanoseconds) {
    if (nanoseconds == 0) return QStringLiteral("0 ms");
    if (nanoseconds < 999.5) return threeDigits(nanoseconds, "ns");
    if (nanoseconds < 99.95e3) return threeDigits(nanoseconds / 1e3, "µs");
    if (nanoseconds < 9999.5e6) return threeDigits(nanoseconds / 1e6, "ms");
    return threeDigits(nanoseconds / 1e9, "s");
}

TextMeasure::TextMeasure(double pixels, bool bold) {
    const QFontMetricsF metrics(figureFont(pixels, bold));
    for (std::size_t i = 0; i < m_advance.size(); ++i)
        m_advance[i] = metrics.horizontalAdvance(QChar(static_cast<char16_t>(i)));
    m_other = metrics.horizontalAdvance(QChar(u'W'));
}

double TextMeasure::width(const QString& text) const {
    double sum = 0;
    for (const QChar c : text)
        sum += c.unicode() < m_advance.size() ? m_advance[c.unicode()] : m_other;
    return sum;
}

QString TextMeasure::elideMiddle(const QString& text, double width) const {
    if (this->width(text) <= width) return text;
    qsizetype head = text.size() / 2;
    qsizetype tail = text.size() - head;
    const auto joined = [&] { return text.left(head) + QChar(0x2026) + text.right(tail); };
    while (head + tail > 2 && this->width(joined()) > width) {
        // The end tells more than the beginning: scopes come first.
        if (2 * head >= tail)
            --head;
        else
            --tail;
        if (head > 0 && text[head - 1].isHighSurrogate()) --head;
        if (tail > 0 && text[text.size() - tail].isLowSurrogate()) --tail;
    }
    return joined();
}

QString TextMeasure::elideScopes(const QString& name, double width) const {
    if (this->width(name) <= width) return name;
    for (qsizetype slash = name.indexOf(u'/', 1); slash >= 0;
         slash = name.indexOf(u'/', slash + 1)) {
        QString tail = QChar(0x2026) + name.mid(slash);
        if (slash + 1 < name.size() && this->width(tail) <= width) return tail;
    }
    return elideMiddle(name.mid(name.lastIndexOf(u'/', -2) + 1), width);
}

}  // namespace trilane
