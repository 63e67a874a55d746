#pragma once

#include "services/signing/nearestsearch.h"

namespace gatehouse::signing {

/// Writes status, code, headline, reason, next and nearest: what a person reads first.
void writeVerdict(Diagnosis &diagnosis, const ExplainCase &input,
                  const std::optional<Nearest> &nearest);

/// "version 5 (revoked)", "version 2 of globex (active)"
std::string candidateName(const CandidateSecret &candidate);

/// What is wrong with the unit of a time that is far off: it counts milliseconds where seconds are
/// expected, or the other way round.
std::optional<NearestMatch> timeUnitHint(const std::optional<SentTime> &time);

} // namespace gatehouse::signing
