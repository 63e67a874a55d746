#include "models/jwtkeys/jwtkeycollection.h"

#include <QCoreApplication>

namespace gatehouse::jwtkeys {

using namespace Qt::StringLiterals;
using collection::CellKind;
using collection::Column;
using collection::Descriptor;
using collection::FilterField;
using collection::FilterType;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::jwtkeys::JwtKeyCollection)
};

QList<Column> columns()
{
    return {
        {u"kid"_s, Texts::tr("Key id"), CellKind::Mono, 130, true},
        {u"algorithm"_s, Texts::tr("Algorithm"), CellKind::Text, 76},
        {u"state"_s, Texts::tr("State"), CellKind::Status, 92},
        {u"active_since"_s, Texts::tr("Active"), CellKind::Time, 92, false, 1},
        {u"expires_at"_s, Texts::tr("Ends"), CellKind::Time, 80},
        {u"last_used_at"_s, Texts::tr("Last used"), CellKind::Time, 92, false, 1},
        {u"uses"_s, Texts::tr("Tokens"), CellKind::Number, 68},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"id"_s, Texts::tr("Row id"), CellKind::Mono},
        {u"issuer"_s, Texts::tr("Issuer (iss)"), CellKind::Mono},
        {u"audience"_s, Texts::tr("Audience (aud)"), CellKind::Mono},
        {u"created_at"_s, Texts::tr("Made"), CellKind::Time},
        {u"created_by"_s, Texts::tr("Made by"), CellKind::Text},
        {u"revoked_at"_s, Texts::tr("Revoked"), CellKind::Time},
    };
}

QList<FilterField> filters()
{
    return {
        {u"state"_s,
         Texts::tr("State"),
         FilterType::Choice,
         {u"pending"_s, u"active"_s, u"retiring"_s, u"revoked"_s}},
        {u"algorithm"_s, Texts::tr("Algorithm"), FilterType::Choice, {u"RS256"_s, u"ES256"_s}},
        {u"kid"_s, Texts::tr("Key id"), FilterType::Text, {}},
        {u"issuer"_s, Texts::tr("Issuer (iss)"), FilterType::Text, {}},
        {u"audience"_s, Texts::tr("Audience (aud)"), FilterType::Text, {}},
        {u"active_since"_s, Texts::tr("Active since"), FilterType::Time, {}},
        {u"expires_at"_s, Texts::tr("Ends"), FilterType::Time, {}},
        {u"last_used_at"_s, Texts::tr("Last used"), FilterType::Time, {}},
        {u"created_by"_s, Texts::tr("Made by"), FilterType::Text, {}},
        {u"created_at"_s, Texts::tr("Made"), FilterType::Time, {}},
        {u"id"_s, Texts::tr("Row id"), FilterType::Uuid, {}},
    };
}

} // namespace

Descriptor jwtKeyCollection()
{
    collection::Descriptor keys;
    keys.id = u"jwt-keys"_s;
    keys.title = Texts::tr("JWT keys");
    keys.singular = Texts::tr("JWT key");
    keys.icon = u"document-sign"_s;
    keys.view = u"console.jwt_keys"_s;
    keys.apiPath = u"jwt-keys"_s;
    keys.sortColumn = u"created_at"_s;
    keys.statusColumn = u"state"_s;
    keys.headline = u"kid"_s;
    keys.subtitle = {u"algorithm"_s};
    keys.columns = columns();
    keys.detailColumns = detailColumns();
    keys.filters = filters();
    keys.emptyTitle = Texts::tr("No JWT keys");
    keys.emptyText =
        Texts::tr("The source wordpress asks for no bearer tokens. From the first key on it does, "
                  "and nothing lets it stop. (They are every tenant's: who is limited to some sees "
                  "none.)");
    return keys;
}

} // namespace gatehouse::jwtkeys
