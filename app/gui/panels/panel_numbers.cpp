#include "app/gui/panels/panel_numbers.h"

#include "core/graph/number_text.h"

#include <QStringList>
#include <algorithm>
#include <cmath>
#include <string>

namespace trilane {
namespace {

QString grouped(double value, int decimals) {
    return QString::fromStdString(fixedText(value, decimals));
}

/// In the largest unit of 1000^0, 1000^1, … that leaves at least one.
QString scaled(std::int64_t count, const QStringList& units) {
    auto value = static_cast<double>(count);
    qsizetype unit = 0;
    while (unit + 1 < units.size() && value >= (unit == 0 ? 1000.0 : 999.5)) {
        value /= 1000;
        ++unit;
    }
    return (unit == 0 ? countText(count) : numberText(value)) + QChar(' ') + units[unit];
}

}  // namespace

QString numberText(double value, int significant) {
    if (!std::isfinite(value)) return QStringLiteral("–");
    const double size = std::abs(value);
    if (size < 5e-7) return QStringLiteral("0");
    const auto decimalsOf = [&](double number) {
        const int digits = number < 1 ? significant - 1 : significant;
        return std::clamp(digits - 1 - static_cast<int>(std::floor(std::log10(number))), 0, 6);
    };
    // Rounding may add a digit before the point: 9.996 is "10.0".
    const double factor = std::pow(10.0, decimalsOf(size));
    const double rounded = std::round(size * factor) / factor;
    return grouped(value, decimalsOf(rounded > 0 ? rounded : size));
}

QString numberText(Nanoseconds time, int significant) {
    return numberText(time.milliseconds(), significant);
}

QString exactMs(Nanoseconds time) {
    return plainNumber(time.milliseconds(), 6);
}

QString plainNumber(double value, int decimals) {
    QString text = QString::number(value, 'f', decimals);
    if (!text.contains(QChar('.'))) return text;
    while (text.endsWith(QChar('0')))
        text.chop(1);
    if (text.endsWith(QChar('.'))) text.chop(1);
    return text == QStringLiteral("-0") ? QStringLiteral("0") : text;
}

QString countText(std::int64_t count) {
    return QString::fromStdString(groupThousands(count));
}

QString sizeText(Bytes bytes) {
    if (bytes.count() == 1) return QStringLiteral("1 byte");
    return scaled(bytes.count(),
                  {QStringLiteral("bytes"), QStringLiteral("KB"), QStringLiteral("MB"),
                   QStringLiteral("GB"), QStringLiteral("TB"), QStringLiteral("PB")});
}

QString workText(std::int64_t count, const QString& unit) {
    QStringList units;
    for (const char* const prefix : {"", "k", "M", "G", "T", "P"})
        units << QString::fromLatin1(prefix) + unit;
    return scaled(count, units);
}

QString percentText(double share) {
    if (!std::isfinite(share)) return QStringLiteral("–");
    const double percent = share * 100;
    if (percent == 0) return QStringLiteral("0 %");
    if (percent < 0.1) return QStringLiteral("<0.1 %");
    return grouped(percent, percent < 99.95 ? 1 : 0) + QStringLiteral(" %");
}

QString nameText(std::string_view name) {
    QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    for (QChar& character : text) {
        const auto category = character.category();
        if (category == QChar::Other_Control || category == QChar::Other_Format ||
            category == QChar::Separator_Line || category == QChar::Separator_Paragraph)
            character = QChar::ReplacementCharacter;
    }
    return text;
}

}  // namespace trilane
