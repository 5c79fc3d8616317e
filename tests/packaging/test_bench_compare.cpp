// The comparison of two runs of the benchmarks: what counts as a change.

#include <QFile>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

namespace {

/// One row of a file of packaging/bench: its runs in milliseconds, and its peak memory.
struct Row {
    QString name;
    QList<double> times;
    double peak = 0;
};

QByteArray document(const QList<Row>& rows) {
    QStringList runs;
    for (const Row& row : rows) {
        for (const double time : row.times) {
            const QString peak =
                row.peak > 0 ? QStringLiteral(", \"peak_MiB\": %1").arg(row.peak) : QString();
            runs << QStringLiteral(R"({"run_name": "%1", "run_type": "iteration", "real_time": 1, )"
                                   R"("cpu_time": %2, "time_unit": "ms"%3})")
                        .arg(row.name)
                        .arg(time)
                        .arg(peak);
        }
        runs << QStringLiteral(R"({"run_name": "%1", "run_type": "aggregate", "real_time": 1, )"
                               R"("cpu_time": 99, "time_unit": "ms"})")
                    .arg(row.name);
    }
    return QStringLiteral(R"({"format": "trilane.bench", "version": 1, "revision": "r1", )"
                          R"("programs": [{"program": "bench_x", "context": {"host_name": "h", )"
                          R"("num_cpus": 2, "mhz_per_cpu": 3000}, "rows": [%1]}]})")
        .arg(runs.join(", "))
        .toUtf8();
}

}  // namespace

class TestBenchCompare : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QByteArray m_out;
    QByteArray m_err;

    [[nodiscard]] QString write(const QString& name, const QByteArray& content) const {
        QFile file(m_folder.filePath(name));
        if (file.open(QFile::WriteOnly)) file.write(content);
        return file.fileName();
    }

    int compare(const QByteArray& before, const QByteArray& after,
                const QStringList& options = {}) {
        QProcess process;
        process.start("python3", QStringList{TRILANE_SOURCE_DIR "/packaging/bench-compare"} +
                                     options +
                                     QStringList{write("before", before), write("after", after)});
        process.waitForFinished();
        m_out = process.readAllStandardOutput();
        m_err = process.readAllStandardError();
        return process.exitCode();
    }

private slots:
    void everyRowHasItsRatioAndItsNoise() {
        QCOMPARE(compare(document({{"steady", {10, 10, 10}}, {"shaky", {10, 14, 9}}}),
                         document({{"steady", {10, 10, 10.5}}, {"shaky", {13, 13, 13}}})),
                 0);
        QCOMPARE(m_out.split('\n'), (QList<QByteArray>{
                                        "before: r1 (h, 2 x 3000 MHz)",
                                        "after:  r1 (h, 2 x 3000 MHz)",
                                        "row                before      after   ratio   noise",
                                        "bench_x/steady      10 ms      10 ms    1.00      5%",
                                        "bench_x/shaky       10 ms      13 ms    1.30     50%",
                                        "0 of 2 rows regressed",
                                        "",
                                    }));
    }

    void aRegressionIsAFailure() {
        const auto before = document({{"a", {10, 10}}, {"b", {10, 10}}, {"c", {10, 10}}});
        const auto after = document({{"a", {12, 12}}, {"b", {7, 7}}, {"c", {10.9, 10.9}}});
        QCOMPARE(compare(before, after), 1);
        QVERIFY2(m_out.contains("bench_x/a      10 ms      12 ms    1.20      0%  SLOWER\n"),
                 m_out);
        QVERIFY2(m_out.contains("bench_x/b      10 ms       7 ms    0.70      0%  faster\n"),
                 m_out);
        QVERIFY2(m_out.endsWith("1 of 3 rows regressed\n"), m_out);
        QCOMPARE(compare(before, after, {"--threshold", "25"}), 0);
        QCOMPARE(compare(before, after, {"--threshold", "5"}), 1);
        QVERIFY2(m_out.endsWith("2 of 3 rows regressed\n"), m_out);
        QCOMPARE(compare(before, after, {"x/[bc]"}), 0);
    }

    void memoryCountsToo() {
        const auto before = document({{"a", {10, 10}, 100}});
        QCOMPARE(compare(before, document({{"a", {10, 10}, 119}})), 0);
        QCOMPARE(compare(before, document({{"a", {10, 10}, 200}})), 1);
        QVERIFY2(m_out.contains("MORE MEMORY (100 -> 200 MiB)"), m_out);
    }

    void rowsThatOneFileLacksAreNamed() {
        QCOMPARE(compare(document({{"a", {10, 10}}, {"gone", {1, 1}}}),
                         document({{"a", {10, 10}}, {"new", {1, 1}}})),
                 0);
        QVERIFY2(m_out.contains("only before: bench_x/gone\nonly after: bench_x/new\n"), m_out);
    }

    void whatCannotBeCompared() {
        const auto good = document({{"a", {10, 10}}});
        QCOMPARE(compare(good, "{}"), 2);
        QCOMPARE(m_err,
                 "bench-compare: " + m_folder.filePath("after").toUtf8() +
                     ": no file of packaging/bench; expected \"format\": \"trilane.bench\"\n");
        QCOMPARE(compare(good, document({{"b", {10, 10}}})), 2);
        QCOMPARE(m_err, "bench-compare: the files have no row in common\n");
    }
};

QTEST_GUILESS_MAIN(TestBenchCompare)
#include "test_bench_compare.moc"
