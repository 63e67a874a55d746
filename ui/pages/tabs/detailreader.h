#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/core/uuid.h"

#include <QByteArray>
#include <QFuture>
#include <QList>
#include <QPair>
#include <QString>

#include <functional>
#include <optional>

class QJsonArray;

namespace gatehouse::ui {

using HeaderList = QList<QPair<QString, QString>>; ///< as sent, in order; credentials redacted

/// Of `[[name, value], ...]`.
HeaderList headersFromJson(const QJsonArray &pairs);

/// What an event brought along; see console.payloads.
struct EventPayload
{
    std::optional<QByteArray> body; ///< the exact bytes; nothing: not kept
    bool isSealed = false; ///< where it is stored; the gateway opened it
    QString requestUrl;
    HeaderList headers;
    QString canonical; ///< JSON; empty when jsonb cannot hold the document
    QString diagnosis; ///< refused: what was wrong and what to do
    QString explanation; ///< JSON, see Explanation; empty: there is none
    bool explanationIsWithheld = false; ///< there is one, which the token may not see
};

/// Opens the message in the signature workbench.
using OpenWorkbench = std::function<void(const QString &source, const EventPayload &message)>;

/// Goes to the row of that id on another page.
using OpenRow = std::function<void(const QString &pageId, const Uuid &row)>;

/// One try of a job; see console.deliveries.
struct DeliveryTry
{
    int attempt = 0;
    Timestamp at;
    double durationMs = 0;
    QString url;
    HeaderList requestHeaders;
    std::optional<int> responseStatus; ///< nothing: no answer
    bool isDryRun = false; ///< built, signed and stored, not sent
    HeaderList responseHeaders;
    QByteArray responseBody; ///< the first 64 KiB
    QString error;
};

enum class TriesOf { Job, Event, Delivery };

/// The status of a try that was built and not sent: neutral, like every word that is no status.
inline constexpr const char *kDryRun = "dry_run";

/// One thing that happened to an event, or to another one of its trace.
struct Happening
{
    enum class Kind {
        Received,
        Verified,
        Refused,
        JobCreated,
        Tried,
        Held, ///< began to wait for something else than a try of its own: a breaker
        Waiting, ///< is waiting now, for its next try or more
        DeadLettered,
        DeadLetterClosed,
        Operator,
        Settled,
        AiJob ///< that the event is the latest callback of
    };
    Kind kind = Kind::Received;
    Timestamp at = {};
    /// A status word where the kind has one; Tried may be kDryRun: built, not sent.
    QString status = {};
    QString text = {}; ///< foreign: error, path, reason
    std::optional<int> number = {}; ///< Tried: which try
    std::optional<double> durationMs = {};
    std::optional<Timestamp> until = {}; ///< Waiting: when it is due
    std::optional<Uuid> event = {}; ///< to which it happened
    std::optional<Uuid> job = {}; ///< of that event, if it happened to one
    std::optional<Uuid> delivery = {}; ///< Tried
};

inline constexpr int mostHappenings = 500; ///< in a timeline

struct Timeline
{
    QList<Happening> happenings; ///< oldest first
    bool isCut = false; ///< only the latest ones were read
    bool hasMoreEvents = false; ///< the trace has more events than were looked at
};

/// Reads what a detail pane shows beside the row itself. In the GUI thread; consume with whenDone.
class DetailReader
{
public:
    virtual ~DetailReader() = default;
    /// NotFound when the event or its payload is gone.
    virtual QFuture<Result<EventPayload>> payload(const Uuid &eventId) = 0;
    /// Of one job, or of all jobs of an event, oldest first; or that one alone.
    virtual QFuture<Result<QList<DeliveryTry>>> tries(TriesOf owner, const Uuid &id) = 0;
    virtual QFuture<Result<Timeline>> timeline(const Uuid &eventId) = 0;
    /// The event's signature under each secret of its tenant that the gateway has now: an
    /// explanation as JSON. Denied without the capability `verify`.
    virtual QFuture<Result<QString>> verify(const Uuid &eventId) = 0;
};

} // namespace gatehouse::ui
