#include "services/replay/journal.h"

#include "services/core/random.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStandardPaths>
#include <QVariant>

#include <array>
#include <optional>

namespace gatehouse::replay {

namespace {

using Outcome = ItemResult::Outcome;

struct JournalTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::replay::Journal)
};

constexpr int maskKeyBytes = 32;
constexpr int busyMilliseconds = 10'000;

/// One state more than outcomes: an event that was handed to the network.
QString sendingState()
{
    return QStringLiteral("sending");
}

const std::array<const char *, 6> schema{
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "CREATE TABLE IF NOT EXISTS secret (mask_key TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS replay (id TEXT PRIMARY KEY, created_at INTEGER NOT NULL,"
    " target TEXT NOT NULL, plan TEXT NOT NULL, ledger_id TEXT NOT NULL DEFAULT '') STRICT",
    "CREATE TABLE IF NOT EXISTS item (replay_id TEXT NOT NULL, position INTEGER NOT NULL,"
    " fixture BLOB NOT NULL, seed TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'planned',"
    " expected_status INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0,"
    " latency INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL DEFAULT x'',"
    " difference TEXT NOT NULL DEFAULT '', sent_at INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY (replay_id, position)) STRICT, WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS item_state ON item (replay_id, state, position)",
};

Error journalError(const QSqlError &error)
{
    return {ErrorKind::Unavailable,
            JournalTexts::tr("The journal of replays cannot be used: %1.").arg(error.text()),
            {},
            {}};
}

tl::unexpected<Error> noSuchReplay(const QString &id)
{
    return failure(ErrorKind::NotFound, JournalTexts::tr("There is no replay %1.").arg(id));
}

tl::unexpected<Error> isOwned()
{
    return failure(ErrorKind::Conflict,
                   JournalTexts::tr("Another window or command sends the events of this replay "
                                    "now."));
}

tl::unexpected<Error> isDamaged(const QString &file)
{
    return failure(ErrorKind::Unavailable,
                   JournalTexts::tr("The journal %1 is damaged.").arg(file));
}

Result<QSqlQuery> executed(const QSqlDatabase &database, const QString &statement,
                           const QVariantList &values = {})
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    bool isDone = query.prepare(statement);
    for (const QVariant &value : values)
        query.addBindValue(value);
    isDone = isDone && query.exec();
    if (!isDone)
        return failure(journalError(query.lastError()));
    return query;
}

/// SQLite's own transactions: what another program does meanwhile waits for the busy time-out.
class Transaction
{
public:
    explicit Transaction(const QSqlDatabase &database)
        : m_database(database)
    {
    }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    ~Transaction()
    {
        if (m_isOpen)
            (void)executed(m_database, QStringLiteral("ROLLBACK"));
    }
    Result<> begin()
    {
        const auto begun = executed(m_database, QStringLiteral("BEGIN IMMEDIATE"));
        m_isOpen = begun.has_value();
        return begun ? Result<>() : failure(begun.error());
    }
    Result<> commit()
    {
        const auto done = executed(m_database, QStringLiteral("COMMIT"));
        m_isOpen = !done;
        return done ? Result<>() : failure(done.error());
    }

private:
    const QSqlDatabase &m_database;
    bool m_isOpen = false;
};

QByteArray bytesOf(const std::string &text)
{
    return text.empty() ? QByteArray("") : QByteArray::fromStdString(text);
}

Result<> insertItem(const QSqlDatabase &database, const QString &id, qint64 position,
                    const Fixture &fixture)
{
    const auto done = executed(
        database,
        QStringLiteral("INSERT INTO item (replay_id, position, fixture, seed) VALUES (?, ?, ?, ?)"),
        {id, position, lineOf(fixture), QString::fromStdString(randomUuid().toString())});
    return done ? Result<>() : failure(done.error());
}

/// Statements that run for every event, prepared once.
struct ItemStatements
{
    explicit ItemStatements(const QSqlDatabase &database)
        : markSending(database)
        , storeResult(database)
    {
    }

    QSqlQuery markSending, storeResult;

    Result<> prepare()
    {
        for (const auto &[query, text] :
             {std::pair(&markSending,
                        QStringLiteral("UPDATE item SET state = ? WHERE replay_id = ?"
                                       " AND position = ?")),
              std::pair(&storeResult,
                        QStringLiteral("UPDATE item SET state = ?, expected_status = ?, status = ?,"
                                       " latency = ?, body = ?, difference = ?, sent_at = ?"
                                       " WHERE replay_id = ? AND position = ?"))}) {
            if (!query->prepare(text))
                return failure(journalError(query->lastError()));
        }
        return {};
    }
};

Result<> run(QSqlQuery &query, const QVariantList &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(int(i), values.at(i));
    const bool isDone = query.exec();
    query.finish();
    return isDone ? Result<>() : failure(journalError(query.lastError()));
}

