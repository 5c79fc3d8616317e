#include "app/gui/panels/machine_panel.h"

#include "app/gui/document/document.h"
#include "app/gui/panels/panel_numbers.h"
#include "app/gui/panels/panel_style.h"
#include "app/gui/panels/shown_values.h"
#include "core/io/machine_json.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace trilane {
namespace {

/// The entry that asks for a file; no machine is called so.
const QString kFromFile = QStringLiteral("\x01");

}  // namespace

MachinePanel::MachinePanel(Document& document, Selection& /*selection*/, QWidget* parent)
    : QWidget(parent), m_document(document) {
    QVBoxLayout* const layout = makePanelLayout(*this);
    layout->addWidget(makeTitle(tr("Machines"), this));
    auto* const grid = new QGridLayout;
    grid->setHorizontalSpacing(kGrid);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    m_device = makeMachine(*grid, Side::Device);
    m_server = makeMachine(*grid, Side::Server);
    makeProfile(*grid);
    layout->addLayout(grid);
    layout->addStretch(1);
    makeActions();
    setAccessibleName(tr("Machines"));
    connect(&document, &Document::opened, this, &MachinePanel::refresh);
    connect(&document, &Document::projectChanged, this, &MachinePanel::refresh);
    connect(&document, &Document::snapshotChanged, this, &MachinePanel::refresh);
    refresh();
}

MachinePanel::MachineRow MachinePanel::makeMachine(QGridLayout& grid, Side side) {
    MachineRow row;
    const QString title = side == Side::Device ? tr("Device") : tr("Server");
    row.combo = new QComboBox(this);
    row.combo->setAccessibleName(title);
    row.combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    row.combo->setMinimumContentsLength(12);
    row.origin = makeMuted({}, this);
    row.origin->setWordWrap(true);
    QFont small = row.origin->font();
    small.setPixelSize(11);
    row.origin->setFont(small);
    QLabel* const label = makeMuted(title, this);
    label->setBuddy(row.combo);
    const int at = grid.rowCount();
    grid.addWidget(label, at, 0);
    grid.addWidget(row.combo, at, 1, 1, 3);
    grid.addWidget(row.origin, at + 1, 1, 1, 3);
    connect(row.combo, &QComboBox::activated, this,
            [this, side](int index) { choose(side, index); });
    return row;
}

void MachinePanel::makeProfile(QGridLayout& grid) {
    const int at = grid.rowCount();
    m_profile = new QLabel(this);
    m_profile->setTextFormat(Qt::PlainText);
    m_profile->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* const chooseFile = new QToolButton(this);
    chooseFile->setText(tr("Choose…"));
    chooseFile->setToolTip(tr("Measured times from a trilane.profile file"));
    m_clearProfile = new QToolButton(this);
    m_clearProfile->setText(QStringLiteral("×"));
    m_clearProfile->setAccessibleName(tr("Use no profile"));
    m_clearProfile->setToolTip(tr("Use no profile"));
    grid.addWidget(makeMuted(tr("Profile"), this), at, 0);
    grid.addWidget(m_profile, at, 1);
    grid.addWidget(chooseFile, at, 2);
    grid.addWidget(m_clearProfile, at, 3);
    connect(chooseFile, &QToolButton::clicked, this, &MachinePanel::chooseProfileFile);
    connect(m_clearProfile, &QToolButton::clicked, this, [this] { m_document.chooseProfile({}); });
}

void MachinePanel::makeActions() {
    const auto add = [this](const QString& text, auto&& run) {
        auto* const action = new QAction(text, this);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        m_actions << action;
        return action;
    };
    add(tr("&Device from file…"), [this] { chooseMachineFile(Side::Device); });
    add(tr("&Server from file…"), [this] { chooseMachineFile(Side::Server); });
    add(tr("Measured &profile…"), &MachinePanel::chooseProfileFile);
    m_clearAction = add(tr("Use &no profile"), [this] { m_document.chooseProfile({}); });
}

void MachinePanel::choose(Side side, int index) {
    const QString name = row(side).combo->itemData(index).toString();
    if (name == kFromFile)
        chooseMachineFile(side);
    else
        m_document.chooseMachine(side, name.toStdString());
    // A choice that fails or is given up must not stay on show.
    refresh();
}

void MachinePanel::chooseMachineFile(Side side) {
    const QString path =
        QFileDialog::getOpenFileName(this, side == Side::Device ? tr("Device") : tr("Server"), {},
                                     tr("Machines (*.json);;All files (*)"));
    if (!path.isEmpty()) m_document.chooseMachine(side, path.toStdString());
}

void MachinePanel::chooseProfileFile() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Measured profile"), {},
                                                      tr("Profiles (*.json);;All files (*)"));
    if (!path.isEmpty()) m_document.chooseProfile(path.toStdString());
}

void MachinePanel::refresh() {
    showMachine(Side::Device);
    showMachine(Side::Server);
    const QString path = QString::fromStdString(m_document.project().profilePath);
    m_profile->setText(path.isEmpty() ? tr("none") : QFileInfo(path).fileName());
    m_profile->setToolTip(path);
    m_profile->setForegroundRole(path.isEmpty() ? QPalette::PlaceholderText : QPalette::WindowText);
    m_clearProfile->setVisible(!path.isEmpty());
    m_clearAction->setEnabled(!path.isEmpty());
}

void MachinePanel::showMachine(Side side) {
    const MachineRow& machine = row(side);
    const QSignalBlocker silent(machine.combo);
    const Project& project = m_document.project();
    const auto& chosen = side == Side::Device ? project.device : project.server;
    const std::string standard = side == Side::Device ? kDefaultDevice : kDefaultServer;
    machine.combo->clear();
    machine.combo->addItem(tr("%1 (default)").arg(QString::fromStdString(standard)), QString());
    for (const std::string_view shipped : shippedMachineNames()) {
        const QString name =
            QString::fromUtf8(shipped.data(), static_cast<qsizetype>(shipped.size()));
        machine.combo->addItem(name, name);
    }
    const QString name = QString::fromStdString(chosen.value_or(std::string()));
    if (machine.combo->findData(name) < 0) machine.combo->addItem(QFileInfo(name).fileName(), name);
    machine.combo->insertSeparator(machine.combo->count());
    machine.combo->addItem(tr("From file…"), kFromFile);
    machine.combo->setCurrentIndex(machine.combo->findData(name));
    machine.combo->setToolTip(name);
    QStringList lines{originText(side), requestText(side)};
    lines.removeAll(QString());
    machine.origin->setText(lines.join(QChar('\n')));
    machine.origin->setVisible(!machine.origin->text().isEmpty());
}

QString MachinePanel::originText(Side side) const {
    const auto model = m_document.model();
    if (!model) return {};
    switch (timeOrigin(*model, side, m_document.costs().profile)) {
        case TimeOrigin::Model:
            return tr("times come from the model");
        case TimeOrigin::Profile:
            return tr("times come from the profile");
        case TimeOrigin::Machine:
            break;
    }
    const auto& profile = m_document.costs().profile;
    const bool measured = profile && (side == Side::Device ? profile->device : profile->server);
    return measured ? tr("times are estimated where the profile has none")
                    : tr("times are estimated");
}

QString MachinePanel::requestText(Side side) const {
    const auto snapshot = ShownValues(m_document).snapshot();
    if (side != Side::Server || !snapshot) return {};
    const Nanoseconds overhead = snapshot->sources.server.requestOverhead;
    if (overhead == Nanoseconds{}) return {};
    return tr("request overhead %1 ms, before the server begins").arg(exactMs(overhead));
}

}  // namespace trilane

#include "moc_machine_panel.cpp"
