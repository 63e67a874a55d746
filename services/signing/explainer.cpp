#include "services/signing/explainer.h"

#include "services/core/hex.h"
#include "services/signing/base64.h"
#include "services/signing/digest.h"
#include "services/signing/nearestsearch.h"
#include "services/signing/verdict.h"
#include "services/signing/verification.h"

#include <algorithm>

namespace gatehouse::signing {

namespace {

using Outcome = Verification::Outcome;
using Step = Diagnosis::Step;

constexpr std::size_t shownDigits = 8;

/// As far as a digest may be shown.
std::string firstDigits(DigestEncoding encoding, std::string_view digest)
{
    const std::string digits =
        encoding == DigestEncoding::Hex ? toHex(asBytes(digest)) : toBase64(digest);
    return digits.substr(0, shownDigits);
}

/// Both ends of `before` + body + `after`, without a copy of the whole.
std::string cut(const ExplainCase &input, std::size_t from, std::size_t size)
{
    std::string taken;
    for (std::string_view part : {std::string_view(input.claim.before), input.message.body,
                                  std::string_view(input.claim.after)}) {
        const std::size_t skipped = std::min(from, part.size());
        part.remove_prefix(skipped);
        from -= skipped;
        taken += part.substr(0, size - taken.size());
    }
    return taken;
}

Diagnosis::SignedText signedText(const ExplainCase &input)
{
    constexpr std::size_t mostAtStart = 160;
    constexpr std::size_t mostAtEnd = 80;
    const std::size_t size =
        input.claim.before.size() + input.message.body.size() + input.claim.after.size();
    if (size <= mostAtStart + mostAtEnd)
        return {size, cut(input, 0, size), 0, {}};
    return {size, cut(input, 0, mostAtStart), size - mostAtStart - mostAtEnd,
            cut(input, size - mostAtEnd, mostAtEnd)};
}

bool isHeaderMissing(const ExplainCase &input)
{
    return input.claim.defect && input.claim.defect->outcome == Outcome::HeaderMissing;
}

Diagnosis::Check headerCheck(const ExplainCase &input)
{
    if (isHeaderMissing(input))
        return {"header", Step::Failed, input.claim.defect->diagnosis};
    return {"header", Step::Passed, input.claim.found};
}

Diagnosis::Check timeCheck(const ExplainCase &input)
{
    if (isHeaderMissing(input))
        return {"time", Step::NotReached, {}};
    if (!input.time)
        return {"time", Step::Passed, "no time is sent"};
    if (input.time->defect)
        return {"time", Step::Failed, input.time->defect->diagnosis};
    const auto age = ageOf(input.time->at, input.time->step, input.now);
    const bool isNear = age <= input.time->limit && age >= -input.time->limit;
    const std::string limit = ", limit " + grouped(input.time->limit.count()) + " s";
    const auto hint = timeUnitHint(input.time);
    return {"time", isNear ? Step::Passed : Step::Failed,
            hint ? hint->text : "signed " + ageText(age) + limit};
}

Diagnosis::Check schemeCheck(const ExplainCase &input)
{
    if (isHeaderMissing(input))
        return {"scheme", Step::NotReached, {}};
    if (input.claim.defect)
        return {"scheme", Step::Failed, input.claim.defect->diagnosis};
    return {"scheme", Step::Passed,
            input.claim.versions.empty() ? input.claim.form : input.claim.versions};
}

/// The digits of the secret that matches, else of the first that ingest would try.
std::string computedDigits(const ExplainCase &input, const Diagnosis &diagnosis)
{
    std::string computed;
    for (std::size_t i = 0; i < diagnosis.secrets.size(); ++i) {
        const Diagnosis::TriedSecret &row = diagnosis.secrets[i];
        if (isAccepted(input.candidates[i]) && (row.matches || computed.empty()))
            computed = row.computed;
    }
    return computed;
}

/// "5257a869… sent, 91be02c4… from the body"
std::string digestsText(const ExplainCase &input, const Diagnosis &diagnosis)
{
    const std::string sent = firstDigits(input.claim.encoding, input.claim.signatures.front());
    const std::string computed = computedDigits(input, diagnosis);
    return sent + "… sent, "
        + (computed.empty() ? "no usable secret is stored" : computed + "… from the body");
}

Diagnosis::Check signatureCheck(const ExplainCase &input, const Diagnosis &diagnosis)
{
    if (input.claim.defect)
        return {"signature", Step::NotReached, {}};
    if (input.verification.outcome == Outcome::SignatureMismatch)
        return {"signature", Step::Failed, digestsText(input, diagnosis)};
    return {"signature", Step::Passed, computedDigits(input, diagnosis) + "… sent and computed"};
}

Diagnosis::TriedSecret tried(const CandidateSecret &candidate)
{
    Diagnosis::TriedSecret row;
    row.label = candidate.label;
    row.state = candidate.state;
    row.tenant = candidate.tenant;
    row.fingerprint = fingerprint(candidate.secret);
    return row;
}

Diagnosis::TriedSecret triedAsItIs(const ExplainCase &input, const CandidateSecret &candidate,
                                   std::string_view text)
{
    Diagnosis::TriedSecret row = tried(candidate);
    std::string key = input.key(candidate.secret);
    if (key.empty()) {
        row.result = "not a key: it cannot be decoded";
        return row;
    }
    const std::string digest = hmacSha256(key, text);
    wipe(key);
    row.computed = firstDigits(input.claim.encoding, digest);
    row.matches = std::any_of(
        input.claim.signatures.begin(), input.claim.signatures.end(),
        [&](const std::string &signature) { return equalsInConstantTime(signature, digest); });
    row.result = row.matches ? "match" : "no match";
    return row;
}

void addSecrets(Diagnosis &diagnosis, const ExplainCase &input)
{
    if (isHeaderMissing(input))
        return;
    const std::string text =
        input.claim.before + std::string(input.message.body) + input.claim.after;
    for (const CandidateSecret &candidate : input.candidates)
        diagnosis.secrets.push_back(triedAsItIs(input, candidate, text));
    diagnosis.digestsComputed += input.candidates.size();
}

/// The candidate that fits once something is changed, below itself.
void addNearestSecret(Diagnosis &diagnosis, const ExplainCase &input, const Nearest &nearest)
{
    if (nearest.change.fault == Fault::None && nearest.readAs.empty())
        return;
    Diagnosis::TriedSecret row = tried(input.candidates[nearest.candidate]);
    row.result = "match "
        + (nearest.change.fault == Fault::None ? "read as " + nearest.readAs
                                               : nearest.change.result);
    diagnosis.secrets.insert(diagnosis.secrets.begin()
                                 + static_cast<std::ptrdiff_t>(nearest.candidate) + 1,
                             std::move(row));
}

std::vector<std::string> encodingsTried(const ExplainCase &input, bool isSearched)
{
    if (isSearched)
        return {"hex", "base64", "base64url", "base64 without its padding", "base64 of hex digits"};
    return {input.claim.encoding == DigestEncoding::Hex ? "hex" : "base64"};
}

std::optional<Nearest> searched(Diagnosis &diagnosis, const ExplainCase &input)
{
    NearestSearch search(input);
    auto nearest = search.run();
    diagnosis.digestsComputed += search.digestsComputed();
    return nearest;
}

} // namespace

Diagnosis explained(const ExplainCase &input)
{
    Diagnosis diagnosis;
    diagnosis.source = input.source;
    diagnosis.signedText = signedText(input);
    addSecrets(diagnosis, input);
    diagnosis.checks = {headerCheck(input), timeCheck(input), schemeCheck(input),
                        signatureCheck(input, diagnosis)};
    const bool isSearched =
        input.verification.outcome == Outcome::SignatureMismatch && !input.claim.hint;
    diagnosis.encodings = encodingsTried(input, isSearched);
    const auto nearest = isSearched ? searched(diagnosis, input) : std::nullopt;
    if (nearest)
        addNearestSecret(diagnosis, input, *nearest);
    writeVerdict(diagnosis, input, nearest);
    return diagnosis;
}

} // namespace gatehouse::signing
