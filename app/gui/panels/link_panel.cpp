#include "app/gui/panels/link_panel.h"

#include "app/gui/document/document.h"
#include "app/gui/document/view_action.h"
#include "app/gui/panels/log_slider.h"
#include "app/gui/panels/number_field.h"
#include "app/gui/panels/panel_numbers.h"
#include "app/gui/panels/panel_style.h"
#include "app/gui/panels/segment_button.h"
#include "app/gui/panels/shown_values.h"
#include "app/gui/panels/transfer_type_box.h"
#include "core/io/input_error.h"
#include "core/io/network_json.h"
#include "core/io/project_link.h"

#include <QAction>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace trilane {
namespace {

/// All but the type in which tensors travel.
void take(ProjectLink& link, const Network& network) {
    const auto type = link.transferType;
    link = linkOf(network);
    link.transferType = type;
}

}  // namespace

LinkPanel::LinkPanel(Document& document, Selection& /*selection*/, QWidget* parent)
    : QWidget(parent), m_document(document) {
    for (const Network& network : shippedNetworks())
        m_presets.push_back({network});
    layOut();
    makeActions();
    setAccessibleName(tr("Link"));

    followSlider();
    const auto refresh = [this] {
        showLink(m_document.project().link);
        showFixedTimes();
    };
    connect(&document, &Document::opened, this, refresh);
    connect(&document, &Document::projectChanged, this, refresh);
    refresh();
}

LinkPanel::~LinkPanel() {
    // A field that loses the focus finishes what was typed, and the panel must still be whole then.
    hide();
}

void LinkPanel::layOut() {
    QVBoxLayout* const layout = makePanelLayout(*this);
    auto* const top = new QHBoxLayout;
    top->addWidget(makeTitle(tr("Link"), this));
    top->addStretch();
    m_custom = makeMuted({}, this);
    m_custom->setObjectName(QString::fromLatin1(kPanelTitle));
    top->addWidget(m_custom);
    layout->addLayout(top);
    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(4);
    makePresets(*buttons);
    layout->addLayout(buttons);
    m_slider = new LogSlider(this);
    m_slider->setAccessibleName(tr("Bandwidth, logarithmic"));
    std::vector<double> ticks;
    for (const Preset& preset : m_presets)
        ticks.push_back(preset.network.mbps);
    m_slider->setPresets(std::move(ticks));
    layout->addWidget(m_slider);
    auto* const fields = new QGridLayout;
    fields->setHorizontalSpacing(kGrid);
    fields->setVerticalSpacing(4);
    makeFields(*fields);
    layout->addLayout(fields);
    m_fixed = makeMuted({}, this);
    QFont small = m_fixed->font();
    small.setPixelSize(11);
    m_fixed->setFont(small);
    // Panes are as high as what they hold before a model is open.
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    policy.setRetainSizeWhenHidden(true);
    m_fixed->setSizePolicy(policy);
    layout->addWidget(m_fixed);
    layout->addStretch(1);
}

void LinkPanel::followSlider() {
    m_pending.setSingleShot(true);
    m_pending.setInterval(0);
    connect(&m_pending, &QTimer::timeout, this, &LinkPanel::applySlider);
    connect(m_slider, &QSlider::sliderPressed, this,
            [this] { m_gesture = m_document.newGesture(); });
    connect(m_slider, &QSlider::sliderReleased, this, [this] {
        if (m_pending.isActive()) applySlider();
        m_gesture = 0;
    });
    connect(m_slider, &QSlider::valueChanged, this, &LinkPanel::slide);
}

