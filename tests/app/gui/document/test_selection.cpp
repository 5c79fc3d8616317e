#include "app/gui/document/selection.h"

#include <QtTest>

using namespace trilane;

class TestSelection : public QObject {
    Q_OBJECT

private slots:
    void keepsNamesOfTheSameFile();
    void keepsTensors();
    void forgetsAnotherFile();
};

namespace {

/// A line of layers; each makes a tensor of its own name.
std::shared_ptr<const Model> lineOf(const std::vector<std::string>& names) {
    ModelDescription description;
    description.name = "line";
    description.inputs = {"in"};
    std::string last = "in";
    description.tensors["in"].bytes = Bytes{4};
    for (const std::string& name : names) {
        LayerDescription layer;
        layer.name = name;
        layer.op = "Conv";
        layer.inputs = {last};
        layer.outputs = {name};
        description.layers.push_back(layer);
        description.tensors[name].bytes = Bytes{4};
        last = name;
    }
    auto built = buildModel(std::move(description));
    return std::make_shared<const Model>(std::get<Model>(std::move(built)));
}

}  // namespace

void TestSelection::keepsNamesOfTheSameFile() {
    Selection selection;
    selection.follow(lineOf({"a", "b", "c", "d"}), "line.json");
    selection.selectLayers({LayerId{1}, LayerId{2}, LayerId{3}}, LayerId{3});
    // The file lost "a" and "d".
    const auto now = lineOf({"b", "x", "c"});
    selection.follow(now, "line.json");
    QVERIFY((selection.layers() == std::set<LayerId>{*now->findLayer("b"), *now->findLayer("c")}));
    QVERIFY(selection.currentLayer() == now->findLayer("c"));
}

void TestSelection::keepsTensors() {
    Selection selection;
    const auto before = lineOf({"a", "b", "c"});
    selection.follow(before, "line.json");
    selection.selectTensor(*before->findTensor("b"));
    const auto now = lineOf({"z", "a", "b", "c"});
    selection.follow(now, "line.json");
    QVERIFY(selection.tensor() == now->findTensor("b"));
    selection.follow(lineOf({"a", "c"}), "line.json");
    QVERIFY(selection.isEmpty());
}

void TestSelection::forgetsAnotherFile() {
    Selection selection;
    selection.follow(lineOf({"a", "b"}), "line.json");
    selection.selectLayer(LayerId{1});
    selection.highlight({LayerId{0}});
    selection.follow(lineOf({"a", "b"}), "other.json");
    QVERIFY(selection.isEmpty());
    QVERIFY(selection.highlighted().empty());
}

QTEST_APPLESS_MAIN(TestSelection)
#include "test_selection.moc"
