#pragma once

#include "app/gui/panels/shown_values.h"
#include "core/graph/ids.h"
#include "core/graph/model.h"
#include "core/graph/model_facts.h"

#include <QString>
#include <set>
#include <variant>
#include <vector>

namespace trilane {

/// What an entry leads to when it is clicked.
using InspectionTarget = std::variant<std::monostate, LayerId, TensorId>;

struct InspectionRow {
    QString label;
    QString value;
    InspectionTarget target;
};

struct InspectionSection {
    QString title;  ///< may be empty
    std::vector<InspectionRow> rows;
};

/// All that is known about what is selected, as texts: shown by the inspector and copied from it.
struct Inspection {
    QString kind;  ///< "layer", "tensor", "model"
    QString title;
    std::vector<InspectionSection> sections;
};

/// What is dear to compute about a model and never changes.
struct ModelSummary {
    ModelFacts facts;
    Bytes largestLayer;  ///< inputs, outputs and weights of the layer that has most
};

/// As dear as countPaths.
[[nodiscard]] ModelSummary summarize(const Model& model);

// All of these need an open model, and ids of that model.
[[nodiscard]] Inspection inspectLayer(const ShownValues& values, LayerId layer);
[[nodiscard]] Inspection inspectTensor(const ShownValues& values, TensorId tensor);
[[nodiscard]] Inspection inspectLayers(const ShownValues& values, const std::set<LayerId>& layers);
[[nodiscard]] Inspection inspectModel(const Model& model, const ModelSummary& summary);

/// A line each: "Op: Conv"; sections are parted by their titles.
[[nodiscard]] QString plainText(const Inspection& inspection);

/// "from the model", "estimated for laptop".
[[nodiscard]] QString originText(ValueOrigin origin, const ShownValues& values, Side side);

}  // namespace trilane
