#include "services/replay/fixture.h"

#include "services/capture/capture.h"
#include "services/core/log.h"
#include "services/signing/rfc3339.h"
#include "services/signing/verification.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QUrl>
#include <QUrlQuery>

#include <array>
#include <utility>

namespace gatehouse::replay {

namespace {

struct FixtureTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::replay::Fixture)
};

using TextMember = std::pair<QLatin1String, std::string Fixture::*>;
const std::array<TextMember, 7> textMembers{{
    {QLatin1String("source"), &Fixture::source},
    {QLatin1String("tenant"), &Fixture::tenant},
    {QLatin1String("event_type"), &Fixture::eventType},
    {QLatin1String("event_id"), &Fixture::eventId},
    {QLatin1String("provider_id"), &Fixture::providerId},
    {QLatin1String("method"), &Fixture::method},
    {QLatin1String("url"), &Fixture::url},
}};

QJsonArray headersJson(const signing::HeaderList &headers)
{
    QJsonArray json;
    for (const auto &[name, value] : headers)
        json += QJsonArray{QString::fromStdString(name), QString::fromStdString(value)};
    return json;
}

/// As text where that gives the same bytes back: not for a byte order mark, nor what is no UTF-8.
void insertBody(QJsonObject &json, const std::string &body)
{
    const QByteArray bytes = QByteArray::fromStdString(body);
    const QString text = QString::fromUtf8(bytes);
    if (text.toUtf8() == bytes)
        json.insert(QLatin1String("body"), text);
    else
        json.insert(QLatin1String("body_base64"), QString::fromLatin1(bytes.toBase64()));
}

QJsonObject expectationJson(const Expectation &expected)
{
    QJsonObject json{{QStringLiteral("status"), expected.status}};
    if (!expected.body.empty())
        json.insert(QLatin1String("body"), QString::fromStdString(expected.body));
    return json;
}

tl::unexpected<Error> invalid(const QString &message)
{
    return failure(ErrorKind::Invalid, message);
}

Result<std::string> textOf(const QJsonObject &json, QLatin1String name)
{
    const QJsonValue value = json.value(name);
    if (!value.isString() && !value.isUndefined() && !value.isNull())
        return invalid(FixtureTexts::tr("“%1” is no text").arg(name));
    return value.toString().toStdString();
}

/// A name or value that would end the header, or begin another one, is none.
Result<> addHeader(signing::HeaderList &headers, const QJsonValue &name, const QJsonValue &value)
{
    const std::string header = name.toString().toStdString();
    const std::string text = value.toString().toStdString();
    const std::string_view lineEnds("\r\n\0", 3);
    if (header.empty() || !value.isString() || header.find_first_of(lineEnds) != header.npos
        || text.find_first_of(lineEnds) != text.npos)
        return invalid(FixtureTexts::tr("“headers” is no list of names and values"));
    headers.emplace_back(header, text);
    return {};
}

Result<signing::HeaderList> headersOf(const QJsonValue &json)
{
    signing::HeaderList headers;
    const QJsonObject object = json.toObject();
    for (auto each = object.begin(); each != object.end(); ++each) {
        if (const auto added = addHeader(headers, each.key(), each.value()); !added)
            return failure(added.error());
    }
    for (const QJsonValue each : json.toArray()) {
        const QJsonArray pair = each.toArray();
        if (const auto added = addHeader(headers, pair.at(0), pair.at(1)); !added)
            return failure(added.error());
    }
    return headers;
}

