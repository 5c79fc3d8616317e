#include "core/io/dot.h"
#include "tests/core/graph/sample_graphs.h"

#include <cgraph.h>

#include <QTest>
#include <map>
#include <memory>
#include <set>

using namespace trilane;

namespace {

using Attributes = std::map<std::string, std::string>;

/// A graph as Graphviz reads it: nodes with their attributes, edges as "a -> b".
struct ReadGraph {
    std::string title;
    std::map<std::string, Attributes> nodes;
    std::multimap<std::string, Attributes> edges;
};

template <class Object>
Attributes attributesOf(Agraph_t* graph, int kind, Object* object) {
    Attributes result;
    for (Agsym_t* symbol = agnxtattr(graph, kind, nullptr); symbol != nullptr;
         symbol = agnxtattr(graph, kind, symbol))
        result[symbol->name] = agxget(object, symbol);
    return result;
}

ReadGraph read(const std::string& dot) {
    const std::unique_ptr<Agraph_t, int (*)(Agraph_t*)> graph(agmemread(dot.c_str()), agclose);
    if (!graph) throw std::runtime_error("Graphviz cannot read this:\n" + dot);
    ReadGraph result;
    result.title = attributesOf(graph.get(), AGRAPH, graph.get())["label"];
    for (Agnode_t* node = agfstnode(graph.get()); node != nullptr;
         node = agnxtnode(graph.get(), node)) {
        result.nodes[agnameof(node)] = attributesOf(graph.get(), AGNODE, node);
        for (Agedge_t* edge = agfstout(graph.get(), node); edge != nullptr;
             edge = agnxtout(graph.get(), edge))
            result.edges.emplace(
                std::string(agnameof(agtail(edge))) + " -> " + agnameof(aghead(edge)),
                attributesOf(graph.get(), AGEDGE, edge));
    }
    return result;
}

/// Undoes what Graphviz undoes when it draws a label.
std::string drawn(const std::string& label) {
    std::string text;
    for (std::size_t i = 0; i < label.size(); ++i) {
        if (label[i] == '\\') {
            ++i;
            if (i == label.size()) throw std::runtime_error("a label ends in half an escape");
            text += label[i] == 'n' ? '\n' : label[i];
        } else if (label.compare(i, 5, "&amp;") == 0) {
            text += '&';
            i += 4;
        } else {
            text += label[i];
        }
    }
    return text;
}

std::vector<std::string> edgeNames(const ReadGraph& graph) {
    std::vector<std::string> names;
    for (const auto& [name, attributes] : graph.edges)
        names.push_back(name);
    return names;
}

const samples::Edges kDiamond{{0, 1}, {0, 2}, {1, 3}, {2, 3}};

Cut diamondCut() {
    return Cut{LayerSet(4, 0b0011)};
}

}  // namespace

class TestDot : public QObject {
    Q_OBJECT

private slots:
    void labels_data();
    void labels();
    void modelAsWhole();
    void oddNamesSurvive();
    void modelUnderACut();
    void fixedSendTimes();
    void inputThatIsAnOutput();
    void emptyModel();
    void multiPath();
    void multiPathTitleTellsWhatIsMissing();
    void cutPaths();
    void cutPathsWithoutJobs();
    void randomGraphsKeepTheirEdges();
};

void TestDot::labels_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const QByteArray& text, const QByteArray& expected) {
        QTest::newRow(name) << text << expected;
    };
    row("plain", "conv1", "\"conv1\"");
    row("empty", "", "\"\"");
    row("quotes", R"(a"b)", R"("a\"b")");
    row("backslash at the end", R"(a\)", R"("a\\")");
    row("escape of Graphviz", R"(\N\G)", R"("\\N\\G")");
    row("line feed", "a\nb", R"("a\nb")");
    row("HTML-like", "<b>x</b>", "\"<b>x</b>\"");
    row("entity", "a&lt;b", "\"a&amp;lt;b\"");
    row("JSON", R"({"a":[1]})", R"("{\"a\":[1]}")");
    row("non-ASCII", "Größe/層/🙂", "\"Größe/層/🙂\"");
    row("control", QByteArray("a\0\r\t\x7f", 5), "\"a\uFFFD\uFFFD\uFFFD\uFFFD\"");
    row("stray continuation", "a\x80z", "\"a\uFFFDz\"");
    row("cut off", "a\xE5\xB1", "\"a\uFFFD\uFFFD\"");
    row("overlong slash", "\xC0\xAF", "\"\uFFFD\uFFFD\"");
    row("overlong in three", "\xE0\x80\xAF", "\"\uFFFD\uFFFD\uFFFD\"");
    row("surrogate", "\xED\xA0\x80", "\"\uFFFD\uFFFD\uFFFD\"");
    row("beyond Unicode", "\xF4\x90\x80\x80", "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");
}

