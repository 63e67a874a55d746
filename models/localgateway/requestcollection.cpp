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

} // namespace

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
        {u"time"_s, RequestTexts::tr("Time"), CellKind::TimeOfDay, 112},
        {u"path"_s, RequestTexts::tr("Request"), CellKind::Mono, 200, true},
        {u"tenant"_s, RequestTexts::tr("Tenant"), CellKind::Text, 66, false, 1},
        {u"answer"_s, RequestTexts::tr("Answer"), CellKind::Status, 128},
        {u"latency_ms"_s, RequestTexts::tr("Took"), CellKind::Milliseconds, 64},
        {u"note"_s, RequestTexts::tr("Note"), CellKind::Text, 130, false, 1},
    };
    descriptor.detailColumns = {{u"direction"_s, RequestTexts::tr("Kind"), CellKind::Text},
                                {u"event_id"_s, RequestTexts::tr("Event id"), CellKind::Mono}};
    descriptor.filters = {{u"direction"_s,
                           RequestTexts::tr("Kind"),
                           collection::FilterType::Choice,
                           {QString::fromLatin1(kIngest), QString::fromLatin1(kDelivery)}}};
    return descriptor;
}

} // namespace gatehouse::localgateway
