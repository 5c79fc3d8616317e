#include "app/gui/window/exports.h"
#include "app/gui/window/file_commands.h"
#include "app/gui/window/icon.h"
#include "app/gui/window/keys_dialog.h"
#include "app/gui/window/message_bar.h"
#include "app/gui/window/prompts.h"
#include "app/gui/window/recent_files.h"
#include "app/gui/window/status_text.h"
#include "app/gui/window/style_sheet.h"
#include "core/io/machine_json.h"
#include "core/io/model_file.h"
#include "core/io/project_link.h"

#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace trilane;

namespace {

std::shared_ptr<const Snapshot> snapshotOf(const char* sample) {
    ModelFile file =
        readModelFile(std::string(TRILANE_SOURCE_DIR "/sample_models/") + std::string(sample));
    const LoadedCosts costs{
        loadMachine(kDefaultDevice), loadMachine(kDefaultServer), false, false, {}};
    Project project;
    project.link = defaultLink();
    auto made =
        makeSnapshot(std::make_shared<const Model>(std::move(file.content.model)), costs, project);
    return std::get<std::shared_ptr<const Snapshot>>(std::move(made));
}

}  // namespace

class TestWindowParts : public QObject {
    Q_OBJECT

private slots:
    void recentFilesAreKept() {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath("s.ini"), QSettings::IniFormat);
        RecentFiles recent(&settings);
        recent.add("/a");
        recent.add("/b");
        recent.add("/a");
        recent.add(":/models/sample.onnx");
        QCOMPARE(recent.paths(), QStringList({"/a", "/b"}));
        QCOMPARE(RecentFiles(&settings).paths(), QStringList({"/a", "/b"}));
        recent.remove("/a");
        QCOMPARE(RecentFiles(&settings).paths(), QStringList({"/b"}));
        for (int i = 0; i < 2 * RecentFiles::kMost; ++i)
            recent.add("/f" + QString::number(i));
        QCOMPARE(recent.paths().size(), qsizetype{RecentFiles::kMost});
        QCOMPARE(recent.paths().front(), "/f" + QString::number(2 * RecentFiles::kMost - 1));
    }

    void shapesReadAsTheyAreWritten() {
        QString fault;
        const auto shapes = shapesFromText(" in=1,3, 224,224\n\na=b=7 ", fault);
        QVERIFY(shapes);
        QCOMPARE(shapesToText(*shapes), QStringLiteral("a=b=7\nin=1,3,224,224"));
    }

    void wrongShapes_data() {
        QTest::addColumn<QString>("line");
        for (const char* const line : {"in", "=1", "in=", "in=0", "in=-1", "in=1,,2", "in=1,x"})
            QTest::newRow(line) << line;
    }
    void wrongShapes() {
        QFETCH(QString, line);
        QString fault;
        QVERIFY(!shapesFromText("good=1\n" + line, fault));
        QCOMPARE(fault, "found “" + line + "”, expected a line like input=1,3,224,224");
    }

    void statusOfAPlan() {
        const auto snapshot = snapshotOf("multi-stream.onnx");
        QCOMPARE(statusText(*snapshot, false),
                 QStringLiteral("41 layers · multi-path · 3 jobs · EJ: optimal, proven"));
        // What is said is true of the plan in focus, not of the best there is.
        auto other = std::make_shared<Snapshot>(*snapshot);
        other->project.view.focus = "local";
        QVERIFY2(statusText(*other, false).contains("LO: ") &&
                     statusText(*other, false).endsWith(" above the optimum"),
                 qPrintable(statusText(*other, false)));
        QVERIFY(!statusText(*other, false).contains("at most"));

        QVERIFY(statusText(*snapshot).contains("planned in "));
        QVERIFY(statusText(*snapshotOf("vgg16.onnx"), false).contains("line"));
    }

    void keysComeFromTheActions() {
        QAction fit("&Fit && more…");
        fit.setShortcut(Qt::Key_F);
        QAction silent("Silent");
        const QString html = keysAsHtml({{"Model", {&fit, &silent}}, {"Empty", {&silent}}});
        QVERIFY(html.contains(">Fit &amp; more<"));
        QVERIFY(html.contains("<b>F</b>"));
        QVERIFY(!html.contains("Silent") && !html.contains("Empty"));
    }

    void everyColourOfTheSheetIsNamed() {
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark})
            QVERIFY(!windowStyleSheet(theme(kind)).contains('@'));
    }

    void iconsAreThere() {
        for (const char* const name : {"open", "save", "undo", "redo", "fit", "find", "export",
                                       "theme", "maximize", "restore", "close", "warning"}) {
            const QImage image = lineIcon(name).pixmap(QSize(20, 20), 1.0).toImage();
            bool drawn = false;
            for (int x = 0; x < image.width(); ++x)
                for (int y = 0; y < image.height(); ++y)
                    drawn |= qAlpha(image.pixel(x, y)) > 128;
            QVERIFY2(drawn, name);
        }
        QVERIFY(!programIcon().pixmap(32).isNull());
    }

    void messagesAreShownAsText() {
        MessageBar bar;
        bool restored = false;
        bar.showMessage(MessageBar::Kind::Error, "Cannot <open>", "a & b",
                        {{"Restore", [&restored] { restored = true; }}});
        QVERIFY(!bar.isHidden());
        QCOMPARE(bar.text(), QStringLiteral("Cannot <open>: a & b"));
        bar.findChild<QPushButton*>()->click();
        QVERIFY(restored && bar.isHidden());
    }

    void everyExportHasANameAndAFilter() {
        for (const ExportKind kind : exportKinds()) {
            QVERIFY(!menuText(kind).isEmpty());
            QVERIFY(fileFilter(kind).contains("(*."));
        }
    }

    void samplesHaveNames() { QVERIFY(samplePaths().contains(firstSample())); }
};

QTEST_MAIN(TestWindowParts)
#include "test_window_parts.moc"
