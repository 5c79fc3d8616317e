#include "app/gui/window/message_bar.h"

#include "app/gui/window/icon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace trilane {
namespace {

constexpr int kMostLines = 5;  ///< the panes need their room; the rest is in the tool tip

QString asHtml(const QString& title, const QString& text) {
    QStringList lines = text.toHtmlEscaped().split('\n');
    if (lines.size() > kMostLines) {
        const auto left = lines.size() - kMostLines;
        lines = lines.mid(0, kMostLines);
        lines << MessageBar::tr("… and %n more", nullptr, static_cast<int>(left));
    }
    const QString body = lines.join(QStringLiteral("<br>"));
    return title.isEmpty() ? body
                           : QStringLiteral("<b>%1</b>%2%3")
                                 .arg(title.toHtmlEscaped(),
                                      QString(lines.size() > 1 ? "<br>" : "&ensp;"), body);
}

/// Of a message that does not show all of itself; as plain text it would be wrapped.
QString wholeText(const QString& text) {
    return QStringLiteral("<p style='white-space:pre'>%1</p>").arg(text.toHtmlEscaped());
}

/// Of the icon, and in the style sheet.
const char* nameOf(MessageBar::Kind kind) {
    switch (kind) {
        case MessageBar::Kind::Error:
            return "error";
        case MessageBar::Kind::Warning:
            return "warning";
        case MessageBar::Kind::Info:
            break;
    }
    return "info";
}

}  // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_icon(new QLabel), m_text(new QLabel), m_choices(new QHBoxLayout) {
    setObjectName(QStringLiteral("messageBar"));
    m_text->setTextFormat(Qt::RichText);
    m_text->setWordWrap(true);
    // A long name must not make the window wider; as many lines as it takes, and no more.
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Minimum);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* const close = new QToolButton;
    close->setIcon(lineIcon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_choices);
    layout->addWidget(close, 0, Qt::AlignTop);
    hide();
}

void MessageBar::showMessage(Kind kind, const QString& title, const QString& text,
                             const QList<Choice>& choices) {
    m_kind = kind;
    m_text->setText(asHtml(title, text));
    // Beside one line, or beside the first of several.
    layout()->setAlignment(m_icon, text.contains('\n') ? Qt::AlignTop : Qt::AlignVCenter);
    m_text->setToolTip(text.count('\n') < kMostLines ? QString() : wholeText(text));
    m_text->setAccessibleName(title + QStringLiteral(": ") + text);
    while (QLayoutItem* const item = m_choices->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const Choice& choice : choices) {
        auto* const button = new QPushButton(choice.text);
        connect(button, &QPushButton::clicked, this, [this, chosen = choice.chosen] {
            hide();
            if (chosen) chosen();
        });
        m_choices->addWidget(button);
    }
    updateIcon();
    const char* const name = nameOf(kind);
    if (property("kind").toString() != QLatin1String(name)) {
        setProperty("kind", QString::fromLatin1(name));
        style()->unpolish(this);
        style()->polish(this);
    }
    show();
}

QString MessageBar::text() const {
    return m_text->accessibleName();
}

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) updateIcon();
    QFrame::changeEvent(event);
}

void MessageBar::hideEvent(QHideEvent* event) {
    QFrame::hideEvent(event);
    // Not where the window is hidden with all that is in it.
    if (isHidden()) emit closed();
}

void MessageBar::updateIcon() {
    m_icon->setPixmap(
        lineIcon(QString::fromLatin1(nameOf(m_kind))).pixmap(QSize(18, 18), devicePixelRatio()));
}

}  // namespace trilane

#include "moc_message_bar.cpp"
