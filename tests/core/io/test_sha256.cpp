#include "core/io/sha256.h"
#include "tests/support/onnx_builder.h"

#include <QTest>

using trilane::sha256Hex;
using trilane::testing::asBytes;

// The expected digests are the examples of FIPS 180-2.
class TestSha256 : public QObject {
    Q_OBJECT

private slots:
    void examples() {
        QCOMPARE(sha256Hex({}),
                 std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(sha256Hex(asBytes(std::string("abc"))),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256Hex(asBytes(std::string(1'000'000, 'a'))),
                 std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
    }
};

QTEST_APPLESS_MAIN(TestSha256)
#include "test_sha256.moc"
