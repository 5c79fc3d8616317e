#include "app/gui/document/editing.h"
#include "app/gui/panels/link_panel.h"
#include "app/gui/panels/log_slider.h"
#include "app/gui/panels/number_field.h"
#include "core/io/project_link.h"
#include "tests/app/gui/panels/panel_fixture.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <algorithm>

using namespace trilane;
using namespace trilane::panels;

class TestLinkPanel : public QObject {
    Q_OBJECT

private slots:
    void presetsSetTheirFigures();
    void aDragIsOneStep();
    void keysMoveTheSlider();
    void numbersAreCustom();
    void whatIsNoNumberIsMarkedAndChangesNothing_data();
    void whatIsNoNumberIsMarkedAndChangesNothing();
    void escapeAndOtherValuesEndABadText();
    void undoIsTheProjectsOnceTypingIsDone();
    void keysStepBySize();
    void fixedSendTimesAreNamed();
    void readsFiles();
};

namespace {

struct Opened {
    Document document;
    Selection selection;
    LinkPanel panel{document, selection};
    LogSlider* slider = panel.findChild<LogSlider*>();

    Opened() {
        openSample(document, "toy.json");
        panel.resize(280, 220);
        panel.show();
        QCoreApplication::processEvents();
    }
    [[nodiscard]] const ProjectLink& link() const { return document.project().link; }
    [[nodiscard]] QPushButton* button(const QString& text) {
        for (QPushButton* const button : panel.findChildren<QPushButton*>())
            if (button->text() == text) return button;
        return nullptr;
    }
    [[nodiscard]] NumberField* field(const QString& name) {
        for (NumberField* const field : panel.findChildren<NumberField*>())
            if (field->accessibleName() == name) return field;
        return nullptr;
    }
};

}  // namespace

void TestLinkPanel::presetsSetTheirFigures() {
    Opened opened;
    QVERIFY(opened.button(QStringLiteral("WiFi"))->isChecked());
    QTest::mouseClick(opened.button(QStringLiteral("3G")), Qt::LeftButton);
    QCOMPARE(opened.link().name, std::string("3G"));
    QCOMPARE(opened.link().mbps, 1.1);
    QVERIFY(opened.button(QStringLiteral("3G"))->isChecked());
    QVERIFY(!opened.button(QStringLiteral("WiFi"))->isChecked());
    QCOMPARE(opened.slider->value(), LogSlider::positionOf(1.1));
    QCOMPARE(opened.document.undoStack().count(), 1);
    // Pressing it again changes nothing and leaves it pressed.
    QTest::mouseClick(opened.button(QStringLiteral("3G")), Qt::LeftButton);
    QVERIFY(opened.button(QStringLiteral("3G"))->isChecked());
    QCOMPARE(opened.document.undoStack().count(), 1);
    opened.document.undoStack().undo();
    QVERIFY(opened.button(QStringLiteral("WiFi"))->isChecked());
    QCOMPARE(opened.slider->value(), LogSlider::positionOf(18.88));
}

void TestLinkPanel::aDragIsOneStep() {
    Opened opened;
    QSignalSpy changes(&opened.document, &Document::projectChanged);
    const QPoint left(20, 10);
    QTest::mousePress(opened.slider, Qt::LeftButton, {}, left);
    for (int x = 30; x <= 60; x += 10) {
        QTest::mouseMove(opened.slider, QPoint(x, 10));
        QTRY_COMPARE(opened.link().mbps, opened.slider->mbps());
    }
    QTest::mouseRelease(opened.slider, Qt::LeftButton, {}, QPoint(60, 10));
    QVERIFY(changes.count() >= 4);
    QCOMPARE(opened.document.undoStack().count(), 1);
    QCOMPARE(opened.link().name, std::string("custom"));
    QVERIFY(opened.link().mbps < 1);
    // The next drag is another step.
    QTest::mouseClick(opened.slider, Qt::LeftButton, {}, QPoint(200, 10));
    QCOMPARE(opened.document.undoStack().count(), 2);
    QVERIFY(opened.link().mbps > 100);
    opened.document.undoStack().undo();
    opened.document.undoStack().undo();
    QCOMPARE(opened.link().mbps, 18.88);
    QVERIFY(opened.link() == defaultLink());
}

