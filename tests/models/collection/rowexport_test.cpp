#include "models/collection/rowexport.h"
#include "tests/models/support/fakesource.h"
#include "tests/models/support/sampledescriptor.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace gatehouse::test;
using namespace Qt::StringLiterals;

namespace {

Row rowWith(const QVariant &type)
{
    Row row = sampleRow(1);
    row.cells[3] = type;
    return row;
}

/// The cell of event_type, in a CSV line.
QByteArray csvType(const QVariant &type)
{
    const QByteArray line = RowWriter(sampleDescriptor(), ExportFormat::Csv).line(rowWith(type));
    const QByteArray before = "processed,";
    const qsizetype start = line.indexOf(before) + before.size();
    return line.mid(start, line.lastIndexOf(',') - start);
}

} // namespace

class RowExportTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_source = std::make_shared<FakeSource>();
    }

    void theNameSaysTheFormat()
    {
        QVERIFY(exportFormat(u"/a/ledger.CSV"_s) == ExportFormat::Csv);
        QVERIFY(exportFormat(u"ledger.ndjson"_s) == ExportFormat::Ndjson);
        QVERIFY(exportFormat(u"csv"_s) == ExportFormat::Ndjson);
    }

    void aCellIsSafeInASpreadsheet_data()
    {
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<QByteArray>("cell");
        QTest::newRow("plain") << QVariant(u"order.paid"_s) << QByteArray("order.paid");
        QTest::newRow("comma") << QVariant(u"a,b"_s) << QByteArray("\"a,b\"");
        QTest::newRow("quote") << QVariant(u"a\"b"_s) << QByteArray("\"a\"\"b\"");
        QTest::newRow("line") << QVariant(u"a\nb"_s) << QByteArray("\"a\nb\"");
        QTest::newRow("formula") << QVariant(u"=HYPERLINK(1)"_s) << QByteArray("'=HYPERLINK(1)");
        QTest::newRow("plus") << QVariant(u"+1"_s) << QByteArray("'+1");
        QTest::newRow("minus") << QVariant(u"-1"_s) << QByteArray("'-1");
        QTest::newRow("at") << QVariant(u"@sum"_s) << QByteArray("'@sum");
        QTest::newRow("tab") << QVariant(u"\t=1"_s) << QByteArray("'\t=1");
        QTest::newRow("return") << QVariant(u"\r=1"_s) << QByteArray("\"'\r=1\"");
        QTest::newRow("number") << QVariant(qint64(-5)) << QByteArray("-5");
        QTest::newRow("nothing") << QVariant() << QByteArray();
        QTest::newRow("bytes") << QVariant(QByteArray("\x01\xff", 2)) << QByteArray("01ff");
        QTest::newRow("umlaut") << QVariant(u"\u00e4"_s) << QByteArray("\xc3\xa4");
    }
    void aCellIsSafeInASpreadsheet()
    {
        QFETCH(QVariant, value);
        QTEST(csvType(value), "cell");
    }

    void theSortColumnIsExactToTheMicrosecond()
    {
        Row row = sampleRow(1);
        row.key.sort += std::chrono::microseconds(7);
        const QByteArray line = RowWriter(sampleDescriptor(), ExportFormat::Ndjson).line(row);
        const QString time =
            QJsonDocument::fromJson(line).object().value(u"received_at").toString();
        QVERIFY2(time.endsWith(u".000007Z"), qPrintable(time));
    }

    void everyRowIsWrittenInOrder_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 500, 501, 1700})
            QTest::addRow("%d", count) << count;
    }
    void everyRowIsWrittenInOrder()
    {
        QFETCH(int, count);
        m_source->rows = sampleRows(count);
        QCOMPARE(exported(u"rows.ndjson"_s), count);
        const QByteArrayList lines = content(u"rows.ndjson"_s).split('\n');
        QCOMPARE(lines.size() - 1, count);
        for (int line = 0; line < count; ++line)
            QCOMPARE(QJsonDocument::fromJson(lines[line]).object().value(u"id").toString(),
                     m_source->rows[std::size_t(line)].cells[1].toString());
    }

    void aSpreadsheetGetsTheColumnsFirst()
    {
        m_source->rows = sampleRows(2);
        QCOMPARE(exported(u"rows.csv"_s), 2);
        const QByteArrayList lines = content(u"rows.csv"_s).split('\n');
        QCOMPARE(lines.first(), QByteArray("received_at,id,status,event_type,attempts\r"));
        QCOMPARE(lines.size(), 4);
    }

    void onlyTheFilteredRowsAreWritten()
    {
        m_source->rows = sampleRows(20);
        QCOMPARE(exported(u"rows.csv"_s, statusFilter(u"failed"_s)), 4);
    }

    void aFailureLeavesTheFileThatWasThere()
    {
        QFile old(path(u"rows.csv"_s));
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        m_source->error = Error{ErrorKind::Unavailable, u"away"_s, {}, {}};
        QCOMPARE(exported(u"rows.csv"_s), -1);
        QCOMPARE(m_failure, u"away"_s);
        QCOMPARE(content(u"rows.csv"_s), QByteArray("old"));
    }

    void stoppedNothingIsWritten()
    {
        m_source->rows = sampleRows(5);
        m_source->isHolding = true;
        RowExport work(sampleDescriptor(), m_source, {}, path(u"rows.csv"_s), ExportFormat::Csv);
        const QSignalSpy finished(&work, &RowExport::finished);
        const QSignalSpy failed(&work, &RowExport::failed);
        work.start();
        work.stop();
        QVERIFY(m_source->isCancelled(0));
        m_source->answerAll();
        QCoreApplication::processEvents();
        QVERIFY(finished.isEmpty() && failed.isEmpty());
        QVERIFY(!QFile::exists(path(u"rows.csv"_s)));
    }

    void aFolderThatIsNotThereIsSaid()
    {
        QCOMPARE(exported(u"nowhere/rows.csv"_s), -1);
        QVERIFY2(m_failure.contains(u"nowhere/rows.csv"_s), qPrintable(m_failure));
    }

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }

    QByteArray content(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// How many rows it said; -1 when it failed.
    qint64 exported(const QString &name, const Filter &filter = {})
    {
        RowExport work(sampleDescriptor(), m_source, filter, path(name), exportFormat(name));
        std::optional<qint64> rows;
        connect(&work, &RowExport::finished, this, [&rows](qint64 count) { rows = count; });
        connect(&work, &RowExport::failed, this, [&](const Error &error) {
            m_failure = error.message;
            rows = -1;
        });
        work.start();
        return QTest::qWaitFor([&rows] { return rows.has_value(); }) ? *rows : -2;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeSource> m_source;
    QString m_failure;
};

QTEST_GUILESS_MAIN(RowExportTest)
#include "rowexport_test.moc"
