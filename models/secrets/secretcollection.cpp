#include "models/secrets/secretcollection.h"

#include <QCoreApplication>

namespace gatehouse::secrets {

using namespace Qt::StringLiterals;
using collection::CellKind;
using collection::Column;
using collection::Descriptor;
using collection::FilterField;
using collection::FilterType;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::secrets::SecretCollection)
};

QList<Column> columns()
{
    return {
        {u"source"_s, Texts::tr("Source"), CellKind::Text, 100, true},
        {u"tenant"_s, Texts::tr("Tenant"), CellKind::Text, 72},
        {u"version"_s, Texts::tr("Version"), CellKind::Number, 64},
        {u"state"_s, Texts::tr("State"), CellKind::Status, 96},
        {u"fingerprint"_s, Texts::tr("Fingerprint"), CellKind::Mono, 80},
        {u"due_at"_s, Texts::tr("Due"), CellKind::Due, 104},
        {u"last_used_at"_s, Texts::tr("Last used"), CellKind::Time, 84, false, 1},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"id"_s, Texts::tr("Secret id"), CellKind::Mono},
        {u"uses"_s, Texts::tr("Requests signed"), CellKind::Number},
        {u"created_at"_s, Texts::tr("Made"), CellKind::Time},
        {u"created_by"_s, Texts::tr("Made by"), CellKind::Text},
        {u"active_since"_s, Texts::tr("Active since"), CellKind::Time},
        {u"expires_at"_s, Texts::tr("Overlap ends"), CellKind::Time},
        {u"revoked_at"_s, Texts::tr("Revoked"), CellKind::Time},
        {u"master_key"_s, Texts::tr("Master key"), CellKind::Mono},
        {u"overlap_ends_at"_s, Texts::tr("Rotation ends"), CellKind::Time},
        {u"is_rotating"_s, Texts::tr("Rotating"), CellKind::Boolean},
        {u"urgency"_s, Texts::tr("Urgency"), CellKind::Time},
    };
}

QList<FilterField> filters()
{
    return {
        {u"source"_s, Texts::tr("Source"), FilterType::Text, {}},
        {u"tenant"_s, Texts::tr("Tenant"), FilterType::Text, {}},
        {u"state"_s,
         Texts::tr("State"),
         FilterType::Choice,
         {u"pending"_s, u"active"_s, u"retiring"_s, u"revoked"_s}},
        {u"due_at"_s, Texts::tr("Due"), FilterType::Time, {}},
        {u"overlap_ends_at"_s, Texts::tr("Rotation ends"), FilterType::Time, {}},
        {u"last_used_at"_s, Texts::tr("Last used"), FilterType::Time, {}},
        {u"fingerprint"_s, Texts::tr("Fingerprint"), FilterType::Text, {}},
        {u"version"_s, Texts::tr("Version"), FilterType::Number, {}},
        {u"created_by"_s, Texts::tr("Made by"), FilterType::Text, {}},
        {u"created_at"_s, Texts::tr("Made"), FilterType::Time, {}},
        {u"id"_s, Texts::tr("Secret id"), FilterType::Uuid, {}},
    };
}

} // namespace

Descriptor secretCollection()
{
    collection::Descriptor secrets;
    secrets.id = u"secrets"_s;
    secrets.title = Texts::tr("Secrets");
    secrets.singular = Texts::tr("secret");
    secrets.icon = u"document-encrypt"_s;
    secrets.view = u"console.secrets"_s;
    secrets.apiPath = u"secrets"_s;
    secrets.sortColumn = u"urgency"_s;
    secrets.sortIsNamed = true;
    secrets.statusColumn = u"state"_s;
    secrets.headline = u"source"_s;
    secrets.subtitle = {u"tenant"_s};
    secrets.columns = columns();
    secrets.detailColumns = detailColumns();
    secrets.filters = filters();
    secrets.emptyTitle = Texts::tr("No secrets");
    secrets.emptyText = Texts::tr(
        "The gateway has its secrets from the environment. Started with a master key, it takes "
        "them over and keeps them here.");
    return secrets;
}

} // namespace gatehouse::secrets
