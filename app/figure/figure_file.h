#pragma once

#include <QByteArray>
#include <QString>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace trilane {

class Figure;

enum class FigureFormat : std::uint8_t { Svg, Png, Pdf };

/// By the suffix, whatever its letter case; empty for any other.
[[nodiscard]] std::optional<FigureFormat> figureFormatOf(std::string_view path);

/// What a file of a figure needs beside the figure.
struct FigureFileOptions {
    /// Pixels of a PNG for each pixel of the figure, kLeastScale to kMostScale. The other formats
    /// know no pixels and leave it out.
    double scale = 1;
    QString title;  ///< in the file's description; may be empty
};

inline constexpr double kLeastScale = 0.05;
inline constexpr double kMostScale = 8;

/// A picture that no PNG can hold: its text says how large it is and what is possible.
class FigureTooLarge : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The bytes of a file with the whole figure: the same for the same figure, without any date. SVG
/// and PDF hold text as text; fonts are embedded in PDF alone. A page of PDF is as large as the
/// figure, but no larger than the format allows. Needs a QGuiApplication (FigureApplication).
/// Throws FigureTooLarge.
[[nodiscard]] QByteArray renderFigure(const Figure& figure, FigureFormat format,
                                      const FigureFileOptions& options = {});

/// Writes what renderFigure gives, as AtomicFile does. Throws OutputError, also for a figure that
/// is too large.
void writeFigure(const Figure& figure, const std::string& path, FigureFormat format,
                 const FigureFileOptions& options = {});

}  // namespace trilane
