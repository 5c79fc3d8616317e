#include "core/graph/category.h"

#include <algorithm>
#include <vector>

namespace trilane {
namespace {

using Neighbours = const std::vector<LayerId>& (Model::*)(LayerId) const;

/// Marks the chain that starts at the only layer without `before` and ends at the first layer that
/// has not exactly one `after`. Marks nothing where several layers have no `before`: the shared
/// vertex is then a virtual one.
void markSharedChain(const Model& model, Neighbours before, Neighbours after,
                     std::vector<bool>& shared) {
    std::vector<LayerId> ends;
    for (std::size_t i = 0; i < model.layerCount() && ends.size() < 2; ++i)
        if ((model.*before)(LayerId{i}).empty()) ends.emplace_back(i);
    if (ends.size() != 1) return;
    LayerId at = ends.front();
    shared[at.index()] = true;
    // The next layer has no other `before`: it would lead back to this chain's end through a cycle.
    while ((model.*after)(at).size() == 1) {
        at = (model.*after)(at).front();
        shared[at.index()] = true;
    }
}

}  // namespace

Category classify(const Model& model) {
    std::vector<bool> shared(model.layerCount(), false);
    markSharedChain(model, &Model::predecessors, &Model::successors, shared);
    // A lone chain is the only graph whose shared source chain runs through to the end.
    if (std::find(shared.begin(), shared.end(), false) == shared.end()) return Category::Line;
    markSharedChain(model, &Model::successors, &Model::predecessors, shared);
    for (std::size_t i = 0; i < model.layerCount(); ++i) {
        const LayerId id{i};
        const bool inChain = model.predecessors(id).size() <= 1 && model.successors(id).size() <= 1;
        if (!shared[i] && !inChain) return Category::GeneralDag;
    }
    return Category::MultiPath;
}

std::string_view title(Category category) {
    switch (category) {
        case Category::Line:
            return "Line";
        case Category::MultiPath:
            return "Multi-path";
        case Category::GeneralDag:
            break;
    }
    return "General DAG";
}

}  // namespace trilane