void TestDot::labels() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(dotLabel(text.toStdString()), expected.toStdString());
}

void TestDot::modelAsWhole() {
    const Model model = samples::graph(4, kDiamond);
    const std::string dot = modelDot(model);
    const ReadGraph graph = read(dot);
    QCOMPARE(graph.title, std::string("sample"));
    QCOMPARE(graph.nodes.size(), std::size_t{6});
    QCOMPARE(drawn(graph.nodes.at("n2").at("label")), std::string("L2\nConv"));
    QCOMPARE(drawn(graph.nodes.at("in0").at("label")), std::string("in\n500 B"));
    QCOMPARE(drawn(graph.nodes.at("out0").at("label")), std::string("L3"));
    QCOMPARE(graph.nodes.at("n0").at("shape"), std::string("box"));
    QCOMPARE(graph.nodes.at("out0").at("shape"), std::string("ellipse"));
    QCOMPARE(edgeNames(graph), (std::vector<std::string>{"in0 -> n0", "n0 -> n1", "n0 -> n2",
                                                         "n1 -> n3", "n2 -> n3", "n3 -> out0"}));
    QCOMPARE(modelDot(samples::graph(4, kDiamond)), dot);
}

void TestDot::oddNamesSurvive() {
    for (const std::string name :
         {R"(say "hi")", R"(back\slash\)", R"(\N \E \L)", "<b>bold</b>", "a -> b; }", "Größe/層",
          "two\nlines", "&amp;", R"({"outputs":["x"]})", "# comment", "digraph", ""}) {
        ModelDescription description;
        description.name = name;
        description.inputs = {name};
        description.tensors[name].bytes = Bytes{1};
        LayerDescription layer = samples::layer("made", {name}, "Odd\"Op\\");
        layer.name = name;
        description.layers = {layer};
        const ReadGraph graph = read(modelDot(samples::build(description)));
        QCOMPARE(graph.nodes.size(), std::size_t{2});
        QCOMPARE(drawn(graph.title), name);
        QCOMPARE(drawn(graph.nodes.at("n0").at("label")), name + "\nOdd\"Op\\");
        QCOMPARE(drawn(graph.nodes.at("in0").at("label")), name + "\n1 B");
    }
}

void TestDot::modelUnderACut() {
    const Model model = samples::graph(4, kDiamond);
    const ReadGraph graph = read(modelDot(model, diamondCut()));
    for (const char* device : {"n0", "n1"})
        QCOMPARE(graph.nodes.at(device).at("style"), std::string("filled"));
    for (const char* server : {"n2", "n3"})
        QCOMPARE(graph.nodes.at(server).at("style"), std::string("rounded,dashed"));
    std::map<std::string, std::string> labelled;
    for (const auto& [name, attributes] : graph.edges)
        if (attributes.at("style") == "bold") labelled[name] = attributes.at("label");
    const std::map<std::string, std::string> expected{{"n0 -> n2", "1,000 B"},
                                                      {"n1 -> n3", "1,001 B"}};
    QCOMPARE(labelled, expected);
    const ReadGraph remote = read(modelDot(model, Cut{LayerSet(4)}));
    QCOMPARE(remote.edges.find("in0 -> n0")->second.at("label"), std::string("500 B"));
}

void TestDot::fixedSendTimes() {
    ModelDescription description = samples::describeGraph(2, {{0, 1}});
    description.tensors["L0"] = {};
    description.tensors["L0"].transmitTime = Nanoseconds{4'250'000};
    const ReadGraph graph = read(modelDot(samples::build(description), Cut{LayerSet(2, 0b01)}));
    QCOMPARE(graph.edges.find("n0 -> n1")->second.at("label"), std::string("4.25 ms"));
}

