#include "services/replay/report.h"

#include "services/core/inpool.h"
#include "services/core/log.h"
#include "services/replay/ledgerentry.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamWriter>

#include <algorithm>

namespace gatehouse::replay {

namespace {

using Outcome = ItemResult::Outcome;

struct ReportTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::replay::Report)
};

double millisecondsOf(std::chrono::microseconds time)
{
    return double(time.count()) / 1000;
}

QString nameOf(const Fixture &fixture)
{
    const std::string &id = fixture.providerId.empty() ? fixture.eventId : fixture.providerId;
    return QString::fromStdString(fixture.source + ' ' + fixture.eventType + ' ' + id).simplified();
}

QJsonObject itemJson(const Fixture &fixture, const ItemResult &result)
{
    QJsonObject json{
        {QStringLiteral("position"), result.position},
        {QStringLiteral("source"), QString::fromStdString(fixture.source)},
        {QStringLiteral("tenant"), QString::fromStdString(fixture.tenant)},
        {QStringLiteral("event_type"), QString::fromStdString(fixture.eventType)},
        {QStringLiteral("event_id"), QString::fromStdString(fixture.eventId)},
        {QStringLiteral("outcome"), outcomeName(result.outcome)},
        {QStringLiteral("expected_status"), result.expectedStatus},
        {QStringLiteral("status"), result.status},
        {QStringLiteral("latency_ms"), millisecondsOf(result.latency)},
        {QStringLiteral("difference"), result.difference},
        {QStringLiteral("answer"), QString::fromStdString(result.body)},
    };
    if (result.sentAt != Timestamp())
        json.insert(QStringLiteral("sent_at"), QString::fromStdString(toRfc3339(result.sentAt)));
    return json;
}

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

QString htmlRow(const Fixture &fixture, const ItemResult &result)
{
    const QString row = QStringLiteral("<tr class=\"%1\"><td>%2</td><td>%3</td><td>%4</td>"
                                       "<td class=\"n\">%5</td><td class=\"n\">%6</td>"
                                       "<td class=\"n\">%7</td><td>%8</td></tr>\n");
    // In one call, so that no %1 in a foreign text is filled in.
    return row.arg(outcomeName(result.outcome), escaped(QString::fromStdString(fixture.eventType)),
                   escaped(QString::fromStdString(fixture.tenant)), outcomeName(result.outcome),
                   QString::number(result.expectedStatus),
                   result.status ? QString::number(result.status) : QStringLiteral("-"),
                   QString::number(millisecondsOf(result.latency), 'f', 1),
                   escaped(result.difference));
}

QString summaryText(const Report &report)
{
    QStringList parts;
    const auto counts = outcomeCounts(report.results);
    for (auto count = counts.begin(); count != counts.end(); ++count)
        parts += QStringLiteral("%1 %2").arg(count.value()).arg(count.key());
    return parts.join(QStringLiteral(", "));
}

