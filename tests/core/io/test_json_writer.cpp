#include "core/io/json_writer.h"

#include <QTest>

using namespace trilane;
using Json = nlohmann::ordered_json;

class TestJsonWriter : public QObject {
    Q_OBJECT

private slots:
    void printsTimesWithSixDecimals() {
        const Json document = Json::parse(
            R"({"a_ms": 3, "b": 3, "c": 0.1, "d": 5.0, "t_ms": {"x": 1e9, "y": [0.0000014]},)"
            R"( "layers": {"l": 2}})");
        QCOMPARE(printJson(document), std::string("{\n"
                                                  "  \"a_ms\": 3.000000,\n"
                                                  "  \"b\": 3,\n"
                                                  "  \"c\": 0.1,\n"
                                                  "  \"d\": 5,\n"
                                                  "  \"t_ms\": {\"x\": 1000000000.000000, "
                                                  "\"y\": [0.000001]},\n"
                                                  "  \"layers\": {\"l\": 2.000000}\n"
                                                  "}\n"));
    }

    void keepsEveryNanosecond() {
        for (const std::int64_t count : {std::int64_t{1}, std::int64_t{999'999'999'999'999},
                                         kMaxTime.count() - 7, kMaxTotalTime.count() - 3}) {
            const Json document{{"t_ms", jsonTime(Nanoseconds{count})}};
            const double back = Json::parse(printJson(document)).at("t_ms").get<double>();
            QCOMPARE(static_cast<std::int64_t>(std::llround(back * 1e6)), count);
        }
    }

    void breaksLinesAfterTheLastColumn() {
        // Eleven characters stand around the letters.
        const auto linesFor = [](std::size_t letters, const char* letter) {
            std::string text;
            for (std::size_t i = 0; i < letters; ++i)
                text += letter;
            const std::string printed = printJson(Json{{"k", Json::array({text})}});
            return std::count(printed.begin(), printed.end(), '\n');
        };
        QCOMPARE(linesFor(89, "a"), 3);
        QCOMPARE(linesFor(90, "a"), 5);
        QCOMPARE(linesFor(89, "\xC3\xB6"), 3);
    }

    void countsTheCommaThatFollows() {
        const auto linesFor = [](std::size_t letters) {
            const std::string printed =
                printJson(Json{{"k", Json::array({std::string(letters, 'a')})}, {"l", 1}});
            return std::count(printed.begin(), printed.end(), '\n');
        };
        QCOMPARE(linesFor(88), 4);
        QCOMPARE(linesFor(89), 6);
    }

    void keepsUnicodeAndReplacesWhatIsNone() {
        const std::string text = printJson(Json{{"k", "\xC3\xB6 \" \\ \n"}, {"bad", "a\xFF"}});
        QCOMPARE(text, std::string("{\n  \"k\": \"\xC3\xB6 \\\" \\\\ \\n\",\n"
                                   "  \"bad\": \"a\xEF\xBF\xBD\"\n}\n"));
    }

    void printsEmptyContainers() {
        QCOMPARE(printJson(Json::object()), std::string("{}\n"));
        QCOMPARE(printJson(Json{{"a", Json::array()}, {"b", Json::object()}}),
                 std::string("{\n  \"a\": [],\n  \"b\": {}\n}\n"));
    }
};

QTEST_APPLESS_MAIN(TestJsonWriter)
#include "test_json_writer.moc"
