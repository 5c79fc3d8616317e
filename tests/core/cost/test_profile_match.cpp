#include "core/cost/entry_names.h"
#include "core/cost/profile_match.h"
#include "tests/core/graph/sample_graphs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <QTest>

using namespace trilane;
using samples::layer;

namespace {

/// 1 GFLOP/s and nothing else: a layer's share is that of its operations.
Machine machine() {
    Machine result;
    result.name = "test";
    result.gflops = {{DataType::Float32, 1.0}};
    result.memoryGbps = 1e9;
    return result;
}

MeasuredEntry entry(const std::string& name, std::int64_t nanoseconds) {
    return {name, "", Nanoseconds{nanoseconds}};
}

/// image -> conv1 (fused: conv1, bn1, relu1) -> left, right -> join -> fc. The tensors are called
/// t_conv1 and so on; conv1's inner ones t_raw and t_norm. Operations 1000, 300, 100, 50, 400.
ModelDescription describe() {
    ModelDescription description;
    description.name = "sample";
    description.inputs = {"image"};
    description.layers = {layer("conv1", {"image"}, "Conv+BatchNormalization+Relu"),
                          layer("left", {"t_conv1"}), layer("right", {"t_conv1"}),
                          layer("join", {"t_left", "t_right"}, "Add"),
                          layer("fc", {"t_join"}, "Gemm")};
    description.tensors["image"].bytes = Bytes{};
    const std::vector<std::int64_t> flops{1000, 300, 100, 50, 400};
    for (std::size_t i = 0; i < description.layers.size(); ++i) {
        LayerDescription& each = description.layers[i];
        each.outputs = {"t_" + each.name};
        each.flops = flops[i];
        description.tensors[each.outputs[0]].bytes = Bytes{};
    }
    description.layers[0].members = {"conv1", "bn1", "relu1"};
    description.layers[0].innerTensors = {"t_raw", "t_norm"};
    description.outputs = {"t_fc"};
    return description;
}

std::string_view word(MatchKind kind) {
    constexpr std::array<std::string_view, 5> kWords{"none", "name", "node", "tensor", "several"};
    return kWords[static_cast<std::size_t>(kind)];
}

/// "conv1 1500; left 20 | name, node" : the times of the layers, the kinds of the entries.
std::string matchText(const Model& model, const std::vector<MeasuredEntry>& entries,
                      const FusedNodes& fusions = {}) {
    const ProfileMatch match = matchProfile(model, entries, machine(), fusions);
    std::vector<std::string> times;
    Nanoseconds sum;
    for (std::size_t i = 0; i < match.times.size(); ++i) {
        if (!match.times[i]) continue;
        sum += *match.times[i];
        times.push_back(fmt::format("{} {}", model.layers()[i].name, match.times[i]->count()));
    }
    if (sum != match.matched) return "the times do not add up";
    std::vector<std::string_view> kinds;
    for (const EntryMatch& each : match.entries)
        kinds.push_back(word(each.kind));
    return fmt::format("{} | {} | {} of {}", fmt::join(times, "; "), fmt::join(kinds, ", "),
                       match.matched.count(), match.total.count());
}

std::string matchText(const std::vector<MeasuredEntry>& entries) {
    return matchText(samples::build(describe()), entries);
}

std::string partsOf(std::string_view name) {
    const EntryName parsed = parseEntryName(name);
    return fmt::format("{}{}{}", fmt::join(parsed.parts, " / "), parsed.range ? " range" : "",
                       parsed.copies ? " copies" : "");
}

}  // namespace

class TestProfileMatch : public QObject {
    Q_OBJECT

private slots:
    void timesOfFusedLayers() {
        const FusedNodes fusions{{"conv1", "bn1", "relu1"}, {"fc", "tanh"}, {"conv2", "relu2"}};
        const auto count = [&](const std::vector<std::string>& names) {
            SideProfile side;
            for (const std::string& name : names)
                side.layers.emplace(name, Nanoseconds{1});
            return countFusedTimes(side, fusions);
        };
        QCOMPARE(count({"conv1", "fc", "pool"}), std::size_t{2});
        QCOMPARE(count({"conv1", "relu1", "fc", "tanh"}), std::size_t{0});
        QCOMPARE(count({"bn1", "relu1", "tanh"}), std::size_t{0});
        QCOMPARE(count({}), std::size_t{0});
    }

