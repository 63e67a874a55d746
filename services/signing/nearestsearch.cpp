#include "services/signing/nearestsearch.h"

#include "services/core/hex.h"
#include "services/signing/base64.h"
#include "services/signing/bodychanges.h"
#include "services/signing/digest.h"
#include "services/signing/verification.h"

#include <algorithm>

namespace gatehouse::signing {

namespace {

constexpr std::size_t mostSentDigests = 16;
constexpr std::size_t mostDigests = 400;
constexpr std::size_t mostBytes = std::size_t{96} * 1024 * 1024;
constexpr std::size_t largestBody = std::size_t{512} * 1024;
constexpr std::size_t digestSize = 32;
constexpr std::string_view secretBlanks = " \t\r\n";

/// Keeps what is a SHA-256, each once.
void addDigest(std::vector<SentDigest> &digests, const std::optional<std::string> &bytes,
               std::string_view readAs)
{
    const bool fits = bytes && bytes->size() == digestSize && digests.size() < mostSentDigests;
    const bool isNew = std::none_of(digests.begin(), digests.end(), [&](const SentDigest &known) {
        return bytes && known.bytes == *bytes;
    });
    if (fits && isNew)
        digests.push_back({*bytes, std::string(readAs)});
}

void addReadings(std::vector<SentDigest> &digests, std::string_view text)
{
    constexpr std::size_t longest = 128; // base64 of hex digits has 88
    if (text.size() > longest)
        return;
    addDigest(digests, fromHex(text), "hex");
    const auto base64 = fromBase64(text);
    addDigest(digests, base64, "base64");
    addDigest(digests, base64 ? fromHex(*base64) : std::nullopt, "base64 of hex digits");
    addDigest(digests, fromBase64(std::string(text) + "="), "base64 without its padding");
    const std::size_t end = text.find_last_not_of('=') + 1;
    addDigest(digests, fromBase64Url(text.substr(0, end)), "base64url");
}

std::string_view withoutPrefix(std::string_view token)
{
    const std::size_t equals = token.find('=');
    return equals == std::string_view::npos ? std::string_view() : token.substr(equals + 1);
}

/// A secret's key when the secret is taken in another form, and what that form is.
struct OtherKey
{
    std::string key;
    std::string kind;
    std::string once;
};

std::string trimmedSecret(std::string_view secret)
{
    const std::size_t first = secret.find_first_not_of(secretBlanks);
    if (first == std::string_view::npos)
        return {};
    return std::string(secret.substr(first, secret.find_last_not_of(secretBlanks) - first + 1));
}

std::vector<OtherKey> otherKeys(const std::string &secret, const std::string &key,
                                const std::function<std::string(std::string_view)> &keyOf)
{
    const std::string text = trimmedSecret(secret);
    const std::size_t prefix = text.starts_with("whsec_") ? 6 : 0;
    const std::string bare = text.substr(prefix);
    return {{keyOf(text), "secret_whitespace", "blanks around the secret are removed"},
            {key + "\n", "secret_newline", "a line feed is added to the secret"},
            {text, "secret_undecoded", "the secret's text is the key, not decoded"},
            {bare, "secret_prefix", "the secret's prefix whsec_ is cut off"},
            {fromBase64(bare).value_or(""), "secret_decoded", "the secret is decoded from base64"},
            {fromHex(bare).value_or(""), "secret_hex", "the secret is decoded from hex"}};
}

} // namespace

std::vector<SentDigest> readDigests(const Claim &claim)
{
    std::vector<SentDigest> digests;
    for (const std::string &signature : claim.signatures)
        addDigest(digests, signature, "");
    std::string_view rest = claim.sent;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of(" \t,;\"'"), rest.size());
        const std::string_view token = rest.substr(0, end);
        addReadings(digests, token);
        addReadings(digests, withoutPrefix(token));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return digests;
}

NearestSearch::NearestSearch(const ExplainCase &input)
    : m_input(input)
    , m_sent(readDigests(input.claim))
{
    m_keys.reserve(input.candidates.size());
    for (const CandidateSecret &candidate : input.candidates)
        m_keys.push_back(input.key(candidate.secret));
}

NearestSearch::~NearestSearch()
{
    for (std::string &key : m_keys)
        wipe(key);
}

bool NearestSearch::isDone() const
{
    return m_found || m_sent.empty() || m_digests >= mostDigests || m_bytes >= mostBytes;
}

void NearestSearch::tryKey(std::size_t candidate, std::string_view key, std::string_view text,
                           const Change &change, std::size_t bodySize)
{
    if (isDone() || key.empty())
        return;
    const std::string digest = hmacSha256(key, text);
    ++m_digests;
    m_bytes += text.size();
    for (const SentDigest &sent : m_sent) {
        if (equalsInConstantTime(digest, sent.bytes) && !m_found)
            m_found = Nearest{candidate, change, sent.readAs, bodySize};
    }
}

void NearestSearch::tryKeys(Whose whose, std::string_view text, const Change &change,
                            std::size_t bodySize)
{
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        if (isAccepted(m_input.candidates[i]) == (whose == Whose::Accepted))
            tryKey(i, m_keys[i], text, change, bodySize);
    }
}

std::string NearestSearch::framed(std::string_view body) const
{
    return m_input.claim.before + std::string(body) + m_input.claim.after;
}

void NearestSearch::tryBody(Whose whose, const std::string &body, const Change &change)
{
    tryKeys(whose, framed(body), change, body.size());
}

void NearestSearch::tryPlainChanges(Whose whose)
{
    if (isDone())
        return;
    forEachPlainChange(m_input.message.body, [&](const std::string &body, const Change &change) {
        tryBody(whose, body, change);
        return !isDone();
    });
}

void NearestSearch::tryFrames(Whose whose)
{
    const std::string body(m_input.message.body);
    for (const Frame &frame : m_input.frames) {
        if (!isDone())
            tryKeys(whose, frame.before + body + frame.after, frame.change, body.size());
    }
}

void NearestSearch::trySecretTexts()
{
    const std::string text = framed(m_input.message.body);
    for (std::size_t i = 0; i < m_keys.size() && !isDone(); ++i) {
        for (OtherKey &other : otherKeys(m_input.candidates[i].secret, m_keys[i], m_input.key)) {
            if (other.key != m_keys[i])
                tryKey(i, other.key, text,
                       {Fault::SecretText, other.kind, other.once, "under another form"},
                       m_input.message.body.size());
            wipe(other.key);
        }
    }
}

void NearestSearch::trySerializations()
{
    if (isDone())
        return;
    forEachSerialization(m_input.message.body, [&](const std::string &body, const Change &change) {
        tryBody(Whose::Accepted, body, change);
        return !isDone();
    });
}

std::optional<Nearest> NearestSearch::run()
{
    if (m_input.message.body.size() > largestBody)
        return std::nullopt;
    const std::string body(m_input.message.body);
    tryBody(Whose::Accepted, body, {});
    tryBody(Whose::Others, body, {});
    tryPlainChanges(Whose::Accepted);
    tryFrames(Whose::Accepted);
    trySecretTexts();
    trySerializations();
    tryPlainChanges(Whose::Others);
    tryFrames(Whose::Others);
    return m_found;
}

} // namespace gatehouse::signing
