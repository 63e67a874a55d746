#include "ui/pages/tabs/timelinejson.h"

#include "models/collection/apiquery.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct EntryKind
{
    QLatin1StringView name;
    Happening::Kind kind;
};

constexpr std::array entryKinds{
    EntryKind{"received"_L1, Happening::Kind::Received},
    EntryKind{"verified"_L1, Happening::Kind::Verified},
    EntryKind{"refused"_L1, Happening::Kind::Refused},
    EntryKind{"queued"_L1, Happening::Kind::JobCreated},
    EntryKind{"attempt"_L1, Happening::Kind::Tried},
    EntryKind{"held"_L1, Happening::Kind::Held},
    EntryKind{"waiting"_L1, Happening::Kind::Waiting},
    EntryKind{"dead_letter"_L1, Happening::Kind::DeadLettered},
    EntryKind{"recovered"_L1, Happening::Kind::DeadLetterClosed},
    EntryKind{"reenqueued"_L1, Happening::Kind::Operator},
    EntryKind{"cancelled"_L1, Happening::Kind::Operator},
    EntryKind{"discarded"_L1, Happening::Kind::Operator},
    EntryKind{"operated"_L1, Happening::Kind::Operator},
    EntryKind{"settled"_L1, Happening::Kind::Settled},
    EntryKind{"ai_job"_L1, Happening::Kind::AiJob},
};

std::optional<Uuid> idIn(const QJsonObject &entry, QLatin1StringView name)
{
    return Uuid::parse(entry[name].toString().toStdString());
}

std::optional<Happening> happeningOf(const QJsonObject &entry)
{
    const QString name = entry["kind"_L1].toString();
    const auto known = std::find_if(entryKinds.begin(), entryKinds.end(),
                                    [&](const EntryKind &kind) { return kind.name == name; });
    if (known == entryKinds.end() || entry["state"_L1].isNull())
        return std::nullopt;
    Happening happening;
    happening.kind = known->kind;
    happening.at = collection::apiTime(entry["at"_L1].toString()).value_or(Timestamp());
    happening.status = entry["state"_L1].toString();
    happening.text = entry["note"_L1].toString();
    if (entry["attempt"_L1].isDouble())
        happening.number = entry["attempt"_L1].toInt();
    if (entry["duration_ms"_L1].isDouble())
        happening.durationMs = entry["duration_ms"_L1].toDouble();
    happening.until = collection::apiTime(entry["until"_L1].toString());
    happening.event = idIn(entry, "event_id"_L1);
    happening.job = idIn(entry, "job_id"_L1);
    happening.delivery = idIn(entry, "delivery_id"_L1);
    return happening;
}

} // namespace

Timeline timelineFromJson(const QJsonObject &answer)
{
    Timeline timeline;
    const QJsonArray entries = answer["items"_L1].toArray();
    for (const auto &entry : entries) {
        if (const auto happening = happeningOf(entry.toObject()))
            timeline.happenings.append(*happening);
    }
    const qsizetype surplus = std::max<qsizetype>(0, timeline.happenings.size() - mostHappenings);
    timeline.happenings.remove(0, surplus);
    timeline.isCut = surplus > 0 || answer["is_cut"_L1].toBool();
    timeline.hasMoreEvents = answer["has_more_events"_L1].toBool();
    return timeline;
}

} // namespace gatehouse::ui