Result<> store(QSqlQuery &query, const QString &id, const ItemResult &result)
{
    return run(query,
               {outcomeName(result.outcome), result.expectedStatus, result.status,
                qint64(result.latency.count()), bytesOf(result.body),
                result.difference.isNull() ? QStringLiteral("") : result.difference,
                qint64(result.sentAt.time_since_epoch().count()), id, result.position});
}

ItemResult resultOf(const QSqlQuery &row)
{
    ItemResult result;
    result.position = row.value(0).toLongLong();
    result.outcome = outcomeOfName(row.value(1).toString());
    result.expectedStatus = row.value(2).toInt();
    result.status = row.value(3).toInt();
    result.latency = std::chrono::microseconds(row.value(4).toLongLong());
    result.body = row.value(5).toByteArray().toStdString();
    result.difference = row.value(6).toString();
    result.sentAt = Timestamp(std::chrono::microseconds(row.value(7).toLongLong()));
    return result;
}

JournalledReplay replayOf(const QSqlQuery &row)
{
    return {row.value(0).toString(),
            QDateTime::fromMSecsSinceEpoch(row.value(1).toLongLong(), Qt::UTC),
            row.value(2).toString(),
            QJsonDocument::fromJson(row.value(3).toString().toUtf8()).object(),
            row.value(5).toLongLong(),
            row.value(6).toLongLong(),
            row.value(7).toLongLong(),
            row.value(4).toString()};
}

QString selectReplays()
{
    return QStringLiteral("SELECT id, created_at, target, plan, ledger_id, count(position),"
                          " sum(state = 'planned'), sum(state IN ('unknown', 'sending'))"
                          " FROM replay LEFT JOIN item ON replay_id = id");
}

} // namespace

struct Journal::Private
{
    QString file;
    QString connection;
    QSqlDatabase database;
    std::optional<ItemStatements> statements;
    std::vector<std::unique_ptr<QLockFile>> owned;

    ~Private()
    {
        statements.reset();
        database.close();
        database = QSqlDatabase();
        QSqlDatabase::removeDatabase(connection);
    }

    Result<> prepareFile() const
    {
        QDir().mkpath(QFileInfo(file).path());
        QFile made(file);
        // Only made, never opened again: to close a file gives up all locks that SQLite has on it
        // here.
        const bool isThere = made.exists() || made.open(QIODevice::ReadWrite);
        if (!isThere || !made.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
            return failure(ErrorKind::Unavailable,
                           JournalTexts::tr("The journal %1 cannot be written: %2.")
                               .arg(file, made.errorString()));
        return {};
    }

    Result<> openDatabase()
    {
        connection = QStringLiteral("replays-") + QString::fromStdString(randomHex(8));
        database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
        database.setDatabaseName(file);
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyMilliseconds));
        if (!database.open())
            return failure(journalError(database.lastError()));
        for (const char *statement : schema) {
            if (const auto done = executed(database, QString::fromLatin1(statement)); !done)
                return failure(done.error());
        }
        statements.emplace(database);
        return statements->prepare();
    }
};

Journal::Journal(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

Journal::Journal(Journal &&) noexcept = default;
Journal &Journal::operator=(Journal &&) noexcept = default;
Journal::~Journal() = default;

QString Journal::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/gatehouse/replays.sqlite");
}

Result<Journal> Journal::open(const QString &file)
{
    auto data = std::make_unique<Private>();
    data->file = file;
    if (const auto prepared = data->prepareFile(); !prepared)
        return failure(prepared.error());
    if (const auto opened = data->openDatabase(); !opened)
        return failure(opened.error());
    return Journal(std::move(data));
}

Result<std::string> Journal::maskKey()
{
    const auto made = executed(
        d->database,
        QStringLiteral("INSERT INTO secret SELECT ? WHERE NOT EXISTS (SELECT 1 FROM secret)"),
        {QString::fromStdString(randomHex(maskKeyBytes))});
    if (!made)
        return failure(made.error());
    auto key = executed(d->database, QStringLiteral("SELECT mask_key FROM secret"));
    if (!key)
        return failure(key.error());
    return key->next() ? key->value(0).toString().toStdString() : std::string();
}

Result<QString> Journal::create(const QString &target, const QJsonObject &plan,
                                const std::vector<Fixture> &fixtures, Timestamp now)
{
    const QString id = QString::fromStdString(randomUuid().toString());
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch());
    Transaction transaction(d->database);
    if (const auto begun = transaction.begin(); !begun)
        return failure(begun.error());
    const auto made = executed(
        d->database,
        QStringLiteral("INSERT INTO replay (id, created_at, target, plan) VALUES (?, ?, ?, ?)"),
        {id, qint64(milliseconds.count()), target,
         QString::fromUtf8(QJsonDocument(plan).toJson(QJsonDocument::Compact))});
    if (!made)
        return failure(made.error());
    qint64 position = 0;
    for (const Fixture &fixture : fixtures) {
        if (const auto done = insertItem(d->database, id, position++, fixture); !done)
            return failure(done.error());
    }
    if (const auto done = transaction.commit(); !done)
        return failure(done.error());
    return id;
}

