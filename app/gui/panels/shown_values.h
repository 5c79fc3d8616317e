#pragma once

#include "app/gui/document/snapshot.h"
#include "core/cost/time_origin.h"
#include "core/graph/ids.h"
#include "core/graph/model.h"
#include "core/graph/units.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace trilane {

class Document;

/// Where a figure comes from.
enum class ValueOrigin : std::uint8_t { Edited, Profile, ModelFile, Machine, Link };

/// A figure with what it would be had the user not changed it.
struct ShownTime {
    Nanoseconds value;
    Nanoseconds original;
    ValueOrigin origin = ValueOrigin::ModelFile;  ///< of `value`
    ValueOrigin originalFrom = ValueOrigin::ModelFile;
};

/// The figures of an open model as tables and inspector show them. An edit counts at once, while
/// the snapshot that answers it is still being computed, so that the next edit builds on it. Made
/// anew whenever project or snapshot change; refers to the document.
class ShownValues {
public:
    explicit ShownValues(const Document& document);

    /// Null while nothing is open.
    [[nodiscard]] const Model* model() const { return m_model.get(); }
    /// The newest answer about this very model; null before the first one.
    [[nodiscard]] const std::shared_ptr<const Snapshot>& snapshot() const { return m_snapshot; }

    /// Empty before the first snapshot.
    [[nodiscard]] std::optional<Nanoseconds> layerTime(LayerId layer, Side side) const;
    [[nodiscard]] std::optional<ShownTime> explainLayerTime(LayerId layer, Side side) const;
    /// Empty before the first snapshot, and for a tensor that nobody consumes.
    [[nodiscard]] std::optional<Nanoseconds> sendTime(TensorId tensor) const;
    [[nodiscard]] std::optional<ShownTime> explainSendTime(TensorId tensor) const;
    /// Empty where the size is unknown.
    [[nodiscard]] std::optional<Bytes> bytes(TensorId tensor) const;
    [[nodiscard]] std::optional<Bytes> originalBytes(TensorId tensor) const;

    [[nodiscard]] bool isEdited(LayerId layer, Side side) const;
    [[nodiscard]] bool isSendEdited(TensorId tensor) const;
    [[nodiscard]] bool isSizeEdited(TensorId tensor) const;

    /// The time is not edited and not measured, and other than it was because of an edited size.
    [[nodiscard]] bool followsSize(LayerId layer, Side side) const;
    [[nodiscard]] bool sendFollowsSize(TensorId tensor) const;

    /// The plan in focus; null before the first snapshot.
    [[nodiscard]] const ShownPlan* plan() const { return m_plan; }
    /// Under the plan in focus.
    [[nodiscard]] std::optional<Side> side(LayerId layer) const;
    /// What the user demands.
    [[nodiscard]] std::optional<Side> pin(LayerId layer) const;

private:
    [[nodiscard]] ShownTime originalLayerTime(LayerId layer, Side side) const;
    [[nodiscard]] ShownTime originalSendTime(TensorId tensor) const;

    const Document* m_document;  ///< outlives this
    std::shared_ptr<const Model> m_model;
    std::shared_ptr<const Snapshot> m_snapshot;
    const ShownPlan* m_plan = nullptr;  ///< in focus, kept alive by the snapshot
};

/// The tensors that may cross the link, and how many of them take the same time on any link.
struct FixedSends {
    std::size_t fixed = 0;
    std::size_t tensors = 0;
};
[[nodiscard]] FixedSends countFixedSends(const Document& document);

/// The outputs of a layer that some layer consumes and that can therefore cross the link; all its
/// outputs where none is consumed.
[[nodiscard]] std::vector<TensorId> sendableOutputs(const Model& model, LayerId layer);

}  // namespace trilane
