#pragma once

#include <QString>
#include <QWidget>

namespace trilane {

class Document;

/// Dims a view that shows plans, or curves of them, while they do not answer the project, because
/// the project as it is cannot be planned, and says why in a line at its lower edge. Lies over the
/// view and lets everything through to it.
class StaleCover : public QWidget {
    Q_OBJECT

public:
    /// Both outlive this; `view` becomes the parent.
    StaleCover(Document& document, QWidget& view);

    /// What is said; empty while the plans answer the project.
    [[nodiscard]] const QString& message() const { return m_message; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    Document& m_document;
    QString m_message;
};

}  // namespace trilane
