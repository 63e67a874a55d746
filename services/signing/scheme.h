#pragma once

#include "services/core/clock.h"
#include "services/signing/diagnosis.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::signing {

/// Header fields in order; names compare without case.
using HeaderList = std::vector<std::pair<std::string, std::string>>;

/// What arrived, or is to be sent. Views: the caller keeps the bytes alive.
struct Message
{
    std::string_view url; ///< the full URL that the provider called
    const HeaderList &headers;
    std::string_view body; ///< the exact bytes
};

/// The outcome of a verification. Never holds a secret or a whole computed signature.
struct Verification
{
    enum class Outcome {
        Valid,
        HeaderMissing, ///< 400: a required header, or the body's own time, is missing or unusable
        SignatureMismatch, ///< 401: does not match, is empty or malformed
        TimeSkew, ///< 401: signed too long ago or ahead; the signature itself matched
    };
    Outcome outcome = Outcome::SignatureMismatch;
    std::string code; ///< stable, snake case: "signature_mismatch", "timestamp_skew", ...
    std::string diagnosis; ///< one or two sentences for a person: what was wrong, and what to do
    std::size_t secretIndex = 0; ///< Valid: which of the given secrets matched
    /// Valid: the event's id that the signature covers. Empty where the id is not signed, or is in
    /// the body. Where there is one, no other id of the message counts.
    std::string signedId = {};
};

/// One provider's way to sign (shared wire format documents; each class names its source).
/// Stateless, so one object serves all threads.
class Scheme
{
public:
    virtual ~Scheme() = default;
    virtual std::string_view source() const = 0; ///< "stripe": the name in URLs and tables
    /// Whether a key can be made of it; of one that cannot, no signature ever matches.
    virtual bool takesSecret(std::string_view secret) const = 0;
    /// Compares in constant time; tries every secret (rotation: newest first). Time passes at
    /// exactly the limit, both ways.
    virtual Verification verify(const Message &message, std::span<const std::string> secrets,
                                Timestamp now) const = 0;
    /// Why verify() under the accepted ones of these secrets says what it says. Tries to find what
    /// would make a refused message match: bounded (at most 400 digests of 96 MiB), some
    /// milliseconds for common bodies, so not for every request of a flood.
    virtual Diagnosis explain(const Message &message, std::span<const CandidateSecret> secrets,
                              Timestamp now) const = 0;
    /// The headers that a provider would add to this message, signature included.
    virtual HeaderList sign(const Message &message, std::string_view secret,
                            Timestamp now) const = 0;
};

/// All schemes, one line each; the caller owns them.
std::vector<std::unique_ptr<Scheme>> makeSchemes();

} // namespace gatehouse::signing
