#pragma once

#include "core/graph/ids.h"

#include <boost/dynamic_bitset.hpp>

namespace trilane {

/// A set of layers of one model, by LayerId::index(); its size() is the model's layer count.
using LayerSet = boost::dynamic_bitset<std::uint64_t>;

}  // namespace trilane
