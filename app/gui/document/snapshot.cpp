#include "app/gui/document/snapshot.h"

#include "core/cost/time_origin.h"

#include <algorithm>
#include <utility>

namespace trilane {
namespace {

std::shared_ptr<const Model> applySizes(const std::shared_ptr<const Model>& model,
                                        const Edits& edits) {
    if (edits.bytes.empty()) return model;
    ModelDescription description = model->describe();
    for (const auto& [name, bytes] : edits.bytes)
        if (model->findTensor(name)) description.tensors[name].bytes = bytes;
    auto built = buildModel(std::move(description));
    // Only sizes differ from a model that was built before: it cannot fail.
    if (auto* edited = std::get_if<Model>(&built))
        return std::make_shared<const Model>(std::move(*edited));
    return model;
}

/// Edits win over what was measured.
std::optional<Profile> applyTimes(std::optional<Profile> profile, const Model& model,
                                  const Edits& edits) {
    const auto merge = [](auto& into, const auto& from) {
        for (const auto& [name, time] : from)
            into[name] = time;
    };
    const auto mergeSide = [&](std::optional<SideProfile> Profile::*side, const auto& times) {
        if (times.empty()) return;
        if (!((*profile).*side)) (*profile).*side = SideProfile{"edited", {}};
        merge(((*profile).*side)->layers, times);
    };
    if (edits.device.empty() && edits.server.empty() && edits.send.empty()) return profile;
    if (!profile) profile = Profile{model.name(), {}, {}, {}};
    mergeSide(&Profile::device, edits.device);
    mergeSide(&Profile::server, edits.server);
    merge(profile->transmit, edits.send);
    return profile;
}

CostSources makeSources(const Model& model, const LoadedCosts& costs, const Project& project) {
    CostSources sources;
    const auto origin = [&](Side side) { return timeOrigin(model, side, sources.profile); };
    sources.profile = applyTimes(costs.profile, model, project.edits);
    sources.device = machineFor(costs.device, origin(Side::Device), costs.deviceChosen);
    sources.server = machineFor(costs.server, origin(Side::Server), costs.serverChosen);
    sources.network.name = project.link.name;
    sources.network.mbps = project.link.mbps;
    sources.network.latency = project.link.latency;
    sources.network.overhead = project.link.overhead;
    sources.transferType = project.link.transferType;
    return sources;
}

Pins makePins(const Model& model, const PinNames& names) {
    Pins pins;
    const auto find = [&](const auto& from, std::vector<LayerId>& into) {
        for (const std::string& name : from)
            if (const auto layer = model.findLayer(name)) into.push_back(*layer);
        std::sort(into.begin(), into.end());
    };
    find(names.device, pins.device);
    find(names.server, pins.server);
    pins.keepInputsLocal = names.keepInputsLocal;
    return pins;
}

/// The cut that the user drew, where the model and the pins allow it.
std::optional<Cut> manualCut(const Model& model, const ManualCutNames& names,
                             const PinnedSides& pinned) {
    Cut cut{LayerSet(model.layerCount())};
    for (const std::string& name : names.device)
        if (const auto layer = model.findLayer(name)) cut.device.set(layer->index());
    const bool allowed = isClosed(model, cut) && pinned.device.is_subset_of(cut.device) &&
                         !pinned.server.intersects(cut.device);
    return allowed ? std::optional(std::move(cut)) : std::nullopt;
}

}  // namespace

const ShownPlan* Snapshot::find(std::string_view id) const {
    const auto found =
        std::find_if(plans.begin(), plans.end(), [id](const auto& plan) { return plan->id == id; });
    return found == plans.end() ? nullptr : found->get();
}

const ShownPlan& Snapshot::focused() const {
    if (const ShownPlan* plan = find(project.view.focus)) return *plan;
    if (const ShownPlan* plan = find("ej")) return *plan;
    return *plans.front();
}

std::variant<std::shared_ptr<const Snapshot>, SnapshotFault> makeSnapshot(
    const std::shared_ptr<const Model>& model, const LoadedCosts& costs, const Project& project,
    const SearchLimits& limits, bool goesOn) {
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->base = model;
    snapshot->model = applySizes(model, project.edits);
    snapshot->project = project;
    snapshot->sources = makeSources(*snapshot->model, costs, project);
    auto durations = computeDurations(*snapshot->model, snapshot->sources);
    if (const auto* fault = std::get_if<CostFault>(&durations))
        return SnapshotFault{fault->subject + ": " + fault->found + "; expected " + fault->expected,
                             {}};
    snapshot->durations = std::get<Durations>(std::move(durations));
    snapshot->pins = makePins(*model, project.pins);
    auto pinned = resolvePins(*model, snapshot->pins);
    if (auto* fault = std::get_if<PinFault>(&pinned))
        return SnapshotFault{fault->found + "; expected " + fault->expected, fault->layers};
    snapshot->pinned = std::get<PinnedSides>(std::move(pinned));
    if (auto fault = findPlanningFault(*snapshot->model))
        return SnapshotFault{fault->found + "; expected " + fault->expected, {}};
    static_assert(kStrategies.back() == Strategy::Optimal);
    const Planner planner(snapshot->model, snapshot->durations, snapshot->pinned);
    std::vector<Plan> plans = planner.compare(kStrategies, limits);
    if (project.manualCut) {
        if (auto cut = manualCut(*model, *project.manualCut, snapshot->pinned)) {
            // The last strategy is the optimal one, whose bound holds for every cut.
            Plan own = planner.planCut(*std::move(cut), project.manualCut->sequencer,
                                       project.manualCut->execution, plans.back(), limits);
            plans.push_back(std::move(own));
        }
    }
    for (Plan& plan : plans) {
        snapshot->searching |= goesOn && !plan.searchComplete();
        snapshot->plans.push_back(showPlan(*snapshot->model, std::move(plan)));
    }
    return snapshot;
}

}  // namespace trilane