void writeCase(QXmlStreamWriter &xml, const Fixture &fixture, const ItemResult &result)
{
    xml.writeStartElement(QStringLiteral("testcase"));
    xml.writeAttribute(QStringLiteral("classname"), QString::fromStdString(fixture.source));
    xml.writeAttribute(QStringLiteral("name"),
                       QStringLiteral("%1 %2").arg(result.position + 1).arg(nameOf(fixture)));
    xml.writeAttribute(QStringLiteral("time"),
                       QString::number(millisecondsOf(result.latency) / 1000, 'f', 6));
    if (result.outcome != Outcome::AsPredicted) {
        const bool isFailure =
            result.outcome == Outcome::Differs || result.outcome == Outcome::Refused;
        xml.writeStartElement(isFailure ? QStringLiteral("failure") : QStringLiteral("error"));
        xml.writeAttribute(QStringLiteral("type"), outcomeName(result.outcome));
        xml.writeAttribute(QStringLiteral("message"), result.difference);
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

} // namespace

Result<Report> readReport(Journal &journal, const QString &id)
{
    auto replay = journal.replay(id);
    if (!replay)
        return failure(replay.error());
    auto fixtures = journal.fixtures(id);
    if (!fixtures)
        return failure(fixtures.error());
    auto results = journal.results(id);
    if (!results)
        return failure(results.error());
    return Report{std::move(*replay), std::move(*fixtures), std::move(*results)};
}

QFuture<Result<Report>> readReport(const QString &journalFile, const QString &id)
{
    return inPool<Report>([journalFile, id] {
        auto journal = Journal::open(journalFile);
        return journal ? readReport(*journal, id) : Result<Report>(failure(journal.error()));
    });
}

QMap<QString, qint64> outcomeCounts(const QList<ItemResult> &results)
{
    QMap<QString, qint64> counts;
    for (const ItemResult &result : results)
        ++counts[outcomeName(result.outcome)];
    return counts;
}

std::chrono::microseconds latencyPercentile(const QList<ItemResult> &results, double share)
{
    std::vector<std::chrono::microseconds> latencies;
    for (const ItemResult &result : results) {
        if (result.status != 0)
            latencies.push_back(result.latency);
    }
    if (latencies.empty())
        return {};
    const auto index =
        std::min(latencies.size() - 1, std::size_t(share * double(latencies.size())));
    std::nth_element(latencies.begin(), latencies.begin() + std::ptrdiff_t(index), latencies.end());
    return latencies[index];
}

QByteArray jsonReport(const Report &report)
{
    QJsonArray items;
    for (qsizetype i = 0; i < report.results.size(); ++i)
        items += itemJson(report.fixtures.at(std::size_t(i)), report.results.at(i));
    QJsonObject counts;
    const auto counted = outcomeCounts(report.results);
    for (auto count = counted.begin(); count != counted.end(); ++count)
        counts.insert(count.key(), count.value());
    return QJsonDocument(QJsonObject{{QStringLiteral("id"), report.replay.id},
                                     {QStringLiteral("target"), report.replay.target},
                                     {QStringLiteral("created_at"),
                                      report.replay.createdAt.toString(Qt::ISODateWithMs)},
                                     {QStringLiteral("plan"),
                                      planForLedger(Plan::fromJson(report.replay.plan))},
                                     {QStringLiteral("outcomes"), counts},
                                     {QStringLiteral("p50_ms"),
                                      millisecondsOf(latencyPercentile(report.results, 0.5))},
                                     {QStringLiteral("p95_ms"),
                                      millisecondsOf(latencyPercentile(report.results, 0.95))},
                                     {QStringLiteral("items"), items}})
        .toJson();
}

QByteArray htmlReport(const Report &report)
{
    QString rows;
    for (qsizetype i = 0; i < report.results.size(); ++i)
        rows += htmlRow(report.fixtures.at(std::size_t(i)), report.results.at(i));
    const QString title = ReportTexts::tr("Replay to %1").arg(escaped(report.replay.target));
    const QString page = QStringLiteral(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">"
        "<title>%1</"
        "title><style>body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}"
        "td,th{padding:4px 10px;border-bottom:1px solid #ccc;text-align:left}.n{text-align:right}"
        ".refused td,.no_answer td,.not_sent td{background:#fbe3de}.differs td{background:#fdf3d8}"
        "</style></head><body>\n<h1>%1</h1>\n<p>%2, %3</p>\n<table>\n<tr>%4</tr>\n%5</table>\n"
        "</body></html>\n");
    QString headings;
    for (const QString &heading :
         {ReportTexts::tr("Type"), ReportTexts::tr("Tenant"), ReportTexts::tr("Outcome"),
          ReportTexts::tr("Expected"), ReportTexts::tr("Actual"), ReportTexts::tr("ms"),
          ReportTexts::tr("What differed")})
        headings += QStringLiteral("<th>") + heading + QStringLiteral("</th>");
    return page
        .arg(title, report.replay.createdAt.toString(Qt::ISODate), summaryText(report), headings,
             rows)
        .toUtf8();
}

QByteArray junitReport(const Report &report)
{
    const auto count = [&](auto wanted) {
        return QString::number(std::count_if(report.results.begin(), report.results.end(), wanted));
    };
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("testsuite"));
    xml.writeAttribute(QStringLiteral("name"),
                       QStringLiteral("replay to %1").arg(report.replay.target));
    xml.writeAttribute(QStringLiteral("tests"), QString::number(report.results.size()));
    xml.writeAttribute(QStringLiteral("failures"), count([](const ItemResult &result) {
                           return result.outcome == Outcome::Differs
                               || result.outcome == Outcome::Refused;
                       }));
    xml.writeAttribute(QStringLiteral("errors"), count([](const ItemResult &result) {
                           return result.outcome != Outcome::AsPredicted
                               && result.outcome != Outcome::Differs
                               && result.outcome != Outcome::Refused;
                       }));
    for (qsizetype i = 0; i < report.results.size(); ++i)
        writeCase(xml, report.fixtures.at(std::size_t(i)), report.results.at(i));
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

std::vector<Fixture> withExpectations(const Report &report)
{
    std::vector<Fixture> fixtures;
    for (const ItemResult &result : report.results) {
        if (result.status == 0)
            continue;
        Fixture fixture = report.fixtures.at(std::size_t(result.position));
        fixture.expected = Expectation{result.status, {}};
        fixtures.push_back(std::move(fixture));
    }
    return fixtures;
}

} // namespace gatehouse::replay
