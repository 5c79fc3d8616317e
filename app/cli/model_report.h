#pragma once

#include "core/graph/model_facts.h"
#include "core/io/read_model.h"

#include <string>

namespace trilane {

/// @param withLayers  list every layer too
[[nodiscard]] std::string describeModel(const Model& model, const ModelFacts& facts,
                                        bool withLayers, bool emphasis);

[[nodiscard]] std::string modelJson(const ReadModel& read, const ModelFacts& facts,
                                    bool withLayers);

}  // namespace trilane
