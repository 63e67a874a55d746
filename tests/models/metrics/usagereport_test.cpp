#include "models/metrics/usagereport.h"

#include <QJsonDocument>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;
using collection::ExportFormat;

namespace {

const QByteArray answer = R"({"from":"2026-11-01","until":"2026-11-02","by":["day","tenant"],
    "items":[{"day":"2026-11-01","tenant":"=acme","calls":5,"errors":1,"tokens_prompt":200,
              "tokens_completion":40,"cache_hits":2,"unpriced":0,"cost_usd":2.5},
             {"day":"2026-11-02","tenant":null,"calls":4,"errors":0,
              "tokens_prompt":9000000000000000000,"tokens_completion":0,"cache_hits":0,"unpriced":4,
              "cost_usd":0}]})";

QString textOf(const QByteArray &json, ExportFormat format)
{
    const auto text = metrics::usageText(QJsonDocument::fromJson(json).object(), format);
    return text ? QString::fromStdString(*text) : text.error().message;
}

} // namespace

class UsageReportTest : public QObject
{
    Q_OBJECT

private slots:
    void aRowIsLabelsThenCountsThenCostAndNoFormula()
    {
        const QStringList lines = textOf(answer, ExportFormat::Csv).split(u"\r\n"_s);
        QCOMPARE(lines[0],
                 u"day,tenant,calls,errors,tokens_prompt,tokens_completion,cache_hits,unpriced,"
                 "cost_usd"_s);
        QCOMPARE(lines[1], u"2026-11-01,'=acme,5,1,200,40,2,0,2.5"_s);
        QCOMPARE(lines[2], u"2026-11-02,,4,0,9000000000000000000,0,0,4,0"_s);
    }

    void whatIsMaskedIsNull()
    {
        const QStringList lines = textOf(answer, ExportFormat::Ndjson).trimmed().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(QJsonDocument::fromJson(lines[1].toUtf8())[u"tenant"].isNull());
    }

    void aReportWithoutRowsHasItsTitles()
    {
        QVERIFY(
            textOf(R"({"by":["day"],"items":[]})", ExportFormat::Csv).startsWith(u"day,calls"_s));
    }

    void anotherAnswerIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("nothing") << QByteArray("{}");
        QTest::newRow("an unknown label") << QByteArray(R"({"by":["city"],"items":[]})");
        QTest::newRow("no items") << QByteArray(R"({"by":["day"]})");
        QTest::newRow("a row without counts")
            << QByteArray(R"({"by":["day"],"items":[{"day":"x"}]})");
        QTest::newRow("a row that is none") << QByteArray(R"({"by":["day"],"items":[7]})");
        QTest::newRow("a label that is no text")
            << QByteArray(R"({"by":["day"],"items":[{"day":7}]})");
    }
    void anotherAnswerIsRefused()
    {
        QFETCH(QByteArray, json);
        QCOMPARE(metrics::usageText(QJsonDocument::fromJson(json).object(), ExportFormat::Csv)
                     .error()
                     .kind,
                 ErrorKind::Bug);
    }
};

QTEST_GUILESS_MAIN(UsageReportTest)
#include "usagereport_test.moc"
