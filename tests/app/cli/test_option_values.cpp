#include "app/cli/bare_paths.h"
#include "app/cli/layer_names.h"
#include "app/cli/option_values.h"
#include "app/cli/strategy_options.h"
#include "app/cli/usage_error.h"
#include "core/io/input_error.h"

#include <QTest>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

namespace trilane {
namespace {

/// The message of the error that `action` throws; "" if it throws none.
template <class Error>
std::string messageOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

Model chain(const std::vector<std::string>& names) {
    ModelDescription description;
    description.name = "chain";
    description.inputs = {"in"};
    std::string last = "in";
    for (const std::string& name : names) {
        TensorInfo info;
        info.bytes = Bytes{4};
        description.tensors.emplace(last, info);
        LayerDescription layer;
        layer.name = name;
        layer.inputs = {last};
        layer.outputs = {name};
        description.layers.push_back(layer);
        last = name;
    }
    return std::get<Model>(buildModel(std::move(description)));
}

std::vector<std::size_t> indices(const std::vector<LayerId>& layers) {
    std::vector<std::size_t> result;
    for (const LayerId layer : layers)
        result.push_back(layer.index());
    return result;
}

}  // namespace

class TestOptionValues : public QObject {
    Q_OBJECT

private slots:
    void numbersAreFiniteAndInRange() {
        const auto parse = [](const std::string& text) {
            return parseNumber("--mbps", text, 0.5, 10, "a bandwidth");
        };
        QCOMPARE(parse("0.5"), 0.5);
        QCOMPARE(parse("1e1"), 10.0);
        for (const char* bad : {"", " 1", "1 ", "nan", "inf", "-1", "11", "0.4", "1,5", "x", "0x2"})
            QCOMPARE(messageOf<UsageError>([&] { (void)parse(bad); }),
                     std::string("--mbps: '") + bad + "'; expected a bandwidth");
    }

    void countsAreWholeAndInRange() {
        const auto parse = [](const std::string& text) {
            return parseCount("--top", text, 1, 20, "a count");
        };
        QCOMPARE(parse("1"), std::uint64_t{1});
        QCOMPARE(parse("20"), std::uint64_t{20});
        for (const char* bad :
             {"", "0", "21", "-1", "+1", "1.0", " 1", "1e1", "99999999999999999999"})
            QCOMPARE(messageOf<UsageError>([&] { (void)parse(bad); }),
                     std::string("--top: '") + bad + "'; expected a count");
    }

    void choicesSuggest() {
        constexpr std::array<std::string_view, 2> kChoices{"pipelined", "staged"};
        const auto message = [&](const std::string& text) {
            return messageOf<UsageError>(
                [&] { (void)parseChoice("--execution", text, kChoices, "execution"); });
        };
        QCOMPARE(parseChoice("--execution", "staged", kChoices, "execution"), std::size_t{1});
        QCOMPARE(message("stagd"),
                 std::string("--execution: 'stagd' is no execution; did you mean 'staged'?"));
        QCOMPARE(message("zzz"), std::string("--execution: 'zzz' is no execution; expected "
                                             "'pipelined' or 'staged'"));
    }

    void shapesMayHoldEqualsInNames() {
        const auto shapes = parseShapes({"a=1,3", "b=c=7"});
        QCOMPARE(shapes.size(), std::size_t{2});
        QVERIFY((shapes.at("a") == std::vector<std::int64_t>{1, 3}));
        QVERIFY((shapes.at("b=c") == std::vector<std::int64_t>{7}));
        for (const char* bad : {"a", "=1", "a=", "a=1,", "a=0", "a=-1", "a=1.5", "a=1x3"})
            QVERIFY2(!messageOf<UsageError>([&] { (void)parseShapes({bad}); }).empty(), bad);
        QCOMPARE(messageOf<UsageError>([] {
                     (void)parseShapes({"a=1", "a=2"});
                 }),
                 std::string("--shape: 'a' is given twice; expected one shape an input"));
    }

    void strategiesAreListedOnce() {
        QCOMPARE(parseStrategies("--strategies", "ej,local").size(), std::size_t{2});
        QCOMPARE(parseStrategies("--strategies", "ej,local").front(), Strategy::Ej);
        QCOMPARE(messageOf<UsageError>([] { (void)parseStrategies("--strategies", "ej,ej"); }),
                 std::string("--strategies: 'ej' is given twice"));
        QVERIFY(
            !messageOf<UsageError>([] { (void)parseStrategies("--strategies", "ej,"); }).empty());
    }

    void exactLayerNamesWin() {
        const Model model = chain({"a", "b", "a,b", "b,c,d", "@x"});
        const auto parse = [&](const std::string& value) {
            return indices(parseLayerNames(model, "--pin-device", value));
        };
        using Indices = std::vector<std::size_t>;
        QCOMPARE(parse("a,b"), Indices{2});
        QCOMPARE(parse("b,a"), (Indices{1, 0}));
        QCOMPARE(parse("b,a,b"), (Indices{1, 2}));
        QCOMPARE(parse("a,b,c,d"), (Indices{0, 3}));
        QCOMPARE(parse("a,"), Indices{0});
        QCOMPARE(parse("@x"), Indices{4});
        QCOMPARE(parse(""), Indices{});
    }

    void unknownLayersGetASuggestion() {
        const Model model = chain({"conv1", "conv2"});
        QCOMPARE(messageOf<InputError>(
                     [&] { (void)parseLayerNames(model, "--pin-device", "conv1,convv2"); }),
                 std::string("--pin-device: no layer is named 'convv2'; expected a layer of the "
                             "model, perhaps 'conv2'"));
    }

    void layersReadAsRanges() {
        const Model model = chain({"a", "b", "c", "d", "e", "f"});
        LayerSet set(6);
        QCOMPARE(describeLayers(model, set, 4), std::string("none"));
        set.set(0).set(1).set(2).set(4).set(5);
        QCOMPARE(describeLayers(model, set, 4), std::string("a … c (3), e, f"));
        QCOMPARE(describeLayers(model, set, 1), std::string("a … c (3) and 2 more"));
    }

    void pathsPointAtWhatIsWrong() {
        QCOMPARE(parsePaths("--paths", "3,2,5; 3, 2 ,2.5;").size(), std::size_t{2});
        QCOMPARE(parsePaths("--paths", "3,2,5; 3, 2 ,2.5;")[1].p3.count(), std::int64_t{2'500'000});
        const auto message = [](const std::string& text) {
            return messageOf<InputError>([&] { (void)parsePaths("--paths", text); });
        };
        QCOMPARE(message("3,2,5;3,2"), std::string("--paths: path 2: '3,2', 2 times; expected "
                                                   "three: device, link, server"));
        QCOMPARE(message("3,x,5"), std::string("--paths: path 1: 'x' as link time; expected "
                                               "milliseconds from 0 to 1,000,000,000 ms"));
        QCOMPARE(message("3,2,-5"), std::string("--paths: path 1: '-5' as server time; expected "
                                                "milliseconds from 0 to 1,000,000,000 ms"));
        QCOMPARE(message(""), std::string("--paths: path 1: nothing; expected three times: device, "
                                          "link, server"));
        QCOMPARE(message("1,2,3;;1,2,3"), std::string("--paths: path 2: nothing; expected three "
                                                      "times: device, link, server"));
        QVERIFY(message("1e9,1e9,1e9;1e9,1e9,0").starts_with("--paths: path 2: the times up to"));
    }
};

}  // namespace trilane

QTEST_APPLESS_MAIN(trilane::TestOptionValues)
#include "test_option_values.moc"
