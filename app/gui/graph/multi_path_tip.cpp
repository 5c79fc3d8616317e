#include "app/gui/graph/multi_path_tip.h"

#include <QCoreApplication>

namespace trilane {
namespace {

QString tr(const char* text, int count = -1) {
    return QCoreApplication::translate("MultiPathTip", text, nullptr, count);
}

}  // namespace

QString multiPathTip(const MultiPathContent& content, const MultiPathGeometry& geometry,
                     MultiPathHit hit) {
    const MultiPathRowContent& row = content.rows()[hit.row];
    const MultiPathItem& item = geometry.rows()[hit.row].items[hit.item];
    const Model& model = content.model();
    switch (item.kind) {
        case MultiPathItem::Kind::Layer: {
            const Layer& layer = model.layer(item.layer);
            QString text = QString::fromStdString(layer.name) + QStringLiteral("\n") +
                           QString::fromStdString(layer.op);
            if (item.replica)
                text += QStringLiteral("\n") +
                        tr("A replica: executed with %1")
                            .arg(content.rows()[content.rowOf(item.layer)].title);
            return text;
        }
        case MultiPathItem::Kind::Tensor:
            return tr("%1\ncrosses the link: %2")
                .arg(QString::fromStdString(model.tensor(*row.tensor).name), row.tensorText);
        case MultiPathItem::Kind::More:
            return tr("%n more layer(s): click to show", static_cast<int>(item.count));
        case MultiPathItem::Kind::Less:
            return tr("Show the ends of the path alone");
    }
    return {};
}

}  // namespace trilane
