#include "app/gui/document/layer_menu.h"

#include "app/gui/document/document.h"
#include "app/gui/document/editing.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <algorithm>
#include <array>

namespace trilane {

void addLayerActions(QMenu& menu, Document& document, const std::set<LayerId>& layers) {
    const auto model = document.model();
    if (!model || layers.empty()) return;
    struct Choice {
        const char* text;
        std::optional<Side> side;
    };
    const std::array choices{Choice{QT_TRANSLATE_NOOP("LayerMenu", "Run on &device"), Side::Device},
                             Choice{QT_TRANSLATE_NOOP("LayerMenu", "Run on &server"), Side::Server},
                             Choice{QT_TRANSLATE_NOOP("LayerMenu", "&No preference"), {}}};
    const PinNames& pins = document.project().pins;
    const auto pinOf = [&](LayerId layer) -> std::optional<Side> {
        const std::string& name = model->layer(layer).name;
        if (pins.device.contains(name)) return Side::Device;
        if (pins.server.contains(name)) return Side::Server;
        return std::nullopt;
    };
    for (const Choice& choice : choices) {
        QAction* const action =
            menu.addAction(QCoreApplication::translate("LayerMenu", choice.text));
        action->setCheckable(true);
        action->setChecked(std::all_of(layers.begin(), layers.end(),
                                       [&](LayerId layer) { return pinOf(layer) == choice.side; }));
        QObject::connect(
            action, &QAction::triggered, &document,
            [&document, layers, side = choice.side] { pinLayers(document, layers, side); });
    }
}

}  // namespace trilane