Result<std::string> bodyOf(const QJsonObject &json)
{
    const QJsonValue base64 = json.value(QLatin1String("body_base64"));
    if (base64.isUndefined()) {
        if (!json.contains(QLatin1String("body")))
            return invalid(FixtureTexts::tr("there is neither “body” nor “body_base64”"));
        return textOf(json, QLatin1String("body"));
    }
    const auto decoded = QByteArray::fromBase64Encoding(
        base64.toString().toLatin1(),
        QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return invalid(FixtureTexts::tr("“body_base64” is no base64"));
    return decoded.decoded.toStdString();
}

Result<std::optional<Timestamp>> timeOf(const QJsonObject &json)
{
    const auto text = textOf(json, QLatin1String("received_at"));
    if (!text)
        return failure(text.error());
    if (text->empty())
        return std::optional<Timestamp>();
    const auto time = signing::parseRfc3339(*text);
    if (!time)
        return invalid(FixtureTexts::tr("“received_at” is no time such as 2026-11-17T14:32:07Z"));
    return std::optional<Timestamp>(Timestamp(*time));
}

/// The body may stand there as JSON, too, since people write that by hand.
Result<std::optional<Expectation>> expectationOf(const QJsonValue &json)
{
    if (json.isUndefined() || json.isNull())
        return std::optional<Expectation>();
    Expectation expected;
    expected.status = json[QLatin1String("status")].toInt();
    if (expected.status < 100 || expected.status > 599)
        return invalid(FixtureTexts::tr("“expect” has no “status” between 100 and 599"));
    const QJsonValue body = json[QLatin1String("body")];
    if (body.isObject())
        expected.body = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact).toStdString();
    else if (body.isArray())
        expected.body = QJsonDocument(body.toArray()).toJson(QJsonDocument::Compact).toStdString();
    else
        expected.body = body.toString().toStdString();
    return std::optional<Expectation>(std::move(expected));
}

Result<Fixture> fixtureOf(const QJsonObject &json)
{
    Fixture fixture;
    for (const auto &[name, member] : textMembers) {
        auto text = textOf(json, name);
        if (!text)
            return failure(text.error());
        if (!text->empty())
            fixture.*member = std::move(*text);
    }
    auto time = timeOf(json);
    auto headers = headersOf(json.value(QLatin1String("headers")));
    auto body = bodyOf(json);
    auto expected = expectationOf(json.value(QLatin1String("expect")));
    for (const Error *error :
         {time ? nullptr : &time.error(), headers ? nullptr : &headers.error(),
          body ? nullptr : &body.error(), expected ? nullptr : &expected.error()}) {
        if (error)
            return failure(*error);
    }
    fixture.receivedAt = *time;
    fixture.headers = std::move(*headers);
    fixture.body = std::move(*body);
    fixture.expected = std::move(*expected);
    return fixture;
}

/// /api/webhooks/{source}/ingest?tenant=acme, as the gateway has it; else the headers that only one
/// provider sends.
void tellSource(Fixture &fixture)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 11> telling{{
        {"Stripe-Signature", "stripe"},
        {"X-GitHub-Event", "github"},
        {"X-HubSpot-Signature-v3", "hubspot"},
        {"X-Shopify-Topic", "shopify"},
        {"X-Slack-Signature", "slack"},
        {"X-WC-Webhook-Topic", "woocommerce"},
        {"webhook-id", "standard"},
        {"svix-id", "standard"},
        {"X-Idempotency-Key", "wordpress"},
        {"X-AI-Signature", "ai"},
        {"X-WP-Signature", "wpmedia"},
    }};
    const QUrl url(QString::fromStdString(fixture.url));
    fixture.tenant = QUrlQuery(url).queryItemValue(QStringLiteral("tenant")).toStdString();
    const QStringList path = url.path().split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (path.size() == 4 && path.at(1) == QLatin1String("webhooks"))
        fixture.source = path.at(2).toStdString();
    for (const auto &[header, source] : telling) {
        if (fixture.source.empty() && signing::findHeader(fixture.headers, header))
            fixture.source = source;
    }
}

Fixture fixtureOf(capture::CapturedRequest captured)
{
    Fixture fixture;
    if (!captured.method.empty())
        fixture.method = std::move(captured.method);
    fixture.url = std::move(captured.url);
    fixture.headers = std::move(captured.headers);
    fixture.body = std::move(captured.body);
    tellSource(fixture);
    return fixture;
}

Result<std::vector<Fixture>> fixturesOfCapture(const QByteArray &bytes)
{
    auto captured = capture::readCapture(bytes);
    if (!captured)
        return failure(captured.error());
    std::vector<Fixture> fixtures;
    for (capture::CapturedRequest &request : *captured)
        fixtures.push_back(fixtureOf(std::move(request)));
    return fixtures;
}

