#pragma once

#include "core/graph/data_type.h"

#include <QComboBox>
#include <optional>

namespace trilane {

/// The type in which floating-point tensors travel: as the model has them, the usual smaller ones,
/// and whichever else a project asks for.
class TransferTypeBox : public QComboBox {
    Q_OBJECT

public:
    explicit TransferTypeBox(QWidget* parent = nullptr);

    /// Shows what was decided elsewhere; empty is as the model has them.
    void showType(std::optional<DataType> type);

signals:
    /// The user has chosen.
    void typeChosen(std::optional<trilane::DataType> type);
};

}  // namespace trilane
