#pragma once

#include "app/figure/theme.h"

#include <QImage>
#include <QList>
#include <QString>
#include <cstdint>
#include <functional>
#include <memory>

namespace trilane {

class Document;
class Figure;

/// What can be written into a file.
enum class ExportKind : std::uint8_t {
    Plan,
    Schedules,
    Graph,
    MultiPath,
    Sweep,
    Trace,
    Dot,  ///< the model under the cut in focus
    Table,
};

[[nodiscard]] const QList<ExportKind>& exportKinds();
/// "Schedules…", for the menu.
[[nodiscard]] QString menuText(ExportKind kind);
/// For a file dialog: "SVG (*.svg);;PNG (*.png)".
[[nodiscard]] QString fileFilter(ExportKind kind);
/// "googlenet.gantt.svg"
[[nodiscard]] QString suggestedName(ExportKind kind, const Document& document);

/// What of the views an export needs, taken when it begins.
struct ExportContent {
    std::shared_ptr<const Figure> figure;  ///< of a kind that is a picture
    QString table;                         ///< of ExportKind::Table
    double scale = 2;                      ///< pixels of a PNG for one of the figure
};

/// Whether that kind is a picture.
[[nodiscard]] bool isPicture(ExportKind kind);

/// The whole figure with `scale` pixels for each of its own, as far as memory allows.
[[nodiscard]] QImage imageOf(const Figure& figure, double scale);

/// Gathers what an export needs from the document. The function that comes back writes the file, on
/// any thread, whole or not at all; it throws std::exception with a text for the user. There must
/// be a snapshot.
[[nodiscard]] std::function<void()> prepareExport(ExportKind kind, const Document& document,
                                                  const QString& path,
                                                  const ExportContent& content);

}  // namespace trilane
