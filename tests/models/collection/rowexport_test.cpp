#include "models/collection/rowexport.h"
#include "models/collection/rowwriter.h"
#include "tests/models/support/fakesource.h"
#include "tests/models/support/sampledescriptor.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <limits>
#include <sys/resource.h>

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

QByteArray lineOf(const Row &row, ExportFormat format)
{
    std::string text;
    RowWriter(sampleDescriptor(), sampleDescriptor().readColumns(), format).append(row, text);
    return QByteArray::fromStdString(text);
}

/// The cell of event_type, in a CSV line.
QByteArray csvType(const QVariant &type)
{
    const QByteArray line = lineOf(rowWith(type), ExportFormat::Csv);
    const QByteArray before = "processed,";
    const qsizetype start = line.indexOf(before) + before.size();
    return line.mid(start, line.lastIndexOf(',') - start);
}

/// No file may become larger while this exists.
class SmallestFiles
{
public:
    explicit SmallestFiles(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SmallestFiles() { setrlimit(RLIMIT_FSIZE, &m_before); }
    SmallestFiles(const SmallestFiles &) = delete;
    SmallestFiles &operator=(const SmallestFiles &) = delete;

private:
    rlimit m_before{};
};

} // namespace

class RowExportTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_source = std::make_shared<FakeSource>();
        m_columns.clear();
    }

    void theNameSaysTheFormat()
    {
        QVERIFY(exportFormat(u"/a/ledger.CSV"_s) == ExportFormat::Csv);
        QVERIFY(exportFormat(u"ledger.ndjson"_s) == ExportFormat::Ndjson);
        QVERIFY(exportFormat(u"ledger.json"_s) == ExportFormat::Json);
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
        QTest::newRow("formula behind a semicolon")
            << QVariant(u"x;=HYPERLINK(1)"_s) << QByteArray("\"x;'=HYPERLINK(1)\"");
        QTest::newRow("formula behind a tab") << QVariant(u"x\t@y"_s) << QByteArray("\"x\t'@y\"");
        QTest::newRow("semicolon") << QVariant(u"x; y"_s) << QByteArray("\"x; y\"");
        QTest::newRow("formula") << QVariant(u"=HYPERLINK(1)"_s) << QByteArray("'=HYPERLINK(1)");
        QTest::newRow("plus") << QVariant(u"+1"_s) << QByteArray("'+1");
        QTest::newRow("minus") << QVariant(u"-1"_s) << QByteArray("'-1");
        QTest::newRow("at") << QVariant(u"@sum"_s) << QByteArray("'@sum");
        QTest::newRow("tab") << QVariant(u"\t=1"_s) << QByteArray("\"'\t'=1\"");
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
        const QByteArray line = lineOf(row, ExportFormat::Ndjson);
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

    void onlyTheChosenRowsAreWrittenHoweverMany()
    {
        m_source->rows = sampleRows(1000);
        ExportRequest request = requestFor(u"rows.ndjson"_s, statusFilter(u"failed"_s));
        for (std::size_t row = 0; row < m_source->rows.size(); row += 2)
            request.ids.push_back(m_source->rows[row].key.id);
        QCOMPARE(exported(request, u"rows.ndjson"_s), 500);
        const QByteArrayList lines = content(u"rows.ndjson"_s).split('\n');
        for (std::size_t row = 0; row < request.ids.size(); ++row)
            QCOMPARE(
                QJsonDocument::fromJson(lines[qsizetype(row)]).object().value(u"id").toString(),
                QString::fromStdString(request.ids[row].toString()));
    }

    void chosenRowsThatAreGoneAreLeftOut()
    {
        m_source->rows = sampleRows(3);
        ExportRequest request = requestFor(u"rows.ndjson"_s);
        for (const Row &row : m_source->rows)
            request.ids.push_back(row.key.id);
        m_source->rows.erase(m_source->rows.begin());
        QCOMPARE(exported(request, u"rows.ndjson"_s), 2);
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
        RowExport work(m_source, requestFor(u"rows.csv"_s),
                       std::make_unique<FileTarget>(path(u"rows.csv"_s)));
        const QSignalSpy finished(&work, &RowExport::finished);
        const QSignalSpy failed(&work, &RowExport::failed);
        work.start();
        work.stop();
        QTRY_VERIFY(m_source->isCancelled(0));
        m_source->answerAll();
        QCoreApplication::processEvents();
        QVERIFY(finished.isEmpty() && failed.isEmpty());
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void oneThatIsDroppedLeavesNothing()
    {
        m_source->rows = sampleRows(5);
        m_source->isHolding = true;
        {
            RowExport work(m_source, requestFor(u"rows.csv"_s),
                           std::make_unique<FileTarget>(path(u"rows.csv"_s)));
            work.start();
        }
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    /// A limit of the kernel's is what a full disk is to who writes.
    void aFullDiskIsSaidAndLeavesNothing()
    {
        m_source->rows = sampleRows(1700);
        const SmallestFiles limit(20'000);
        QCOMPARE(exported(u"rows.csv"_s), -1);
        QVERIFY2(m_failure.contains(u"There is no room for"_s), qPrintable(m_failure));
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void jsonIsOneArray_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 2, 501})
            QTest::addRow("%d", count) << count;
    }
    void jsonIsOneArray()
    {
        QFETCH(int, count);
        m_source->rows = sampleRows(count);
        QCOMPARE(exported(u"rows.json"_s), count);
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(content(u"rows.json"_s), &error);
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(document.array().size(), count);
        QCOMPARE(content(u"rows.json"_s).count('\n'), count == 0 ? 3 : count + 2);
    }

    void aTextInJsonIsEscaped_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u"a\"b\\c"_s, u"\b\f\n\r\t\u001f\u007f"_s,
                                    u"\u00e4\U0001F600\u2028</script>"_s, u""_s})
            QTest::newRow(qPrintable(text)) << text;
    }
    void aTextInJsonIsEscaped()
    {
        QFETCH(QString, text);
        QJsonParseError error;
        const QByteArray line = lineOf(rowWith(text), ExportFormat::Ndjson);
        QCOMPARE(line.count('\n'), 1);
        const QJsonObject object = QJsonDocument::fromJson(line, &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(object.value(u"event_type"_s).toString(), text);
    }

    void theChosenColumnsAreWrittenInTheirOrder()
    {
        m_source->rows = sampleRows(1);
        m_columns = {u"attempts"_s, u"id"_s};
        QCOMPARE(exported(u"rows.csv"_s), 1);
        QCOMPARE(content(u"rows.csv"_s),
                 "attempts,id\r\n0," + m_source->rows[0].cells[1].toString().toUtf8() + "\r\n");
    }

    void timesAreWrittenToTheMicrosecond_data()
    {
        QTest::addColumn<qint64>("microseconds");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("epoch") << qint64(0) << QByteArray("1970-01-01T00:00:00.000000Z");
        QTest::newRow("before") << qint64(-1) << QByteArray("1969-12-31T23:59:59.999999Z");
        QTest::newRow("leap day") << qint64(1'709'164'800'123'456)
                                  << QByteArray("2024-02-29T00:00:00.123456Z");
        QTest::newRow("far") << qint64(253'402'300'800'000'000)
                             << QByteArray("10000-01-01T00:00:00.000000Z");
        QTest::newRow("never") << std::numeric_limits<qint64>::max() << QByteArray("infinity");
        QTest::newRow("ever") << std::numeric_limits<qint64>::min() << QByteArray("-infinity");
    }
    void timesAreWrittenToTheMicrosecond()
    {
        QFETCH(qint64, microseconds);
        std::string text;
        ExportText writer({u"at"_s}, ExportFormat::Csv);
        writer.setOutput(text);
        writer.beginRow();
        writer.addTime(Timestamp(std::chrono::microseconds(microseconds)));
        QTEST(QByteArray::fromStdString(text), "text");
    }

    void whatRemainsFollowsFromTheRate()
    {
        const ExportProgress progress{1000, 50'000, std::chrono::milliseconds(500)};
        QCOMPARE(progress.rowsPerSecond(), qint64(2000));
        QCOMPARE(progress.bytesPerSecond(), qint64(100'000));
        QCOMPARE(progress.remaining(5000), std::chrono::seconds(2));
        QVERIFY(!progress.remaining(999));
        QVERIFY(!ExportProgress().remaining(5000));
        QCOMPARE(ExportProgress().rowsPerSecond(), qint64(0));
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

    ExportRequest requestFor(const QString &name, const Filter &filter = {}) const
    {
        return {sampleDescriptor(), filter, m_columns, exportFormat(name)};
    }

    /// How many rows it said; -1 when it failed.
    qint64 exported(const QString &name, const Filter &filter = {})
    {
        return exported(requestFor(name, filter), name);
    }

    qint64 exported(const ExportRequest &request, const QString &name)
    {
        RowExport work(m_source, request, std::make_unique<FileTarget>(path(name)));
        std::optional<qint64> rows;
        connect(&work, &RowExport::finished, this,
                [&rows](const ExportProgress &result) { rows = result.rows; });
        connect(&work, &RowExport::failed, this, [&](const Error &error) {
            m_failure = error.message;
            rows = -1;
        });
        work.start();
        return QTest::qWaitFor([&rows] { return rows.has_value(); }) ? *rows : -2;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeSource> m_source;
    QStringList m_columns;
    QString m_failure;
};

QTEST_GUILESS_MAIN(RowExportTest)
#include "rowexport_test.moc"