    void byNameNodeAndTensor() {
        QCOMPARE(matchText({entry("left", 20), entry("relu1", 3), entry("t_join", 4),
                            entry("t_norm", 5), entry("elsewhere", 100)}),
                 std::string("conv1 8; left 20; join 4 | name, node, tensor, tensor, none | 32 of "
                             "132"));
    }

    void partsOfOneLayerAddUp() {
        QCOMPARE(matchText({entry("conv1", 1000), entry("bn1", 300), entry("relu1", 200)}),
                 std::string("conv1 1500 | name, node, node | 1500 of 1500"));
    }

    void namesWinOverTensors() {
        ModelDescription description = describe();
        description.layers[4].outputs = {"left"};
        description.tensors["left"].bytes = Bytes{};
        description.tensors.erase("t_fc");
        description.outputs = {"left"};
        QCOMPARE(matchText(samples::build(description), {entry("left", 7)}),
                 std::string("left 7 | name | 7 of 7"));
    }

    void oneEntryOfSeveralLayers() {
        // left and right do 300 and 100 operations; rounding loses nothing.
        QCOMPARE(matchText({entry("left || right", 1001)}),
                 std::string("left 751; right 250 | several | 1001 of 1001"));
        QCOMPARE(matchText({entry("join + fc", 90), entry("fc", 1)}),
                 std::string("join 10; fc 81 | several, name | 91 of 91"));
        // Fused by the tool across our groups, and named by nodes of one of them.
        QCOMPARE(matchText({entry("conv1 + bn1 + relu1 || left", 1300)}),
                 std::string("conv1 1000; left 300 | several | 1300 of 1300"));
        QCOMPARE(matchText({entry("bn1 + relu1", 12)}), std::string("conv1 12 | node | 12 of 12"));
        QCOMPARE(matchText({entry("PWN(PWN(left, right), join)", 450)}),
                 std::string("left 300; right 100; join 50 | several | 450 of 450"));
        // A part that the model does not have gets nothing.
        QCOMPARE(matchText({entry("fc + (Unnamed Layer* 3) [Shuffle]", 5)}),
                 std::string("fc 5 | name | 5 of 5"));
    }

    void equalSharesWhereNothingTells() {
        ModelDescription description = describe();
        for (LayerDescription& each : description.layers)
            each.flops = 0;
        QCOMPARE(matchText(samples::build(description), {entry("left || right", 5)}),
                 std::string("left 3; right 2 | several | 5 of 5"));
    }

    void rangesTakeWhatIsLeftBetweenTheirEnds() {
        QCOMPARE(matchText({entry("{ForeignNode[conv1...fc]}", 1750), entry("right", 9)}),
                 std::string("conv1 1000; left 300; right 9; join 50; fc 400 | several, name | "
                             "1759 of 1759"));
        QCOMPARE(matchText({entry("{ForeignNode[unknown...fc]}", 4)}),
                 std::string("fc 4 | name | 4 of 4"));
        QCOMPARE(
            matchText({entry("{ForeignNode[weights + right...(Unnamed Layer* 1) + join]}", 4)}),
            std::string("right 3; join 1 | several | 4 of 4"));
        QCOMPARE(matchText({entry("{ForeignNode[join]}", 4)}),
                 std::string("join 4 | name | 4 of 4"));
    }

    void partsThatTheModelDoesNotHave() {
        const Model model = samples::build(describe());
        const auto unknownOf = [&](const std::string& name) {
            const ProfileMatch match =
                matchProfile(model, {entry(name, 70), entry("fc", 30)}, machine(), {});
            return fmt::format("{} | {} of {}", fmt::join(match.entries[0].unknown, "; "),
                               match.partly.count(), match.matched.count());
        };
        QCOMPARE(unknownOf("{ForeignNode[left...zz]}"), std::string("zz | 70 of 100"));
        QCOMPARE(unknownOf("{ForeignNode[a + b...left]}"), std::string("a + b | 70 of 100"));
        QCOMPARE(unknownOf("left + zz"), std::string("zz | 70 of 100"));
        QCOMPARE(unknownOf("zz || left + yy + join"), std::string("zz; yy | 70 of 100"));
        QCOMPARE(matchText({entry("left + right + zz", 400)}),
                 std::string("left 300; right 100 | several | 400 of 400"));
        // Nothing is unknown where all is, nor where nothing is; nor what TensorRT itself adds.
        QCOMPARE(unknownOf("left + right"), std::string(" | 0 of 100"));
        QCOMPARE(unknownOf("yy + zz"), std::string(" | 0 of 30"));
        QCOMPARE(unknownOf("left + (Unnamed Layer* 3) [Shuffle]"), std::string(" | 0 of 100"));
        // An end of a stretch may be fused; one of its names is enough to find it.
        QCOMPARE(unknownOf("{ForeignNode[weights + left...join]}"), std::string(" | 0 of 100"));
    }

