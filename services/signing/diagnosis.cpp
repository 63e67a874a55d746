#include "services/signing/diagnosis.h"

#include "services/core/log.h"

namespace gatehouse::signing {

namespace {

std::string_view stepName(Diagnosis::Step step)
{
    switch (step) {
    case Diagnosis::Step::Passed:
        return "passed";
    case Diagnosis::Step::Failed:
        return "failed";
    default:
        return "not_reached";
    }
}

/// `"name":"text"`
std::string pair(std::string_view name, std::string_view text)
{
    return jsonQuoted(name) + ":" + jsonQuoted(text);
}

std::string pair(std::string_view name, std::size_t number)
{
    return jsonQuoted(name) + ":" + std::to_string(number);
}

std::string itemJson(const Diagnosis::Check &check)
{
    return "{" + pair("name", check.name) + "," + pair("step", stepName(check.step)) + ","
        + pair("text", check.text) + "}";
}

std::string itemJson(const Diagnosis::TriedSecret &tried)
{
    return "{" + pair("label", tried.label) + "," + pair("state", tried.state) + ","
        + (tried.tenant.empty() ? "\"tenant\":null" : pair("tenant", tried.tenant)) + ","
        + pair("fingerprint", tried.fingerprint) + "," + pair("computed", tried.computed) + ","
        + pair("result", tried.result) + ",\"matches\":" + (tried.matches ? "true" : "false") + "}";
}

std::string itemJson(const std::string &text)
{
    return jsonQuoted(text);
}

template <typename Item>
std::string listJson(std::string_view name, const std::vector<Item> &items)
{
    std::string json = jsonQuoted(name) + ":[";
    for (const Item &item : items)
        json.append(json.ends_with('[') ? "" : ",").append(itemJson(item));
    return json + "]";
}

std::string signedTextJson(const Diagnosis::SignedText &text)
{
    return "\"signed_text\":{" + pair("size", text.size) + "," + pair("start", text.start) + ","
        + pair("omitted", text.omitted) + "," + pair("end", text.end) + "}";
}

std::string nearestJson(const std::optional<NearestMatch> &nearest)
{
    if (!nearest)
        return "\"nearest\":null";
    return "\"nearest\":{" + pair("kind", nearest->kind) + "," + pair("text", nearest->text) + "}";
}

std::string verdictJson(const Diagnosis &diagnosis)
{
    return pair("source", diagnosis.source) + ",\"valid\":"
        + (diagnosis.status == 0 ? "true,\"status\":null"
                                 : "false,\"status\":" + std::to_string(diagnosis.status))
        + "," + pair("code", diagnosis.code) + "," + pair("headline", diagnosis.headline) + ","
        + pair("reason", diagnosis.reason) + "," + pair("next", diagnosis.next);
}

} // namespace

bool isAccepted(const CandidateSecret &candidate)
{
    return candidate.tenant.empty() && candidate.state != "pending" && candidate.state != "revoked";
}

std::string toJson(const Diagnosis &diagnosis)
{
    return "{" + verdictJson(diagnosis) + "," + nearestJson(diagnosis.nearest) + ","
        + listJson("checks", diagnosis.checks) + "," + listJson("secrets", diagnosis.secrets) + ","
        + listJson("encodings", diagnosis.encodings) + "," + signedTextJson(diagnosis.signedText)
        + "," + pair("digests_computed", diagnosis.digestsComputed) + "}";
}

} // namespace gatehouse::signing