void TestLinkPanel::keysMoveTheSlider() {
    Opened opened;
    opened.slider->setFocus();
    const int before = opened.slider->value();
    QTest::keyClick(opened.slider, Qt::Key_Right);
    QTest::keyClick(opened.slider, Qt::Key_PageUp);
    QCoreApplication::processEvents();
    QCOMPARE(opened.slider->value(), before + 27);
    QCOMPARE(opened.link().mbps, opened.slider->mbps());
    QCOMPARE(opened.document.undoStack().count(), 1);
    // Near a preset the slider means the preset.
    opened.slider->setValue(LogSlider::positionOf(5.85) + 1);
    QCoreApplication::processEvents();
    QCOMPARE(opened.link().mbps, 5.85);
    QCOMPARE(opened.link().name, std::string("4G"));
}

void TestLinkPanel::numbersAreCustom() {
    Opened opened;
    NumberField* const mbps = opened.field(QStringLiteral("Bandwidth Mbps"));
    QCOMPARE(mbps->text(), QStringLiteral("18.88"));
    mbps->selectAll();
    QTest::keyClicks(mbps, QStringLiteral("7.5"));
    QCOMPARE(opened.link().mbps, 18.88);
    QTest::keyClick(mbps, Qt::Key_Return);
    QCOMPARE(opened.link().mbps, 7.5);
    QCOMPARE(opened.link().name, std::string("custom"));
    NumberField* const latency = opened.field(QStringLiteral("Latency ms"));
    latency->setValue(2.5);
    QVERIFY(opened.link().latency == Nanoseconds{2'500'000});
    auto* const type = opened.panel.findChild<QComboBox*>();
    type->setCurrentIndex(type->findText(QStringLiteral("float16")));
    emit type->activated(type->currentIndex());
    QVERIFY(opened.link().transferType == DataType::Float16);
    QCOMPARE(type->currentText(), QStringLiteral("float16"));
    QCOMPARE(opened.document.undoStack().count(), 3);
}

void TestLinkPanel::whatIsNoNumberIsMarkedAndChangesNothing_data() {
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("fault");
    const auto mbps = QStringLiteral("Bandwidth Mbps");
    const auto row = [](const char* name, const QString& field, const char* typed,
                        const char* fault) {
        QTest::newRow(name) << field << QString::fromUtf8(typed) << QString::fromUtf8(fault);
    };
    row("decimal comma", mbps, "5,85", "'5,85' is no number; expected for example 5.85");
    row("latency", QStringLiteral("Latency ms"), "1,5",
        "'1,5' is no number; expected for example 1.5");
    row("zero", mbps, "0", "0 is too small; expected 0.0001 to 1000000");
    row("negative", mbps, "-5", "-5 is too small; expected 0.0001 to 1000000");
    row("too much", mbps, "1e9", "1e9 is too large; expected 0.0001 to 1000000");
    row("words", mbps, "fast", "'fast' is no number; expected for example 3 or 0.5");
    row("nothing", mbps, "", "nothing typed; expected for example 3 or 0.5");
}

void TestLinkPanel::whatIsNoNumberIsMarkedAndChangesNothing() {
    QFETCH(QString, field);
    QFETCH(QString, typed);
    QFETCH(QString, fault);
    Opened opened;
    NumberField* const edit = opened.field(field);
    const ProjectLink before = opened.link();
    edit->setFocus();
    edit->selectAll();
    QTest::keyClick(edit, Qt::Key_Delete);
    QTest::keyClicks(edit, typed);
    QVERIFY(edit->fault().isEmpty());
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(edit->text(), typed);
    QCOMPARE(edit->fault(), fault);
    bool told = false;
    for (const QLabel* const label : opened.panel.findChildren<QLabel*>())
        told = told || (label->isVisible() && label->text() == fault);
    QVERIFY(told);
    QVERIFY(opened.link() == before);
    QCOMPARE(opened.document.undoStack().count(), 0);
    QVERIFY(!opened.document.isPlanning());
    // Mended, it is taken.
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("2"));
    QVERIFY(edit->fault().isEmpty());
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(opened.document.undoStack().count(), 1);
    for (const QLabel* const label : opened.panel.findChildren<QLabel*>())
        QVERIFY(!label->isVisible() || label->text() != fault);
}

void TestLinkPanel::escapeAndOtherValuesEndABadText() {
    Opened opened;
    NumberField* const mbps = opened.field(QStringLiteral("Bandwidth Mbps"));
    mbps->selectAll();
    QTest::keyClicks(mbps, QStringLiteral("5,85"));
    QTest::keyClick(mbps, Qt::Key_Return);
    QVERIFY(!mbps->fault().isEmpty());
    QTest::keyClick(mbps, Qt::Key_Escape);
    QCOMPARE(mbps->text(), QStringLiteral("18.88"));
    QVERIFY(mbps->fault().isEmpty());
    QTest::keyClicks(mbps, QStringLiteral("x"));
    QTest::keyClick(mbps, Qt::Key_Return);
    QTest::mouseClick(opened.button(QStringLiteral("3G")), Qt::LeftButton);
    QCOMPARE(mbps->text(), QStringLiteral("1.1"));
    QVERIFY(mbps->fault().isEmpty());
}

