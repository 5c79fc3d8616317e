#include "app/gui/window/status_line.h"

#include "app/gui/document/document.h"
#include "app/gui/window/icon.h"
#include "app/gui/window/status_text.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace trilane {

StatusLine::StatusLine(Document& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_activity(new QLabel),
      m_bar(new QProgressBar),
      m_cancel(new QToolButton),
      m_fault(new QLabel),
      m_warnings(new QToolButton),
      m_summary(new QLabel) {
    setObjectName(QStringLiteral("statusLine"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(28);
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(80);
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Stop opening; what is open stays"));
    m_fault->setObjectName(QStringLiteral("fault"));
    m_fault->installEventFilter(this);
    m_fault->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_fault->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_warnings->setIcon(lineIcon(QStringLiteral("warning")));
    m_warnings->setIconSize({14, 14});
    m_warnings->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_warnings->setToolTip(tr("What the file left open and had to be assumed"));
    m_summary->setAccessibleName(tr("Summary of the plan"));

    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 1, 12, 0);
    layout->setSpacing(8);
    layout->addWidget(m_activity);
    layout->addWidget(m_bar);
    layout->addWidget(m_cancel);
    layout->addWidget(m_fault, 1);
    layout->addStretch();
    layout->addWidget(m_warnings);
    layout->addWidget(m_summary);

    connect(m_cancel, &QToolButton::clicked, &document, &Document::cancelOpening);
    connect(m_warnings, &QToolButton::clicked, this, &StatusLine::warningsRequested);
    connect(&document, &Document::openingStarted, this, [this](const QString& path) {
        m_progress = tr("Opening %1 …").arg(QFileInfo(path).fileName());
        update();
    });
    connect(&document, &Document::openingProgress, this, [this](const QString& text) {
        m_progress = text;
        update();
    });
    for (const auto signal : {&Document::opened, &Document::snapshotChanged,
                              &Document::planningChanged, &Document::projectChanged})
        connect(&document, signal, this, &StatusLine::update);
    connect(&document, &Document::openingFinished, this, &StatusLine::update);
    connect(&document, &Document::opened, this, [this] {
        m_activity->clear();
        update();
    });
    update();
}

void StatusLine::showFault() {
    const QString& fault = m_document.planningFault();
    m_fault->setVisible(!fault.isEmpty());
    m_fault->setText(m_fault->fontMetrics().elidedText(fault, Qt::ElideRight, m_fault->width()));
    m_fault->setToolTip(fault);
    m_fault->setAccessibleName(fault);
}

bool StatusLine::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) showFault();
    return QWidget::eventFilter(watched, event);
}

void StatusLine::showNote(const QString& text) {
    m_activity->setText(text);
    m_activity->show();
}

void StatusLine::setTimesShown(bool shown) {
    m_timesShown = shown;
    update();
}

QString StatusLine::text() const {
    QStringList parts;
    for (const QLabel* const label : {m_activity, m_fault, m_summary})
        if (!label->isHidden() && !label->text().isEmpty()) parts << label->text();
    return parts.join(QStringLiteral(" | "));
}

void StatusLine::update() {
    const bool opening = m_document.isOpening();
    const auto snapshot = m_document.snapshot();
    if (opening)
        m_activity->setText(m_progress);
    else if (m_activity->text() == m_progress)
        m_activity->clear();
    m_bar->setVisible(opening || (m_document.isPlanning() && snapshot == nullptr));
    m_cancel->setVisible(opening);
    m_activity->setVisible(!m_activity->text().isEmpty());
    const auto warnings = static_cast<int>(m_document.warnings().size());
    m_warnings->setVisible(warnings > 0);
    m_warnings->setText(warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
    showFault();
    if (!snapshot) {
        m_summary->setText(m_document.isEmpty() ? tr("Nothing is open") : tr("Planning …"));
        return;
    }
    const QString summary = statusText(*snapshot, m_timesShown);
    m_summary->setText(m_document.isPlanning() ? tr("Planning … · %1").arg(summary) : summary);
}

}  // namespace trilane

#include "moc_status_line.cpp"
