#pragma once

#include "models/collection/celltext.h"
#include "models/jwtkeys/keyusage.h"
#include "models/secrets/rotationwords.h"

/// What is said of a rotation of JWT keys. Pure functions; what comes from outside is made visible.
namespace gatehouse::jwtkeys {

/// Enough of a kid to tell it from another: "nFJKt2ab…".
QString shortKid(const QString &kid);

/// Whether the former key can be retired, and why; without a title when one alone is valid.
secrets::VerdictWords verdictWords(const KeyUsage &usage, const collection::TextStyle &style);

/// Which keys are valid, and until when.
QString stateSentence(const KeyUsage &usage, const collection::TextStyle &style);

/// What the gateway refused, and what next: translated where the code is known.
QString refusalText(const Error &error);

} // namespace gatehouse::jwtkeys
