#include "app/figure/figure_file.h"

#include "app/figure/figure.h"
#include "app/figure/theme.h"
#include "core/graph/number_text.h"
#include "core/io/atomic_file.h"
#include "core/io/output_error.h"

#include <fmt/format.h>

#include <QBuffer>
#include <QImage>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace trilane {
namespace {

constexpr double kPixelsPerInch = 96;
constexpr double kPointsPerInch = 72;
constexpr double kFontPixels = 12;

/// In place of Qt's, which holds the time of day.
constexpr const char* kEmptyMetadata =
    "<?xpacket begin=\"\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>"
    "</x:xmpmeta><?xpacket end=\"r\"?>";

/// Names come from files; XML has no way to write most control characters.
void removeControls(QByteArray& xml) {
    const auto isControl = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r';
    };
    xml.erase(std::remove_if(xml.begin(), xml.end(), isControl), xml.end());
}

QByteArray renderSvg(const Figure& figure, const FigureFileOptions& options) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    const QSizeF size = figure.size();
    generator.setResolution(static_cast<int>(kPixelsPerInch));
    generator.setSize(
        {static_cast<int>(std::ceil(size.width())), static_cast<int>(std::ceil(size.height()))});
    generator.setViewBox(QRectF(QPointF(0, 0), size));
    generator.setTitle(options.title.toHtmlEscaped());  // Qt writes it as it stands
    generator.setDescription(QStringLiteral("Made by Trilane"));
    QPainter painter(&generator);
    painter.setFont(figureFont(kFontPixels));  // Qt writes it for shapes too
    figure.paint(painter);
    painter.end();
    QByteArray bytes = buffer.data();
    removeControls(bytes);
    // Where the first family is not installed the reader of the file chooses the next one.
    bytes.replace("font-family=\"Inter\"", "font-family=\"Inter, DejaVu Sans, sans-serif\"");
    return bytes;
}

std::string whole(double number) {
    return groupThousands(static_cast<std::int64_t>(std::ceil(number)));
}

/// Pixels of the picture, checked before anything is allocated.
QSize pngSize(QSizeF size, double scale) {
    // Qt's rasteriser ends at 2^15 - 1; 2^27 pixels take half a gigabyte while painting.
    constexpr double kMostSide = 32'767;
    constexpr double kMostPixels = 134'217'728;
    const double width = std::ceil(size.width() * scale);
    const double height = std::ceil(size.height() * scale);
    if (width > kMostSide || height > kMostSide || width * height > kMostPixels) {
        const double fits = std::min({kMostSide / size.width(), kMostSide / size.height(),
                                      std::sqrt(kMostPixels / (size.width() * size.height()))}) *
                            0.999;
        const std::string advice = fits < kLeastScale ? ""
                                                      : fmt::format("a scale of {:.2f} at most, ",
                                                                    std::floor(fits * 100) / 100);
        throw FigureTooLarge(fmt::format(
            "the picture would be {} x {} pixels; expected at most {} a side and {} in all: choose "
            "{}SVG or PDF",
            whole(width), whole(height), whole(kMostSide), whole(kMostPixels), advice));
    }
    return {static_cast<int>(width), static_cast<int>(height)};
}

