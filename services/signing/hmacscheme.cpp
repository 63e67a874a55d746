#include "services/signing/hmacscheme.h"

#include "services/core/hex.h"
#include "services/signing/base64.h"
#include "services/signing/digest.h"
#include "services/signing/explainer.h"
#include "services/signing/verification.h"

#include <algorithm>

namespace gatehouse::signing {

namespace {

std::string formText(const SignatureForm &form)
{
    std::string text = form.prefix.empty() ? "" : std::string(form.prefix) + " and ";
    return text
        + (form.encoding == DigestEncoding::Hex ? "64 hex digits" : "44 digits of padded base64");
}

Verification malformed(const SignatureForm &form)
{
    return signatureMalformed(std::string(form.header) + " does not read " + formText(form)
                              + ". It was changed on its way, or the sender is not "
                              + std::string(form.sender) + ".");
}

std::optional<std::string> parseDigest(const SignatureForm &form, std::string_view value)
{
    if (!value.starts_with(form.prefix))
        return std::nullopt;
    value.remove_prefix(form.prefix.size());
    return form.encoding == DigestEncoding::Hex ? parseHexDigest(value) : parseBase64Digest(value);
}

std::optional<Verification> judgeTime(const std::optional<SentTime> &time, Timestamp now)
{
    if (!time)
        return std::nullopt;
    return time->defect ? time->defect : timeSkew(time->at, time->step, now, time->limit);
}

} // namespace

std::optional<SentTime> HmacScheme::sentTime(const Claim &claim, const Message &) const
{
    return claim.time;
}

std::string HmacScheme::digest(std::string_view secret, std::string_view text) const
{
    std::string bytes = key(secret);
    // An empty key is legal HMAC, and anybody has it.
    std::string made = bytes.empty() ? std::string() : hmacSha256(bytes, text);
    wipe(bytes);
    return made;
}

Verification HmacScheme::judge(const Claim &claim, const Message &message,
                               std::span<const std::string> secrets, Timestamp now) const
{
    if (claim.defect)
        return *claim.defect;
    const bool isBare = claim.before.empty() && claim.after.empty();
    const std::string framed =
        isBare ? std::string() : claim.before + std::string(message.body) + claim.after;
    const std::string_view text = isBare ? message.body : framed;
    const auto match = matchingSecret(
        secrets, claim.signatures, [&](std::string_view secret) { return digest(secret, text); });
    if (!match)
        return signatureMismatch(claim.finding, secrets.size());
    if (auto refused = judgeTime(sentTime(claim, message), now))
        return *refused;
    return valid(*match, claim.signedId);
}

std::pair<Claim, Verification> HmacScheme::decide(const Message &message,
                                                  std::span<const std::string> secrets,
                                                  Timestamp now) const
{
    std::optional<std::pair<Claim, Verification>> refused;
    for (Claim &claim : read(message)) {
        Verification verification = judge(claim, message, secrets, now);
        const bool isValid = verification.outcome == Verification::Outcome::Valid;
        if (isValid || !refused)
            refused = {std::move(claim), std::move(verification)};
        if (isValid)
            break;
    }
    return std::move(*refused);
}

Verification HmacScheme::verify(const Message &message, std::span<const std::string> secrets,
                                Timestamp now) const
{
    return decide(message, secrets, now).second;
}

std::vector<Frame> HmacScheme::otherFrames(const Message &, const Claim &claim) const
{
    if (claim.before.empty() && claim.after.empty())
        return {};
    return {
        {{}, {}, {Fault::Frame, "body_alone", "the body alone is signed", "of the body alone"}}};
}

Diagnosis HmacScheme::explain(const Message &message, std::span<const CandidateSecret> secrets,
                              Timestamp now) const
{
    std::vector<std::string> accepted;
    for (const CandidateSecret &candidate : secrets) {
        if (isAccepted(candidate))
            accepted.push_back(candidate.secret);
    }
    const auto [claim, verification] = decide(message, accepted, now);
    for (std::string &secret : accepted)
        wipe(secret);
    return explained({.source = source(),
                      .message = message,
                      .candidates = secrets.first(std::min(secrets.size(), mostCandidates)),
                      .now = now,
                      .claim = claim,
                      .verification = verification,
                      .time = sentTime(claim, message),
                      .frames = otherFrames(message, claim),
                      .key = [this](std::string_view secret) { return key(secret); }});
}

Claim readSignature(const HeaderList &headers, const SignatureForm &form)
{
    Claim claim;
    claim.encoding = form.encoding;
    claim.form = formText(form);
    claim.header = form.header;
    claim.finding = claim.header + " does not match";
    const auto value = findHeader(headers, form.header);
    if (!value) {
        claim.defect = headerMissing(form.header, form.ifMissing);
        return claim;
    }
    claim.sent = *value;
    claim.found = form.header;
    if (auto digest = parseDigest(form, trimmed(*value)))
        claim.signatures.push_back(std::move(*digest));
    else
        claim.defect = malformed(form);
    return claim;
}

void requireHeaders(Claim &claim, const HeaderList &headers,
                    std::initializer_list<std::string_view> names, std::string_view advice)
{
    using Outcome = Verification::Outcome;
    for (const std::string_view name : names) {
        if (!trimmed(findHeader(headers, name).value_or("")).empty())
            claim.found.append(claim.found.empty() ? "" : ", ").append(name);
        else if (!claim.defect || claim.defect->outcome != Outcome::HeaderMissing)
            claim.defect = headerMissing(name, advice);
    }
}

SentTime timeFromHeader(const HeaderList &headers, std::string_view name,
                        std::chrono::milliseconds step, std::chrono::seconds limit)
{
    SentTime time{.place = std::string(name), .step = step, .limit = limit};
    if (const auto number = parseUnixTime(trimmed(findHeader(headers, name).value_or(""))))
        time.at = *number * step;
    else
        time.defect =
            headerUnusable(name,
                           step == std::chrono::seconds(1) ? "a time in Unix seconds"
                                                           : "a time in milliseconds since 1970");
    return time;
}

std::string written(const SignatureForm &form, std::string_view digest)
{
    return std::string(form.prefix)
        + (form.encoding == DigestEncoding::Hex ? toHex(asBytes(digest)) : toBase64(digest));
}

} // namespace gatehouse::signing
