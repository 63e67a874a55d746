#pragma once

#include "services/replay/fixture.h"
#include "services/replay/preparation.h"
#include "services/sending/httpsender.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <chrono>

namespace gatehouse::replay {

/// What became of one event of a replay.
struct ItemResult
{
    enum class Outcome {
        Planned, ///< not sent yet
        AsPredicted,
        Differs, ///< answered with another success, or with another body than expected
        Refused, ///< 3xx, 4xx or 5xx, and that was not expected
        NoAnswer,
        NotSent, ///< it could not be prepared: `difference` says why
        Unknown, ///< it was under way when the program ended
    };
    qint64 position = 0; ///< in its replay, from 0 on
    Outcome outcome = Outcome::Planned;
    int expectedStatus = 0;
    int status = 0; ///< 0: no answer
    std::chrono::microseconds latency{0};
    std::string body; ///< of the answer, its first 64 KiB
    QString difference; ///< one line for a person; empty: as predicted
    Timestamp sentAt; ///< and signed, by the same microsecond

    bool isFailure() const
    {
        return outcome != Outcome::AsPredicted && outcome != Outcome::Planned;
    }
};

QString outcomeName(ItemResult::Outcome outcome); ///< "as_predicted", as reports have it
ItemResult::Outcome outcomeOfName(const QString &name);

/// Holds an answer against what the event expects, else against what was predicted.
ItemResult judged(const Fixture &fixture, const Prediction &prediction,
                  const DeliveryResponse &response);

/// An event that could not be prepared.
ItemResult notSent(const Error &error);

} // namespace gatehouse::replay

Q_DECLARE_METATYPE(gatehouse::replay::ItemResult)
