#include "services/gateway/worker/requestbuilder.h"

#include "services/core/hex.h"
#include "services/core/random.h"
#include "services/signing/digest.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace gatehouse::gateway {

namespace {

Normalizer::HeaderList headersOf(const std::string &json)
{
    Normalizer::HeaderList headers;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    const QJsonArray fields = document.array();
    for (const auto &field : fields) {
        const QJsonArray pair = field.toArray();
        headers.emplace_back(pair.at(0).toString().toStdString(),
                             pair.at(1).toString().toStdString());
    }
    return headers;
}

std::string authorization(const DestinationCredentials &credentials)
{
    const std::string &token = credentials.token;
    const bool hasColon = token.find(':') != std::string::npos;
    if (credentials.auth.value_or(hasColon ? AuthType::Basic : AuthType::Bearer)
        == AuthType::Bearer)
        return "Bearer " + token;
    return "Basic " + QByteArray::fromStdString(token).toBase64().toStdString();
}

bool isTraceId(std::string_view id)
{
    return id.size() == 32 && id.find_first_not_of('0') != std::string_view::npos
        && id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// W3C Trace Context: the webhook's trace goes on with a span of our own.
std::string traceparent(const std::string &traceId)
{
    return "00-" + (isTraceId(traceId) ? traceId : randomHex(16)) + '-' + randomHex(8) + "-01";
}

std::string signature(const std::string &secret, const std::string &body)
{
    return "sha256=" + toHex(asBytes(signing::hmacSha256(secret, body)));
}

} // namespace

Result<std::string> bodyOf(const ClaimedJob &job, const Normalizer &normalizer)
{
    if (!job.rawBody) {
        return failure(
            ErrorKind::Invalid,
            QCoreApplication::translate("worker", "The body of this webhook was not kept."));
    }
    return normalizer
        .normalize(job.source, headersOf(job.headersJson), *job.rawBody, job.eventId, job.tenant)
        .map([&job](const CanonicalEvent &event) { return deliveryBody(event, *job.rawBody); });
}

std::string credentialOf(const HeaderFields &headers)
{
    for (const auto &[name, value] : headers) {
        if (name == "Authorization")
            return value.substr(std::min(value.size(), value.find(' ') + 1));
    }
    return {};
}

void removeEcho(DeliveryResponse &response, std::string_view credential)
{
    constexpr std::string_view redacted = "[redacted]";
    constexpr std::size_t shortest = 8; // what is shorter is a word that may stand anywhere
    const auto remove = [&](std::string &text) {
        for (std::size_t at = 0; (at = text.find(credential, at)) != std::string::npos;
             at += redacted.size())
            text.replace(at, credential.size(), redacted);
    };
    if (credential.size() < shortest)
        return;
    remove(response.body);
    remove(response.error);
    for (auto &[name, value] : response.headers)
        remove(value);
}

std::string targetOf(const ClaimedJob &job)
{
    const auto end = job.baseUrl.find_last_not_of('/');
    return job.baseUrl.substr(0, end == std::string::npos ? 0 : end + 1) + job.path;
}

BuiltRequest buildRequest(const ClaimedJob &job, std::string body,
                          const DestinationCredentials &credentials, const std::string &userAgent)
{
    BuiltRequest built;
    built.requestId = randomUuid();
    HeaderFields &headers = built.request.headers;
    if (!credentials.token.empty())
        headers.emplace_back("Authorization", authorization(credentials));
    headers.emplace_back("Content-Type", "application/json");
    headers.emplace_back("User-Agent", userAgent);
    headers.emplace_back("X-Request-Id", built.requestId.toString());
    headers.emplace_back("Idempotency-Key", job.idempotencyKey);
    headers.emplace_back("traceparent", traceparent(job.traceId));
    if (!credentials.signingSecret.empty())
        headers.emplace_back("X-Signature", signature(credentials.signingSecret, body));
    built.redactedHeaders = headers;
    for (auto &[name, value] : built.redactedHeaders) {
        if (name == "Authorization")
            value = "[redacted]";
    }
    built.request.url = targetOf(job);
    built.request.body = std::move(body);
    return built;
}

} // namespace gatehouse::gateway
