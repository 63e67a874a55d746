#pragma once

#include "services/core/clock.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace gatehouse::secrets {

/// How long a provider tries again to deliver an event, by its own documents; nothing: it never
/// does, or does not say.
std::optional<std::chrono::seconds> retryWindowOf(std::string_view source);

/// What is known of a rotation at a moment.
struct RotationEvidence
{
    Timestamp now;
    Timestamp rotatedAt; ///< since when both are valid
    std::optional<Timestamp> newLastUsed;
    std::optional<Timestamp> oldLastUsed; ///< before the rotation, too
    std::optional<std::chrono::seconds> retryWindow;
};

/// Whether the former secret can be retired.
struct RotationVerdict
{
    enum class Kind {
        NewUnused, ///< nothing was signed with the new secret yet: the provider may not have it
        OldInUse, ///< the old one signed something within the last hour
        LateRetry, ///< unseen, but a retry of an event from before the rotation could still come
        Safe,
    };
    Kind kind = Kind::NewUnused;
    Timestamp safeFrom{}; ///< when every retry is over; of all kinds but NewUnused
};

RotationVerdict judgeRotation(const RotationEvidence &evidence);

/// "new_unused", "old_in_use", "late_retry", "safe".
std::string_view codeOf(RotationVerdict::Kind kind);

} // namespace gatehouse::secrets
