#include "app/gui/window/status_line.h"

#include "app/gui/document/document.h"
#include "app/gui/panels/panel_numbers.h"
#include "app/gui/window/icon.h"
#include "app/gui/window/status_text.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace trilane {
namespace {

constexpr int kTick = 250;
/// Nobody stops, or reads of, what is done before that.
constexpr qint64 kLongSearch = 1000;

}  // namespace

StatusLine::StatusLine(Document& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_activity(new QLabel),
      m_bar(new QProgressBar),
      m_cancel(new QToolButton),
      m_stop(new QToolButton),
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
    m_stop->setText(tr("Stop"));
    m_stop->setObjectName(QStringLiteral("stopPlanning"));
    m_stop->setToolTip(tr("Stop searching; the best plans found so far stay"));
    m_tick.setInterval(kTick);
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
    layout->addWidget(m_stop);
    layout->addWidget(m_summary);

    connect(m_cancel, &QToolButton::clicked, &document, &Document::cancelOpening);
    connect(m_stop, &QToolButton::clicked, &document, &Document::stopPlanning);
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::update);
    connect(&document, &Document::planningChanged, this, &StatusLine::updatePlanning);
    // Another question is searched from the start.
    connect(&document, &Document::projectChanged, this, [this] { m_planningSince.invalidate(); });
    connect(m_warnings, &QToolButton::clicked, this, &StatusLine::warningsRequested);
    connect(&document, &Document::openingStarted, this, [this](const QString& path) {
        m_progress = tr("Opening %1 …").arg(QFileInfo(path).fileName());
        update();
    });
    connect(&document, &Document::openingProgress, this, [this](const QString& text) {
        m_progress = text;
        update();
    });
    for (const auto signal :
         {&Document::opened, &Document::snapshotChanged, &Document::projectChanged})
        connect(&document, signal, this, &StatusLine::update);
    connect(&document, &Document::openingFinished, this, &StatusLine::update);
    connect(&document, &Document::opened, this, [this] {
        m_activity->clear();
        update();
    });
    updatePlanning();
}

void StatusLine::updatePlanning() {
    if (!m_document.isPlanning()) {
        m_tick.stop();
        m_planningSince.invalidate();
    } else if (!m_tick.isActive()) {
        m_tick.start();
    }
    update();
}

/// "Planning … 3 s, best at most 12 % above the optimum"
QString StatusLine::planningText() const {
    const qint64 elapsed = m_planningSince.isValid() ? m_planningSince.elapsed() : 0;
    if (elapsed < kLongSearch) return tr("Planning …");
    QString text = tr("Planning … %1 s").arg(elapsed / 1000);
    const auto snapshot = m_document.snapshot();
    const ShownPlan* const best = snapshot ? snapshot->find("optimal") : nullptr;
    const auto bound = best ? static_cast<double>(best->plan.lowerBound.count()) : 0.0;
    if (bound <= 0) return text;
    return tr("%1, best at most %2 above the optimum")
        .arg(text, percentText(static_cast<double>(best->plan.makespan().count()) / bound - 1));
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
    const bool planning = m_document.isPlanning();
    if (planning && !m_planningSince.isValid()) m_planningSince.start();
    m_stop->setVisible(planning && snapshot && m_planningSince.elapsed() >= kLongSearch);
    if (!snapshot) {
        m_summary->setText(m_document.isEmpty() ? tr("Nothing is open") : planningText());
        return;
    }
    // How long planning took is not known before it is done.
    const QString summary = statusText(*snapshot, m_timesShown && !planning);
    m_summary->setText(planning ? planningText() + QStringLiteral(" · ") + summary : summary);
}

}  // namespace trilane

#include "moc_status_line.cpp"