void TestDot::inputThatIsAnOutput() {
    ModelDescription description = samples::describeGraph(1, {});
    description.outputs = {"in", "L0"};
    const ReadGraph graph = read(modelDot(samples::build(description)));
    QCOMPARE(edgeNames(graph),
             (std::vector<std::string>{"in0 -> n0", "in0 -> out0", "n0 -> out1"}));
}

void TestDot::emptyModel() {
    QVERIFY(read(modelDot(samples::build({}))).nodes.empty());
}

void TestDot::multiPath() {
    const Model model = samples::graph(4, kDiamond);
    const ReadGraph graph = read(multiPathDot(model, convertToMultiPath(model)));
    QCOMPARE(graph.title, std::string("sample: 2 paths"));
    QCOMPARE(edgeNames(graph),
             (std::vector<std::string>{"p0_0 -> p0_1", "p0_1 -> p0_2", "p0_2 -> sink",
                                       "p1_0 -> p1_1", "p1_1 -> p1_2", "p1_2 -> sink",
                                       "source -> p0_0", "source -> p1_0"}));
    std::set<std::string> replicas;
    for (const auto& [name, attributes] : graph.nodes)
        if (attributes.at("style") == "dashed") replicas.insert(name);
    QCOMPARE(replicas, (std::set<std::string>{"p1_0", "p1_2"}));
    QCOMPARE(drawn(graph.nodes.at("p1_2").at("label")), std::string("L3\nConv"));
}

void TestDot::multiPathTitleTellsWhatIsMissing() {
    const Model model = samples::inceptionChain(9);
    QCOMPARE(read(multiPathDot(model, convertToMultiPath(model, 2))).title,
             std::string("sample: the first 2 of 262,144 paths"));
}

void TestDot::cutPaths() {
    const Model model =
        samples::graph(8, {{0, 1}, {1, 2}, {1, 3}, {2, 4}, {3, 4}, {3, 5}, {4, 6}, {5, 6}, {0, 7}});
    const Cut cut{LayerSet(8, 0b10001111)};
    const auto order = crossingTensors(model, cut);
    const ReadGraph graph = read(cutPathsDot(model, convertUnderCut(model, cut, order)));
    QCOMPARE(edgeNames(graph),
             (std::vector<std::string>{"d0_0 -> job0", "d1_0 -> job1", "job0 -> n4", "job1 -> s1_0",
                                       "n0 -> n1", "n1 -> d0_0", "n1 -> d1_0", "n4 -> n6",
                                       "s1_0 -> n4"}));
    QCOMPARE(drawn(graph.nodes.at("job1").at("label")), std::string("L3\n1,003 B"));
    QCOMPARE(drawn(graph.nodes.at("s1_0").at("label")), std::string("L5\nConv"));
    QCOMPARE(graph.nodes.at("n7").at("style"), std::string("filled"));
}

void TestDot::cutPathsWithoutJobs() {
    const Model model = samples::chain(2);
    const Cut cut{LayerSet(2, 0b11)};
    QCOMPARE(edgeNames(read(cutPathsDot(model, convertUnderCut(model, cut, {})))),
             std::vector<std::string>{"n0 -> n1"});
}

void TestDot::randomGraphsKeepTheirEdges() {
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
        const Model model = samples::randomDag(seed, 12);
        const ReadGraph graph = read(modelDot(model, samples::randomCut(model, seed)));
        std::set<std::string> expected;
        for (std::size_t i = 0; i < model.layerCount(); ++i)
            for (const LayerId to : model.successors(LayerId{i}))
                expected.insert("n" + std::to_string(i) + " -> n" + std::to_string(to.index()));
        std::set<std::string> found;
        for (const std::string& name : edgeNames(graph))
            if (name.find("in") != 0 && name.find("out") == std::string::npos) found.insert(name);
        QCOMPARE(found, expected);
    }
}

QTEST_APPLESS_MAIN(TestDot)
#include "test_dot.moc"
