#pragma once

#include "core/cost/time_origin.h"

#include <QAbstractTableModel>
#include <string>
#include <vector>

namespace trilane {

class Document;

/// The layers whose side the user decided, sorted by name, with a column to take each back.
class PinModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Name, SideColumn, Remove, ColumnCount };
    enum Role {
        SideRole = Qt::UserRole,  ///< int(Side)
        KnownRole,                ///< bool: the open model has the layer
    };

    explicit PinModel(Document& document, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    /// The layer's name in the model; empty for a row that does not exist.
    [[nodiscard]] std::string layerName(int row) const;
    /// Takes pins back, as one step.
    void remove(const std::vector<int>& rows);
    void removeAll();

private:
    struct Row {
        std::string layer;
        Side side;
        bool known;
        friend bool operator==(const Row&, const Row&) = default;
    };
    void refresh();

    Document& m_document;
    std::vector<Row> m_rows;
};

}  // namespace trilane
