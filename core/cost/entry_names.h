#pragma once

#include <string_view>
#include <vector>

namespace trilane {

/// What the name of a measured entry says about the layers in it, taken apart by the rules of the
/// tools that fuse. Views into the name.
struct EntryName {
    /// Each a layer, a node or a tensor as the tool spells it; just the name where it is not fused.
    std::vector<std::string_view> parts;
    /// `parts` are the two ends of a stretch of layers: TensorRT's {ForeignNode[a...b]}.
    bool range = false;
    /// The tool copies or reorders a tensor: its name may hold a layer's, and yet belongs to none.
    bool copies = false;
};

/// TensorRT: "a + b" (one after the other), "a || b" (side by side), "PWN(a, b)" (elementwise),
/// "{ForeignNode[a...b]}", "a input reformatter 0". TFLite: output tensors "a, b", fused "a;b".
[[nodiscard]] EntryName parseEntryName(std::string_view name);

/// How a part may be spelled in the model, the likelier first: as it is, then without what tools
/// append or prepend. ONNX Runtime: "x_nchwc", "x_token_12", "fused x", "x/MatMulAddFusion";
/// TensorRT: "x_clone_1".
[[nodiscard]] std::vector<std::string_view> spellingsOf(std::string_view part);

}  // namespace trilane
