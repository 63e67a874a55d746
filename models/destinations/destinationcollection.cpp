#include "models/destinations/destinationcollection.h"

#include <QCoreApplication>

namespace gatehouse::destinations {

using namespace Qt::StringLiterals;
using collection::CellKind;
using collection::Column;
using collection::Descriptor;
using collection::FilterField;
using collection::FilterType;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::destinations::DestinationCollection)
};

QList<Column> columns()
{
    return {
        {u"name"_s, Texts::tr("Name"), CellKind::Text, 110},
        {u"tenant"_s, Texts::tr("Tenant"), CellKind::Text, 66, false, 1},
        {u"auth_type"_s, Texts::tr("Auth"), CellKind::Text, 60},
        {u"signing_secret_fingerprint"_s, Texts::tr("Signs with"), CellKind::Mono, 84},
        {u"previous_fingerprint"_s, Texts::tr("Previous"), CellKind::Mono, 84},
        {u"base_url"_s, Texts::tr("Base URL"), CellKind::Mono, 150, true},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"id"_s, Texts::tr("Destination id"), CellKind::Mono},
        {u"credential_fingerprint"_s, Texts::tr("Credential"), CellKind::Mono},
        {u"previous_expires_at"_s, Texts::tr("Overlap ends"), CellKind::Time},
        {u"previous_password_expires_at"_s, Texts::tr("Former password ends"), CellKind::Time},
        {u"master_key"_s, Texts::tr("Master key"), CellKind::Mono},
        {u"created_at"_s, Texts::tr("Made"), CellKind::Time},
        {u"updated_at"_s, Texts::tr("Changed"), CellKind::Time},
    };
}

QList<FilterField> filters()
{
    return {
        {u"name"_s, Texts::tr("Name"), FilterType::Text, {}},
        {u"tenant"_s, Texts::tr("Tenant"), FilterType::Text, {}},
        {u"base_url"_s, Texts::tr("Base URL"), FilterType::Text, {}},
        {u"auth_type"_s, Texts::tr("Auth"), FilterType::Choice, {u"bearer"_s, u"basic"_s}},
        {u"id"_s, Texts::tr("Destination id"), FilterType::Uuid, {}},
        {u"created_at"_s, Texts::tr("Made"), FilterType::Time, {}},
    };
}

} // namespace

Descriptor destinationCollection()
{
    collection::Descriptor destinations;
    destinations.id = u"destinations"_s;
    destinations.title = Texts::tr("Destinations");
    destinations.singular = Texts::tr("destination");
    destinations.icon = u"globe"_s;
    destinations.view = u"console.destinations"_s;
    destinations.apiPath = u"destinations"_s;
    destinations.sortColumn = u"created_at"_s;
    destinations.headline = u"name"_s;
    destinations.subtitle = {u"tenant"_s};
    destinations.columns = columns();
    destinations.detailColumns = detailColumns();
    destinations.filters = filters();
    destinations.emptyTitle = Texts::tr("No destinations");
    destinations.emptyText = Texts::tr("There is nowhere to deliver to.");
    return destinations;
}

} // namespace gatehouse::destinations
