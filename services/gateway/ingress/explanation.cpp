#include "services/gateway/ingress/explanation.h"

namespace gatehouse::gateway {

namespace {

/// jsonb holds no U+0000, and the ends of a body may have one.
std::string withoutNul(std::string json)
{
    constexpr std::string_view nul = "\\u0000";
    constexpr std::string_view replacement = "\\ufffd";
    for (std::size_t at = 0; (at = json.find('\\', at)) != std::string::npos; at += 2) {
        if (std::string_view(json).substr(at).starts_with(nul))
            json.replace(at, nul.size(), replacement);
    }
    return json;
}

/// Whoever may read of this request only is not told which other tenant it is.
std::string reasonFor(const signing::Diagnosis &diagnosis)
{
    const bool namesAnother = diagnosis.nearest && diagnosis.nearest->kind == "other_tenant";
    return namesAnother ? std::string() : diagnosis.reason;
}

std::string diagnosisText(const signing::Diagnosis &diagnosis)
{
    std::string text = diagnosis.headline + '.';
    for (const std::string &part : {reasonFor(diagnosis), diagnosis.next})
        text += part.empty() ? "" : ' ' + part;
    return text;
}

void addCandidates(const ProviderSecrets &secrets, std::string_view source,
                   const std::string &tenant, bool isOwn,
                   std::vector<signing::CandidateSecret> &candidates)
{
    for (signing::CandidateSecret &candidate : secrets.candidates(source, tenant)) {
        candidate.tenant = isOwn ? std::string() : tenant;
        candidates.push_back(std::move(candidate));
    }
}

} // namespace

void explain(RefusedRequest &refused)
{
    const signing::Message message{refused.url, refused.headers, refused.event.rawBody};
    const auto diagnosis = refused.scheme->explain(message, refused.secrets, refused.judgedAt);
    refused.event.refusalDiagnosis = diagnosisText(diagnosis);
    refused.event.explanationJson = withoutNul(toJson(diagnosis));
}

std::vector<signing::CandidateSecret> candidateSecrets(const ProviderSecrets &secrets,
                                                       std::string_view source,
                                                       std::string_view tenant)
{
    std::vector<signing::CandidateSecret> candidates;
    addCandidates(secrets, source, std::string(tenant), true, candidates);
    for (const std::string &other : secrets.tenants(source)) {
        if (other != tenant)
            addCandidates(secrets, source, other, false, candidates);
    }
    return candidates;
}

} // namespace gatehouse::gateway
