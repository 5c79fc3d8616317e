#pragma once

#include "core/graph/ids.h"
#include "core/graph/model.h"

#include <QString>
#include <QStringList>
#include <memory>
#include <vector>

namespace trilane {

/// Finds layers by text. A query is words that must all match, without regard to case: "op:conv"
/// by operator, "name:…" by name (or the name of a fused node), "shape:1x64" by an output's
/// shape from any dimension on, any other word by name, operator or, if it looks like one
/// ("64x56"), shape; "quoted words" count as one. Holds the model's lower-cased texts, so that
/// every key stroke is cheap; gathered at the first search, for opening a model must not wait.
class LayerSearch {
public:
    /// Finds nothing where `model` is null.
    explicit LayerSearch(std::shared_ptr<const Model> model = nullptr);

    [[nodiscard]] const std::shared_ptr<const Model>& model() const { return m_model; }

    /// Ascending; all layers for a query without words.
    [[nodiscard]] std::vector<LayerId> find(const QString& query);
    /// True for a query that has no words, and so asks for nothing.
    [[nodiscard]] static bool isBlank(const QString& query);

private:
    void gatherTexts();

    struct Texts {
        QString name;  ///< and the members' names, a line each
        QString op;
        QString shape;  ///< "x1x64x56x56x", a line for each output
    };
    std::shared_ptr<const Model> m_model;
    std::vector<Texts> m_texts;  ///< by LayerId
};

}  // namespace trilane
