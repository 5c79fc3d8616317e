#include "app/gui/document/editing.h"
#include "core/cost/time_origin.h"
#include "tests/app/gui/document/document_test.h"
#include "tests/support/random_models.h"

#include <map>
#include <vector>

using namespace trilane;
using namespace trilane::test;

namespace {

/// The layers up to `last`: closed, for ids are in topological order.
Cut prefix(const Model& model, std::size_t last) {
    Cut cut{LayerSet(model.layerCount())};
    for (std::size_t i = 0; i <= last; ++i)
        cut.device.set(i);
    return cut;
}

/// One edit of every kind, by number.
void editSomehow(Document& document, std::size_t kind, std::int64_t value) {
    const std::size_t layers = document.model()->layerCount();
    const std::size_t tensors = document.model()->tensorCount();
    const auto number = static_cast<std::size_t>(value);
    const LayerId layer{number % layers};
    const TensorId tensor{number % tensors};
    switch (kind) {
        case 0:
            return pinLayers(document, {layer}, Side::Device);
        case 1:
            return pinLayers(document, {layer}, Side::Server);
        case 2:
            return pinLayers(document, {layer}, std::nullopt);
        case 3:
            return setLayerTimes(document, Side::Device, {{layer, Nanoseconds{value}}});
        case 4:
            return setLayerTimes(document, Side::Server, {{layer, std::nullopt}});
        case 5:
            return setSendTimes(document, {{tensor, Nanoseconds{value}}});
        case 6:
            return setTensorBytes(document, {{tensor, Bytes{value}}});
        case 7:
            return setManualCut(document, prefix(*document.model(), layer.index()));
        case 8:
            return clearManualCut(document);
        case 9:
            return document.edit("link", [value](Project& project) {
                project.link.name = "custom";
                project.link.latency = Nanoseconds{value};
            });
        case 10:
            return document.edit("inputs", [](Project& project) {
                project.pins.keepInputsLocal = !project.pins.keepInputsLocal;
            });
        default:
            return document.edit("nothing", [](Project&) {});
    }
}

constexpr std::int64_t kKinds = 12;

}  // namespace

class TestDocumentEdits : public QObject {
    Q_OBJECT

private slots:
    void init() { QCOMPARE(openIn(m_document, samplePath("toy.json")), QString()); }

    void takesBackEachKindOfEdit() {
        const std::string before = m_document.projectBytes();
        for (std::size_t kind = 0; kind + 1 < kKinds; ++kind) {
            if (kind == 2) editSomehow(m_document, 0, 0);
            if (kind == 4) editSomehow(m_document, 3, 7);
            if (kind == 4) setLayerTimes(m_document, Side::Server, {{LayerId{0}, Nanoseconds{7}}});
            if (kind == 8) editSomehow(m_document, 7, 0);
            const std::string start = m_document.projectBytes();
            const int steps = m_document.undoStack().index();
            editSomehow(m_document, kind, 0);
            QCOMPARE(m_document.undoStack().index(), steps + 1);
            const std::string after = m_document.projectBytes();
            QVERIFY(after != start);
            m_document.undoStack().undo();
            QCOMPARE(m_document.projectBytes(), start);
            m_document.undoStack().redo();
            QCOMPARE(m_document.projectBytes(), after);
            m_document.undoStack().setIndex(0);
            QCOMPARE(m_document.projectBytes(), before);
            QVERIFY(!m_document.isModified());
        }
    }

    void takesBackLongSequences() {
        Dice dice(3);
        std::vector<std::string> bytes{m_document.projectBytes()};
        QUndoStack& undo = m_document.undoStack();
        for (int i = 0; i < 200; ++i) {
            if (dice.between(0, 3) == 0 && undo.index() > 0) {
                undo.setIndex(static_cast<int>(dice.between(0, undo.index() - 1)));
                QCOMPARE(m_document.projectBytes(),
                         bytes.at(static_cast<std::size_t>(undo.index())));
            }
            const int steps = undo.index();
            editSomehow(m_document, static_cast<std::size_t>(dice.between(0, kKinds - 1)),
                        dice.between(1, 1000));
            bytes.resize(static_cast<std::size_t>(steps) + 1);
            // What changes nothing is no step.
            if (undo.index() == steps) {
                QCOMPARE(m_document.projectBytes(), bytes.back());
                continue;
            }
            bytes.push_back(m_document.projectBytes());
            QVERIFY(bytes.back() != bytes.at(bytes.size() - 2));
        }
        for (int i = undo.count(); i >= 0; --i) {
            undo.setIndex(i);
            QCOMPARE(m_document.projectBytes(), bytes.at(static_cast<std::size_t>(i)));
        }
        undo.setIndex(undo.count());
        QCOMPARE(m_document.projectBytes(), bytes.back());
        settle(m_document);
        QVERIFY(m_document.snapshot()->project == m_document.project() ||
                !m_document.planningFault().isEmpty());
    }

