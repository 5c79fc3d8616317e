#include "app/gui/panels/results_model.h"

#include "app/gui/document/document.h"
#include "app/gui/panels/panel_numbers.h"
#include "app/gui/panels/shown_values.h"
#include "core/schedule/theorems.h"

#include <algorithm>
#include <array>
#include <limits>

namespace trilane {
namespace {

double gapOf(const Plan& plan) {
    if (plan.optimal()) return 0;
    if (plan.lowerBound == Nanoseconds{}) return std::numeric_limits<double>::infinity();
    return static_cast<double>((plan.makespan() - plan.lowerBound).count()) /
           static_cast<double>(plan.lowerBound.count());
}

bool sameRows(const std::vector<std::shared_ptr<const ShownPlan>>& a,
              const std::vector<std::shared_ptr<const ShownPlan>>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& left, const auto& right) { return left->id == right->id; });
}

}  // namespace

std::vector<Strategy> canonicalStrategies() {
    std::vector<Strategy> strategies(kStrategies.begin(), kStrategies.end());
    std::stable_partition(strategies.begin(), strategies.end(),
                          [](Strategy strategy) { return strategy == Strategy::Ej; });
    return strategies;
}

ResultsModel::ResultsModel(Document& document, QObject* parent)
    : QAbstractTableModel(parent), m_document(document) {
    connect(&document, &Document::opened, this, &ResultsModel::refresh);
    connect(&document, &Document::snapshotChanged, this, &ResultsModel::refresh);
    connect(&document, &Document::viewChanged, this, &ResultsModel::refresh);
    refresh();
}

void ResultsModel::refresh() {
    std::vector<std::shared_ptr<const ShownPlan>> plans;
    auto snapshot = ShownValues(m_document).snapshot();
    if (snapshot) {
        for (const Strategy strategy : canonicalStrategies())
            for (const auto& plan : snapshot->plans)
                if (plan->plan.strategy == strategy) plans.push_back(plan);
        for (const auto& plan : snapshot->plans)
            if (!plan->plan.strategy) plans.push_back(plan);
    }
    const bool keep = sameRows(plans, m_plans);
    if (!keep) beginResetModel();
    m_snapshot = std::move(snapshot);
    m_plans = std::move(plans);
    if (!keep)
        endResetModel();
    else if (!m_plans.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ResultsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_plans.size());
}

int ResultsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

int ResultsModel::focusRow() const {
    // A focus that has no plan falls back as the snapshot does.
    if (!m_snapshot || m_plans.empty()) return -1;
    const std::string& wanted = m_document.project().view.focus;
    const auto rowOf = [&](const std::string& id) {
        const auto found = std::find_if(m_plans.begin(), m_plans.end(),
                                        [&](const auto& plan) { return plan->id == id; });
        return found == m_plans.end() ? -1 : static_cast<int>(found - m_plans.begin());
    };
    const int row = rowOf(wanted);
    return row >= 0 ? row : std::max(rowOf("ej"), 0);
}

void ResultsModel::setProofInGap(bool wanted) {
    if (wanted == m_proofInGap) return;
    m_proofInGap = wanted;
    if (!m_plans.empty()) emit dataChanged(index(0, Gap), index(rowCount() - 1, Gap));
}

bool ResultsModel::isChecked(const ShownPlan& plan) const {
    const auto& shown = m_document.project().view.strategies;
    return !plan.plan.strategy ||
           std::find(shown.begin(), shown.end(), *plan.plan.strategy) != shown.end();
}

QVariant ResultsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ShownPlan& plan = *m_plans[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return displayText(plan, index.column());
        case Qt::ToolTipRole:
            return index.column() == Shown
                       ? tr("Show %1 among the schedules").arg(QString::fromStdString(plan.title))
                       : toolTip(plan);
        case Qt::CheckStateRole:
            if (index.column() != Shown) return {};
            return static_cast<int>(isChecked(plan) ? Qt::Checked : Qt::Unchecked);
        case Qt::AccessibleTextRole:
            return index.column() == Shown
                       ? tr("%1 is shown").arg(QString::fromStdString(plan.title))
                       : displayText(plan, index.column());
        case Qt::TextAlignmentRole:
            return headerData(index.column(), Qt::Horizontal, role);
        case IdRole:
            return QString::fromStdString(plan.id);
        case FocusRole:
            return index.row() == focusRow();
        case BestRole:
            return std::all_of(m_plans.begin(), m_plans.end(), [&](const auto& other) {
                return plan.plan.makespan() <= other->plan.makespan();
            });
        default:
            return {};
    }
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) return {};
    const bool figure = section == Makespan || section == SpeedUp || section == Gap;
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (figure ? Qt::AlignRight : Qt::AlignLeft));
    const std::array<QString, ColumnCount> titles{QString(), tr("Strategy"), tr("ms"), tr("× LO"),
                                                  tr("Gap"), tr("Proof"),    tr("Cut")};
    const std::array<QString, ColumnCount> hints{
        tr("Shown among the schedules"),
        tr("Which cut and which order; the one in focus is shown in graph and tables"),
        tr("Makespan: when the last layer is done, in milliseconds"),
        tr("How many times as fast as all layers on the device"),
        tr("How far the makespan is above the lower bound that is proven for any cut and order"),
        tr("What is proven about the makespan"),
        tr("Transfers, what they carry, and layers on the device")};
    if (role == Qt::DisplayRole) return titles[static_cast<std::size_t>(section)];
    if (role == Qt::ToolTipRole) return hints[static_cast<std::size_t>(section)];
    return {};
}

