#pragma once

#include "core/graph/model.h"

#include <QString>
#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace trilane {

/// What a graph's nodes say, as short as can be understood.

/// For each name the shortest tail of whole components (between '/') that no other name ends with
/// as well: "attn/MatMul" for "/encoder/attn/MatMul".
[[nodiscard]] std::vector<std::string> distinguishingTails(std::span<const std::string> names);

/// The shortest telling name of each layer, by LayerId. They depend on nothing but the model and
/// take longer to find than all else that a change of plan asks for: keep them as long as the
/// model.
using LayerLabels = std::shared_ptr<const std::vector<QString>>;
[[nodiscard]] LayerLabels layerLabels(const Model& model);

/// "1×64×112×112"; "scalar"; empty where the shape is unknown.
[[nodiscard]] QString shapeText(const Tensor& tensor);

/// Three digits that mean something: "273 KB", "1.2 MB", "12 B"; a KB is 1000 bytes.
[[nodiscard]] QString compactSize(double bytes);
/// "20.2 ms", "1.06 ms", "0.27 ms", "35 µs", "1.2 s".
[[nodiscard]] QString compactTime(double nanoseconds);

/// Widths of text without shaping it anew each time: a layout measures thousands of labels. Not
/// exact to the pixel, kerning is left out.
class TextMeasure {
public:
    explicit TextMeasure(double pixels, bool bold = false);
    [[nodiscard]] double width(const QString& text) const;
    /// The text, or its ends with "…" between, so that it is no wider than `width`.
    [[nodiscard]] QString elideMiddle(const QString& text, double width) const;
    /// The last components of a scoped name that fit, "…/attn/MatMul"; where not even the last one
    /// does, its ends.
    [[nodiscard]] QString elideScopes(const QString& name, double width) const;

private:
    std::array<double, 256> m_advance{};
    double m_other = 0;
};

}  // namespace trilane
