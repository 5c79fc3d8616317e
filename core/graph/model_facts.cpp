#include "core/graph/model_facts.h"

#include "core/graph/series_blocks.h"

#include <algorithm>

namespace trilane {

ModelFacts examine(const Model& model) {
    ModelFacts facts;
    facts.statistics = computeStatistics(model);
    facts.category = classify(model);
    facts.paths = countPaths(model);
    const SeriesBlocks blocks(model);
    facts.blocks = blocks.count();
    for (std::size_t block = 0; block < blocks.count(); ++block)
        facts.largestBlock = std::max(facts.largestBlock, blocks.size(block));
    return facts;
}

}  // namespace trilane
