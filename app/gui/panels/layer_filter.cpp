#include "app/gui/panels/layer_filter.h"

#include "app/gui/panels/layer_table_model.h"

#include <utility>

namespace trilane {

LayerFilter::LayerFilter(LayerTableModel& model, QObject* parent)
    : QSortFilterProxyModel(parent), m_table(model) {
    setDynamicSortFilter(true);
    setSourceModel(&model);
}

void LayerFilter::setModel(std::shared_ptr<const Model> model) {
    m_search = LayerSearch(std::move(model));
    find();
    invalidateFilter();
}

void LayerFilter::setQuery(const QString& query) {
    if (query == m_query) return;
    m_query = query;
    find();
    invalidateFilter();
}

void LayerFilter::find() {
    m_found.clear();
    if (LayerSearch::isBlank(m_query) || !m_search.model()) return;
    m_found.resize(m_search.model()->layerCount(), false);
    for (const LayerId layer : m_search.find(m_query))
        m_found[layer.index()] = true;
}

bool LayerFilter::filterAcceptsRow(int row, const QModelIndex& /*parent*/) const {
    const auto index = static_cast<std::size_t>(row);
    return m_found.empty() || (index < m_found.size() && m_found[index]);
}

bool LayerFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    return m_table.lessThan(left.row(), right.row(), left.column());
}

}  // namespace trilane

#include "moc_layer_filter.cpp"
