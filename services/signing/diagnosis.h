#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::signing {

/// A secret that explain() tries.
struct CandidateSecret
{
    std::string secret;
    std::string label; ///< for people: "version 7", "the given secret"
    std::string state = "active"; ///< as stored: pending, active, retiring or revoked
    std::string tenant = {}; ///< whose it is, when it is not the message's own tenant's
};

/// Whether ingest would try it: one of the message's own tenant that is neither pending nor
/// revoked.
bool isAccepted(const CandidateSecret &candidate);

/// What is most likely wrong with a message that was refused.
struct NearestMatch
{
    std::string kind; ///< stable, snake case: "trailing_newline", "secret_revoked", ...
    std::string text; ///< one sentence: "The signature matches once ..."
};

/// Why a message is valid or refused, for people: the verdict, then the evidence. It holds no
/// secret and of computed signatures the first eight digits alone. `signedText` shows both ends of
/// the body: who may not see a payload may not see it either.
struct Diagnosis
{
    enum class Step { Passed, Failed, NotReached };
    struct Check
    {
        std::string name; ///< "header", "time", "scheme", "signature", in this order
        Step step = Step::NotReached;
        std::string text; ///< what was found: "2 s old, limit 300 s"
    };
    struct TriedSecret
    {
        std::string label;
        std::string state;
        std::string tenant;
        std::string fingerprint; ///< first 8 hex digits of its SHA-256
        std::string computed; ///< first 8 digits of the signature that it makes
        std::string result; ///< "match", "no match", "match without 0x0A"
        bool matches = false; ///< the message as it arrived
    };
    struct SignedText
    {
        std::size_t size = 0; ///< bytes
        std::string start; ///< bytes as they are, perhaps not UTF-8
        std::size_t omitted = 0; ///< bytes between start and end
        std::string end;
    };

    std::string source;
    int status = 0; ///< of the refusal, 400 or 401; 0: valid
    std::string code; ///< Verification::code
    std::string headline; ///< "Refused with 401: the body was changed on the way"
    std::string reason; ///< one or two sentences
    std::string next; ///< what to do; empty when there is nothing to do
    std::vector<Check> checks;
    std::vector<TriedSecret> secrets; ///< a second time where it matches a changed message
    std::vector<std::string> encodings; ///< as which the signature was read
    SignedText signedText;
    std::optional<NearestMatch>
        nearest; ///< nothing when valid, or when nothing that was tried fits
    std::size_t digestsComputed = 0; ///< how much was tried, bounded
};

/// The diagnosis as one JSON object, names in snake case.
std::string toJson(const Diagnosis &diagnosis);

} // namespace gatehouse::signing
