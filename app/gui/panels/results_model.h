#pragma once

#include "core/plan/shown_plan.h"
#include "core/plan/strategy.h"

#include <QAbstractTableModel>
#include <QString>
#include <cstdint>
#include <memory>
#include <vector>

namespace trilane {

class Document;

/// EJ, the paper's own, first; then in the order of kStrategies.
[[nodiscard]] std::vector<Strategy> canonicalStrategies();

/// The strategies with what they achieve, EJ on top, a manual cut last. A check mark says that the
/// strategy is among the Gantt charts.
class ResultsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Shown, Title, Makespan, SpeedUp, Gap, Proof, CutSize, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole,  ///< QString, the strategy's id or "manual"
        FocusRole,              ///< bool: the plan that graph and tables show
        BestRole,               ///< bool: no other plan is shorter
    };

    explicit ResultsModel(Document& document, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Checks and unchecks.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

    /// The row of the plan in focus, or -1.
    [[nodiscard]] int focusRow() const;
    /// True: a gap of 0 reads "proven", for the column that tells it is not on show.
    void setProofInGap(bool wanted);

private:
    void refresh();
    [[nodiscard]] QString displayText(const ShownPlan& plan, int column) const;
    [[nodiscard]] QString toolTip(const ShownPlan& plan) const;
    [[nodiscard]] QString titleText(const ShownPlan& plan) const;
    /// How many layers run elsewhere than the strategy's name says, because of pins.
    [[nodiscard]] std::int64_t movedByPins(const ShownPlan& plan) const;
    [[nodiscard]] QString gapText(const Plan& plan) const;
    [[nodiscard]] QString proofText(const Plan& plan) const;
    [[nodiscard]] QString cutText(const ShownPlan& plan) const;
    [[nodiscard]] bool isChecked(const ShownPlan& plan) const;

    Document& m_document;
    std::shared_ptr<const struct Snapshot> m_snapshot;
    std::vector<std::shared_ptr<const ShownPlan>> m_plans;  ///< a row each
    bool m_proofInGap = false;
};

}  // namespace trilane
