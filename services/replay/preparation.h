#pragma once

#include "services/core/clock.h"
#include "services/core/uuid.h"
#include "services/replay/fixture.h"
#include "services/replay/pseudonyms.h"
#include "services/replay/target.h"
#include "services/sending/httpsender.h"

#include <QJsonObject>

#include <set>
#include <string>
#include <vector>

namespace gatehouse::replay {

/// What becomes of an event before it is sent.
struct Preparation
{
    enum class Signature { Now, AsRecorded }; ///< by the target's secret, or as it came
    enum class Key { Same, Fresh }; ///< of the event, by which a target knows a repetition
    Signature signature = Signature::Now;
    Key key = Key::Same;
    std::vector<std::string> droppedHeaders;
    signing::HeaderList addedHeaders; ///< instead of those of the same name
    std::set<MaskedKind> masked;
    std::string patch; ///< RFC 6902; empty: none

    QJsonObject toJson() const;
    static Preparation fromJson(const QJsonObject &json);
};

/// "Name: value", as HTTP writes it; Invalid: there is no colon, or a character that HTTP does not
/// allow in a name or a value.
Result<std::pair<std::string, std::string>> headerOfText(std::string_view text);

/// What a target will say, as far as that can be told without asking it.
struct Prediction
{
    enum class Kind {
        Accepted, ///< new to it
        Duplicate, ///< taken as a repetition, if it has it
        Refused,
        NotSent, ///< it cannot be prepared, or is more than the target takes
    };
    Kind kind = Kind::Accepted;
    int status = 202; ///< 0: not sent
    QString reason; ///< for a person: "4,120 s old"; empty when there is nothing to say
};
QString predictionName(Prediction::Kind kind); ///< "accepted", as reports have it

/// Everything that preparing an event goes by. Pure but for the clock, so thread-safe.
class Preparer
{
public:
    /// `maskKey` is what pseudonyms are made under.
    Preparer(Target target, Preparation preparation, SigningSecrets secrets, std::string maskKey,
             const Clock &clock);
    ~Preparer();
    Preparer(Preparer &&) noexcept;

    /// The request that is sent now. The same seed gives the same event under the same key, signed
    /// anew. Invalid or Denied says why the event cannot be sent so.
    Result<DeliveryRequest> request(const Fixture &fixture, const Uuid &seed) const;
    /// The one that was, or will be, sent at another time.
    Result<DeliveryRequest> requestAt(Timestamp time, const Fixture &fixture,
                                      const Uuid &seed) const;
    Prediction prediction(const Fixture &fixture) const;
    /// The same, of who has made the request already.
    Prediction prediction(const Fixture &fixture, const Result<DeliveryRequest> &request) const;
    const Target &target() const;

private:
    Result<Fixture> changed(const Fixture &fixture, const Uuid &seed) const;
    Result<> sign(Fixture &fixture, Timestamp time) const;
    Prediction recordedPrediction(const Fixture &fixture) const;

    struct Private;
    std::unique_ptr<Private> d;
};

/// How its answers are waited for, and by whom it has to be certified.
HttpSenderOptions senderOptions(const Target &target);

/// Whether its secrets are in the credential store, which may ask a person something: opened only
/// for who needs it.
bool needsCredentialStore(const Target &target, const Preparation &preparation);

} // namespace gatehouse::replay
