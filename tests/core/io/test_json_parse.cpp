#include "core/io/input_error.h"
#include "core/io/json_locate.h"
#include "core/io/json_parse.h"

#include <QTest>

using namespace trilane;

namespace {

std::string messageOf(const std::string& text) {
    try {
        (void)parseJson(text, "f.json");
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

std::string nested(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

}  // namespace

class TestJsonParse : public QObject {
    Q_OBJECT

private slots:
    void readsEveryKindOfValue() {
        const auto document =
            parseJson(" {\"a\": [1, -2, 2.5, true, null], \"\xC3\xB6\": \"\\u00e4\"} \n", "f");
        QCOMPARE(document.dump(),
                 std::string("{\"a\":[1,-2,2.5,true,null],\"\xC3\xB6\":\"\xC3\xA4\"}"));
    }

    void controlCharactersStayOnOneLine() {
        // The parsed key holds them, not the text of the file.
        const std::string key = "a\\u0000b\\nc\\u007f";
        QCOMPARE(
            messageOf("{\"" + key + "\": 1, \"" + key + "\": 2}"),
            std::string("f.json: line 1, /a\\x00b\\nc\\x7f: the key 'a\\x00b\\nc\\x7f' a second "
                        "time; expected each key once"));
    }

    void pointsAtFaults_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const QByteArray& text, const QByteArray& message) {
            QTest::newRow(name) << text << message;
        };
        row("empty file", "", "f.json: line 1: an empty file; expected a JSON object");
        row("blank file", " \n\n", "f.json: line 1: an empty file; expected a JSON object");
        row("cut off", "{\"a\": 1,\n\"b\": [2",
            "f.json: line 2, column 8: the end of the file; expected ',' or ']'");
        row("cut off in a string", "{\"a\": \"bc",
            "f.json: line 1, column 7: a string without its closing quote");
        row("line break in a string", "{\"a\": \"b\nc\"}",
            "f.json: line 1, column 9: invalid string: control character U+000A (LF) must be "
            "escaped to \\u000A or \\n");
        row("missing comma", "{\n\"a\": 1\n  \"b\": 2}",
            "f.json: line 3, column 3: \"b\"; expected ',' or '}'");
        row("missing colon", "{\"a\" 1}", "f.json: line 1, column 6: 1; expected ':'");
        row("key without quotes", "{a: 1}",
            "f.json: line 1, column 2: a; expected a key in double quotes");
        row("comma before the end", "{\"a\": 1, }",
            "f.json: line 1, column 10: }; expected a key in double quotes");
        row("comma before the end of an array", "[1, ]",
            "f.json: line 1, column 5: ]; expected a value");
        row("something behind the end", "{}\n{}",
            "f.json: line 2, column 1: {; expected the end of the file");
        row("comment", "{} // x", "f.json: line 1, column 4: //; expected the end of the file");
        row("column counts characters", "[\"\xC3\xB6\xC3\xB6\" x]",
            "f.json: line 1, column 7: x; expected ',' or ']'");
        row("single quotes", "['a']", "f.json: line 1, column 2: 'a'; expected a value");
        row("Infinity", "[Infinity]",
            "f.json: line 1, column 2: Infinity, which is no JSON number; expected a finite "
            "number");
        row("minus NaN", "[-NaN]",
            "f.json: line 1, column 2: -NaN, which is no JSON number; expected a finite number");
        row("number out of range", "[1, 1e999]",
            "f.json: line 1, column 5: the number 1e999; expected a number that fits 64 bits");
        row("leading zero", "[012]", "f.json: line 1, column 2: 012; expected ',' or ']'");
        row("bare minus", "[-]",
            "f.json: line 1, column 2: invalid number; expected digit after '-'");
        row("byte order mark", "\xEF\xBB\xBF{}",
            "f.json: line 1, column 1: a byte order mark; expected UTF-8 without one");
        row("NUL behind the end", QByteArray("{}\n\0{", 5),
            "f.json: line 2, column 1: a NUL byte; expected JSON text");
        row("NUL in a string", QByteArray("[\"a\0b\"]", 7),
            "f.json: line 1, column 4: a NUL byte; expected JSON text");
        row("invalid UTF-8", "{\"a\": \"\xFF\"}",
            "f.json: line 1, column 8: invalid string: ill-formed UTF-8 byte");
        row("key twice", "{\"l\": [{}, {\"a\": 1,\n\"a\": 2}]}",
            "f.json: line 2, /l/1/a: the key 'a' a second time; expected each key once");
        row("too deep", QByteArray::fromStdString(nested(201)),
            "f.json: line 1, column 201: arrays and objects nested deeper than 200 levels");
    }

    void pointsAtFaults() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, message);
        QCOMPARE(QByteArray::fromStdString(messageOf(text.toStdString())), message);
    }

    void nestsAsDeepAsAllowed() {
        QCOMPARE(messageOf(nested(kMaxJsonDepth)), std::string("accepted"));
        QVERIFY(messageOf(nested(1'000'000)) != "accepted");
    }

    void locatesValues_data() {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("root") << QByteArray("") << QByteArray("{");
        QTest::newRow("member") << QByteArray("/b") << QByteArray("[");
        QTest::newRow("element") << QByteArray("/b/2") << QByteArray("3.5");
        QTest::newRow("in braces in a string") << QByteArray("/b/3/x") << QByteArray("\"}\\\"]\"");
        QTest::newRow("behind it") << QByteArray("/b/4") << QByteArray("true");
        QTest::newRow("escaped key") << QByteArray("/a~1b~0") << QByteArray("7");
        QTest::newRow("key with an escape") << QByteArray("/\xC3\xB6") << QByteArray("8");
    }

    void locatesValues() {
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        const std::string text =
            " {\"a\": {\"b\": 1}, \"b\" : [ 1,[2, {}] ,3.5, {\"x\": \"}\\\"]\"}, true],\n"
            " \"a/b~\": 7, \"\\u00f6\":8}";
        const nlohmann::json::json_pointer at(pointer.toStdString());
        QVERIFY(nlohmann::json::parse(text).contains(at));
        const std::size_t begin = offsetOf(text, at);
        QCOMPARE(QByteArray::fromStdString(text.substr(begin)).left(value.size()), value);
        QVERIFY(nlohmann::json::parse(text.substr(begin, endOfValue(text, begin) - begin)) ==
                nlohmann::json::parse(text).at(at));
    }
};

QTEST_APPLESS_MAIN(TestJsonParse)
#include "test_json_parse.moc"
