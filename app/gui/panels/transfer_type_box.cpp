#include "app/gui/panels/transfer_type_box.h"

#include <QSignalBlocker>
#include <algorithm>
#include <string_view>
#include <vector>

namespace trilane {

TransferTypeBox::TransferTypeBox(QWidget* parent) : QComboBox(parent) {
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(this, &QComboBox::activated, this, [this](int index) {
        emit typeChosen(dataTypeFromString(itemData(index).toString().toStdString()));
    });
}

void TransferTypeBox::showType(std::optional<DataType> type) {
    const QSignalBlocker silent(this);
    std::vector<DataType> types{DataType::Float16, DataType::Int8};
    if (type && std::find(types.begin(), types.end(), *type) == types.end()) types.push_back(*type);
    clear();
    addItem(tr("as the model"), QString());
    for (const DataType choice : types) {
        const std::string_view name = toString(choice);
        const QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        addItem(text, text);
        if (type == choice) setCurrentIndex(count() - 1);
    }
}

}  // namespace trilane

#include "moc_transfer_type_box.cpp"