    void mergesAGesture() {
        QUndoStack& undo = m_document.undoStack();
        const auto slide = [this](double mbps, int gesture) {
            m_document.edit(
                "link", [mbps](Project& project) { project.link.mbps = mbps; }, gesture);
        };
        const int first = m_document.newGesture();
        for (const double mbps : {1.0, 2.0, 3.0})
            slide(mbps, first);
        QCOMPARE(undo.count(), 1);
        const int second = m_document.newGesture();
        slide(4, second);
        slide(5, second);
        QCOMPARE(undo.count(), 2);
        undo.undo();
        QCOMPARE(m_document.project().link.mbps, 3.0);
        undo.undo();
        QCOMPARE(m_document.project().link.mbps, 18.88);
        // Back to where it was: no step is left.
        const int third = m_document.newGesture();
        slide(7, third);
        slide(18.88, third);
        QCOMPARE(undo.index(), 0);
        QVERIFY(!m_document.isModified());
    }

    void changesMachinesAndBack() {
        const auto device = [this] { return m_document.costs().device.name; };
        const std::string before = device();
        m_document.chooseMachine(Side::Device, "raspberry-pi-5");
        QTRY_VERIFY(device() != before);
        QVERIFY(m_document.costs().deviceChosen);
        QCOMPARE(m_document.undoStack().count(), 1);
        const std::string bytes = m_document.projectBytes();
        m_document.undoStack().undo();
        QCOMPARE(device(), before);
        QVERIFY(!m_document.costs().deviceChosen && !m_document.project().device);
        m_document.undoStack().redo();
        QCOMPARE(*m_document.project().device, std::string("raspberry-pi-5"));
        QCOMPARE(m_document.projectBytes(), bytes);
        m_document.chooseMachine(Side::Device, "");
        QTRY_COMPARE(device(), before);
        // Another side meanwhile: neither is lost.
        m_document.chooseMachine(Side::Device, "laptop");
        m_document.chooseMachine(Side::Server, "jetson-orin-nano");
        QTRY_VERIFY(m_document.project().device == "laptop" &&
                    m_document.project().server == "jetson-orin-nano");
        settle(m_document);
        QCOMPARE(m_document.snapshot()->project.server, m_document.project().server);
    }

    void usesAProfile() {
        const QTemporaryDir folder;
        const QString text =
            QString(R"({"format": "trilane.profile", "version": 1, "model": "%1",
                                         "device": {"layers": {"%2": 123}}})")
                .arg(QString::fromStdString(m_document.model()->name()),
                     QString::fromStdString(m_document.model()->layer(LayerId{0}).name));
        const QString path = writeFileIn(folder, "p.json", text.toUtf8());
        m_document.chooseProfile(path.toStdString());
        QTRY_VERIFY(!m_document.project().profilePath.empty());
        settle(m_document);
        QVERIFY(m_document.snapshot()->durations.device[0] == Nanoseconds{123'000'000});
        m_document.undoStack().undo();
        settle(m_document);
        QVERIFY(m_document.snapshot()->durations.device[0] != Nanoseconds{123'000'000});
    }

    void saysWhyAMachineCannotBeUsed() {
        QSignalSpy failed(&m_document, &Document::failed);
        m_document.chooseMachine(Side::Device, "raspberry-pi-6");
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed.front().at(1).toString().startsWith("raspberry-pi-6: neither a shipped"));
        QVERIFY(!m_document.project().device);
        QVERIFY(!m_document.isModified());
    }

private:
    Document m_document;
};

QTEST_GUILESS_MAIN(TestDocumentEdits)
#include "test_document_edits.moc"
