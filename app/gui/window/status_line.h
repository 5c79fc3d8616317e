#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace trilane {

class Document;

/// The line at the bottom: what is going on, with Cancel or Stop, to the left; what is known about
/// the plan to the right.
class StatusLine : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(Document& document, QWidget* parent = nullptr);

    /// Tells something that was done, until the next edit.
    void showNote(const QString& text);
    /// False: no time that planning took, so that the same plan reads the same.
    void setTimesShown(bool shown);
    /// The texts from left to right, for tests.
    [[nodiscard]] QString text() const;

signals:
    void warningsRequested();

protected:
    /// Elides the fault to the room that it has.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void update();
    void showFault();
    void updatePlanning();
    [[nodiscard]] QString planningText() const;

    Document& m_document;
    QString m_progress;
    bool m_timesShown = true;
    QElapsedTimer m_planningSince;
    QTimer m_tick;  ///< runs while planning goes on
    QLabel* m_activity;
    QProgressBar* m_bar;
    QToolButton* m_cancel;
    QToolButton* m_stop;
    QLabel* m_fault;
    QToolButton* m_warnings;
    QLabel* m_summary;
};

}  // namespace trilane