void TestLinkPanel::undoIsTheProjectsOnceTypingIsDone() {
    Opened opened;
    QAction undo;
    undo.setShortcut(QKeySequence::Undo);
    opened.panel.addAction(&undo);
    connect(&undo, &QAction::triggered, [&] { opened.document.undoStack().undo(); });
    opened.panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&opened.panel));
    NumberField* const mbps = opened.field(QStringLiteral("Bandwidth Mbps"));
    mbps->setFocus();
    mbps->selectAll();
    QTest::keyClicks(mbps, QStringLiteral("7"));
    QTest::keyClick(mbps, Qt::Key_Return);
    QCOMPARE(opened.link().mbps, 7.0);
    // What is being typed is the line's own to take back.
    QTest::keyClicks(mbps, QStringLiteral("5"));
    QCOMPARE(mbps->text(), QStringLiteral("75"));
    QTest::keyClick(mbps, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(mbps->text(), QStringLiteral("7"));
    QCOMPARE(opened.link().mbps, 7.0);
    QTest::keyClick(mbps, Qt::Key_Return);
    QTest::keyClick(mbps, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(opened.link().mbps, 18.88);
    QCOMPARE(mbps->text(), QStringLiteral("18.88"));
}

void TestLinkPanel::keysStepBySize() {
    Opened opened;
    NumberField* const mbps = opened.field(QStringLiteral("Bandwidth Mbps"));
    QTest::keyClick(mbps, Qt::Key_Up);
    QCOMPARE(opened.link().mbps, 19.88);
    mbps->setValue(10);
    QTest::keyClick(mbps, Qt::Key_Down);
    QCOMPARE(opened.link().mbps, 9.9);
    NumberField* const latency = opened.field(QStringLiteral("Latency ms"));
    QTest::keyClick(latency, Qt::Key_Up);
    QCOMPARE(latency->text(), QStringLiteral("0.1"));
    QTest::keyClick(latency, Qt::Key_Down);
    QTest::keyClick(latency, Qt::Key_Down);
    QVERIFY(latency->value() < 0.1 && latency->value() >= 0);
}

void TestLinkPanel::fixedSendTimesAreNamed() {
    Opened opened;
    const auto says = [&](const QString& text) {
        for (const QLabel* const label : opened.panel.findChildren<QLabel*>())
            if (label->isVisible() && label->text() == text) return true;
        return false;
    };
    QVERIFY(says(QStringLiteral("All 9 send times are fixed: bandwidth has no effect")));
    openSample(opened.document, "lenet-5.onnx");
    for (const QLabel* const label : opened.panel.findChildren<QLabel*>())
        QVERIFY(!label->isVisible() || !label->text().contains(QStringLiteral("fixed")));
    setSendTimes(opened.document, {{opened.document.model()->layer(LayerId{0}).outputs.front(),
                                    Nanoseconds{1'000'000}}});
    const auto& tensors = opened.document.model()->tensors();
    const auto sent = std::count_if(tensors.begin(), tensors.end(),
                                    [](const Tensor& tensor) { return !tensor.consumers.empty(); });
    QVERIFY(says(QStringLiteral("Fixed send time: 1 of %1 tensors").arg(sent)));
}

void TestLinkPanel::readsFiles() {
    Opened opened;
    const QTemporaryDir folder;
    const auto write = [&](const char* text) {
        QFile file(folder.filePath(QStringLiteral("network.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    QSignalSpy failures(&opened.document, &Document::failed);
    write(R"({"format":"trilane.network","version":1,"name":"LoRa","mbps":0.05,)"
          R"("latency_ms":40,"overhead_ms":1})");
    opened.panel.loadFile(folder.filePath(QStringLiteral("network.json")));
    QCOMPARE(opened.link().name, std::string("LoRa"));
    QCOMPARE(opened.link().mbps, 0.05);
    QVERIFY(opened.link().latency == Nanoseconds{40'000'000});
    QCOMPARE(failures.count(), 0);
    write("{}");
    opened.panel.loadFile(folder.filePath(QStringLiteral("network.json")));
    QCOMPARE(failures.count(), 1);
    QCOMPARE(opened.link().name, std::string("LoRa"));
}

QTEST_MAIN(TestLinkPanel)
#include "test_link_panel.moc"