void LinkPanel::makePresets(QLayout& layout) {
    for (Preset& preset : m_presets) {
        const QString name = QString::fromStdString(preset.network.name);
        preset.button = new SegmentButton(name, this);
        preset.button->setCheckable(true);
        preset.button->setToolTip(tr("%1 Mbps: %2")
                                      .arg(plainNumber(preset.network.mbps, 4),
                                           QString::fromStdString(preset.network.origin)));
        const Network network = preset.network;
        connect(preset.button, &QPushButton::clicked, this,
                [this, network] { choosePreset(network); });
        layout.addWidget(preset.button);
    }
    auto* const file = new SegmentButton(tr("File…"), this);
    file->setToolTip(tr("Take the link from a trilane.network file"));
    connect(file, &QPushButton::clicked, this, &LinkPanel::chooseFile);
    layout.addWidget(file);
}

void LinkPanel::makeFields(QGridLayout& grid) {
    int row = 0;
    const auto add = [&](const QString& text, QWidget* field, const QString& hint) {
        QLabel* const label = makeMuted(text, this);
        label->setBuddy(field);
        field->setAccessibleName(text);
        field->setToolTip(hint);
        grid.addWidget(label, row, 0);
        grid.addWidget(field, row, 1);
        // The row below is for what may be wrong with it.
        row += 2;
    };
    grid.setColumnStretch(0, 1);
    grid.setColumnMinimumWidth(1, 112);
    const double longest = kMaxTime.milliseconds();
    m_mbps = new NumberField(0.0001, 1'000'000, 4, this);
    m_latency = new NumberField(0, longest, 6, this);
    m_overhead = new NumberField(0, longest, 6, this);
    m_transferType = new TransferTypeBox(this);
    add(tr("Bandwidth Mbps"), m_mbps, tr("10⁶ bit a second"));
    add(tr("Latency ms"), m_latency, tr("From the end of sending to arrival"));
    add(tr("Overhead ms"), m_overhead, tr("Occupies the link once a tensor"));
    add(tr("Send as"), m_transferType,
        tr("The type in which floating-point tensors travel; it scales their bytes"));
    m_fault = makeFault(this);
    for (NumberField* const field : {m_mbps, m_latency, m_overhead})
        connect(field, &FigureEdit::faultChanged, this,
                [this, field, &grid] { showFault(*field, grid); });
    connect(m_mbps, &NumberField::valueChanged, this, [this](double mbps) {
        changeLink(tr("Change the bandwidth"), [mbps](ProjectLink& link) { link.mbps = mbps; });
    });
    connect(m_latency, &NumberField::valueChanged, this, [this](double ms) {
        changeLink(tr("Change the latency"), [ms](ProjectLink& link) {
            link.latency = nanosecondsFromMs(ms).value_or(link.latency);
        });
    });
    connect(m_overhead, &NumberField::valueChanged, this, [this](double ms) {
        changeLink(tr("Change the overhead"), [ms](ProjectLink& link) {
            link.overhead = nanosecondsFromMs(ms).value_or(link.overhead);
        });
    });
    connect(m_transferType, &TransferTypeBox::typeChosen, this, [this](auto type) {
        changeLink(tr("Change the transfer type"),
                   [type](ProjectLink& link) { link.transferType = type; });
    });
}

void LinkPanel::showFault(const NumberField& field, QGridLayout& grid) {
    const NumberField* shown = &field;
    // Another field may still be wrong when this one is mended.
    for (const NumberField* const other : {m_mbps, m_latency, m_overhead})
        if (shown->fault().isEmpty() && !other->fault().isEmpty()) shown = other;
    trilane::showFault(*m_fault, shown->fault());
    if (shown->fault().isEmpty()) return;
    int row = 0;
    int column = 0;
    int span = 0;
    grid.getItemPosition(grid.indexOf(shown), &row, &column, &span, &span);
    grid.addWidget(m_fault, row + 1, 0, 1, 2);
}

