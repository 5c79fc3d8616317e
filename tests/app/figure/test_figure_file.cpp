#include "app/figure/figure.h"
#include "app/figure/figure_application.h"
#include "app/figure/figure_file.h"
#include "app/figure/theme.h"
#include "core/io/output_error.h"

#include <QFile>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <utility>

namespace trilane {
namespace {

/// A blue square with a name, on white.
class SampleFigure : public Figure {
public:
    explicit SampleFigure(QSizeF size) : m_size(size) {}
    [[nodiscard]] QSizeF size() const override { return m_size; }
    void paint(QPainter& painter) const override {
        painter.fillRect(QRectF(QPointF(0, 0), m_size), Qt::white);
        painter.fillRect(QRectF(10, 10, 20, 20), QColor("#0072b2"));
        painter.setPen(Qt::black);
        painter.setFont(figureFont(12));
        // Names come from files and may hold anything.
        painter.drawText(QPointF(40, 30), QStringLiteral("conv1 <größe> & co\x01"));
    }

private:
    QSizeF m_size;
};

std::string errorOf(const Figure& figure, const FigureFileOptions& options) {
    try {
        (void)renderFigure(figure, FigureFormat::Png, options);
    } catch (const FigureTooLarge& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace

class TestFigureFile : public QObject {
    Q_OBJECT

private:
    const SampleFigure m_figure{{201.5, 60}};

private slots:
    void formatFollowsTheSuffix() {
        QVERIFY(figureFormatOf("a.svg") == FigureFormat::Svg);
        QVERIFY(figureFormatOf("dir.svg/a.PNG") == FigureFormat::Png);
        QVERIFY(figureFormatOf("a.b.Pdf") == FigureFormat::Pdf);
        QVERIFY(!figureFormatOf("a.svgz"));
        QVERIFY(!figureFormatOf("svg"));
        QVERIFY(!figureFormatOf(".svg"));
        QVERIFY(!figureFormatOf(""));
    }

    void svgHoldsTextAndTheWholeFigure() {
        const QByteArray svg =
            renderFigure(m_figure, FigureFormat::Svg, {1, QStringLiteral("a < b & c")});
        QXmlStreamReader reader(svg);
        QString text;
        QString title;
        QString viewBox;
        QStringList fonts;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement) continue;
            if (reader.attributes().hasAttribute("font-family"))
                fonts << reader.attributes().value("font-family").toString();
            if (reader.name() == u"svg") viewBox = reader.attributes().value("viewBox").toString();
            if (reader.name() == u"title") title = reader.readElementText();
            if (reader.name() == u"text") text += reader.readElementText();
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(viewBox, QString("0 0 201.5 60"));
        QCOMPARE(title, QString("a < b & c"));
        QCOMPARE(text.trimmed(), QString("conv1 <größe> & co"));
        QVERIFY(fonts.contains("Inter, DejaVu Sans, sans-serif"));
        QVERIFY(QSvgRenderer(svg).isValid());
    }

    void pngHasTheScaledSizeAndThePicture() {
        const QImage one = QImage::fromData(renderFigure(m_figure, FigureFormat::Png));
        QCOMPARE(one.size(), QSize(202, 60));
        QCOMPARE(one.pixelColor(20, 20), QColor("#0072b2"));
        QCOMPARE(one.pixelColor(5, 5), QColor(Qt::white));
        const QImage three =
            QImage::fromData(renderFigure(m_figure, FigureFormat::Png, {3, QString()}));
        QCOMPARE(three.size(), QSize(605, 180));
        QCOMPARE(three.pixelColor(85, 85), QColor("#0072b2"));
        QCOMPARE(three.pixelColor(95, 95), QColor(Qt::white));
    }

    void pdfHasOnePageOfTheFiguresSizeAndEmbedsItsFont() {
        const QByteArray pdf =
            renderFigure(m_figure, FigureFormat::Pdf, {1, QStringLiteral("title")});
        QVERIFY(pdf.startsWith("%PDF-1.4"));
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
        QCOMPARE(pdf.count("/Type /Page\n"), 1);
        const QRegularExpression box("/MediaBox \\[([-0-9. ]+)\\]");
        QCOMPARE(box.match(QString::fromLatin1(pdf)).captured(1).simplified(),
                 QString("0 0 151.000000 45.000000"));
        QVERIFY(pdf.contains("/FontFile2") || pdf.contains("/FontFile3"));
    }

    void pdfPagesStayWithinTheFormatsLimit() {
        const QByteArray pdf = renderFigure(SampleFigure({100'000, 50'000}), FigureFormat::Pdf);
        const QRegularExpression box("/MediaBox \\[([-0-9. ]+)\\]");
        QCOMPARE(box.match(QString::fromLatin1(pdf)).captured(1).simplified(),
                 QString("0 0 14400.000000 7200.000000"));
    }

    void equalFiguresGiveEqualBytes_data() {
        QTest::addColumn<int>("format");
        QTest::newRow("svg") << static_cast<int>(FigureFormat::Svg);
        QTest::newRow("png") << static_cast<int>(FigureFormat::Png);
        QTest::newRow("pdf") << static_cast<int>(FigureFormat::Pdf);
    }
    void equalFiguresGiveEqualBytes() {
        QFETCH(int, format);
        const QByteArray bytes = renderFigure(m_figure, static_cast<FigureFormat>(format));
        QVERIFY(bytes.size() > 100);
        QCOMPARE(renderFigure(SampleFigure({201.5, 60}), static_cast<FigureFormat>(format)), bytes);
        // A second later it is the same file: it holds no time.
        const QByteArray year = QByteArray::number(QDate::currentDate().year());
        if (format != static_cast<int>(FigureFormat::Png)) {
            QVERIFY(!bytes.contains("D:" + year));
            QVERIFY(!bytes.contains(year + "-"));
        }
    }

    void whatNoPngCanHoldIsToldBeforeItIsTried() {
        QCOMPARE(errorOf(SampleFigure({20'000, 1'000}), {2, QString()}),
                 std::string("the picture would be 40,000 x 2,000 pixels; expected at most 32,767 "
                             "a side and 134,217,728 in all: choose a scale of 1.63 at most, SVG "
                             "or PDF"));
        QCOMPARE(errorOf(SampleFigure({20'000, 20'000}), {1, QString()}),
                 std::string("the picture would be 20,000 x 20,000 pixels; expected at most 32,767 "
                             "a side and 134,217,728 in all: choose a scale of 0.57 at most, SVG "
                             "or PDF"));
        QCOMPARE(errorOf(SampleFigure({1e6, 10}), {0.05, QString()}),
                 std::string("the picture would be 50,000 x 1 pixels; expected at most 32,767 a "
                             "side and 134,217,728 in all: choose SVG or PDF"));
    }

    void filesAppearWholeOrNotAtAll() {
        const QTemporaryDir directory;
        const QString path = directory.filePath("figure.svg");
        writeFigure(m_figure, path.toStdString(), FigureFormat::Svg);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), renderFigure(m_figure, FigureFormat::Svg));
        const std::string tooLarge = directory.filePath("large.png").toStdString();
        QVERIFY_THROWS_EXCEPTION(
            OutputError, writeFigure(SampleFigure({40'000, 10}), tooLarge, FigureFormat::Png));
        QVERIFY(!QFile::exists(QString::fromStdString(tooLarge)));
        QVERIFY_THROWS_EXCEPTION(
            OutputError, writeFigure(m_figure, directory.filePath("no/such.svg").toStdString(),
                                     FigureFormat::Svg));
    }
};

}  // namespace trilane

int main(int argc, char** argv) {
    const trilane::FigureApplication application;
    trilane::TestFigureFile test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_figure_file.moc"
