#pragma once

#include "core/graph/model.h"
#include "core/graph/multi_path.h"
#include "core/partition/cut.h"
#include "core/partition/cut_paths.h"

#include <string>
#include <string_view>

namespace trilane {

// Graphviz DOT, UTF-8, one statement a line, the same bytes for the same input. Nodes are called
// by number and show names as labels, so that no name is too odd. Bytes that are no UTF-8 show as
// U+FFFD.

/// The layers as boxes, model inputs and outputs as ellipses ("in<TensorId>", "out<place>"), a
/// layer's node is "n<LayerId>". One edge for each tensor and consumer.
[[nodiscard]] std::string modelDot(const Model& model);

/// The same under a cut: device layers are filled boxes, server layers rounded dashed ones; what
/// crosses the link is drawn bold and bears its bytes, or its fixed send time.
[[nodiscard]] std::string modelDot(const Model& model, const Cut& cut);

/// The listed paths as chains "p<path>_<step>" from one source to one sink, replicas dashed and
/// grey. The title says how many paths there are beside those drawn.
[[nodiscard]] std::string multiPathDot(const Model& model, const MultiPathForm& form);

/// Each job as a chain in order of execution: device layers "d<job>_<step>", the tensor as an
/// ellipse "job<place>", server layers "s<job>_<step>"; between the shared prefix and suffix, which
/// stand once. Replicas are dotted and grey. Layers without a job stand apart. An edge means
/// "then", not a tensor.
[[nodiscard]] std::string cutPathsDot(const Model& model, const CutPaths& paths);

/// A DOT string with its quotes that is drawn as `text` stands: quotes, backslashes and '&' are
/// escaped, so that nothing in a name works as markup; a line feed breaks the line, other control
/// characters show as U+FFFD.
[[nodiscard]] std::string dotLabel(std::string_view text);

}  // namespace trilane
