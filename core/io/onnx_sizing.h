#pragma once

#include "core/io/onnx_value.h"

#include <vector>

namespace trilane {

/// Gives a value of unknown size one, so that every tensor has some: like the first of `inputs`
/// whose size is known, or one element; strings count kStringBytes each. Leaves it without bytes
/// where its shape is known and exceeds kMaxBytes.
/// @param inputs  of the node that makes the value; null where an optional one is not given
void fillInSize(const std::vector<const OnnxValue*>& inputs, OnnxValue& value);

}  // namespace trilane
