#include "services/signing/verdict.h"

#include "services/signing/verification.h"

#include <algorithm>

namespace gatehouse::signing {

namespace {

using Outcome = Verification::Outcome;

/// The headline after "Refused with 401: ", and what to do.
struct Words
{
    std::string headline;
    std::string next;
};

Words bodyWords(Fault fault)
{
    switch (fault) {
    case Fault::Body:
        return {"the body was changed on the way",
                "Let every proxy and middleware in front pass the bytes of bodies unchanged."};
    case Fault::Serialization:
        return {
            "the body was serialised again",
            "Sign the bytes that are sent, and let nothing in between read and write the JSON."};
    default:
        return {"the body is a form",
                "Choose application/json as the content type in the sender's settings."};
    }
}

Words changeWords(const Change &change)
{
    switch (change.fault) {
    case Fault::SecretText:
        return {"the secret is used in another form",
                "Enter the secret again on both sides, exactly as the provider shows it, and let "
                "the sender use it as the provider's documentation says."};
    case Fault::Url:
        return {"another URL was signed",
                "Set GATEHOUSE_PUBLIC_URL to the URL that the provider calls, or let the proxy "
                "pass host, scheme and query unchanged."};
    case Fault::Frame:
        return {"another text was signed",
                "Let the sender sign exactly what the provider's documentation says."};
    default:
        return bodyWords(change.fault);
    }
}

Words secretWords(const CandidateSecret &candidate)
{
    if (!candidate.tenant.empty())
        return {
            "signed with another tenant's secret",
            "Check the tenant in the URL that the provider calls, or the secret at the sender."};
    if (candidate.state == "pending")
        return {"signed with a secret that is still pending",
                "Make the pending secret active: the sender uses it already."};
    return {"signed with a " + candidate.state + " secret",
            "Enter the newest secret at the sender."};
}

Words nearestWords(const ExplainCase &input, const Nearest &nearest)
{
    if (nearest.change.fault != Fault::None)
        return changeWords(nearest.change);
    const CandidateSecret &candidate = input.candidates[nearest.candidate];
    if (!isAccepted(candidate))
        return secretWords(candidate);
    return {"the signature is written in another form",
            "Write " + input.claim.header + " as " + input.claim.form + "."};
}

bool isOtherEncoding(const ExplainCase &input, const Nearest &nearest)
{
    return nearest.readAs != (input.claim.encoding == DigestEncoding::Hex ? "hex" : "base64");
}

std::string nearestKind(const ExplainCase &input, const Nearest &nearest)
{
    if (nearest.change.fault != Fault::None)
        return nearest.change.kind;
    const CandidateSecret &candidate = input.candidates[nearest.candidate];
    if (!candidate.tenant.empty())
        return "other_tenant";
    if (!isAccepted(candidate))
        return "secret_" + candidate.state;
    return isOtherEncoding(input, nearest) ? "signature_encoding" : "signature_form";
}

/// "the last byte, a line feed, is removed, and it is read as hex"
std::string nearestConditions(const Nearest &nearest)
{
    std::string conditions = nearest.change.once;
    if (!nearest.readAs.empty())
        conditions.append(conditions.empty() ? "it is read as " : ", and it is read as ")
            .append(nearest.readAs);
    return conditions;
}

std::string nearestSentence(const ExplainCase &input, const Nearest &nearest)
{
    const CandidateSecret &candidate = input.candidates[nearest.candidate];
    const std::string conditions = nearestConditions(nearest);
    std::string sentence = "The signature matches";
    if (!conditions.empty())
        sentence += " once " + conditions;
    if (!isAccepted(candidate))
        sentence +=
            (conditions.empty() ? "" : ",") + std::string(" under ") + candidateName(candidate);
    return sentence + ".";
}

std::string sizes(const ExplainCase &input, const Nearest &nearest)
{
    const std::size_t arrived = input.message.body.size();
    if (nearest.bodySize == arrived)
        return {};
    return " " + grouped(static_cast<std::int64_t>(nearest.bodySize)) + " bytes were signed; "
        + grouped(static_cast<std::int64_t>(arrived)) + " arrived.";
}

void writeNearest(Diagnosis &diagnosis, const ExplainCase &input, const Nearest &nearest)
{
    const Words words = nearestWords(input, nearest);
    diagnosis.headline += words.headline;
    diagnosis.nearest = {nearestKind(input, nearest), nearestSentence(input, nearest)};
    diagnosis.reason = diagnosis.nearest->text + sizes(input, nearest);
    diagnosis.next = words.next;
}

void writeHint(Diagnosis &diagnosis, const NearestMatch &hint, std::string next)
{
    diagnosis.nearest = hint;
    diagnosis.reason = hint.text;
    diagnosis.next = std::move(next);
}

/// The digests of other algorithms are told by their length.
std::optional<NearestMatch> digestLengthHint(const Claim &claim)
{
    const std::string_view sent = trimmed(claim.sent);
    const std::string_view digits = sent.substr(sent.find('=') + 1);
    const bool isHex = digits.find_first_not_of("0123456789abcdefABCDEF") == digits.npos;
    if (isHex && digits.size() == 40)
        return NearestMatch{"sha1_digest",
                            "The signature has 40 hex digits: it is a SHA-1, and "
                            "only HMAC-SHA256 is accepted."};
    if (isHex && digits.size() == 128)
        return NearestMatch{"sha512_digest",
                            "The signature has 128 hex digits: it is a SHA-512, "
                            "and only HMAC-SHA256 is accepted."};
    return std::nullopt;
}

std::optional<NearestMatch> formHint(const Message &message)
{
    const auto type = findHeader(message.headers, "Content-Type");
    if (!type || !trimmed(*type).starts_with("application/x-www-form-urlencoded"))
        return std::nullopt;
    return NearestMatch{"form_encoded",
                        "The body is a form, not JSON, and its signature does not "
                        "match either."};
}

/// What was sent cannot be a signature, so no secret and no change of the body makes it one.
void writeMalformed(Diagnosis &diagnosis, const ExplainCase &input)
{
    diagnosis.headline += "the signature is malformed";
    diagnosis.reason = input.verification.diagnosis;
    diagnosis.next = "Let the sender write " + input.claim.header + " as " + input.claim.form
        + ", and let no proxy change the header.";
}

/// Where the URL is signed and somebody asks without it.
void writeUrlMissing(Diagnosis &diagnosis, const NearestMatch &hint)
{
    diagnosis.headline += "the signature cannot be checked without the URL";
    writeHint(diagnosis, hint,
              "Give the URL that the provider called, with scheme, host and query.");
}

std::optional<NearestMatch> hintOf(const ExplainCase &input)
{
    if (input.claim.hint)
        return input.claim.hint;
    if (auto hint = digestLengthHint(input.claim))
        return hint;
    if (auto hint = timeUnitHint(input.time))
        return hint;
    return formHint(input.message);
}

void writeMismatch(Diagnosis &diagnosis, const ExplainCase &input)
{
    const auto hint = hintOf(input);
    if (hint && hint->kind == urlMissing) {
        writeUrlMissing(diagnosis, *hint);
        return;
    }
    if (!hint && input.claim.defect) {
        writeMalformed(diagnosis, input);
        return;
    }
    diagnosis.headline +=
        input.claim.defect ? "the signature is malformed" : "the signature does not match";
    if (hint) {
        writeHint(diagnosis, *hint, "Let the sender sign as the provider's documentation says.");
        return;
    }
    diagnosis.reason = input.verification.diagnosis;
    diagnosis.next = input.candidates.empty()
        ? "Store the endpoint's signing secret."
        : "Compare the fingerprints below with the secret at the sender. Nothing that was tried "
          "with the body, the secret or the encoding makes this signature.";
}

void writeMissing(Diagnosis &diagnosis, const ExplainCase &input)
{
    diagnosis.headline += input.verification.code == "header_missing"
        ? "a required header is missing"
        : "the time cannot be read";
    diagnosis.reason = input.verification.diagnosis;
    diagnosis.nearest = input.claim.hint;
    diagnosis.next = input.verification.code.ends_with("_field")
        ? "Let the sender write its time into the body."
        : "Check that the sender is the provider itself, and that no proxy in front drops or "
          "changes headers.";
}

void writeSkew(Diagnosis &diagnosis, const ExplainCase &input)
{
    const auto age = ageOf(input.time->at, input.time->step, input.now);
    if (const auto hint = timeUnitHint(input.time)) {
        diagnosis.headline += hint->kind == "timestamp_milliseconds"
            ? "the timestamp is in milliseconds"
            : "the timestamp is in seconds";
        writeHint(diagnosis, *hint,
                  "Let the sender write " + input.time->place + " in the provider's unit.");
        return;
    }
    const bool isOld = age.count() > 0;
    diagnosis.headline += "signed " + ageText(age);
    diagnosis.reason = input.verification.diagnosis;
    diagnosis.nearest = {isOld ? "too_old" : "too_new",
                         "Signed " + ageText(age) + "; the limit is "
                             + grouped(input.time->limit.count()) + " s."};
    diagnosis.next = isOld ? "Let the sender sign each try again when it sends it, and compare "
                             "both clocks with the time of an NTP server."
                           : "Compare both clocks with the time of an NTP server.";
}

void writeValid(Diagnosis &diagnosis, const ExplainCase &input)
{
    std::vector<std::size_t> accepted;
    for (std::size_t i = 0; i < input.candidates.size(); ++i) {
        if (isAccepted(input.candidates[i]))
            accepted.push_back(i);
    }
    const std::size_t index = input.verification.secretIndex;
    const std::string name = index < accepted.size()
        ? candidateName(input.candidates[accepted[index]])
        : std::string("a stored secret");
    diagnosis.headline = "Valid: signed with " + name;
    diagnosis.reason = input.claim.header + " matches the "
        + grouped(static_cast<std::int64_t>(input.message.body.size()))
        + " bytes of the body as they arrived.";
}

} // namespace

std::string candidateName(const CandidateSecret &candidate)
{
    std::string name = candidate.label;
    if (!candidate.tenant.empty())
        name += " of " + candidate.tenant;
    return candidate.state.empty() ? name : name + " (" + candidate.state + ")";
}

std::optional<NearestMatch> timeUnitHint(const std::optional<SentTime> &time)
{
    // 10^11 seconds are the year 5138, 10^11 milliseconds are 1973.
    constexpr std::int64_t border = 100'000'000'000;
    if (!time || time->defect || time->place == "occurred_at")
        return std::nullopt;
    const bool countsSeconds = time->step == std::chrono::seconds(1);
    const std::int64_t number = time->at / time->step;
    if (countsSeconds && number >= border)
        return NearestMatch{"timestamp_milliseconds",
                            "The timestamp " + time->place
                                + " is in milliseconds, and seconds are expected."};
    if (!countsSeconds && number < border)
        return NearestMatch{"timestamp_seconds",
                            "The timestamp " + time->place
                                + " is in seconds, and milliseconds are expected."};
    return std::nullopt;
}

void writeVerdict(Diagnosis &diagnosis, const ExplainCase &input,
                  const std::optional<Nearest> &nearest)
{
    const Outcome outcome = input.verification.outcome;
    diagnosis.code = input.verification.code;
    if (outcome == Outcome::Valid) {
        writeValid(diagnosis, input);
        return;
    }
    diagnosis.status = outcome == Outcome::HeaderMissing ? 400 : 401;
    diagnosis.headline = "Refused with " + std::to_string(diagnosis.status) + ": ";
    if (outcome == Outcome::HeaderMissing)
        writeMissing(diagnosis, input);
    else if (outcome == Outcome::TimeSkew)
        writeSkew(diagnosis, input);
    else if (nearest)
        writeNearest(diagnosis, input, *nearest);
    else
        writeMismatch(diagnosis, input);
}

} // namespace gatehouse::signing
