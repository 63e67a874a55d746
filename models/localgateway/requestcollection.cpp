#include "models/localgateway/requestcollection.h"

#include <QCoreApplication>

namespace gatehouse::localgateway {

using namespace Qt::StringLiterals;
using collection::CellKind;
using collection::Descriptor;

namespace {

struct RequestTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::localgateway::RequestCollection)
};

/// What test traffic brings, so that the column has room for each in every language.
QStringList usualAnswers()
{
    return {u"202 queued"_s,         u"200 duplicate"_s, u"401 signature_mismatch"_s,
            u"401 timestamp_skew"_s, u"200 succeeded"_s, u"503 failed"_s};
}

} // namespace

/// 818 px are the table's in a window of 1440; without those of priority 1 it is 546 of 1024.
Descriptor requestCollection()
{
    Descriptor descriptor;
    descriptor.id = u"requests"_s;
    descriptor.title = RequestTexts::tr("Requests");
    descriptor.singular = RequestTexts::tr("request");
    descriptor.sortColumn = u"time"_s;
    descriptor.statusColumn = u"answer"_s;
    descriptor.headline = u"path"_s;
    descriptor.columns = {
        {u"time"_s, RequestTexts::tr("Time"), CellKind::TimeOfDay, 104},
        {u"direction"_s, {}, CellKind::Direction, 28},
        {u"path"_s, RequestTexts::tr("Request"), CellKind::Path, 234},
        {u"tenant"_s, RequestTexts::tr("Tenant"), CellKind::Text, 62, false, 1},
        {u"answer"_s, RequestTexts::tr("Answer"), CellKind::Status, 124},
        {u"latency_ms"_s, RequestTexts::tr("Took"), CellKind::Milliseconds, 62, false, 2},
        {u"note"_s, RequestTexts::tr("Note"), CellKind::Text, 180, true, 1},
    };
    descriptor.detailColumns = {{u"event_id"_s, RequestTexts::tr("Event id"), CellKind::Mono}};
    descriptor.filters = {
        {u"direction"_s,
         RequestTexts::tr("Kind"),
         collection::FilterType::Choice,
         {QString::fromLatin1(kIngest), QString::fromLatin1(kDelivery)}},
        {u"answer"_s, RequestTexts::tr("Answer"), collection::FilterType::Choice, usualAnswers()}};
    return descriptor;
}

} // namespace gatehouse::localgateway
