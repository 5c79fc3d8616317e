#include "core/cost/profile_match.h"

#include "core/cost/durations.h"
#include "core/cost/entry_names.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace trilane {
namespace {

/// A layer that a spelling leads to, and how.
struct Found {
    LayerId layer;
    MatchKind kind = MatchKind::None;
};

/// Every name by which tools may call a layer.
class LayerNames {
public:
    explicit LayerNames(const Model& model) : m_model(model) {
        for (std::size_t i = 0; i < model.layerCount(); ++i) {
            const Layer& layer = model.layers()[i];
            for (const std::string& member : layer.members)
                m_nodes.emplace(member, LayerId{i});
            for (const std::string& tensor : layer.innerTensors)
                m_innerTensors.emplace(tensor, LayerId{i});
        }
    }

    [[nodiscard]] std::optional<Found> find(std::string_view part) const {
        for (const std::string_view spelling : spellingsOf(part))
            if (const auto found = findSpelling(spelling)) return found;
        return std::nullopt;
    }

private:
    using Index = std::unordered_map<std::string_view, LayerId>;

    [[nodiscard]] std::optional<Found> findSpelling(std::string_view name) const {
        if (const auto layer = m_model.findLayer(name)) return Found{*layer, MatchKind::Name};
        if (const auto node = m_nodes.find(name); node != m_nodes.end())
            return Found{node->second, MatchKind::FusedNode};
        if (const auto tensor = m_model.findTensor(name))
            if (const auto producer = m_model.tensor(*tensor).producer)
                return Found{*producer, MatchKind::Tensor};
        if (const auto inner = m_innerTensors.find(name); inner != m_innerTensors.end())
            return Found{inner->second, MatchKind::Tensor};
        return std::nullopt;
    }

    const Model& m_model;
    Index m_nodes;
    Index m_innerTensors;
};

void addLayer(EntryMatch& match, LayerId layer) {
    const auto place = std::lower_bound(match.layers.begin(), match.layers.end(), layer);
    if (place == match.layers.end() || *place != layer) match.layers.insert(place, layer);
}

/// TensorRT calls what it adds itself by a number; no model has a layer of it.
bool isOfTheTool(std::string_view part) {
    return part.empty() || part.starts_with("(Unnamed Layer*");
}

class Matcher {
public:
    Matcher(const Model& model, const std::vector<MeasuredEntry>& entries)
        : m_model(model), m_entries(entries), m_names(model), m_claimedBy(model.layerCount()) {}

    std::vector<EntryMatch> run(const FusedNodes& fusions) {
        m_matches.resize(m_entries.size());
        std::vector<std::size_t> ranges;
        for (std::size_t i = 0; i < m_entries.size(); ++i)
            if (findParts(i)) ranges.push_back(i);
        // What lies between the ends of a range may have entries of its own, wherever they stand.
        for (const std::size_t i : ranges)
            fillRange(m_matches[i]);
        for (const auto& nodes : fusions)
            absorb(nodes);
        return std::move(m_matches);
    }

private:
    /// True for a range both of whose ends are known.
    bool findParts(std::size_t i) {
        EntryMatch& match = m_matches[i];
        const std::string_view whole = m_entries[i].name;
        if (const auto found = m_names.find(whole)) {
            match.kind = found->kind;
            claim(match, found->layer);
            return false;
        }
        const EntryName name = parseEntryName(whole);
        if (name.copies) return false;
        std::size_t known = 0;
        for (const std::string_view part : name.parts)
            if (claimPart(match, part))
                ++known;
            else if (name.range || !isOfTheTool(part))
                match.unknown.emplace_back(part);
        if (match.layers.empty()) match.unknown.clear();
        if (match.layers.size() > 1) match.kind = MatchKind::Several;
        return name.range && known == 2;
    }

    /// False where nothing of the part is known. The end of a range may be fused itself.
    bool claimPart(EntryMatch& match, std::string_view part) {
        bool known = false;
        for (const std::string_view piece : parseEntryName(part).parts) {
            const auto found = m_names.find(piece);
            if (!found) continue;
            known = true;
            match.kind = found->kind;
            claim(match, found->layer);
        }
        return known;
    }

    void claim(EntryMatch& match, LayerId layer) {
        addLayer(match, layer);
        auto& claimedBy = m_claimedBy[layer.index()];
        if (claimedBy == nullptr) claimedBy = &match;
    }

    /// All layers from the first to the last that have no entry of their own.
    void fillRange(EntryMatch& match) {
        const std::size_t last = match.layers.back().index();
        for (std::size_t i = match.layers.front().index(); i <= last; ++i)
            if (m_claimedBy[i] == nullptr) claim(match, LayerId{i});
        if (match.layers.size() > 1) match.kind = MatchKind::Several;
    }

    void absorb(const std::vector<std::string>& nodes) {
        std::vector<LayerId> layers;
        for (const std::string& node : nodes)
            if (const auto layer = m_model.findLayer(node)) layers.push_back(*layer);
        for (std::size_t i = 1; i < layers.size(); ++i)
            absorbInto(layers[i - 1], layers[i]);
        for (std::size_t i = layers.size(); i-- > 1;)
            absorbInto(layers[i], layers[i - 1]);
    }

    /// Makes `part` a part of what covers `host`, unless it has an entry of its own.
    void absorbInto(LayerId host, LayerId part) {
        EntryMatch* const match = m_claimedBy[host.index()];
        if (match == nullptr || m_claimedBy[part.index()] != nullptr) return;
        claim(*match, part);
        match->kind = MatchKind::Several;
    }

    const Model& m_model;
    const std::vector<MeasuredEntry>& m_entries;
    LayerNames m_names;
    std::vector<EntryMatch> m_matches;
    std::vector<EntryMatch*> m_claimedBy;  ///< by LayerId, the first that covers it; or null
};

/// Adds an entry's time to its layers, in whole nanoseconds that add up to it.
void shareOut(const Model& model, const EntryMatch& match, Nanoseconds time, const Machine& machine,
              std::vector<std::optional<Nanoseconds>>& times) {
    std::vector<double> weights;
    double sum = 0;
    for (const LayerId layer : match.layers) {
        const auto weight = rooflineTime(model, layer, machine).value_or(kMaxTime);
        weights.push_back(static_cast<double>(weight.count()));
        sum += weights.back();
    }
    double before = 0;
    Nanoseconds given;
    for (std::size_t i = 0; i < match.layers.size(); ++i) {
        // Where the roofline sees no work at all, the shares are equal.
        before += sum > 0 ? weights[i] / sum : 1.0 / static_cast<double>(match.layers.size());
        Nanoseconds until = time;
        if (i + 1 < match.layers.size())
            until = Nanoseconds{
                std::llround(static_cast<double>(time.count()) * std::min(before, 1.0))};
        auto& slot = times[match.layers[i].index()];
        slot = slot.value_or(Nanoseconds{}) + (until - given);
        given = until;
    }
}

}  // namespace

ProfileMatch matchProfile(const Model& model, const std::vector<MeasuredEntry>& entries,
                          const Machine& machine, const FusedNodes& fusions) {
    ProfileMatch result;
    result.entries = Matcher(model, entries).run(fusions);
    result.times.resize(model.layerCount());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        result.total += entries[i].time;
        if (result.entries[i].layers.empty()) continue;
        result.matched += entries[i].time;
        if (!result.entries[i].unknown.empty()) result.partly += entries[i].time;
        shareOut(model, result.entries[i], entries[i].time, machine, result.times);
    }
    return result;
}

}  // namespace trilane
