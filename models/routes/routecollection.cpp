#include "models/routes/routecollection.h"

#include <QCoreApplication>

namespace gatehouse::routes {

using namespace Qt::StringLiterals;
using collection::CellKind;
using collection::Column;
using collection::Descriptor;
using collection::FilterField;
using collection::FilterType;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::routes::RouteCollection)
};

QList<Column> columns()
{
    return {
        {u"source"_s, Texts::tr("Source"), CellKind::Text, 84},
        {u"event_type"_s, Texts::tr("Type"), CellKind::Mono, 140},
        {u"tenant"_s, Texts::tr("Tenant"), CellKind::Text, 66, false, 1},
        {u"mode"_s, Texts::tr("Mode"), CellKind::Text, 66},
        {u"destination"_s, Texts::tr("Destination"), CellKind::Text, 110},
        {u"path"_s, Texts::tr("Path"), CellKind::Mono, 120, true},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"id"_s, Texts::tr("Route id"), CellKind::Mono},
        {u"base_url"_s, Texts::tr("Base URL"), CellKind::Mono},
        {u"destination_id"_s, Texts::tr("Destination id"), CellKind::Mono},
        {u"created_at"_s, Texts::tr("Made"), CellKind::Time},
        {u"updated_at"_s, Texts::tr("Changed"), CellKind::Time},
    };
}

QList<FilterField> filters()
{
    return {
        {u"mode"_s,
         Texts::tr("Mode"),
         FilterType::Choice,
         {u"live"_s, u"dry_run"_s, u"mirror"_s, u"off"_s}},
        {u"source"_s, Texts::tr("Source"), FilterType::Text, {}},
        {u"event_type"_s, Texts::tr("Type"), FilterType::Text, {}},
        {u"tenant"_s, Texts::tr("Tenant"), FilterType::Text, {}},
        {u"destination"_s, Texts::tr("Destination"), FilterType::Text, {}},
        {u"path"_s, Texts::tr("Path"), FilterType::Text, {}},
        {u"id"_s, Texts::tr("Route id"), FilterType::Uuid, {}},
        {u"created_at"_s, Texts::tr("Made"), FilterType::Time, {}},
    };
}

} // namespace

Descriptor routeCollection()
{
    collection::Descriptor routes;
    routes.id = u"routes"_s;
    routes.title = Texts::tr("Routes");
    routes.singular = Texts::tr("route");
    routes.view = u"console.routes"_s;
    routes.apiPath = u"routes"_s;
    routes.sortColumn = u"created_at"_s;
    routes.headline = u"event_type"_s;
    routes.subtitle = {u"source"_s, u"tenant"_s};
    routes.columns = columns();
    routes.detailColumns = detailColumns();
    routes.filters = filters();
    routes.emptyTitle = Texts::tr("No routes");
    routes.emptyText = Texts::tr("Events are stored and delivered nowhere.");
    return routes;
}

} // namespace gatehouse::routes
