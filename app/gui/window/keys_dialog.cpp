#include "app/gui/window/keys_dialog.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace trilane {
namespace {

QString plain(const QAction& action) {
    QString text = action.text();
    text.replace(QStringLiteral("&&"), QStringLiteral("\x01"));
    text.remove('&');
    return text.replace(QStringLiteral("\x01"), QStringLiteral("&"))
        .remove(QStringLiteral("…"))
        .toHtmlEscaped();
}

QString keysOf(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& sequence : action.shortcuts())
        keys << sequence.toString(QKeySequence::NativeText).toHtmlEscaped();
    return keys.join(QStringLiteral(", "));
}

QList<ActionGroup> filtered(const QList<ActionGroup>& groups, const QString& filter) {
    QList<ActionGroup> found;
    for (const ActionGroup& group : groups) {
        ActionGroup some{group.title, {}};
        for (QAction* const action : group.actions)
            if (group.title.contains(filter, Qt::CaseInsensitive) ||
                plain(*action).contains(filter, Qt::CaseInsensitive) ||
                keysOf(*action).contains(filter, Qt::CaseInsensitive))
                some.actions << action;
        found << some;
    }
    return found;
}

}  // namespace

QString keysAsHtml(const QList<ActionGroup>& groups) {
    QString html;
    for (const ActionGroup& group : groups) {
        QString rows;
        for (const QAction* const action : group.actions) {
            if (action->shortcuts().isEmpty() || action->text().isEmpty()) continue;
            rows += QStringLiteral("<tr><td width='260'>%1</td><td><b>%2</b></td></tr>")
                        .arg(plain(*action), keysOf(*action));
        }
        if (!rows.isEmpty())
            html += QStringLiteral("<h4>%1</h4><table cellpadding='2'>%2</table>")
                        .arg(group.title.toHtmlEscaped(), rows);
    }
    return html;
}

KeysDialog::KeysDialog(const QList<ActionGroup>& groups, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    auto* const filter = new QLineEdit;
    filter->setPlaceholderText(tr("Filter…"));
    filter->setAccessibleName(tr("Filter"));
    filter->setClearButtonEnabled(true);
    auto* const list = new QTextBrowser;
    list->setAccessibleName(tr("Keys"));
    list->setFrameShape(QFrame::NoFrame);
    list->setHtml(keysAsHtml(groups));
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(filter, &QLineEdit::textChanged, this, [list, groups](const QString& text) {
        list->setHtml(keysAsHtml(filtered(groups, text)));
    });
    auto* const layout = new QVBoxLayout(this);
    layout->addWidget(filter);
    layout->addWidget(list, 1);
    layout->addWidget(buttons);
    resize(520, 600);
}

}  // namespace trilane

#include "moc_keys_dialog.cpp"
