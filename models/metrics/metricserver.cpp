#include "models/metrics/metricserver.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace gatehouse::metrics {

namespace {

struct MetricServerTexts
{
    Q_DECLARE_TR_FUNCTIONS(MetricServerTexts)
};

constexpr std::chrono::seconds longestAnswer{20};
constexpr qsizetype largestAnswer = 32LL * 1024 * 1024;

WebOptions boundedOptions(WebOptions options)
{
    options.timeout = std::min<std::chrono::milliseconds>(options.timeout, longestAnswer);
    options.largestAnswer = std::min(options.largestAnswer, largestAnswer);
    return options;
}

/// Where an answer has no words of its own, or none that are understood.
Error errorOfStatus(int status, const QString &product)
{
    const QString detail = QStringLiteral("HTTP %1").arg(status);
    const HttpStatus cause{status, {}};
    if (status == 401 || status == 403)
        return {
            ErrorKind::Denied,
            MetricServerTexts::tr("%1 does not let this user read. Check the user and the password "
                                  "of the measures in the connection.")
                .arg(product),
            detail, cause};
    const bool isAway = status == 429 || (status >= 502 && status <= 504);
    return {isAway ? ErrorKind::Unavailable : ErrorKind::Invalid,
            MetricServerTexts::tr(
                "%1 answered with the status %2. Check the address of the measures in "
                "the connection.")
                .arg(product)
                .arg(status),
            detail, cause};
}

} // namespace

MetricServer::MetricServer(WebServer server, QString product, Refusal refusal)
    : m_server(std::move(server))
    , m_product(std::move(product))
    , m_refusal(std::move(refusal))
    , m_client(boundedOptions(m_server.web))
{
}

QFuture<Result<QByteArray>> MetricServer::send(const Question &question)
{
    QNetworkRequest request = requestTo(m_server, m_client, question.path, question.query);
    if (question.body)
        request.setHeader(QNetworkRequest::ContentTypeHeader, question.contentType);
    return m_client.send(request, question.body,
                         [this](const WebAnswer &answer) { return judge(answer); });
}

Result<QByteArray> MetricServer::judge(const WebAnswer &answer) const
{
    if (answer.isSuccess())
        return answer.body;
    return failure(errorOf(answer));
}

Error MetricServer::errorOf(const WebAnswer &answer) const
{
    const QString where = m_server.url.toDisplayString(QUrl::RemoveUserInfo);
    switch (answer.end) {
    case WebAnswer::End::Answered:
        return m_refusal(answer).value_or(errorOfStatus(answer.status, m_product));
    case WebAnswer::End::Timeout:
        return {
            ErrorKind::Timeout,
            MetricServerTexts::tr("%1 did not answer in time. Take a shorter range, or try again.")
                .arg(m_product),
            answer.detail,
            {}};
    case WebAnswer::End::TooLarge:
        return {ErrorKind::Invalid,
                MetricServerTexts::tr(
                    "The answer of %1 is larger than 32 MiB. Take a shorter range, or "
                    "fewer series.")
                    .arg(m_product),
                {},
                {}};
    case WebAnswer::End::Cancelled:
        return {ErrorKind::Cancelled, MetricServerTexts::tr("This was cancelled."), {}, {}};
    case WebAnswer::End::BadCertificate:
        return {
            ErrorKind::Denied,
            MetricServerTexts::tr("What answers at %1 did not prove that it is %2, so nothing was "
                                  "sent to it: %3 Check the address and the CA file of the "
                                  "connection.")
                .arg(where, m_product, answer.certificateProblems.constFirst()),
            answer.certificateProblems.join(u'\n'),
            {}};
    case WebAnswer::End::Unreachable:
        break;
    }
    return {
        ErrorKind::Unavailable,
        MetricServerTexts::tr("%1 at %2 cannot be reached. Check that it runs, and the address of "
                              "the measures in the connection.")
            .arg(m_product, where),
        answer.detail,
        {}};
}

Error MetricServer::notAsAsked(const QString &detail) const
{
    return {
        ErrorKind::Invalid,
        MetricServerTexts::tr("The answer cannot be read as one of %1. Check the address of the "
                              "measures in the connection.")
            .arg(m_product),
        detail,
        {}};
}

Result<QJsonObject> MetricServer::parse(const QByteArray &body) const
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (document.isObject())
        return document.object();
    return failure(notAsAsked(problem.errorString()));
}

} // namespace gatehouse::metrics
