#pragma once

#include "app/gui/panels/layer_search.h"

#include <QSortFilterProxyModel>
#include <vector>

namespace trilane {

class LayerTableModel;

/// The layers that a query finds, sorted by figures and not by their texts; rows that are equal
/// keep the model's order.
class LayerFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit LayerFilter(LayerTableModel& model, QObject* parent = nullptr);

    /// Must be told of every model that is opened.
    void setModel(std::shared_ptr<const Model> model);
    void setQuery(const QString& query);
    [[nodiscard]] const QString& query() const { return m_query; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    void find();

    LayerTableModel& m_table;
    LayerSearch m_search;
    QString m_query;
    std::vector<bool> m_found;  ///< by LayerId; empty: all
};

}  // namespace trilane
