#include "app/gui/window/prompts.h"

#include "app/gui/document/document.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QVBoxLayout>

namespace trilane {
namespace {

constexpr const char* kFolderKey = "lastFolder";

QString text(const char* source) {
    return QCoreApplication::translate("Prompts", source);
}

QString lastFolder(const QSettings* settings) {
    return settings ? settings->value(kFolderKey).toString() : QString();
}

void rememberFolder(QSettings* settings, const QString& path) {
    if (settings && !path.isEmpty()) settings->setValue(kFolderKey, QFileInfo(path).absolutePath());
}

UnsavedAnswer askUnsaved(QWidget* window, const QString& project) {
    QMessageBox box(QMessageBox::Question, text("Unsaved changes"),
                    text("Save the changes to %1?").arg(project), QMessageBox::NoButton, window);
    box.setInformativeText(
        text("What is not saved is lost. The model's own file is never changed."));
    const auto* const save = box.addButton(text("&Save"), QMessageBox::AcceptRole);
    const auto* const discard = box.addButton(text("&Discard"), QMessageBox::DestructiveRole);
    box.setEscapeButton(box.addButton(text("Cancel"), QMessageBox::RejectRole));
    box.exec();
    if (box.clickedButton() == save) return UnsavedAnswer::Save;
    if (box.clickedButton() == discard) return UnsavedAnswer::Discard;
    return UnsavedAnswer::Cancel;
}

QString askSavePath(QWidget* window, const QSettings* settings, const QString& title,
                    const QString& name, const QString& filter) {
    QFileDialog dialog(window, title, lastFolder(settings), filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setFileMode(QFileDialog::AnyFile);
    dialog.selectFile(name);
    // The first suffix of the filter in use, which may have two parts: "*.trace.json".
    const auto followFilter = [&dialog](const QString& chosen) {
        static const QRegularExpression suffix(QStringLiteral("\\*\\.([a-z.]+)"));
        dialog.setDefaultSuffix(suffix.match(chosen).captured(1));
    };
    followFilter(dialog.selectedNameFilter());
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, followFilter);
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

std::optional<ReadingOptions> askReadingOptions(QWidget* window, const Document& document) {
    QDialog dialog(window);
    dialog.setWindowTitle(text("Read the model's file anew"));
    auto* const layout = new QVBoxLayout(&dialog);
    auto* const hint =
        new QLabel(text("Shapes of inputs that the file leaves open, one on each line, as in "
                        "input=1,3,224,224"));
    auto* const shapes = new QPlainTextEdit(shapesToText(document.project().shapes));
    shapes->setAccessibleName(text("Shapes of inputs"));
    shapes->setTabChangesFocus(true);
    auto* const fuse =
        new QCheckBox(text("&Fuse convolution, normalization and activation into one layer"));
    fuse->setChecked(document.project().fuse);
    auto* const fault = new QLabel;
    fault->setObjectName(QStringLiteral("fault"));
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    for (QWidget* widget :
         {static_cast<QWidget*>(hint), static_cast<QWidget*>(shapes), static_cast<QWidget*>(fuse),
          static_cast<QWidget*>(fault), static_cast<QWidget*>(buttons)})
        layout->addWidget(widget);
    ReadingOptions options;
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, [&] {
        QString reason;
        auto read = shapesFromText(shapes->toPlainText(), reason);
        fault->setText(reason);
        if (!read) return;
        options = {*std::move(read), fuse->isChecked()};
        dialog.accept();
    });
    dialog.resize(520, 300);
    return dialog.exec() == QDialog::Accepted ? std::optional(std::move(options)) : std::nullopt;
}

}  // namespace

Prompts dialogPrompts(QWidget& window, QSettings* settings) {
    Prompts prompts;
    prompts.unsaved = [&window](const QString& project) { return askUnsaved(&window, project); };
    prompts.pathToOpen = [&window, settings] {
        QString path = QFileDialog::getOpenFileName(
            &window, text("Open a model or a project"), lastFolder(settings),
            text("Models and projects (*.onnx *.json);;ONNX models (*.onnx);;"
                 "Trilane models and projects (*.json);;All files (*)"));
        rememberFolder(settings, path);
        return path;
    };
    prompts.pathToSave = [&window, settings](const QString& title, const QString& name,
                                             const QString& filter) {
        QString path = askSavePath(&window, settings, title, name, filter);
        rememberFolder(settings, path);
        return path;
    };
    prompts.readingOptions = [&window](const Document& document) {
        return askReadingOptions(&window, document);
    };
    return prompts;
}

std::optional<std::map<std::string, std::vector<std::int64_t>, std::less<>>> shapesFromText(
    const QString& source, QString& fault) {
    std::map<std::string, std::vector<std::int64_t>, std::less<>> shapes;
    for (const QString& whole : source.split('\n')) {
        const QString line = whole.trimmed();
        if (line.isEmpty()) continue;
        // Names of tensors may hold "=" themselves.
        const QString name = line.section('=', 0, -2).trimmed();
        std::vector<std::int64_t> shape;
        bool good = !name.isEmpty();
        for (const QString& part : line.section('=', -1).split(',')) {
            bool number = false;
            shape.push_back(part.trimmed().toLongLong(&number));
            good &= number && shape.back() > 0;
        }
        if (!good) {
            fault = text("found “%1”, expected a line like input=1,3,224,224").arg(line);
            return std::nullopt;
        }
        shapes[name.toStdString()] = std::move(shape);
    }
    return shapes;
}

QString shapesToText(const std::map<std::string, std::vector<std::int64_t>, std::less<>>& shapes) {
    QStringList lines;
    for (const auto& [name, shape] : shapes) {
        QStringList numbers;
        for (const std::int64_t number : shape)
            numbers << QString::number(number);
        lines << QString::fromStdString(name) + '=' + numbers.join(',');
    }
    return lines.join('\n');
}

}  // namespace trilane
