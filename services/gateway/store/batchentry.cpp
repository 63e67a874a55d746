#include "services/gateway/store/batchentry.h"

#include "services/gateway/store/textcolumn.h"
#include "services/signing/digest.h"

namespace gatehouse::gateway {

namespace {

std::string hashOf(const std::string &key)
{
    return key.empty() ? std::string() : signing::sha256(key);
}

void fit(std::string &text)
{
    makeTextColumn(text);
}

void fit(std::optional<std::string> &text)
{
    if (text)
        makeTextColumn(*text);
}

/// All that goes into a text column.
void fitTexts(IncomingEvent &event)
{
    const auto all = [](auto &...texts) { (fit(texts), ...); };
    all(event.source, event.tenant, event.eventType, event.providerEventId, event.subjectType,
        event.subjectId, event.actorId, event.actorEmail, event.sourceIp, event.userAgent,
        event.traceId, event.requestUrl, event.idempotencyKey, event.refusalError,
        event.refusalDiagnosis);
}

BatchEntry entryOf(const IncomingEvent &event)
{
    return {&event, hashOf(event.idempotencyKey), hashOf(event.secondKey),
            event.sealedFrom ? event.sealedFrom->sha256 : signing::sha256(event.rawBody)};
}

} // namespace

std::vector<BatchEntry> batchEntries(std::vector<IncomingEvent> &events)
{
    std::vector<BatchEntry> entries;
    entries.reserve(events.size());
    for (IncomingEvent &event : events) {
        entries.push_back(entryOf(event)); // of the key as it was said
        fitTexts(event);
    }
    const auto *token = events.empty() || !events.front().token ? nullptr : &*events.front().token;
    if (!token)
        return entries;
    const std::string tokenHash = hashOf(token->id);
    for (BatchEntry &entry : entries) {
        entry.tokenHash = tokenHash;
        entry.tokenKeyHash = entries.front().keyHash;
        entry.tokenExpires = token->expires;
    }
    return entries;
}

} // namespace gatehouse::gateway
