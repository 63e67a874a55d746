#pragma once

#include "services/signing/change.h"
#include "services/signing/scheme.h"

#include <chrono>
#include <initializer_list>
#include <optional>

namespace gatehouse::signing {

/// How a provider writes the 32 bytes of its HMAC.
enum class DigestEncoding { Hex, Base64 };

/// When a message says that it was signed, and how far from now that may be.
struct SentTime
{
    std::string place; ///< where it stands: "X-Slack-Request-Timestamp", "occurred_at"
    std::chrono::milliseconds at{};
    std::chrono::milliseconds step{1000}; ///< what the sender rounds down to: now is rounded alike
    std::chrono::seconds limit{};
    std::optional<Verification> defect = {}; ///< why it is not a time; `at` means nothing then
};

/// The header that carries a signature, and how it is written.
struct SignatureForm
{
    std::string_view header;
    std::string_view prefix; ///< before the digits: "sha256="
    DigestEncoding encoding = DigestEncoding::Hex;
    std::string_view sender; ///< for people: "GitHub"
    std::string_view ifMissing; ///< one sentence of advice
};

/// What a message claims: these digests, of `before` + body + `after`, at that time.
/// The kind of a hint: the URL is signed, and whoever asks gave none.
constexpr std::string_view urlMissing = "url_missing";

struct Claim
{
    std::optional<Verification> defect; ///< why nothing can be computed or compared
    std::vector<std::string> signatures; ///< raw digests, any of which may match
    std::string before;
    std::string after;
    std::optional<SentTime> time;
    std::string signedId; ///< the event's id, where the signature covers it
    std::string finding; ///< of a mismatch, going on with "the body under either secret"
    // For explain() alone.
    DigestEncoding encoding = DigestEncoding::Hex;
    std::string form; ///< how the header should read: "sha256= and 64 hex digits"
    std::string header; ///< the signature's header
    std::string sent; ///< its value
    std::string found; ///< what was found of what is needed, for people
    std::string versions; ///< which signatures count: "v1 read, v0 ignored"
    std::optional<NearestMatch> hint; ///< what is wrong, as far as the headers alone tell
};

/// The engine of every scheme that compares HMAC-SHA256 digests: a scheme says what a message
/// claims and what a secret's key is, and has verify() and explain() from here.
class HmacScheme : public Scheme
{
public:
    bool takesSecret(std::string_view secret) const final { return !key(secret).empty(); }
    Verification verify(const Message &message, std::span<const std::string> secrets,
                        Timestamp now) const final;
    Diagnosis explain(const Message &message, std::span<const CandidateSecret> secrets,
                      Timestamp now) const final;

protected:
    /// At least one; several where a message may be signed in two ways (standard). The first that
    /// is valid counts.
    virtual std::vector<Claim> read(const Message &message) const = 0;
    /// The HMAC key of a secret; empty when it cannot be one, which matches nothing.
    virtual std::string key(std::string_view secret) const { return std::string(secret); }
    /// Asked only after the signature matched, so that it may look into the body.
    virtual std::optional<SentTime> sentTime(const Claim &claim, const Message &message) const;

    /// For explain(): what senders take for the signed text by mistake. By default the body alone,
    /// where more is signed.
    virtual std::vector<Frame> otherFrames(const Message &message, const Claim &claim) const;

    std::string digest(std::string_view secret, std::string_view text) const;

private:
    /// The claim that counts, and what becomes of it.
    std::pair<Claim, Verification> decide(const Message &message,
                                          std::span<const std::string> secrets,
                                          Timestamp now) const;
    Verification judge(const Claim &claim, const Message &message,
                       std::span<const std::string> secrets, Timestamp now) const;
};

/// The claim of a signature header that holds one signature.
Claim readSignature(const HeaderList &headers, const SignatureForm &form);

/// Headers that a sender must give, with something in them: a missing one is the claim's defect
/// before a malformed signature (400 goes before 401).
void requireHeaders(Claim &claim, const HeaderList &headers,
                    std::initializer_list<std::string_view> names, std::string_view advice);

/// The claim's time from a header in whole `step`s since 1970. The header must be required already.
SentTime timeFromHeader(const HeaderList &headers, std::string_view name,
                        std::chrono::milliseconds step, std::chrono::seconds limit);

/// The digest as the form has it, prefix included.
std::string written(const SignatureForm &form, std::string_view digest);

} // namespace gatehouse::signing
