#include "app/gui/window/status_text.h"

#include "app/gui/panels/panel_numbers.h"
#include "core/graph/category.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <chrono>

namespace trilane {
namespace {

QString text(const char* source, int count = -1) {
    return QCoreApplication::translate("Status", source, nullptr, count);
}

QString counted(std::size_t count, const char* one, const char* many) {
    return count == 1 ? text(one) : text(many).arg(countText(static_cast<std::int64_t>(count)));
}

QString category(const Model& model) {
    switch (classify(model)) {
        case Category::Line:
            return text("line");
        case Category::MultiPath:
            return text("multi-path");
        case Category::GeneralDag:
            return text("general DAG");
    }
    return {};
}

QString planningTime(const Snapshot& snapshot) {
    std::chrono::nanoseconds sum{};
    for (const auto& plan : snapshot.plans)
        sum += plan->plan.solveTime;
    const double ms = std::chrono::duration<double, std::milli>(sum).count();
    if (ms >= 1000) return text("planned in %1 s").arg(numberText(ms / 1000));
    if (ms < 1) return text("planned in under 1 ms");
    return text("planned in %1 ms").arg(numberText(ms));
}

QString proof(const Snapshot& snapshot) {
    const ShownPlan& shown = snapshot.focused();
    const QString name = QString::fromStdString(shown.title);
    if (shown.plan.optimal()) return text("%1: optimal, proven").arg(name);
    const auto bound = static_cast<double>(shown.plan.lowerBound.count());
    if (bound <= 0) return text("%1: not proven optimal").arg(name);
    const double gap = static_cast<double>(shown.plan.makespan().count()) / bound - 1;
    // The bound is the optimum where that is known.
    const ShownPlan* const best = snapshot.find("optimal");
    const bool known = best != nullptr && best->plan.optimal();
    return (known ? text("%1: %2 above the optimum") : text("%1: at most %2 above the optimum"))
        .arg(name, percentText(gap));
}

}  // namespace

QString statusText(const Snapshot& snapshot, bool withTime) {
    QStringList parts{counted(snapshot.model->layerCount(), "1 layer", "%1 layers"),
                      category(*snapshot.model)};
    if (snapshot.plans.empty()) return parts.join(QStringLiteral(" · "));
    parts << counted(snapshot.focused().plan.order.size(), "1 job", "%1 jobs");
    if (withTime) parts << planningTime(snapshot);
    parts << proof(snapshot);
    return parts.join(QStringLiteral(" · "));
}

}  // namespace trilane
