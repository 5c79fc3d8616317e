#include "core/io/model_json.h"
#include "core/io/profile_json.h"
#include "tests/support/error_text.h"

#include <QTest>

using namespace trilane;
using trilane::test::messageOf;

namespace {

std::string messageOfText(const std::string& rest) {
    return messageOf([&] {
        (void)parseProfile("{\"format\": \"trilane.profile\", \"version\": 1,\n" + rest + "}", "p");
    });
}

const char* const kProfile = R"({
  "format": "trilane.profile",
  "version": 1,
  "model": "toy",
  "device": {
    "name": "mein Pi, 4 GB",
    "layers": {"a": 3.000000, "b/größe": 0.000001}
  },
  "transmit_ms": {"x": 2.500000}
}
)";

Model toy() {
    return parseModelJson(
               R"({"format": "trilane.model", "version": 1, "name": "toy", "inputs": ["x"],
                   "tensors": {"x": {"bytes": 4}, "conv1": {"bytes": 4}},
                   "layers": [{"name": "conv1", "inputs": ["x"]},
                              {"name": "fc", "inputs": ["conv1"],
                               "fused": ["fc", "tanh"]}], "outputs": ["fc"]})",
               "toy.json")
        .model;
}

}  // namespace

class TestProfileJson : public QObject {
    Q_OBJECT

private slots:
    void readsTheContractsExample() {
        const Profile profile = parseProfile(
            R"({"format":"trilane.profile","version":1,"model":"toy","device":{"name":"pi","layers":
                {"a":3.0}},"server":{"layers":{}},"transmit_ms":{"a":2.0}})",
            "p");
        QCOMPARE(profile.model, std::string("toy"));
        QCOMPARE(profile.device->name, std::string("pi"));
        QCOMPARE(profile.device->layers.at("a").count(), std::int64_t{3'000'000});
        QVERIFY(profile.server && profile.server->layers.empty());
        QCOMPARE(profile.transmit.at("a").count(), std::int64_t{2'000'000});
    }

    void writesWhatItRead() {
        const Profile profile = parseProfile(kProfile, "p");
        QVERIFY(!profile.server);
        QCOMPARE(profile.device->layers.at("b/größe").count(), std::int64_t{1});
        QCOMPARE(writeProfile(profile), std::string(kProfile));
    }

    void saysWhatIsWrong() {
        QCOMPARE(messageOfText(R"("model": "toy", "device": {"layers": {"a": -1}})"),
                 std::string("p: line 2, /device/layers/a: -1; expected milliseconds from 0 to "
                             "1000000000"));
        QCOMPARE(messageOfText(R"("model": "toy", "devices": {"layers": {}})"),
                 std::string("p: line 2, /devices: the unknown key 'devices'; expected 'device'"));
        QCOMPARE(messageOfText(R"("model": "toy", "server": {"name": "s"})"),
                 std::string("p: line 2, /server: an object without the key 'layers'; expected "
                             "'layers'"));
        QCOMPARE(messageOfText(R"("device": {"layers": {}})"),
                 std::string("p: line 1: an object without the key 'model'; expected 'model'"));
    }

    void checksAgainstTheModel() {
        const Model model = toy();
        Profile profile;
        profile.model = "toy";
        profile.device = SideProfile{"pi", {{"conv1", Nanoseconds{1}}}};
        profile.transmit.emplace("conv1", Nanoseconds{1});
        const auto message = [&] {
            return messageOf([&] { checkProfile(profile, model, "p.json"); });
        };
        QCOMPARE(message(), std::string("accepted"));
        profile.server = SideProfile{"s", {{"cnov1", Nanoseconds{1}}}};
        QCOMPARE(message(), std::string("p.json: /server/layers/cnov1: the layer 'cnov1'; expected "
                                        "a layer of the model 'toy', perhaps 'conv1'"));
        profile.server = SideProfile{"s", {{"tanh", Nanoseconds{1}}}};
        QCOMPARE(message(), std::string("p.json: /server/layers/tanh: the layer 'tanh'; expected a "
                                        "layer of the model 'toy'; this one is a node that is "
                                        "fused into 'fc' (not with --no-fuse)"));
        profile.server.reset();
        profile.transmit.emplace("a/b", Nanoseconds{1});
        QCOMPARE(message(), std::string("p.json: /transmit_ms/a~1b: the tensor 'a/b'; expected a "
                                        "tensor of the model 'toy'"));
        profile.model = "other";
        QCOMPARE(message(), std::string("p.json: /model: a profile of the model 'other'; expected "
                                        "one of the model 'toy'"));
    }
};

QTEST_APPLESS_MAIN(TestProfileJson)
#include "test_profile_json.moc"