Qt::ItemFlags ResultsModel::flags(const QModelIndex& index) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const auto& plan = m_plans[static_cast<std::size_t>(index.row())];
    // A manual cut is always on show.
    flags.setFlag(Qt::ItemIsUserCheckable, index.column() == Shown && plan->plan.strategy);
    return flags;
}

bool ResultsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !flags(index).testFlag(Qt::ItemIsUserCheckable)) return false;
    const Strategy changed = *m_plans[static_cast<std::size_t>(index.row())]->plan.strategy;
    const bool wanted = value.toInt() == Qt::Checked;
    m_document.changeView([&](ProjectView& view) {
        const auto before = view.strategies;
        view.strategies.clear();
        for (const Strategy strategy : canonicalStrategies()) {
            const bool was = std::find(before.begin(), before.end(), strategy) != before.end();
            if (strategy == changed ? wanted : was) view.strategies.push_back(strategy);
        }
    });
    return true;
}

QString ResultsModel::displayText(const ShownPlan& plan, int column) const {
    switch (column) {
        case Title:
            return titleText(plan);
        case Makespan:
            return numberText(plan.plan.makespan(), 4);
        case SpeedUp: {
            const ShownPlan* const local = m_snapshot->find(id(Strategy::Local));
            if (local == nullptr) return {};
            if (local->plan.makespan() == plan.plan.makespan()) return QStringLiteral("1.00");
            return numberText(static_cast<double>(local->plan.makespan().count()) /
                              static_cast<double>(plan.plan.makespan().count()));
        }
        case Gap:
            return gapText(plan.plan);
        case Proof:
            return proofText(plan.plan);
        case CutSize:
            return cutText(plan);
        default:
            return {};
    }
}

std::int64_t ResultsModel::movedByPins(const ShownPlan& plan) const {
    const std::size_t onDevice = plan.plan.cut.device.count();
    if (plan.plan.strategy == Strategy::Local && m_snapshot->pinned.server.any())
        return static_cast<std::int64_t>(m_snapshot->model->layerCount() - onDevice);
    if (plan.plan.strategy == Strategy::Remote && m_snapshot->pinned.device.any())
        return static_cast<std::int64_t>(onDevice);
    return 0;
}

QString ResultsModel::titleText(const ShownPlan& plan) const {
    const QString title = QString::fromStdString(plan.title);
    return movedByPins(plan) > 0 ? tr("%1, pinned").arg(title) : title;
}

QString ResultsModel::gapText(const Plan& plan) const {
    if (plan.optimal()) return m_proofInGap ? tr("proven") : percentText(0);
    if (m_snapshot->searching && m_proofInGap && plan.strategy == Strategy::Optimal)
        return tr("searching…");
    // The bound may still rise while a search goes on.
    return (plan.searchComplete() ? QString() : QStringLiteral("≤ ")) + percentText(gapOf(plan));
}

QString ResultsModel::proofText(const Plan& plan) const {
    if (plan.optimal()) return tr("proven");
    if (!plan.searchComplete() && m_snapshot->searching) return tr("searching…");
    if (!plan.searchComplete()) return tr("%1 left").arg(percentText(gapOf(plan)));
    return tr("not the best");
}

QString ResultsModel::cutText(const ShownPlan& plan) const {
    const Model& model = *m_snapshot->model;
    Bytes sent;
    for (const TensorId id : plan.plan.order) {
        const Tensor& tensor = model.tensor(id);
        sent += transferBytes(tensor.bytes.value_or(Bytes{}), tensor.dtype,
                              m_snapshot->sources.transferType);
    }
    const auto jobs = static_cast<std::int64_t>(plan.plan.order.size());
    return tr("%1, %2, %3 of %4 layers")
        .arg(jobs == 1 ? tr("1 job") : tr("%1 jobs").arg(countText(jobs)), sizeText(sent),
             countText(static_cast<std::int64_t>(plan.plan.cut.device.count())),
             countText(static_cast<std::int64_t>(model.layerCount())));
}

QString ResultsModel::toolTip(const ShownPlan& plan) const {
    QStringList lines;
    if (plan.plan.strategy) {
        const std::string_view text = description(*plan.plan.strategy);
        lines << QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    } else {
        lines << tr("The cut that you drew.");
    }
    if (const std::int64_t moved = movedByPins(plan); moved > 0) {
        const QString count = moved == 1 ? tr("1 layer") : tr("%1 layers").arg(countText(moved));
        lines << (plan.plan.strategy == Strategy::Local
                      ? tr("Pins changed it: %1 on the server all the same. × LO compares with "
                           "this.")
                            .arg(count)
                      : tr("Pins changed it: %1 on the device all the same.").arg(count));
    }
    lines << tr("Makespan %1 ms; no cut and no order is faster than %2 ms")
                 .arg(numberText(plan.plan.makespan(), 6), numberText(plan.plan.lowerBound, 6));
    lines << cutText(plan);
    if (plan.plan.theorem3 == TheoremStatus::Holds)
        lines << tr("Theorem 3 holds: EJ's order is optimal for this cut");
    else if (plan.plan.theorem4 == TheoremStatus::Holds)
        lines << tr("Theorem 4 holds: EJ's order is within 5/3 of the best for this cut");
    else
        lines << tr("Theorems 3 and 4 are not applicable to this cut");
    return lines.join(QChar('\n'));
}

}  // namespace trilane

#include "moc_results_model.cpp"
