#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/signing/scheme.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::replay {

/// What a target is expected to answer.
struct Expectation
{
    int status = 0;
    std::string body; ///< JSON; of an object only the members that stand here count. Empty: any
    bool operator==(const Expectation &) const = default;
};

/// A recorded webhook: what was sent, and what it was known as where it was recorded. All of it is
/// foreign. A member that is not known is empty.
struct Fixture
{
    std::string source; ///< "stripe"
    std::string tenant;
    std::string eventType;
    std::string eventId; ///< the gateway's
    std::string providerId; ///< the provider's, by which a repetition is known
    std::optional<Timestamp> receivedAt;
    std::string method = "POST";
    std::string url; ///< the full URL that the provider called
    signing::HeaderList headers; ///< in order
    std::string body; ///< the exact bytes
    std::optional<Expectation> expected;
    bool operator==(const Fixture &) const = default;
};

/// More of either is refused.
inline constexpr qint64 largestFixtureFile = qint64{256} * 1024 * 1024;
inline constexpr std::size_t mostFixtures = 100'000;

/// The fixture as one line of NDJSON, its end included: source, tenant, event_type, event_id,
/// provider_id, received_at (RFC 3339), method, url, headers ([[name, value], ...]), then body, or
/// body_base64 for what is no UTF-8, and expect {status, body}. What is empty is left out.
QByteArray lineOf(const Fixture &fixture);

/// Such a line, with or without its end; headers may also be an object. Invalid says what is wrong.
Result<Fixture> fixtureOfLine(const QByteArray &line);

/// Whatever events can be read from: NDJSON as lineOf() makes it; or what captures are made of (a
/// HAR file, a curl command, an HTTP request), of which source and tenant are what URL and headers
/// tell. Invalid names the line that is wrong, and says when the file seems to be cut off there. At
/// least one.
Result<std::vector<Fixture>> readFixtures(const QByteArray &bytes);

/// The same of a file; blocking. Unavailable: it cannot be read.
Result<std::vector<Fixture>> readFixtureFile(const QString &fileName);

/// All of them as one file, which appears whole or not at all (mode 0600: payloads are personal
/// data); blocking. Unavailable: it cannot be written.
Result<> writeFixtureFile(const QString &fileName, const std::vector<Fixture> &fixtures);

} // namespace gatehouse::replay
