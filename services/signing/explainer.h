#pragma once

#include "services/signing/hmacscheme.h"

#include <functional>

namespace gatehouse::signing {

/// More than these are not tried.
constexpr std::size_t mostCandidates = 16;

/// Everything about one message that a scheme knows. Views: the caller keeps them alive.
struct ExplainCase
{
    std::string_view source;
    const Message &message;
    std::span<const CandidateSecret> candidates; ///< at most mostCandidates
    Timestamp now;
    const Claim &claim;
    const Verification &verification; ///< under the accepted candidates
    std::optional<SentTime> time;
    std::vector<Frame> frames; ///< other texts that may have been signed
    std::function<std::string(std::string_view secret)> key;
};

/// The diagnosis of Scheme::explain().
Diagnosis explained(const ExplainCase &input);

} // namespace gatehouse::signing
