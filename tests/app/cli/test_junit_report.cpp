#include "app/cli/junit_report.h"

#include <QTest>
#include <QXmlStreamReader>
#include <string>

using namespace trilane;

namespace {

CaseResult resultOf(std::string name, CaseStatus status, std::vector<std::string> failures = {}) {
    CaseResult result;
    result.name = std::move(name);
    result.status = status;
    result.failures = std::move(failures);
    result.time = std::chrono::milliseconds(1'500);
    return result;
}

}  // namespace

class TestJUnitReport : public QObject {
    Q_OBJECT

private slots:
    void exactText() {
        JUnitReport report("suite", true);
        report.add(resultOf("good", CaseStatus::Pass));
        report.add(resultOf("bad", CaseStatus::Fail, {"ej: 2 ms", "local: 3 ms"}));
        report.add(resultOf("ugly", CaseStatus::Error, {"s: line 1: 5"}));
        QCOMPARE(QString::fromStdString(report.print()),
                 QString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<testsuite name=\"suite\" tests=\"3\" failures=\"1\" errors=\"1\" "
                         "skipped=\"0\" time=\"4.500000\">\n"
                         "  <testcase classname=\"suite\" name=\"good\" time=\"1.500000\"/>\n"
                         "  <testcase classname=\"suite\" name=\"bad\" time=\"1.500000\">\n"
                         "    <failure message=\"ej: 2 ms\" type=\"expectation\">ej: 2 ms\n"
                         "local: 3 ms</failure>\n"
                         "  </testcase>\n"
                         "  <testcase classname=\"suite\" name=\"ugly\" time=\"1.500000\">\n"
                         "    <error message=\"s: line 1: 5\" type=\"input\">s: line 1: 5</error>\n"
                         "  </testcase>\n"
                         "</testsuite>\n"));
    }

    void emptyWithoutTiming() {
        QCOMPARE(QString::fromStdString(JUnitReport("s", false).print()),
                 QString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<testsuite name=\"s\" tests=\"0\" failures=\"0\" errors=\"0\" "
                         "skipped=\"0\">\n</testsuite>\n"));
    }

    void anyNameIsWellFormed() {
        using namespace std::string_literals;
        const std::string hard =
            "a\0\x01\x1b[31m<&>\"' ]]> \xF0\x9F\x98\x80\xC3\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD"s;
        JUnitReport report(hard, false);
        report.add(resultOf(hard, CaseStatus::Fail, {hard}));
        QXmlStreamReader xml(QByteArray::fromStdString(report.print()));
        QString name;
        QString text;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) continue;
            if (xml.name() == QLatin1String("testcase"))
                name = xml.attributes().value("name").toString();
            if (xml.name() == QLatin1String("failure")) text = xml.readElementText();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        const QString expected = QString::fromUtf8(
            "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD[31m<&>\"' ]]> "
            "\xF0\x9F\x98\x80\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
        QCOMPARE(name, expected);
        QCOMPARE(text, expected);
    }
};

QTEST_APPLESS_MAIN(TestJUnitReport)
#include "test_junit_report.moc"
