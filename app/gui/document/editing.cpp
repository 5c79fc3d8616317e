#include "app/gui/document/editing.h"

#include "app/gui/document/document.h"

#include <QCoreApplication>

namespace trilane {
namespace {

/// The names of the steps, where lupdate finds them.
class Editing {
    Q_DECLARE_TR_FUNCTIONS(trilane::Editing)
};

template <class Map, class Key, class Value>
void setOrErase(Map& map, const Key& key, const std::optional<Value>& value) {
    if (value)
        map.insert_or_assign(key, *value);
    else
        map.erase(key);
}

}  // namespace

void pinLayers(Document& document, const std::set<LayerId>& layers, std::optional<Side> side) {
    const auto model = document.model();
    const QString name = !side                   ? Editing::tr("Unpin layers")
                         : *side == Side::Device ? Editing::tr("Run on device")
                                                 : Editing::tr("Run on server");
    document.edit(name, [&](Project& project) {
        for (const LayerId layer : layers) {
            const std::string& key = model->layer(layer).name;
            project.pins.device.erase(key);
            project.pins.server.erase(key);
            if (side == Side::Device) project.pins.device.insert(key);
            if (side == Side::Server) project.pins.server.insert(key);
        }
    });
}

void setLayerTimes(Document& document, Side side,
                   const std::map<LayerId, std::optional<Nanoseconds>>& times) {
    const auto model = document.model();
    document.edit(side == Side::Device ? Editing::tr("Change device times")
                                       : Editing::tr("Change server times"),
                  [&](Project& project) {
                      auto& edits =
                          side == Side::Device ? project.edits.device : project.edits.server;
                      for (const auto& [layer, time] : times)
                          setOrErase(edits, model->layer(layer).name, time);
                  });
}

void setSendTimes(Document& document, const std::map<TensorId, std::optional<Nanoseconds>>& times) {
    const auto model = document.model();
    document.edit(Editing::tr("Change send times"), [&](Project& project) {
        for (const auto& [tensor, time] : times)
            setOrErase(project.edits.send, model->tensor(tensor).name, time);
    });
}

void setTensorBytes(Document& document, const std::map<TensorId, std::optional<Bytes>>& bytes) {
    const auto model = document.model();
    document.edit(Editing::tr("Change sizes"), [&](Project& project) {
        for (const auto& [tensor, size] : bytes)
            setOrErase(project.edits.bytes, model->tensor(tensor).name, size);
    });
}

void setManualCut(Document& document, const Cut& cut, int gesture) {
    const auto model = document.model();
    document.edit(
        Editing::tr("Move the cut"),
        [&](Project& project) {
            if (!project.manualCut) project.manualCut.emplace();
            project.manualCut->device.clear();
            for (std::size_t i = 0; i < model->layerCount(); ++i)
                if (cut.onDevice(LayerId(i)))
                    project.manualCut->device.insert(model->layer(LayerId(i)).name);
        },
        gesture);
}

void clearManualCut(Document& document) {
    document.edit(Editing::tr("Remove the manual cut"),
                  [](Project& project) { project.manualCut.reset(); });
}

}  // namespace trilane
