#pragma once

#include <QFrame>
#include <functional>

class QHBoxLayout;
class QLabel;

namespace trilane {

/// A message in a strip of its own, which takes its height from the panes rather than cover one,
/// stays until it is closed and stops nobody from working: errors, warnings, the offer to restore
/// unsaved work. Shows one message, the newest.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Info, Warning, Error };
    struct Choice {
        QString text;
        std::function<void()> chosen;
    };

    explicit MessageBar(QWidget* parent = nullptr);

    /// @param title  short and bold; may be empty
    /// @param text   plain text, which can be selected and copied; may have several lines
    /// @param choices  buttons; each closes the bar
    void showMessage(Kind kind, const QString& title, const QString& text,
                     const QList<Choice>& choices = {});
    [[nodiscard]] QString text() const;
    [[nodiscard]] Kind kind() const { return m_kind; }

signals:
    /// Nothing is shown any more: it was closed, a choice was made, or it is out of date.
    void closed();

protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void updateIcon();

    Kind m_kind = Kind::Info;
    QLabel* m_icon;
    QLabel* m_text;
    QHBoxLayout* m_choices;
};

}  // namespace trilane
