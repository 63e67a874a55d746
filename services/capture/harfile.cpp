#include "services/capture/harfile.h"

#include "services/signing/base64.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace gatehouse::capture {

namespace {

struct HarTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::capture::HarFile)
};

constexpr std::size_t mostRequests = 1000;

std::string memberOf(const QJsonObject &json, const char *name)
{
    return json.value(QLatin1String(name)).toString().toStdString();
}

/// HTTP/2's own (":path") are no headers of the message.
signing::HeaderList harHeaders(const QJsonObject &request)
{
    signing::HeaderList headers;
    for (const QJsonValue entry : request.value(QLatin1String("headers")).toArray()) {
        const QJsonObject header = entry.toObject();
        std::string name = memberOf(header, "name");
        if (!name.empty() && name.front() != ':')
            headers.emplace_back(std::move(name), memberOf(header, "value"));
    }
    return headers;
}

/// Some tools write binary bodies as base64 and say so as HAR says it of answers.
std::string harBody(const QJsonObject &postData)
{
    std::string text = memberOf(postData, "text");
    return memberOf(postData, "encoding") == "base64" ? signing::fromBase64(text).value_or(text)
                                                      : text;
}

CapturedRequest requestOf(const QJsonObject &request)
{
    return {memberOf(request, "method"), memberOf(request, "url"), harHeaders(request),
            harBody(request.value(QLatin1String("postData")).toObject())};
}

} // namespace

Result<std::vector<CapturedRequest>> requestsOfHar(const QByteArray &bytes)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    const QJsonValue entries =
        document.object().value(QLatin1String("log")).toObject().value(QLatin1String("entries"));
    if (!entries.isArray())
        return failure(ErrorKind::Invalid,
                       document.isNull()
                           ? HarTexts::tr("This is no HAR file: %1.").arg(problem.errorString())
                           : HarTexts::tr("This is no HAR file: it has no log.entries."));
    std::vector<CapturedRequest> requests;
    for (const QJsonValue entry : entries.toArray()) {
        const QJsonObject request = entry.toObject().value(QLatin1String("request")).toObject();
        if (!request.contains(QLatin1String("postData")))
            continue;
        if (requests.size() == mostRequests)
            return failure(ErrorKind::Invalid,
                           HarTexts::tr("The HAR file has more than %1 requests with a body. Save "
                                        "the one that matters alone.")
                               .arg(mostRequests));
        requests.push_back(requestOf(request));
    }
    if (requests.empty())
        return failure(
            ErrorKind::Invalid,
            HarTexts::tr("No request of the HAR file has a body, so none is a webhook."));
    return requests;
}

} // namespace gatehouse::capture
