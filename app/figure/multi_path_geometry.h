#pragma once

#include "app/figure/multi_path_content.h"

#include <QLineF>
#include <QRectF>
#include <QString>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace trilane {

/// How a multi-path form is laid out.
struct MultiPathOptions {
    double width = 900;              ///< of the whole; at least kLeastWidth is used
    std::set<std::size_t> expanded;  ///< rows that show all their layers
    bool heading = false;            ///< model, strategy and makespan on top
    static constexpr double kLeastWidth = 320;
};

/// Something that can be pointed at.
struct MultiPathItem {
    enum class Kind : std::uint8_t {
        Layer,
        Tensor,
        More,  ///< "+12": layers that did not fit
        Less,  ///< folds an expanded row
    };
    Kind kind = Kind::Layer;
    QRectF rect;
    QString text;
    Side side = Side::Device;
    bool replica = false;
    LayerId layer;                     ///< of layers
    std::size_t first = 0, count = 0;  ///< of More: places in the row's side
};

/// A row with its place. Items and lines are in the coordinates of the whole figure.
struct MultiPathRow {
    double top = 0;
    double bottom = 0;
    QRectF title;    ///< one line of text
    QRectF caption;  ///< one line of text; empty without one
    std::vector<MultiPathItem> items;
    std::vector<QLineF> links;  ///< between layers
    std::vector<QLineF> sends;  ///< on both sides of the crossing tensor
};

/// A thing in a row.
struct MultiPathHit {
    std::size_t row = 0;
    std::size_t item = 0;
    friend bool operator==(const MultiPathHit&, const MultiPathHit&) = default;
};

/// Where everything in a multi-path form stands: painting and hit testing ask the same figures.
/// Device layers stand left, crossing tensors in one column, server layers right; what does not
/// fit is left out from the middle. O(length of all paths).
class MultiPathGeometry {
public:
    MultiPathGeometry(const MultiPathContent& content, const MultiPathOptions& options);

    [[nodiscard]] double width() const { return m_width; }
    [[nodiscard]] double height() const { return m_height; }
    [[nodiscard]] const std::vector<MultiPathRow>& rows() const { return m_rows; }
    [[nodiscard]] QRectF heading() const { return m_heading; }
    [[nodiscard]] QRectF message() const { return m_message; }
    /// Heads of the columns, empty where there are no paths.
    [[nodiscard]] QRectF deviceHead() const { return m_deviceHead; }
    [[nodiscard]] QRectF linkHead() const { return m_linkHead; }
    [[nodiscard]] QRectF serverHead() const { return m_serverHead; }

    /// Rows that have a part between two heights: [first, last). By bisection.
    [[nodiscard]] std::pair<std::size_t, std::size_t> rowsBetween(double top, double bottom) const;
    [[nodiscard]] std::optional<MultiPathHit> itemAt(QPointF point) const;
    /// The layer in the row where it is executed, or what hides it.
    [[nodiscard]] std::optional<MultiPathHit> find(LayerId layer) const;
    [[nodiscard]] std::optional<MultiPathHit> find(TensorId tensor) const;

private:
    void measure();
    void placeHeads(bool heading);
    [[nodiscard]] double naturalWidth(const std::vector<ShownStep>& steps) const;
    void placeRow(std::size_t index, bool expanded);
    /// Places the steps of one side from (left, y) on, within `room`. Returns the end of the last
    /// line; `y` becomes that line's.
    double placeSide(MultiPathRow& row, const std::vector<ShownStep>& steps, Side side, double left,
                     double room, bool expanded, double& y);
    double placeRange(MultiPathRow& row, const std::vector<ShownStep>& steps, Side side,
                      std::size_t first, std::size_t last, double x, double y);
    double placeAll(MultiPathRow& row, const std::vector<ShownStep>& steps, Side side, double left,
                    double room, double& y);
    static void addFold(MultiPathRow& row);
    static double placeItem(MultiPathRow& row, MultiPathItem item, double width, double x,
                            double y);

    const MultiPathContent& m_content;
    double m_width = 0;
    double m_height = 0;
    double m_mostNode = 0;
    double m_deviceRoom = 0;
    double m_linkRoom = 0;
    double m_serverRoom = 0;
    double m_linkLeft = 0;
    double m_serverLeft = 0;
    std::vector<double> m_nodeWidth;  ///< by LayerId
    std::vector<double> m_pillWidth;  ///< by row
    std::vector<MultiPathRow> m_rows;
    QRectF m_heading, m_message, m_deviceHead, m_linkHead, m_serverHead;
};

}  // namespace trilane