/// A HAR file has "log" first, or begins with a line that is only its brace.
bool isFixtureLine(const QByteArray &line)
{
    if (!line.startsWith('{'))
        return false;
    const QByteArray first = line.mid(1).trimmed();
    return !first.isEmpty() && !first.startsWith("\"log\"");
}

tl::unexpected<Error> wrongLine(qsizetype number, const QString &why, bool isCut)
{
    QString message = FixtureTexts::tr("Line %1 cannot be used: %2.").arg(number).arg(why);
    if (isCut)
        message += QLatin1Char(' ') + FixtureTexts::tr("The file seems to be cut off there.");
    return invalid(message);
}

Result<std::vector<Fixture>> fixturesOfLines(const QByteArray &bytes)
{
    std::vector<Fixture> fixtures;
    qsizetype number = 0;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype found = bytes.indexOf('\n', at);
        const qsizetype end = found < 0 ? bytes.size() : found;
        const QByteArray line = bytes.mid(at, end - at).trimmed();
        at = end + 1;
        ++number;
        if (line.isEmpty())
            continue;
        if (fixtures.size() == mostFixtures)
            return invalid(
                FixtureTexts::tr("There are more than %1 events in it.").arg(mostFixtures));
        auto fixture = fixtureOfLine(line);
        if (!fixture)
            return wrongLine(number, fixture.error().message, found < 0);
        fixtures.push_back(std::move(*fixture));
    }
    return fixtures;
}

tl::unexpected<Error> tooLarge()
{
    return invalid(FixtureTexts::tr("This is over %1 MiB.").arg(largestFixtureFile / 1024 / 1024));
}

} // namespace

QByteArray lineOf(const Fixture &fixture)
{
    QJsonObject json;
    for (const auto &[name, member] : textMembers) {
        if (!(fixture.*member).empty())
            json.insert(name, QString::fromStdString(fixture.*member));
    }
    if (fixture.receivedAt)
        json.insert(QLatin1String("received_at"),
                    QString::fromStdString(toRfc3339(*fixture.receivedAt)));
    json.insert(QLatin1String("headers"), headersJson(fixture.headers));
    insertBody(json, fixture.body);
    if (fixture.expected)
        json.insert(QLatin1String("expect"), expectationJson(*fixture.expected));
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

Result<Fixture> fixtureOfLine(const QByteArray &line)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(line, &problem);
    if (problem.error != QJsonParseError::NoError)
        return invalid(FixtureTexts::tr("it is no JSON (%1)").arg(problem.errorString()));
    if (!document.isObject())
        return invalid(FixtureTexts::tr("it is no JSON object"));
    return fixtureOf(document.object());
}

Result<std::vector<Fixture>> readFixtures(const QByteArray &bytes)
{
    if (bytes.size() > largestFixtureFile)
        return tooLarge();
    const QByteArray text = bytes.startsWith("\xef\xbb\xbf") ? bytes.mid(3) : bytes;
    qsizetype start = 0;
    while (start < text.size() && (text.at(start) == '\n' || text.at(start) == '\r'))
        ++start;
    const qsizetype end = text.indexOf('\n', start);
    if (isFixtureLine(text.mid(start, end < 0 ? -1 : end - start)))
        return fixturesOfLines(text);
    return fixturesOfCapture(text);
}

Result<std::vector<Fixture>> readFixtureFile(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorKind::Unavailable,
            FixtureTexts::tr("%1 cannot be read: %2.").arg(fileName, file.errorString()));
    const QByteArray bytes = file.read(largestFixtureFile + 1);
    if (file.error() != QFileDevice::NoError)
        return failure(
            ErrorKind::Unavailable,
            FixtureTexts::tr("%1 cannot be read: %2.").arg(fileName, file.errorString()));
    return readFixtures(bytes);
}

Result<> writeFixtureFile(const QString &fileName, const std::vector<Fixture> &fixtures)
{
    QSaveFile file(fileName);
    bool isWritten = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    for (const Fixture &fixture : fixtures)
        isWritten = isWritten && file.write(lineOf(fixture)) >= 0;
    if (!isWritten || !file.commit())
        return failure(
            ErrorKind::Unavailable,
            FixtureTexts::tr("%1 cannot be written: %2.").arg(fileName, file.errorString()));
    return {};
}

} // namespace gatehouse::replay
