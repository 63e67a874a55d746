#pragma once

#include "services/core/clock.h"
#include "services/core/log.h"
#include "services/core/result.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace gatehouse::gateway {

/// How the stand-in answers a delivery whose signature is right and whose key is new.
struct StandInBehaviour
{
    enum class Mode {
        Accept,
        Fail, ///< answers `status`
        Hang, ///< takes the request and does not answer
        Drop, ///< closes the connection without an answer
        Reset, ///< tears the connection down (TCP reset)
        Cut, ///< answers with a head and half of the body, and closes
    };
    Mode mode = Mode::Accept;
    int status = 503; ///< 300 to 599; for Fail, and for the failing share
    double failingShare = 0; ///< Accept: 0 to 1 of the deliveries are answered with `status`
    std::chrono::milliseconds delay{0}; ///< before an answer, a reset or a cut
    std::optional<std::chrono::seconds> retryAfter = {}; ///< Retry-After of answers that fail
    /// How long it lasts, or is left of it; then everything is accepted. Nothing: until it is set
    /// again.
    std::optional<std::chrono::milliseconds> lasts = {};
    bool operator==(const StandInBehaviour &) const = default;
};

/// What it did since it started.
struct StandInCounts
{
    std::int64_t accepted = 0;
    std::int64_t duplicates = 0; ///< answered {"duplicate":true}
    std::int64_t failed = 0; ///< answered with an error on purpose
    std::int64_t hung = 0;
    std::int64_t dropped = 0;
    std::int64_t reset = 0;
    std::int64_t cut = 0;
    std::int64_t refused = 0; ///< wrong signature, or no Idempotency-Key
};

struct StandInOptions
{
    std::string sharedSecret; ///< HMAC_SHARED_SECRET: what X-Signature is checked with
    std::string address = "127.0.0.1";
    unsigned short port = 0; ///< 0 picks one
    std::uint64_t seed = 1; ///< of the failing share
};

/// A WordPress that is not there: takes deliveries on POST /wp-json/ai-guy/v1/user-sync and
/// /order-event as the real plugin does (signature, idempotency), and breaks on purpose.
/// Thread-safe.
///
/// A payload can ask for its own failure: a member `"gatehouse_simulate": "422"` anywhere in the
/// body is always answered 422, `"503x5"` is answered 503 the first five times that its key comes
/// and accepted afterwards.
class StandInWordPress
{
public:
    /// `clock`, which says when a behaviour is over, and `log` outlive it.
    static Result<std::unique_ptr<StandInWordPress>> start(const StandInOptions &options,
                                                           const Clock &clock, Log &log);
    ~StandInWordPress(); ///< ends what hangs

    std::string url() const; ///< http://127.0.0.1:41873: the base URL of a destination
    /// Counts from now on; what hung under the behaviour before is let go, without an answer. One
    /// that is over lets go when it is next looked at.
    void setBehaviour(const StandInBehaviour &behaviour);
    StandInBehaviour behaviour() const;
    StandInCounts counts() const;

private:
    struct Private;
    explicit StandInWordPress(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::gateway
