#include "models/collection/contract.h"

#include "services/postgres/connection.h"

#include <QCoreApplication>

namespace gatehouse::collection {

namespace {

struct ContractText
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::collection::Contract)
};

/// No such schema, table or function.
bool isMissing(const Error &error)
{
    const auto *state = std::get_if<SqlState>(&error.cause);
    return state && (state->code == "3F000" || state->code == "42883");
}

Error withoutContract(const Error &error)
{
    return {ErrorKind::Invalid,
            ContractText::tr("This database is no gateway's: it has no schema “console” to read "
                             "from. Check its name, or start its gateway once, which sets it up."),
            error.detail, error.cause};
}

Result<Contract> contractOf(postgres::Session &session)
{
    const auto rows = session.execute(
        "SELECT version::bigint, coalesce(environment, '') FROM console.contract()");
    if (!rows)
        return failure(isMissing(rows.error()) ? withoutContract(rows.error()) : rows.error());
    const Contract contract{rows->get<std::int64_t>(0, 0),
                            QString::fromStdString(rows->get<std::string>(0, 1))};
    if (const auto checked = checkContract(contract.version); !checked)
        return failure(checked.error());
    return contract;
}

} // namespace

Result<> checkContract(qint64 version)
{
    if (version <= contractVersion)
        return {};
    return failure(ErrorKind::Invalid,
                   ContractText::tr("This gateway speaks contract version %1; this console knows "
                                    "%2. Update Gatehouse.")
                       .arg(version)
                       .arg(contractVersion));
}

QFuture<Result<Contract>> readContract(postgres::Connection &connection)
{
    return connection.run<Contract>(contractOf);
}

} // namespace gatehouse::collection
