#include "models/tokens/tokencollection.h"

#include <QCoreApplication>

namespace gatehouse::tokens {

using namespace Qt::StringLiterals;
using collection::CellKind;
using collection::Column;
using collection::Descriptor;
using collection::FilterField;
using collection::FilterType;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::tokens::TokenCollection)
};

QList<Column> columns()
{
    return {
        {u"name"_s, Texts::tr("Name"), CellKind::Text, 120},
        {u"role"_s, Texts::tr("Role"), CellKind::Text, 66},
        {u"state"_s, Texts::tr("State"), CellKind::Text, 60},
        {u"tenants"_s, Texts::tr("Tenants"), CellKind::Text, 100},
        {u"sources"_s, Texts::tr("Sources"), CellKind::Text, 110, false, 1},
        {u"expires_at"_s, Texts::tr("Expires"), CellKind::Time, 100},
        {u"last_used_at"_s, Texts::tr("Last used"), CellKind::Time, 100, true},
    };
}

QList<Column> detailColumns()
{
    return {
        {u"id"_s, Texts::tr("Token id"), CellKind::Mono},
        {u"created_at"_s, Texts::tr("Made"), CellKind::Time},
        {u"revoked_at"_s, Texts::tr("Revoked"), CellKind::Time},
        {u"rotated_at"_s, Texts::tr("Rotated"), CellKind::Time},
        {u"previous_expires_at"_s, Texts::tr("Former one ends"), CellKind::Time},
        {u"previous_used_at"_s, Texts::tr("Former one used"), CellKind::Time},
    };
}

QList<FilterField> filters()
{
    return {
        {u"state"_s,
         Texts::tr("State"),
         FilterType::Choice,
         {u"active"_s, u"expired"_s, u"revoked"_s}},
        {u"role"_s,
         Texts::tr("Role"),
         FilterType::Choice,
         {u"viewer"_s, u"support"_s, u"developer"_s, u"admin"_s, u"telemetry"_s}},
        {u"name"_s, Texts::tr("Name"), FilterType::Text, {}},
        {u"expires_at"_s, Texts::tr("Expires"), FilterType::Time, {}},
        {u"last_used_at"_s, Texts::tr("Last used"), FilterType::Time, {}},
        {u"id"_s, Texts::tr("Token id"), FilterType::Uuid, {}},
        {u"created_at"_s, Texts::tr("Made"), FilterType::Time, {}},
    };
}

void addWords(collection::Descriptor &tokens)
{
    tokens.title = Texts::tr("Tokens");
    tokens.singular = Texts::tr("token");
    tokens.emptyTitle = Texts::tr("No tokens");
    tokens.emptyText = Texts::tr("Nobody but this token may use the admin API.");
}

} // namespace

Descriptor tokenCollection()
{
    collection::Descriptor tokens;
    tokens.id = u"tokens"_s;
    addWords(tokens);
    tokens.icon = u"view-certificate"_s;
    tokens.apiPath = u"tokens"_s;
    tokens.sortColumn = u"created_at"_s;
    tokens.headline = u"name"_s;
    tokens.subtitle = {u"role"_s};
    tokens.columns = columns();
    tokens.detailColumns = detailColumns();
    tokens.filters = filters();
    return tokens;
}

} // namespace gatehouse::tokens
