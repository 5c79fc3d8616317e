#pragma once

#include "core/graph/ids.h"

#include <set>

class QMenu;

namespace trilane {

class Document;

/// Adds what can be done with layers to a context menu: run on device, on server, no preference.
/// The menu works on the layers as they are now.
void addLayerActions(QMenu& menu, Document& document, const std::set<LayerId>& layers);

}  // namespace trilane
