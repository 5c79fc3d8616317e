#include "core/graph/model_facts.h"

#include "core/graph/series_blocks.h"

namespace trilane {

ModelFacts examine(const Model& model) {
    ModelFacts facts;
    facts.statistics = computeStatistics(model);
    facts.category = classify(model);
    facts.paths = countPaths(model);
    const SeriesBlocks blocks(model);
    facts.blocks = blocks.count();
    facts.largestBlock = blocks.largest();
    return facts;
}

}  // namespace trilane