void LinkPanel::makeActions() {
    for (Preset& preset : m_presets) {
        const Network network = preset.network;
        preset.action = addViewAction(*this, QString::fromStdString(network.name));
        preset.action->setCheckable(true);
        connect(preset.action, &QAction::triggered, this,
                [this, network] { choosePreset(network); });
        m_actions << preset.action;
    }
    QAction* const file = addViewAction(*this, tr("Link from &file…"));
    connect(file, &QAction::triggered, this, &LinkPanel::chooseFile);
    m_actions << file;
    const auto step = [this](const QString& text, const QKeySequence& keys, int by) {
        QAction* const action = addViewAction(*this, text, {keys});
        connect(action, &QAction::triggered, this,
                [this, by] { m_slider->setValue(m_slider->value() + by); });
        m_actions << action;
    };
    step(tr("&More bandwidth"), Qt::CTRL | Qt::Key_BracketRight, m_slider->pageStep() / 5);
    step(tr("&Less bandwidth"), Qt::CTRL | Qt::Key_BracketLeft, -m_slider->pageStep() / 5);
}

void LinkPanel::changeLink(const QString& text, const std::function<void(ProjectLink&)>& change,
                           int gesture) {
    m_document.edit(
        text,
        [&](Project& project) {
            change(project.link);
            project.link.name = linkName(project.link);
        },
        gesture);
    // An edit that changes nothing says nothing, and a button may be pressed all the same.
    showLink(m_document.project().link);
}

void LinkPanel::choosePreset(const Network& network) {
    changeLink(tr("Link %1").arg(QString::fromStdString(network.name)),
               [&](ProjectLink& link) { take(link, network); });
}

void LinkPanel::chooseFile() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Link from a file"), {},
                                                      tr("Networks (*.json);;All files (*)"));
    if (!path.isEmpty()) loadFile(path);
}

void LinkPanel::loadFile(const QString& path) {
    try {
        const Network network = loadNetwork(path.toStdString());
        m_document.edit(tr("Link %1").arg(nameText(network.name)), [&](Project& project) {
            take(project.link, network);
            if (network.name.empty()) project.link.name = linkName(project.link);
        });
    } catch (const InputError& error) {
        emit m_document.failed(tr("Cannot read the link"), QString::fromUtf8(error.what()));
    }
}

void LinkPanel::slide() {
    if (m_gesture == 0) m_gesture = m_document.newGesture();
    if (!m_pending.isActive()) m_pending.start();
}

void LinkPanel::applySlider() {
    m_pending.stop();
    const double mbps = m_slider->mbps();
    changeLink(
        tr("Change the bandwidth"), [mbps](ProjectLink& link) { link.mbps = mbps; }, m_gesture);
}

void LinkPanel::showLink(const ProjectLink& link) {
    const QSignalBlocker noSlide(m_slider);
    // The hand on the slider is ahead of the project.
    if (!m_slider->isSliderDown() && !m_pending.isActive()) {
        const int position = LogSlider::positionOf(link.mbps);
        if (m_slider->value() != position && m_slider->mbps() != link.mbps) {
            m_slider->setValue(position);
            m_gesture = 0;
        }
    }
    m_mbps->showValue(link.mbps);
    m_latency->showValue(link.latency.milliseconds());
    m_overhead->showValue(link.overhead.milliseconds());
    bool named = false;
    const std::string name = linkName(link);
    for (const Preset& preset : m_presets) {
        const bool chosen = preset.network.name == name;
        preset.button->setChecked(chosen);
        preset.action->setChecked(chosen);
        named = named || chosen;
    }
    m_custom->setText(named ? QString() : nameText(link.name));
    m_transferType->showType(link.transferType);
}

void LinkPanel::showFixedTimes() {
    const FixedSends sends = countFixedSends(m_document);
    const QString all = countText(static_cast<std::int64_t>(sends.tensors));
    if (sends.fixed == sends.tensors)
        m_fixed->setText(tr("All %1 send times are fixed: bandwidth has no effect").arg(all));
    else
        m_fixed->setText(tr("Fixed send time: %1 of %2 tensors")
                             .arg(countText(static_cast<std::int64_t>(sends.fixed)), all));
    m_fixed->setToolTip(
        tr("From the model, the profile or an edit; bandwidth and overhead change "
           "the others only"));
    m_fixed->setVisible(sends.fixed > 0);
}

}  // namespace trilane

#include "moc_link_panel.cpp"
