#include "app/gui/panels/inspector.h"

#include "app/gui/document/appearance.h"
#include "app/gui/document/document.h"
#include "app/gui/document/editing.h"
#include "app/gui/document/selection.h"
#include "app/gui/panels/figure_edit.h"
#include "app/gui/panels/panel_numbers.h"
#include "app/gui/panels/panel_style.h"
#include "app/gui/panels/value_edit.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextOption>
#include <QUrl>
#include <QVBoxLayout>

namespace trilane {
namespace {

/// "layer:12" or "tensor:3".
QString linkOf(const InspectionTarget& target) {
    if (const auto* layer = std::get_if<LayerId>(&target))
        return QStringLiteral("layer:%1").arg(layer->index());
    if (const auto* tensor = std::get_if<TensorId>(&target))
        return QStringLiteral("tensor:%1").arg(tensor->index());
    return {};
}

QString htmlOf(const Inspection& inspection, const Theme& colours) {
    QString html = QStringLiteral("<table cellspacing=\"0\" cellpadding=\"0\" width=\"100%\">");
    for (const InspectionSection& section : inspection.sections) {
        if (!section.title.isEmpty())
            html += QStringLiteral(
                        "<tr><td colspan=\"2\" style=\"padding-top:8px\">"
                        "<span style=\"font-weight:600\">%1</span></td></tr>")
                        .arg(section.title.toHtmlEscaped());
        for (const InspectionRow& row : section.rows) {
            const QString link = linkOf(row.target);
            QString value = row.value.toHtmlEscaped();
            if (!link.isEmpty())
                value = QStringLiteral(
                            "<a href=\"%1\" style=\"color:%2;text-decoration:none\">"
                            "%3</a>")
                            .arg(link, colours.accent.name(), value);
            html += QStringLiteral(
                        "<tr><td width=\"76\" style=\"color:%1;padding:2px 6px 2px 0px\">%2</td>"
                        "<td style=\"color:%3;padding:2px 0px\">%4</td></tr>")
                        .arg(colours.muted.name(), row.label.toHtmlEscaped(), colours.text.name(),
                             value);
        }
    }
    return html + QStringLiteral("</table>");
}

}  // namespace

Inspector::Inspector(Document& document, Selection& selection, QWidget* parent)
    : QWidget(parent), m_document(document), m_selection(selection), m_values(document) {
    QVBoxLayout* const layout = makePanelLayout(*this);
    layout->setSpacing(4);
    m_title = makeTitle({}, this);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_kind = makeMuted({}, this);
    auto* const top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_kind);
    layout->addLayout(top);
    auto* const row = new QHBoxLayout;
    row->setSpacing(kGrid);
    makeFields(*row);
    layout->addLayout(row);
    m_fault = makeFault(this);
    layout->addWidget(m_fault);
    m_text = new QTextBrowser(this);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->setAccessibleName(tr("Details of what is selected"));
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->document()->setDocumentMargin(0);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->setMinimumHeight(80);
    layout->addWidget(m_text, 1);
    makeActions();
    setAccessibleName(tr("Inspector"));
    m_layingOut.setSingleShot(true);
    connect(&m_layingOut, &QTimer::timeout, this, &Inspector::layOutText);
    connect(m_text, &QTextBrowser::anchorClicked, this, &Inspector::follow);
    connect(&document, &Document::opened, this, &Inspector::refresh);
    connect(&document, &Document::projectChanged, this, &Inspector::refresh);
    connect(&document, &Document::snapshotChanged, this, &Inspector::refresh);
    connect(&document, &Document::viewChanged, this, &Inspector::refresh);
    connect(&selection, &Selection::changed, this, &Inspector::refresh);
    refresh();
}

Inspector::~Inspector() {
    // A field that loses the focus finishes what was typed, and the inspector must still be whole
    // then.
    hide();
}

void Inspector::makeFields(QHBoxLayout& row) {
    const auto add = [&](Figure figure, const QString& title) {
        Field field{figure, new QWidget(this), new FigureEdit(this)};
        QLabel* const label = makeMuted(title, this);
        label->setBuddy(field.edit);
        auto* const column = new QVBoxLayout(field.box);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
        column->addWidget(label);
        column->addWidget(field.edit);
        field.edit->setAccessibleName(title);
        field.edit->setToolTip(
            tr("A number, or ×1.5, /2, +0.2, -10%; empty goes back to the original"));
        row.addWidget(field.box, 1);
        m_fields.push_back(field);
        connect(field.edit, &QLineEdit::editingFinished, this, [this, field] { commit(field); });
        connect(field.edit, &FigureEdit::faultChanged, this, &Inspector::showFault);
        connect(field.edit, &QLineEdit::textEdited, field.edit, [edit = field.edit] {
            if (!edit->fault().isEmpty()) edit->setFault({});
        });
    };
    add(Figure::DeviceTime, tr("Device ms"));
    add(Figure::ServerTime, tr("Server ms"));
    add(Figure::Size, tr("Bytes"));
    add(Figure::SendTime, tr("Send ms"));
}

void Inspector::makeActions() {
    auto* const copy = new QAction(tr("Copy &details"), this);
    copy->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(copy, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(text()); });
    addAction(copy);
    m_actions << copy;
}

void Inspector::refresh() {
    m_values = ShownValues(m_document);
    const auto layer = m_layer;
    const auto tensor = m_tensor;
    m_inspection = inspect();
    // What was typed was meant for what was selected.
    if (layer != m_layer || tensor != m_tensor)
        for (const Field& field : m_fields)
            field.edit->resetFigure({});
    showFields();
    showText();
}

