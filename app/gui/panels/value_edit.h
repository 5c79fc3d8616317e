#pragma once

#include "core/graph/units.h"

#include <QString>
#include <cstdint>
#include <variant>

namespace trilane {

/// What a typed text does to a figure, so that one text can change many figures at once.
struct ValueEdit {
    enum class Kind : std::uint8_t { Set, Multiply, Add };
    Kind kind = Kind::Set;
    double operand = 0;
    friend bool operator==(const ValueEdit&, const ValueEdit&) = default;
};

/// Understands "3", "=3" and "1,198" (the figure itself), "×1.5", "*1.5", "x1.5", "/2", "+0.2",
/// "-0.2" and "+10%", "-10%". Else a sentence for the user that says what is wrong.
[[nodiscard]] std::variant<ValueEdit, QString> parseValueEdit(const QString& text);

/// A figure by itself: "3", "0.5", "1,198". Else a sentence for the user that says what is wrong.
[[nodiscard]] std::variant<double, QString> parseFigure(const QString& text);

/// The new time, in milliseconds where the edit sets or adds; or why there is none.
[[nodiscard]] std::variant<Nanoseconds, QString> applyToTime(const ValueEdit& edit,
                                                             Nanoseconds current);
/// The new size, rounded to whole bytes; or why there is none.
[[nodiscard]] std::variant<Bytes, QString> applyToBytes(const ValueEdit& edit, Bytes current);

}  // namespace trilane
