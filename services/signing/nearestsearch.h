#pragma once

#include "services/signing/explainer.h"

namespace gatehouse::signing {

/// A signature as it was sent, read in one of the ways that senders write digests.
struct SentDigest
{
    std::string bytes;
    std::string readAs; ///< "hex", "base64url", ...; empty: as the scheme has it
};

/// What makes the message match, if anything does.
struct Nearest
{
    std::size_t candidate = 0;
    Change change; ///< Fault::None: nothing but the secret or the digits' form
    std::string readAs; ///< SentDigest::readAs
    std::size_t bodySize = 0; ///< of the changed body
};

/// Reads digests in every form that is common: hex, base64 (with and without padding, url-safe,
/// of hex digits), behind any prefix. First those that the scheme reads itself. At most 16.
std::vector<SentDigest> readDigests(const Claim &claim);

/// Changes one thing at a time, the likeliest first, until a digest matches: which secret, blanks
/// and line ends of the body, what is signed beside it, the form of the secret, and how the JSON is
/// written. Ends after 400 digests or 96 MiB.
class NearestSearch
{
public:
    explicit NearestSearch(const ExplainCase &input);
    ~NearestSearch();
    NearestSearch(const NearestSearch &) = delete;
    NearestSearch &operator=(const NearestSearch &) = delete;

    std::optional<Nearest> run();
    std::size_t digestsComputed() const { return m_digests; }

private:
    enum class Whose { Accepted, Others };

    bool isDone() const;
    void tryKey(std::size_t candidate, std::string_view key, std::string_view text,
                const Change &change, std::size_t bodySize);
    void tryKeys(Whose whose, std::string_view text, const Change &change, std::size_t bodySize);
    void tryBody(Whose whose, const std::string &body, const Change &change);
    void tryPlainChanges(Whose whose);
    void tryFrames(Whose whose);
    void trySecretTexts();
    void trySerializations();
    std::string framed(std::string_view body) const;

    const ExplainCase &m_input;
    std::vector<SentDigest> m_sent;
    std::vector<std::string> m_keys; ///< one for each candidate
    std::optional<Nearest> m_found;
    std::size_t m_digests = 0;
    std::size_t m_bytes = 0;
};

} // namespace gatehouse::signing
