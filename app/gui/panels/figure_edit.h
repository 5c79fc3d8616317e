#pragma once

#include <QLineEdit>
#include <QString>

namespace trilane {

/// A line to type a figure in. While it holds text that nobody took over, undo, redo and Esc are
/// the line's own; after that undo and redo are the project's. What cannot be taken over stays,
/// marked, until it is mended or given up with Esc.
class FigureEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit FigureEdit(QWidget* parent = nullptr);

    /// The figure as it is. New ones may arrive while someone types: what was typed stays.
    void showFigure(const QString& text);
    /// The same, and what was typed is given up.
    void resetFigure(const QString& text);
    /// Why what was typed cannot be; empty takes the mark away.
    void setFault(const QString& fault);
    [[nodiscard]] const QString& fault() const { return m_fault; }

signals:
    void faultChanged(const QString& fault);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] bool isOwn(const QKeyEvent& event) const;

    QString m_figure;
    QString m_fault;
};

}  // namespace trilane
