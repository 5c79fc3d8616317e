#pragma once

#include "core/cost/time_origin.h"
#include "core/graph/ids.h"
#include "core/graph/units.h"
#include "core/partition/cut.h"

#include <map>
#include <optional>
#include <set>

namespace trilane {

class Document;

/// The edits that several views offer, each one step of undo. All of them need an open model.

/// Where the layers must run; empty: no preference.
void pinLayers(Document& document, const std::set<LayerId>& layers, std::optional<Side> side);

/// New times; an empty one goes back to what model, profile or machine say.
void setLayerTimes(Document& document, Side side,
                   const std::map<LayerId, std::optional<Nanoseconds>>& times);
void setSendTimes(Document& document, const std::map<TensorId, std::optional<Nanoseconds>>& times);
void setTensorBytes(Document& document, const std::map<TensorId, std::optional<Bytes>>& bytes);

/// A cut of the user's own, shown as one more strategy; it must be closed.
/// @param gesture  see Document::edit
void setManualCut(Document& document, const Cut& cut, int gesture = 0);
void clearManualCut(Document& document);

}  // namespace trilane
