#include "services/gateway/store/migrator.h"

#include "resources/resources.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QRegularExpression>

#include <map>
#include <vector>

namespace gatehouse::gateway {

namespace {

constexpr int partitionMonths = 3;
constexpr int rolesTries = 5;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Migrator)
};

struct Migration
{
    int version = 0;
    std::string name;
    std::string sql;
    std::string checksum;
};

Result<std::string> file(const QString &name)
{
    return resource(QStringLiteral("sql/") + name).map([](const QByteArray &sql) {
        return sql.toStdString();
    });
}

/// The numbered files, sorted by number: 0001_gateway.sql, ...
QStringList migrationFiles()
{
    return resourceNames(QStringLiteral("sql"))
        .filter(QRegularExpression(QStringLiteral("^\\d{4}_\\w+\\.sql$")));
}

int versionOf(const QString &fileName)
{
    return QStringView(fileName).left(4).toInt();
}

Result<std::vector<Migration>> knownMigrations()
{
    std::vector<Migration> migrations;
    for (const QString &name : migrationFiles()) {
        const auto sql = file(name);
        if (!sql)
            return failure(sql.error());
        const auto checksum =
            QCryptographicHash::hash(QByteArray::fromStdString(*sql), QCryptographicHash::Sha256);
        migrations.push_back(
            {versionOf(name), name.chopped(4).toStdString(), *sql, checksum.toHex().toStdString()});
    }
    return migrations;
}

/// Which files the database already has.
class AppliedMigrations
{
public:
    static Result<AppliedMigrations> read(postgres::Session &owner)
    {
        return owner.execute("SELECT version, checksum FROM gatehouse.schema_migration")
            .map([](const postgres::Rows &rows) { return AppliedMigrations(rows); });
    }
    int newest() const { return m_checksums.empty() ? 0 : m_checksums.rbegin()->first; }
    bool has(int version) const { return m_checksums.contains(version); }
    bool agreesWith(const Migration &migration) const
    {
        return m_checksums.at(migration.version) == migration.checksum;
    }

private:
    explicit AppliedMigrations(const postgres::Rows &rows)
    {
        for (int row = 0; row < rows.size(); ++row)
            m_checksums.emplace(rows.get<std::int64_t>(row, 0), rows.get<std::string>(row, 1));
    }
    std::map<int, std::string> m_checksums;
};

Result<> apply(postgres::Session &owner, const Migration &migration, Log &log)
{
    auto applied = owner.inTransaction([&]() -> Result<> {
        if (auto done = owner.executeScript(migration.sql); !done)
            return done;
        return owner
            .execute("INSERT INTO gatehouse.schema_migration VALUES ($1::integer, $2, $3, now())",
                     {std::int64_t(migration.version), migration.name, migration.checksum})
            .map([](const postgres::Rows &) {});
    });
    if (applied)
        log.info("migration applied", {{"migration", migration.name}});
    return applied;
}

Result<> applyMissing(postgres::Session &owner, Log &log)
{
    const auto migrations = knownMigrations();
    const auto applied = AppliedMigrations::read(owner);
    if (!migrations || !applied)
        return failure(migrations ? applied.error() : migrations.error());
    if (applied->newest() > latestMigration()) {
        return failure(
            ErrorKind::Conflict,
            Tr::tr("The database is of a newer version of Gatehouse (%1; this program knows "
                   "%2). Use that version, or another database.")
                .arg(applied->newest())
                .arg(latestMigration()));
    }
    for (const Migration &migration : *migrations) {
        if (!applied->has(migration.version)) {
            if (auto done = apply(owner, migration, log); !done)
                return done;
        } else if (!applied->agreesWith(migration)) {
            return failure(
                ErrorKind::Conflict,
                Tr::tr("The database was made by another build of Gatehouse: its migration %1 "
                       "is not the one of this program. Use that build, or another database.")
                    .arg(QString::fromStdString(migration.name)));
        }
    }
    return {};
}

bool hasSqlState(const Error &error, std::string_view code)
{
    const auto *state = std::get_if<SqlState>(&error.cause);
    return state && state->code == code;
}

/// Roles belong to the server: gateways of its other databases may change them at this moment,
/// which Postgres answers with "tuple concurrently updated" (XX000).
Result<> applyRoles(postgres::Session &owner, Log &log)
{
    const auto sql = file(QStringLiteral("roles.sql"));
    if (!sql)
        return failure(sql.error());
    Result<> applied;
    for (int i = 0; i < rolesTries; ++i) {
        applied = owner.inTransaction([&] { return owner.executeScript(*sql); });
        if (applied || !hasSqlState(applied.error(), "XX000"))
            break;
    }
    if (!applied && hasSqlState(applied.error(), "42501")) {
        log.warning("the login may not manage roles, so the console has none of its own; let an "
                    "administrator run these statements",
                    {{"error", applied.error().message.toStdString()}, {"sql", *sql}});
        return {};
    }
    return applied;
}

Result<> ensurePartitions(postgres::Session &owner, const Clock &clock)
{
    return owner
        .execute("SELECT gatehouse.ensure_partitions(($1::timestamptz AT TIME ZONE 'UTC')::date, "
                 "$2::integer)",
                 {clock.now(), std::int64_t(partitionMonths)})
        .map([](const postgres::Rows &) {});
}

Result<> migrateUnderLock(postgres::Session &owner, const Clock &clock, Log &log)
{
    auto prepared = owner.executeScript(
        "SET client_min_messages = warning;"
        "CREATE SCHEMA IF NOT EXISTS gatehouse;"
        "CREATE TABLE IF NOT EXISTS gatehouse.schema_migration (version integer PRIMARY KEY,"
        " name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL);"
        "RESET client_min_messages");
    if (!prepared)
        return prepared;
    if (auto applied = applyMissing(owner, log); !applied)
        return applied;
    if (auto roles = applyRoles(owner, log); !roles)
        return roles;
    return ensurePartitions(owner, clock);
}

} // namespace

Result<> migrate(postgres::Session &owner, const Clock &clock, Log &log)
{
    const auto locked =
        owner.execute("SELECT pg_advisory_lock(hashtextextended('gatehouse.migrate', 0))");
    if (!locked)
        return failure(locked.error());
    auto migrated = migrateUnderLock(owner, clock, log);
    const auto unlocked =
        owner.execute("SELECT pg_advisory_unlock(hashtextextended('gatehouse.migrate', 0))");
    if (migrated && !unlocked)
        return failure(unlocked.error());
    return migrated;
}

int latestMigration()
{
    const QStringList files = migrationFiles();
    return files.isEmpty() ? 0 : versionOf(files.last());
}

} // namespace gatehouse::gateway
