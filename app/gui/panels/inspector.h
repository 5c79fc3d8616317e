#pragma once

#include "app/gui/panels/inspection.h"
#include "core/graph/ids.h"

#include <QList>
#include <QString>
#include <QTimer>
#include <QWidget>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

class QAction;
class QHBoxLayout;
class QLabel;
class QTextBrowser;
class QUrl;

namespace trilane {

class Document;
class FigureEdit;
class Selection;

/// Everything about what is selected: one layer, a tensor, several layers in sum, or the model
/// where nothing is. Its figures can be changed here as in the table.
class Inspector : public QWidget {
    Q_OBJECT

public:
    Inspector(Document& document, Selection& selection, QWidget* parent = nullptr);
    ~Inspector() override;

    [[nodiscard]] QList<QAction*> viewActions() const { return m_actions; }
    /// What is shown, as plain text.
    [[nodiscard]] QString text() const { return plainText(m_inspection); }

protected:
    void changeEvent(QEvent* event) override;

private:
    enum class Figure : std::uint8_t { DeviceTime, ServerTime, SendTime, Size };
    struct Field {
        Figure figure;
        QWidget* box;  ///< title and edit
        FigureEdit* edit;
    };

    void makeFields(QHBoxLayout& row);
    void makeActions();
    void refresh();
    [[nodiscard]] Inspection inspect();
    void showFields();
    void showText();
    void layOutText();
    void commit(const Field& field);
    void showFault();
    /// Why the figure was not changed; empty if it was.
    [[nodiscard]] QString change(Figure figure, const QString& typed);
    [[nodiscard]] QString exactText(Figure figure) const;
    void follow(const QUrl& link);

    Document& m_document;
    Selection& m_selection;
    ShownValues m_values;
    Inspection m_inspection;
    std::shared_ptr<const Model> m_summarized;
    ModelSummary m_summary;  ///< of m_summarized
    QLabel* m_title = nullptr;
    QLabel* m_kind = nullptr;
    QLabel* m_fault = nullptr;
    QTextBrowser* m_text = nullptr;
    std::vector<Field> m_fields;
    std::optional<LayerId> m_layer;    ///< the one layer that is selected
    std::optional<TensorId> m_tensor;  ///< or the tensor
    QString m_html;
    QTimer m_layingOut;
    QList<QAction*> m_actions;
};

}  // namespace trilane
