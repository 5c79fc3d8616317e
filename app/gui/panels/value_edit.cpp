#include "app/gui/panels/value_edit.h"

#include "app/gui/panels/panel_numbers.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <cmath>
#include <optional>

namespace trilane {
namespace {

QString text(const char* source) {
    return QCoreApplication::translate("ValueEdit", source);
}

/// A decimal number without sign; commas only where they group thousands.
std::optional<double> number(QString digits) {
    static const QRegularExpression kPlain(
        QStringLiteral("^(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?$"));
    static const QRegularExpression kGrouped(QStringLiteral("^\\d{1,3}(,\\d{3})+(\\.\\d*)?$"));
    if (kGrouped.match(digits).hasMatch()) digits.remove(QChar(','));
    if (!kPlain.match(digits).hasMatch()) return std::nullopt;
    bool valid = false;
    const double value = digits.toDouble(&valid);
    if (!valid || !std::isfinite(value)) return std::nullopt;
    return value;
}

QString noNumber(const QString& found) {
    return text("'%1' is no number; expected for example 3, =3, ×1.5, /2, +0.2 or -10%").arg(found);
}

std::variant<ValueEdit, QString> parseChange(QChar sign, QString rest) {
    const bool percent = rest.endsWith(QChar('%'));
    if (percent) rest = rest.chopped(1).trimmed();
    const auto value = number(rest);
    if (!value) return noNumber(rest);
    const double change = sign == QChar('-') ? -*value : *value;
    if (!percent) return ValueEdit{ValueEdit::Kind::Add, change};
    if (change < -100)
        return text("-%1% leaves less than nothing; expected at most -100%").arg(rest);
    return ValueEdit{ValueEdit::Kind::Multiply, 1 + change / 100};
}

double applied(const ValueEdit& edit, double current) {
    switch (edit.kind) {
        case ValueEdit::Kind::Set:
            return edit.operand;
        case ValueEdit::Kind::Multiply:
            return current * edit.operand;
        case ValueEdit::Kind::Add:
            return current + edit.operand;
    }
    return current;
}

}  // namespace

std::variant<ValueEdit, QString> parseValueEdit(const QString& typed) {
    const QString trimmed = typed.trimmed();
    if (trimmed.isEmpty())
        return text("nothing typed; expected for example 3, =3, ×1.5, /2, +0.2 or -10%");
    const QChar sign = trimmed.front();
    const QString rest = trimmed.mid(1).trimmed();
    if (sign == QChar('+') || sign == QChar('-') || sign == QChar(0x2212))
        return parseChange(sign == QChar('+') ? QChar('+') : QChar('-'), rest);
    const bool times =
        sign == QChar(0x00d7) || sign == QChar('*') || sign == QChar('x') || sign == QChar('X');
    const bool over = sign == QChar('/') || sign == QChar(0x00f7);
    const QString digits = times || over || sign == QChar('=') ? rest : trimmed;
    if (digits.endsWith(QChar('%')) && number(digits.chopped(1).trimmed()))
        return text("'%1' needs + or - before it; expected for example +10% or -10%").arg(digits);
    const auto value = number(digits);
    if (!value) return noNumber(digits);
    if (over && *value == 0) return text("cannot divide by 0");
    if (times) return ValueEdit{ValueEdit::Kind::Multiply, *value};
    if (over) return ValueEdit{ValueEdit::Kind::Multiply, 1 / *value};
    return ValueEdit{ValueEdit::Kind::Set, *value};
}

std::variant<double, QString> parseFigure(const QString& typed) {
    const QString trimmed = typed.trimmed();
    if (trimmed.isEmpty()) return text("nothing typed; expected for example 3 or 0.5");
    const bool minus = trimmed.startsWith(QChar('-')) || trimmed.startsWith(QChar(0x2212));
    const auto value = number(minus ? trimmed.mid(1).trimmed() : trimmed);
    if (value) return minus ? -*value : *value;
    // A comma is no decimal point here: it groups thousands in every figure on show.
    const QString pointed = QString(trimmed).replace(QChar(','), QChar('.'));
    return text("'%1' is no number; expected for example %2")
        .arg(trimmed, number(pointed) ? pointed : QStringLiteral("3 or 0.5"));
}

std::variant<Nanoseconds, QString> applyToTime(const ValueEdit& edit, Nanoseconds current) {
    const double ms = applied(edit, current.milliseconds());
    // A difference of floating-point numbers that should be 0 may come out a hair below.
    if (const auto time = nanosecondsFromMs(ms > -1e-7 ? std::max(ms, 0.0) : ms)) return *time;
    if (ms < 0) return text("%1 ms would be less than 0").arg(numberText(ms));
    return text("%1 ms would be more than %2 ms")
        .arg(numberText(ms), numberText(kMaxTime.milliseconds()));
}

std::variant<Bytes, QString> applyToBytes(const ValueEdit& edit, Bytes current) {
    const double bytes = std::round(applied(edit, static_cast<double>(current.count())));
    if (bytes < 0) return text("%1 bytes would be less than 0").arg(numberText(bytes));
    if (!(bytes <= static_cast<double>(kMaxBytes.count())))
        return text("%1 bytes would be more than %2 bytes")
            .arg(numberText(bytes), countText(kMaxBytes.count()));
    return Bytes{static_cast<std::int64_t>(bytes)};
}

}  // namespace trilane
