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
    const ShownPlan* plan = snapshot.find("optimal");
    if (plan == nullptr) plan = &snapshot.focused();
    if (plan->plan.optimal()) return text("optimal proven");
    const auto bound = static_cast<double>(plan->plan.lowerBound.count());
    if (bound <= 0) return text("not proven optimal");
    const double gap = static_cast<double>(plan->plan.makespan().count()) / bound - 1;
    return text("within %1 of the optimum").arg(percentText(gap));
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