    void copiesBelongToNoLayer() {
        QCOMPARE(matchText({entry("fc input reformatter 0", 1),
                            entry("left + right output "
                                  "reformatter 12",
                                  2),
                            entry("Reformatting CopyNode for Input Tensor 0 to left + right", 3),
                            entry("ReorderInput_token_4", 4), entry("Memcpy", 5)}),
                 std::string(" | none, none, none, none, none | 0 of 15"));
        // Unless a layer is really called so.
        ModelDescription description = describe();
        description.layers[4].name = "fc input reformatter 0";
        QCOMPARE(matchText(samples::build(description), {entry("fc input reformatter 0", 1)}),
                 std::string("fc input reformatter 0 1 | name | 1 of 1"));
    }

    void whatToolsAppend() {
        QCOMPARE(matchText({entry("t_left_nchwc", 1), entry("fused right", 2),
                            entry("join_token_17", 3), entry("fc/MatMulAddFusion/", 4),
                            entry("conv1_clone_1", 5), entry("fused t_norm_nchwc_token_3", 6)}),
                 std::string("conv1 11; left 1; right 2; join 3; fc 4 | tensor, name, name, name, "
                             "name, tensor | 21 of 21"));
        // What only looks appended is part of the name.
        QCOMPARE(matchText({entry("fc_nchwcx", 1), entry("fc_token_", 2), entry("_token_4", 3)}),
                 std::string(" | none, none, none | 0 of 6"));
    }

    void nodesKeptApartThatTheToolFused() {
        ModelDescription description = samples::describeGraph(4, {{0, 1}, {1, 2}, {2, 3}});
        for (std::size_t i = 0; i < 4; ++i)
            description.layers[i].flops = 100 * static_cast<std::int64_t>(4 - i);
        const Model model = samples::build(description);
        const FusedNodes fusions{{"L0", "L1", "L2"}};
        // L1 went into L0; L2 was measured alone; nobody measured L3.
        QCOMPARE(matchText(model, {entry("L0", 700), entry("L2", 5)}, fusions),
                 std::string("L0 400; L1 300; L2 5 | several, name | 705 of 705"));
        // Named by its last node: those before went into it.
        QCOMPARE(matchText(model, {entry("L2", 900)}, fusions),
                 std::string("L0 400; L1 300; L2 200 | several | 900 of 900"));
        QCOMPARE(matchText(model, {entry("L3", 1)}, fusions), std::string("L3 1 | name | 1 of 1"));
    }

    void entryNames() {
        QCOMPARE(partsOf("a"), std::string("a"));
        QCOMPARE(partsOf("a + b || c"), std::string("a / b / c"));
        QCOMPARE(partsOf("a+b"), std::string("a+b"));
        QCOMPARE(partsOf("net/a;net/b, net/c"), std::string("net/a / net/b / net/c"));
        QCOMPARE(partsOf("PWN(f(x), PWN(b))"), std::string("f(x) / b"));
        QCOMPARE(partsOf("{ForeignNode[a...b]}"), std::string("a / b range"));
        QCOMPARE(partsOf("{ForeignNode[a + b...c]}"), std::string("a + b / c range"));
        QCOMPARE(partsOf("a + b input reformatter 0"),
                 std::string("a / b input reformatter 0 copies"));
        QCOMPARE(partsOf(""), std::string(""));
    }
};

QTEST_APPLESS_MAIN(TestProfileMatch)
#include "test_profile_match.moc"