Inspection Inspector::inspect() {
    m_layer.reset();
    m_tensor.reset();
    const auto model = m_document.model();
    if (!model) return {{}, tr("Nothing is open"), {}};
    std::set<LayerId> layers = m_selection.layers();
    std::erase_if(layers, [&](LayerId layer) { return layer.index() >= model->layerCount(); });
    if (m_selection.tensor() && m_selection.tensor()->index() < model->tensorCount()) {
        m_tensor = m_selection.tensor();
        return inspectTensor(m_values, *m_tensor);
    }
    if (layers.size() == 1) {
        m_layer = *layers.begin();
        return inspectLayer(m_values, *m_layer);
    }
    if (!layers.empty()) return inspectLayers(m_values, layers);
    if (m_summarized != model) {
        m_summary = summarize(*model);
        m_summarized = model;
    }
    return inspectModel(*model, m_summary);
}

QString Inspector::exactText(Figure figure) const {
    const auto ms = [](const std::optional<Nanoseconds>& time) {
        return time ? exactMs(*time) : QString();
    };
    switch (figure) {
        case Figure::DeviceTime:
            return m_layer ? ms(m_values.layerTime(*m_layer, Side::Device)) : QString();
        case Figure::ServerTime:
            return m_layer ? ms(m_values.layerTime(*m_layer, Side::Server)) : QString();
        case Figure::SendTime:
            return m_tensor ? ms(m_values.sendTime(*m_tensor)) : QString();
        case Figure::Size:
            if (!m_tensor || !m_values.bytes(*m_tensor)) return {};
            return QString::number(m_values.bytes(*m_tensor)->count());
    }
    return {};
}

void Inspector::showFields() {
    for (const Field& field : m_fields) {
        const QString exact = exactText(field.figure);
        field.box->setVisible(!exact.isEmpty());
        field.edit->showFigure(exact);
    }
}

void Inspector::showText() {
    m_title->setText(m_title->fontMetrics().elidedText(m_inspection.title, Qt::ElideMiddle,
                                                       std::max(m_title->width(), 160)));
    m_kind->setText(m_inspection.kind);
    m_title->setToolTip(m_inspection.title);
    showFault();
    QString html = htmlOf(m_inspection, themeOf(*this));
    if (html == m_html) return;
    m_html = std::move(html);
    // Laying text out takes a while, and other views have their share of the same signal.
    m_layingOut.start();
}

void Inspector::layOutText() {
    const int scrolled = m_text->verticalScrollBar()->value();
    m_text->setHtml(m_html);
    m_text->verticalScrollBar()->setValue(scrolled);
}

void Inspector::commit(const Field& field) {
    if (!field.edit->isModified()) return;
    const QString fault = change(field.figure, field.edit->text());
    field.edit->setFault(fault);
    if (fault.isEmpty()) field.edit->resetFigure(exactText(field.figure));
}

void Inspector::showFault() {
    QString shown;
    for (const Field& field : m_fields)
        if (shown.isEmpty()) shown = field.edit->fault();
    trilane::showFault(*m_fault, shown);
}

QString Inspector::change(Figure figure, const QString& typed) {
    const bool reset = typed.trimmed().isEmpty();
    ValueEdit edit;
    if (!reset) {
        auto parsed = parseValueEdit(typed);
        if (auto* fault = std::get_if<QString>(&parsed)) return *fault;
        edit = std::get<ValueEdit>(parsed);
    }
    if (figure == Figure::Size) {
        if (!m_tensor) return {};
        if (reset) {
            setTensorBytes(m_document, {{*m_tensor, std::nullopt}});
            return {};
        }
        auto size = applyToBytes(edit, m_values.bytes(*m_tensor).value_or(Bytes{}));
        if (auto* fault = std::get_if<QString>(&size)) return *fault;
        setTensorBytes(m_document, {{*m_tensor, std::get<Bytes>(size)}});
        return {};
    }
    const Side side = figure == Figure::DeviceTime ? Side::Device : Side::Server;
    std::optional<Nanoseconds> current;
    if (figure == Figure::SendTime && m_tensor) current = m_values.sendTime(*m_tensor);
    if (figure != Figure::SendTime && m_layer) current = m_values.layerTime(*m_layer, side);
    if (!current) return {};
    std::optional<Nanoseconds> time;
    if (!reset) {
        auto changed = applyToTime(edit, *current);
        if (auto* fault = std::get_if<QString>(&changed)) return *fault;
        time = std::get<Nanoseconds>(changed);
    }
    if (figure == Figure::SendTime)
        setSendTimes(m_document, {{*m_tensor, time}});
    else
        setLayerTimes(m_document, side, {{*m_layer, time}});
    return {};
}

void Inspector::follow(const QUrl& link) {
    bool valid = false;
    const auto index = link.path().toUInt(&valid);
    const auto model = m_document.model();
    if (!valid || !model) return;
    if (link.scheme() == QStringLiteral("tensor") && index < model->tensorCount()) {
        m_selection.selectTensor(TensorId{index});
    } else if (link.scheme() == QStringLiteral("layer") && index < model->layerCount()) {
        m_selection.selectLayer(LayerId{index});
        m_selection.reveal(LayerId{index});
    }
}

void Inspector::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && m_text != nullptr) showText();
    QWidget::changeEvent(event);
}

}  // namespace trilane

#include "moc_inspector.cpp"
