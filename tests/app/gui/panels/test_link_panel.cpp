#include "app/gui/panels/link_panel.h"
#include "app/gui/panels/log_slider.h"
#include "app/gui/panels/number_field.h"
#include "core/io/project_link.h"
#include "tests/app/gui/panels/panel_fixture.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace trilane;
using namespace trilane::panels;

class TestLinkPanel : public QObject {
    Q_OBJECT

private slots:
    void presetsSetTheirFigures();
    void aDragIsOneStep();
    void keysMoveTheSlider();
    void numbersAreCustom();
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
