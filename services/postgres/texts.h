#pragma once

#include <QCoreApplication>

namespace gatehouse::postgres {

/// The translation context of this room: `Postgres::tr("...")`.
struct Postgres
{
    Q_DECLARE_TR_FUNCTIONS(Postgres)
};

} // namespace gatehouse::postgres
