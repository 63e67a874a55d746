#include "services/gateway/admin/bodyreader.h"
#include "services/gateway/admin/change.h"
#include "services/gateway/admin/collections.h"
#include "services/gateway/admin/eventpayload.h"
#include "services/gateway/admin/parameters.h"
#include "services/gateway/admin/privacy.h"

#include <boost/json.hpp>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t longestPointer = 1000;
constexpr std::size_t mostFields = 50;

/// An event's documents, as they are stored.
struct Documents
{
    std::string row;
    EventPayload payload;
};

std::optional<std::string> documentOf(const Documents &documents, std::string_view name)
{
    if (name == "event")
        return documents.row;
    if (name == "body")
        return documents.payload.whyClosed ? std::nullopt : documents.payload.body;
    if (name == "canonical")
        return documents.payload.canonicalJson;
    if (name == "headers")
        return documents.payload.headersJson;
    return std::nullopt;
}

std::string_view nameIn(std::string_view pointer)
{
    const std::string_view rest = pointer.substr(pointer.starts_with('/') ? 1 : 0);
    return rest.substr(0, rest.find('/'));
}

std::optional<std::string> inClear(const Documents &documents, const std::string &pointer)
{
    if (pointer == "/event/request_url")
        return documents.payload.requestUrl;
    const std::string name(nameIn(pointer));
    const auto document = documentOf(documents, name);
    auto text = document ? privacy::fieldOf(name, *document, pointer) : std::nullopt;
    return text && isPlainText(*text) ? text : std::nullopt;
}

Result<std::optional<Documents>> readDocuments(const Call &call, postgres::Session &session)
{
    const auto id = idParameter(call);
    const auto row = id ? findRow(call, session, eventList(), *id, Shown::Clear)
                        : Result<std::optional<std::string>>();
    if (!row)
        return failure(row.error());
    if (!*row)
        return std::optional<Documents>();
    auto payload = readPayload(call, session, *id);
    if (!payload)
        return failure(payload.error());
    Documents documents{**row, payload->value_or(EventPayload())};
    documents.payload.owner = privacy::ownerOfRow(documents.row);
    return std::optional(std::move(documents));
}

LedgerEntry revealEntry(const ChangeRequest &request, const privacy::Owner &owner,
                        const std::vector<std::string> &fields)
{
    const std::string id = request.call.parameters.front();
    const boost::json::object detail{
        {"event_id", id},
        {"tenant", owner.tenant.empty() ? boost::json::value() : boost::json::value(owner.tenant)},
        {"source", owner.source},
        {"fields", boost::json::array(fields.begin(), fields.end())}};
    return {"events.reveal", "event", id, request.reason, boost::json::serialize(detail)};
}

Result<Outcome> doReveal(const ChangeRequest &request, postgres::Session &session)
{
    BodyReader reader(request.body, {"fields"});
    const auto fields = reader.textsIfAny("fields", longestPointer, mostFields);
    if (!fields)
        reader.refuse("fields", "must name one field at least.");
    if (reader.refusal())
        return refused(*reader.refusal());
    const auto documents = readDocuments(request.call, session);
    if (!documents)
        return failure(documents.error());
    if (!*documents)
        return refused(notFound());
    boost::json::object shown;
    for (const std::string &pointer : *fields) {
        if (nameIn(pointer) == "body" && (*documents)->payload.whyClosed)
            return refused(bodySealed());
        const auto text = inClear(**documents, pointer);
        if (!text)
            return unprocessable("field_unknown", "This event has no text at " + pointer + '.');
        shown[pointer] = *text;
    }
    return Outcome{
        http::jsonResponse(200, boost::json::serialize(boost::json::object{{"fields", shown}})),
        revealEntry(request, (*documents)->payload.owner, *fields), "fields"};
}

} // namespace

Result<http::Response> revealFields(const Call &call, postgres::Session &session)
{
    return change(call, session, Reason::Required, doReveal);
}

} // namespace gatehouse::gateway::admin