QByteArray renderPng(const Figure& figure, const FigureFileOptions& options) {
    const double scale = std::clamp(options.scale, kLeastScale, kMostScale);
    const QSize size = pngSize(figure.size(), scale);
    QImage image(size, QImage::Format_RGB32);
    if (image.isNull())
        throw FigureTooLarge(fmt::format("no memory for a picture of {} x {} pixels",
                                         whole(size.width()), whole(size.height())));
    image.fill(Qt::white);
    // So that programs that obey it show the picture as large as the figure.
    const int perMetre = static_cast<int>(std::lround(kPixelsPerInch * scale / 0.0254));
    image.setDotsPerMeterX(perMetre);
    image.setDotsPerMeterY(perMetre);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(scale, scale);
    figure.paint(painter);
    painter.end();
    if (!options.title.isEmpty()) image.setText(QStringLiteral("Title"), options.title);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

/// Qt writes the time of day into the document's information; every file has the same one instead.
/// The length stays, for the file's table of contents counts bytes.
void removeDate(QByteArray& pdf) {
    constexpr std::string_view kKey = "/CreationDate (D:";
    const qsizetype key = pdf.lastIndexOf(kKey.data());
    if (key < 0) return;
    const qsizetype begin = key + static_cast<qsizetype>(kKey.size());
    const qsizetype end = pdf.indexOf(')', begin);
    if (end < 0) return;
    const QByteArray fixed = QByteArrayLiteral("20000101000000Z").leftJustified(end - begin, '0');
    pdf.replace(begin, end - begin, fixed.left(end - begin));
}

QByteArray renderPdf(const Figure& figure, const FigureFileOptions& options) {
    // Beyond 200 inches readers show a page wrongly or not at all.
    constexpr double kMostPoints = 14'400;
    const QSizeF size = figure.size();
    const double toPoints = std::min(kPointsPerInch / kPixelsPerInch,
                                     kMostPoints / std::max(size.width(), size.height()));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPdfVersion(QPagedPaintDevice::PdfVersion_1_4);
    writer.setTitle(options.title);
    writer.setCreator(QStringLiteral("Trilane"));
    writer.setDocumentXmpMetadata(kEmptyMetadata);
    // Finer than the figure's pixels: positions are rounded to this.
    constexpr int kResolution = 1'200;
    writer.setResolution(kResolution);
    const QSizeF page(std::max(1.0, std::round(size.width() * toPoints)),
                      std::max(1.0, std::round(size.height() * toPoints)));
    writer.setPageLayout(QPageLayout(
        QPageSize(page, QPageSize::Point, QStringLiteral("Figure"), QPageSize::ExactMatch),
        QPageLayout::Portrait, QMarginsF(), QPageLayout::Point, QMarginsF()));
    QPainter painter(&writer);
    // A page has whole points: the picture is stretched by less than one, so that no edge is bare.
    painter.scale(page.width() / size.width() * kResolution / kPointsPerInch,
                  page.height() / size.height() * kResolution / kPointsPerInch);
    figure.paint(painter);
    painter.end();
    QByteArray bytes = buffer.data();
    removeDate(bytes);
    return bytes;
}

}  // namespace

std::optional<FigureFormat> figureFormatOf(std::string_view path) {
    constexpr std::array<std::pair<std::string_view, FigureFormat>, 3> kSuffixes{
        {{".svg", FigureFormat::Svg}, {".png", FigureFormat::Png}, {".pdf", FigureFormat::Pdf}}};
    for (const auto& [suffix, format] : kSuffixes) {
        if (path.size() <= suffix.size()) continue;
        const std::string_view end = path.substr(path.size() - suffix.size());
        if (std::equal(end.begin(), end.end(), suffix.begin(), [](char a, char b) {
                return std::tolower(static_cast<unsigned char>(a)) == b;
            }))
            return format;
    }
    return std::nullopt;
}

QByteArray renderFigure(const Figure& figure, FigureFormat format,
                        const FigureFileOptions& options) {
    switch (format) {
        case FigureFormat::Svg:
            return renderSvg(figure, options);
        case FigureFormat::Png:
            return renderPng(figure, options);
        case FigureFormat::Pdf:
            break;
    }
    return renderPdf(figure, options);
}

void writeFigure(const Figure& figure, const std::string& path, FigureFormat format,
                 const FigureFileOptions& options) {
    try {
        const QByteArray bytes = renderFigure(figure, format, options);
        writeFile(path,
                  std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    } catch (const FigureTooLarge& error) {
        throw OutputError(path, error.what());
    }
}

}  // namespace trilane
