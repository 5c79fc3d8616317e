#pragma once

#include "app/gui/panels/shown_values.h"
#include "core/cost/time_origin.h"
#include "core/graph/ids.h"
#include "core/graph/units.h"

#include <QAbstractTableModel>
#include <QString>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace trilane {

class Document;

/// The layers of the open model with their figures, a row a layer, by LayerId. Bytes and send time
/// of a layer are sums over the outputs that some layer consumes (over all, where none is): what
/// would cross the link if the cut came right after it. Edits go through the document, an edit of
/// many rows as one step. New figures arrive as dataChanged; the model is reset by opened() alone.
class LayerTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, Op, SideColumn, DeviceTime, ServerTime, BytesOut, SendTime, ColumnCount };
    enum Role {
        SideRole = Qt::UserRole,  ///< int(Side), invalid where it is not known yet
        PinRole,                  ///< int(Side), invalid where the layer is not pinned
        LayerRole,                ///< int, the LayerId
        EditedRole,               ///< bool: the cell's figure is the user's
        DerivedRole,              ///< bool: it is not, and moved with a size that is
    };

    explicit LayerTableModel(Document& document, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Understands what parseValueEdit understands.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    /// True where `column` holds figures.
    [[nodiscard]] static bool isFigure(int column) { return column >= DeviceTime; }
    /// Orders two rows by the figures or texts of a column.
    [[nodiscard]] bool lessThan(int rowA, int rowB, int column) const;
    /// The figure with all its digits; empty where there is none.
    [[nodiscard]] QString exactText(int row, int column) const;

    /// A text that takes at least the room of any other in the column, without marks.
    [[nodiscard]] QString widestText(int column) const;

    /// Changes the column's figures of all `layers` that have one of their own, as one step; takes
    /// edits back where nothing is typed. Returns why nothing was changed; empty if all went well.
    QString changeFigures(const std::set<LayerId>& layers, int column, const QString& typed);
    /// What changeFigures() would return; changes nothing.
    [[nodiscard]] QString checkFigures(const std::set<LayerId>& layers, int column,
                                       const QString& typed) const;
    /// Takes edits of `layers` back: of one column, or of all.
    void resetFigures(const std::set<LayerId>& layers, std::optional<int> column = std::nullopt);
    [[nodiscard]] bool hasEdits(const std::set<LayerId>& layers,
                                std::optional<int> column = std::nullopt) const;

private:
    /// What changes about a row.
    struct Row {
        std::optional<Side> side;
        std::optional<Side> pin;
        std::optional<Nanoseconds> device;
        std::optional<Nanoseconds> server;
        std::optional<Nanoseconds> send;
        std::optional<Bytes> bytes;
        std::uint8_t edited = 0;  ///< bit 1 << column
        std::uint8_t derived = 0;
        friend bool operator==(const Row&, const Row&) = default;
    };

    void takeDocument();
    void reset();
    void refresh();
    [[nodiscard]] std::vector<Row> computeRows() const;
    [[nodiscard]] QString displayText(int row, int column) const;
    [[nodiscard]] QString toolTip(int row, int column) const;
    /// Finds the new figures; `apply`: makes them the project's.
    QString changeFigures(const std::set<LayerId>& layers, int column, const QString& typed,
                          bool apply) const;
    QString changeTimes(const std::set<LayerId>& layers, Side side, const QString& typed,
                        bool apply) const;
    QString changeSends(const std::set<LayerId>& layers, const QString& typed, bool apply) const;
    QString changeSizes(const std::set<LayerId>& layers, const QString& typed, bool apply) const;

    Document& m_document;
    ShownValues m_values;
    std::string m_focus;      ///< of the plan whose sides are shown
    Edits m_edits;            ///< as the rows show them
    PinNames m_pins;          ///< as the rows show them
    std::vector<Row> m_rows;  ///< by LayerId
};

}  // namespace trilane
