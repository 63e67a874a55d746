#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/core/uuid.h"
#include "services/gateway/normalize/jobreport.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gatehouse::gateway {

/// A provider's event in our terms (docs/contract.md, section 3). Fields that the provider does not
/// have are empty; so are values that a text column cannot hold (U+0000, over 1 KiB).
struct CanonicalEvent
{
    Uuid id;
    std::string eventType; ///< the provider's name for it; GitHub: `issues.opened`
    std::string
        providerEventId; ///< what makes it the same event when it is sent again; up to 8 KiB
    std::string secondEventId; ///< empty, or another id that makes it the same event; up to 8 KiB
    std::optional<Timestamp> occurredAt;
    std::optional<std::string> actorId, actorEmail, subjectId, subjectType, actionType,
        actionReason;
    /// Only of a source whose events are about jobs, and not when the job's status is one that its
    /// mapping does not know.
    std::optional<JobReport> job;
    /// The canonical document as JSON text; numbers in `data` are as the provider wrote them.
    std::string json;
    /// False: Postgres jsonb cannot hold `json` (U+0000, huge exponents). It is delivered all the
    /// same.
    bool fitsJsonb = true;
    /// The provider's bytes for this event alone: the body, or its element of a batch. A view into
    /// the body that was given.
    std::string_view raw;
};

/// Turns a provider's JSON into a CanonicalEvent, by the mappings in resources/mappings (data, one
/// file a source; resources/mappings/README.md has the format). Thread-safe once loaded.
class Normalizer
{
public:
    using HeaderList = std::vector<std::pair<std::string, std::string>>;

    /// Reads every mapping. Invalid names the file and what is wrong with it.
    static Result<Normalizer> load();
    Normalizer(Normalizer &&) noexcept;
    Normalizer &operator=(Normalizer &&) noexcept;
    ~Normalizer();

    /// A request that was verified. Views: the caller keeps the bytes alive.
    struct Request
    {
        std::string_view source;
        const HeaderList &headers;
        std::string_view body;
        std::string_view tenant;
        std::string_view signedId = {}; ///< the event id that the signature covers, where one does
    };

    /// What a source may put into one request; HubSpot puts in 100 at most.
    static constexpr std::size_t maxBatch = 1000;

    bool knows(std::string_view source) const;
    /// Whether the source's requests hold a list of events.
    bool isBatch(std::string_view source) const;
    std::vector<std::string> sources() const;

    /// The events of a request: of a batch one for each element, in order (an object instead of the
    /// list is a batch of one), else exactly one. All or nothing: the error of one event is that of
    /// the request. Errors as those of `normalize`, and 400 for an empty batch or one over
    /// `maxBatch`. `nextId` is asked once for each event.
    Result<std::vector<CanonicalEvent>> normalizeRequest(const Request &request,
                                                         const std::function<Uuid()> &nextId) const;

    /// One event; of a batch, an element (CanonicalEvent::raw). Invalid when the body is not strict
    /// JSON (RFC 8259: UTF-8 without a byte order mark, nesting to 128, no unpaired surrogate
    /// escapes), lacks what the mapping requires, or a header contradicts it; the Error's cause is
    /// an HttpStatus of 400 with the stable code. An event type that no mapping names normalizes,
    /// too: `data` is then the whole body. NotFound for a source without a mapping.
    Result<CanonicalEvent> normalize(std::string_view source, const HeaderList &headers,
                                     std::string_view rawBody, const Uuid &eventId,
                                     std::string_view tenant) const;

private:
    struct Private;
    explicit Normalizer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// The body of a delivery (docs/contract.md, section 4): the canonical object with the member
/// `raw`, the provider's bytes unchanged. `canonicalJson` is a JSON object with at least one
/// member, CanonicalEvent::json or its jsonb text; `rawBody` is valid JSON.
std::string deliveryBody(std::string_view canonicalJson, std::string_view rawBody);
std::string deliveryBody(const CanonicalEvent &event, std::string_view rawBody);

} // namespace gatehouse::gateway
