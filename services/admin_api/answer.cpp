#include "services/admin_api/answer.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace gatehouse {

namespace {

constexpr qsizetype longestMessage = 500;

struct AnswerText
{
    Q_DECLARE_TR_FUNCTIONS(AnswerText)
};

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 401:
    case 403:
        return ErrorKind::Denied;
    case 404:
    case 410:
        return ErrorKind::NotFound;
    case 409:
    case 412:
        return ErrorKind::Conflict;
    case 408:
    case 504:
        return ErrorKind::Timeout;
    case 429:
    case 502:
    case 503:
        return ErrorKind::Unavailable;
    default:
        return status >= 500 ? ErrorKind::Bug : ErrorKind::Invalid;
    }
}

QString messageOfStatus(int status)
{
    if (status >= 300 && status < 400)
        return AnswerText::
            tr("The gateway sent a redirect (%1), which is not followed. Check the address of the "
               "connection.")
                .arg(status);
    return AnswerText::tr("The gateway answered with the status %1 and did not say why.")
        .arg(status);
}

} // namespace

Error errorOfAnswer(int status, const QByteArray &body)
{
    const QJsonObject problem = QJsonDocument::fromJson(body).object();
    const QString detail = problem.value(QStringLiteral("detail")).toString().left(longestMessage);
    const QString code = problem.value(QStringLiteral("code")).toString().left(longestMessage);
    return Error{kindOfStatus(status), detail.isEmpty() ? messageOfStatus(status) : detail,
                 QStringLiteral("HTTP %1 %2").arg(status).arg(code).trimmed(),
                 HttpStatus{status, code.toStdString()}};
}

Result<QJsonObject> parseObject(const QByteArray &body)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (document.isObject())
        return document.object();
    return failure(
        ErrorKind::Invalid,
        AnswerText::tr("The gateway's answer cannot be read. Is there a gateway at this address?"),
        error.errorString());
}

} // namespace gatehouse
