#pragma once

#include "core/io/onnx_inference.h"
#include "core/io/onnx_reader.h"

#include <onnx/onnx_pb.h>

#include <string>
#include <utility>
#include <vector>

namespace trilane {

/// A model's inputs with every dimension decided.
struct BoundInputs {
    std::vector<std::pair<std::string, OnnxValue>> values;  ///< in file order
    DimBindings bindings;  ///< of symbolic dimensions, for shapes that the file declares elsewhere
    std::vector<std::string> warnings;
};

/// Dimensions come from `shapes`, else from the file, else from another input whose shape is given
/// and names the same symbol; what then is left counts as 1, with a warning. Throws InputError for
/// shapes that do not fit the model (file "--shape") and for inputs of impossible size.
[[nodiscard]] BoundInputs bindInputs(const std::vector<const onnx::ValueInfoProto*>& inputs,
                                     const std::map<std::string, std::vector<std::int64_t>>& shapes,
                                     const std::string& path);

}  // namespace trilane
