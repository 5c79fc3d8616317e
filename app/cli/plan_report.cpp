#include "app/cli/plan_report.h"

#include "app/cli/display_text.h"
#include "app/cli/layer_names.h"
#include "app/cli/number_display.h"
#include "app/cli/proof_text.h"
#include "app/cli/text_table.h"
#include "core/graph/saturating.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <string_view>
#include <vector>

namespace trilane {
namespace {

constexpr std::size_t kLabelWidth = 10;
constexpr std::size_t kRangesShown = 12;

/// "Makespan  352.1 ms": one labelled paragraph.
std::string labelled(std::string_view label, const std::string& text) {
    return labelledText(label, text, kLabelWidth);
}

std::string sentTensors(const Model& model, const Plan& plan, const CostSources& sources) {
    constexpr std::size_t kShown = 4;
    constexpr std::size_t kNameWidth = 32;
    std::vector<std::string> parts;
    for (const TensorId id : plan.order) {
        const Tensor& tensor = model.tensor(id);
        std::string part = elideMiddle(printable(tensor.name), kNameWidth);
        if (const auto bytes = bytesOnAir(tensor, sources.transferType))
            part += " (" + sizeText(*bytes) + ")";
        parts.push_back(std::move(part));
    }
    if (parts.empty()) return "nothing is sent";
    if (parts.size() > kShown)
        return fmt::format("{} tensors ({}) are sent", parts.size(),
                           sizeText(sentBytes(model, plan, sources)));
    std::string text = parts.front();
    for (std::size_t i = 1; i < parts.size(); ++i)
        text += (i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return text + (parts.size() == 1 ? " is sent" : " are sent");
}

/// The jobs in sending order with their stage times and what the link makes of them.
std::string jobTable(const Planner& planner, const Plan& plan, const PlanDocument& document,
                     const CostSources& sources, bool emphasis) {
    const std::size_t count = plan.order.size();
    std::vector<double> sizes;
    std::vector<double> times;
    for (std::size_t i = 0; i < count; ++i) {
        const Tensor& tensor = planner.model().tensor(plan.order[i]);
        const auto bytes = bytesOnAir(tensor, sources.transferType);
        sizes.push_back(bytes ? static_cast<double>(bytes->count()) / 1e3
                              : std::numeric_limits<double>::quiet_NaN());
        const PlanJob& job = document.jobs[i];
        const SendBar& bar = plan.schedule.link[i];
        for (const Nanoseconds time :
             {job.p1, job.p2, job.p3, bar.start, bar.end + planner.durations().latency})
            times.push_back(time.milliseconds());
    }
    const int sizeDecimals = columnDecimals(sizes);
    const int timeDecimals = columnDecimals(times);
    TextTable table({{"#"},
                     {"tensor", TableColumn::Align::Left, true},
                     {"KB"},
                     {"p1"},
                     {"p2"},
                     {"p3"},
                     {"starts"},
                     {"arrives"}});
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<std::string> row{std::to_string(i + 1), document.jobs[i].tensor,
                                     figureText(sizes[i], sizeDecimals)};
        for (std::size_t t = 0; t < 5; ++t)
            row.push_back(figureText(times[5 * i + t], timeDecimals));
        table.addRow(row);
    }
    return wrapText(
               "Jobs in sending order; p1, p2, p3: device, link and server time of a job as "
               "EJ sees it; all times in ms",
               0) +
           table.render(emphasis);
}

Nanoseconds total(const std::vector<Nanoseconds>& times) {
    return std::accumulate(times.begin(), times.end(), Nanoseconds{});
}

std::string makespanText(const Planner& planner, const Plan& plan) {
    std::string text = msText(plan.makespan());
    const Nanoseconds local = total(planner.durations().device);
    if (plan.cut.device.all()) return text + ", all of it on the device";
    if (plan.makespan() > Nanoseconds{}) {
        const double speedup =
            static_cast<double>(local.count()) / static_cast<double>(plan.makespan().count());
        text += fmt::format("; the device alone takes {} ({:.2f} times as long)", msText(local),
                            speedup);
    }
    return text;
}

template <class Bar>
std::string idleText(std::string_view lane, const std::vector<Bar>& bars, Nanoseconds makespan) {
    if (bars.empty()) return fmt::format("{} not used", lane);
    Nanoseconds busy;
    for (const Bar& bar : bars)
        busy += bar.end - bar.start;
    const double share = makespan > Nanoseconds{} ? static_cast<double>((makespan - busy).count()) /
                                                        static_cast<double>(makespan.count())
                                                  : 0.0;
    return fmt::format("{} {}", lane, percentText(share));
}

std::string theoremsOf(const Plan& plan, const PlanDocument& document) {
    if (plan.order.size() == 1) return "one tensor is sent: there is no order to choose";
    // Why they may say nothing.
    const char* reason = "jobs share layers";
    if (plan.order.empty())
        reason = "nothing is sent";
    else if (!document.serverFirst.empty())
        reason = "the server has work before the first arrival";
    return theoremText({plan.theorem3, plan.theorem4}, "this cut", reason);
}

}  // namespace

std::string planTitle(const Plan& plan) {
    return plan.strategy ? std::string(title(*plan.strategy)) : "Own cut";
}

Bytes sentBytes(const Model& model, const Plan& plan, const CostSources& sources) {
    Bytes sum;
    for (const TensorId id : plan.order)
        sum = addSaturating(sum,
                            bytesOnAir(model.tensor(id), sources.transferType).value_or(Bytes{}));
    return sum;
}

std::string placementText(const Model& model, const Plan& plan, const CostSources& sources) {
    constexpr std::size_t kRanges = 3;
    const LayerSet& device = plan.cut.device;
    const std::string sent = sentTensors(model, plan, sources);
    if (device.all()) return fmt::format("all layers stay on the device; {}", sent);
    if (device.none()) return fmt::format("all layers run on the server; {}", sent);
    return fmt::format("{} of {} stay on the device: {}; {}", device.count(),
                       countText(model.layerCount(), "layer"),
                       describeLayers(model, device, kRanges), sent);
}

std::string describePlan(const Planner& planner, const Plan& plan, const PlanDocument& document,
                         const CostSources& sources, bool emphasis) {
    const Model& model = planner.model();
    const Schedule& schedule = plan.schedule;
    LayerSet server = plan.cut.device;
    server.flip();
    std::string text;
    if (!plan.order.empty()) text += jobTable(planner, plan, document, sources, emphasis) + "\n";
    const auto side = [&](const LayerSet& layers) {
        if (layers.none()) return std::string("no layers");
        return fmt::format("{} of {}: {}", layers.count(), countText(model.layerCount(), "layer"),
                           describeLayers(model, layers, kRangesShown));
    };
    text += labelled("Device", side(plan.cut.device));
    text += labelled("Server", side(server));
    if (plan.order.empty()) text += labelled("Link", "nothing is sent");
    text += labelled("Idle",
                     fmt::format("{}, {}, {}", idleText("device", schedule.device, plan.makespan()),
                                 idleText("link", schedule.link, plan.makespan()),
                                 idleText("server", schedule.server, plan.makespan())));
    text += labelled("Makespan", makespanText(planner, plan));
    text += labelled("Bounds", fmt::format("no order of this cut is below {}; no plan is below {}",
                                           msText(plan.cutLowerBound), msText(plan.lowerBound)));
    text += labelled("Proof", proofText(plan.makespan(), plan.lowerBound, plan.searchComplete(),
                                        "no cut and no order"));
    return text + labelled("Theorems", theoremsOf(plan, document));
}

}  // namespace trilane