Result<QList<JournalledReplay>> Journal::replays()
{
    auto rows = executed(
        d->database,
        selectReplays() + QStringLiteral(" GROUP BY id ORDER BY created_at DESC, id LIMIT 1000"));
    if (!rows)
        return failure(rows.error());
    QList<JournalledReplay> replays;
    while (rows->next())
        replays += replayOf(*rows);
    return replays;
}

Result<JournalledReplay> Journal::replay(const QString &id)
{
    auto row =
        executed(d->database, selectReplays() + QStringLiteral(" WHERE id = ? GROUP BY id"), {id});
    if (!row)
        return failure(row.error());
    if (!row->next())
        return noSuchReplay(id);
    return replayOf(*row);
}

Result<> Journal::own(const QString &id)
{
    auto lock =
        std::make_unique<QLockFile>(d->file + QLatin1Char('.') + id + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // only of a process that is gone
    if (!lock->tryLock(0))
        return isOwned();
    d->owned.push_back(std::move(lock));
    const auto done = executed(
        d->database,
        QStringLiteral("UPDATE item SET state = 'unknown' WHERE replay_id = ? AND state = ?"),
        {id, sendingState()});
    return done ? Result<>() : failure(done.error());
}

Result<std::vector<JournalledItem>> Journal::planned(const QString &id, qint64 from, int limit)
{
    auto rows =
        executed(d->database,
                 QStringLiteral("SELECT position, fixture, seed FROM item WHERE replay_id = ?"
                                " AND state = 'planned' AND position >= ?"
                                " ORDER BY position LIMIT ?"),
                 {id, from, limit});
    if (!rows)
        return failure(rows.error());
    std::vector<JournalledItem> items;
    while (rows->next()) {
        auto fixture = fixtureOfLine(rows->value(1).toByteArray());
        const auto seed = Uuid::parse(rows->value(2).toString().toStdString());
        if (!fixture || !seed)
            return isDamaged(d->file);
        items.push_back({rows->value(0).toLongLong(), std::move(*fixture), *seed});
    }
    return items;
}

Result<> Journal::write(const QString &id, const std::vector<qint64> &sending,
                        const QList<ItemResult> &answered)
{
    Transaction transaction(d->database);
    if (const auto begun = transaction.begin(); !begun)
        return begun;
    for (const qint64 position : sending) {
        if (const auto done = run(d->statements->markSending, {sendingState(), id, position});
            !done)
            return done;
    }
    for (const ItemResult &result : answered) {
        if (const auto done = store(d->statements->storeResult, id, result); !done)
            return done;
    }
    return transaction.commit();
}

Result<qint64> Journal::planAgain(const QString &id, const QList<Outcome> &outcomes)
{
    qint64 count = 0;
    for (const Outcome outcome : outcomes) {
        const auto done =
            executed(d->database,
                     QStringLiteral("UPDATE item SET state = 'planned' WHERE replay_id = ?"
                                    " AND state = ?"),
                     {id, outcomeName(outcome)});
        if (!done)
            return failure(done.error());
        count += done->numRowsAffected();
    }
    return count;
}

Result<> Journal::setLedgerId(const QString &id, const QString &ledgerId)
{
    const auto done =
        executed(d->database, QStringLiteral("UPDATE replay SET ledger_id = ? WHERE id = ?"),
                 {ledgerId, id});
    return done ? Result<>() : failure(done.error());
}

Result<QList<ItemResult>> Journal::results(const QString &id)
{
    auto rows = executed(d->database,
                         QStringLiteral("SELECT position, state, expected_status, status, latency,"
                                        " body, difference, sent_at FROM item WHERE replay_id = ?"
                                        " ORDER BY position"),
                         {id});
    if (!rows)
        return failure(rows.error());
    QList<ItemResult> results;
    while (rows->next())
        results += resultOf(*rows);
    return results;
}

Result<std::vector<Fixture>> Journal::fixtures(const QString &id)
{
    auto rows = executed(
        d->database,
        QStringLiteral("SELECT fixture FROM item WHERE replay_id = ? ORDER BY position"), {id});
    if (!rows)
        return failure(rows.error());
    std::vector<Fixture> fixtures;
    while (rows->next()) {
        auto fixture = fixtureOfLine(rows->value(0).toByteArray());
        if (!fixture)
            return failure(fixture.error());
        fixtures.push_back(std::move(*fixture));
    }
    return fixtures;
}

Result<> Journal::remove(const QString &id)
{
    Transaction transaction(d->database);
    if (const auto begun = transaction.begin(); !begun)
        return begun;
    for (const char *statement :
         {"DELETE FROM item WHERE replay_id = ?", "DELETE FROM replay WHERE id = ?"}) {
        if (const auto done = executed(d->database, QString::fromLatin1(statement), {id}); !done)
            return failure(done.error());
    }
    return transaction.commit();
}

} // namespace gatehouse::replay
