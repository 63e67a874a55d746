#include "services/replay/journal.h"

#include "services/cluster/filelock.h"
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
#include <span>
#include <utility>

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

const std::array<const char *, 2> modes{"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"};

/// What an event is stands apart from what became of it, so that little is written for each answer.
/// The body is left out of `fixture` but by former versions.
constexpr int schemaVersion = 2;
const std::array<const char *, 4> schema{
    "CREATE TABLE IF NOT EXISTS secret (mask_key TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS replay (id TEXT PRIMARY KEY, created_at INTEGER NOT NULL,"
    " target TEXT NOT NULL, plan TEXT NOT NULL, ledger_id TEXT NOT NULL DEFAULT '') STRICT",
    "CREATE TABLE recorded (replay_id TEXT NOT NULL, position INTEGER NOT NULL,"
    " seed TEXT NOT NULL, fixture BLOB NOT NULL, body BLOB NOT NULL,"
    " PRIMARY KEY (replay_id, position)) STRICT",
    "CREATE TABLE outcome (replay_id TEXT NOT NULL, position INTEGER NOT NULL,"
    " state TEXT NOT NULL DEFAULT 'planned',"
    " expected_status INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0,"
    " latency INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL DEFAULT x'',"
    " difference TEXT NOT NULL DEFAULT '', sent_at INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY (replay_id, position)) STRICT, WITHOUT ROWID",
};
/// To version 2. Of what was written before, nobody knows whether it ended.
const std::array<const char *, 3> markEnds{
    "ALTER TABLE replay ADD COLUMN has_ended INTEGER NOT NULL DEFAULT 0",
    "UPDATE replay SET has_ended = 1",
    "PRAGMA user_version = 2",
};
/// From version 0, where both were one table.
const std::array<const char *, 3> upgrade{
    "INSERT INTO recorded SELECT replay_id, position, seed, fixture, x'' FROM item",
    "INSERT INTO outcome SELECT replay_id, position, state, expected_status, status, latency, body,"
    " difference, sent_at FROM item",
    "DROP TABLE item",
};

Error journalError(const QString &reason)
{
    return {ErrorKind::Unavailable,
            JournalTexts::tr("The journal of replays cannot be used: %1.").arg(reason),
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

tl::unexpected<Error> isOfLater()
{
    return failure(ErrorKind::Unavailable,
                   JournalTexts::tr("The journal of replays was written by a later version of "
                                    "Gatehouse. Use that version, or another data folder."));
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
        return failure(journalError(query.lastError().text()));
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

Result<> executeAll(const QSqlDatabase &database, std::span<const char *const> statements)
{
    for (const char *statement : statements) {
        if (const auto done = executed(database, QString::fromLatin1(statement)); !done)
            return failure(done.error());
    }
    return {};
}

Result<qint64> numberFrom(const QSqlDatabase &database, const char *statement)
{
    auto row = executed(database, QString::fromLatin1(statement));
    if (!row)
        return failure(row.error());
    return row->next() ? row->value(0).toLongLong() : 0;
}

QString lockFile(const QString &file, const QString &replay)
{
    return file + QLatin1Char('.') + replay + QStringLiteral(".lock");
}

bool isLocked(const QString &file, const QString &replay)
{
    const QString name = lockFile(file, replay);
    if (!QFile::exists(name))
        return false; // as most: to try would write the file and remove it
    QLockFile lock(name);
    lock.setStaleLockTime(0); // only of a process that is gone
    return !lock.tryLock(0);
}

/// A former version of the program would not find its table any more.
Result<> checkNobodySends(const QSqlDatabase &database, const QString &file)
{
    auto replays = executed(database, QStringLiteral("SELECT id FROM replay"));
    if (!replays)
        return failure(replays.error());
    while (replays->next()) {
        if (isLocked(file, replays->value(0).toString()))
            return isOwned();
    }
    return {};
}

/// Of the file's version; another program may do the same at once.
Result<> makeTables(const QSqlDatabase &database, const QString &file)
{
    Transaction transaction(database);
    if (const auto begun = transaction.begin(); !begun)
        return begun;
    const auto version = numberFrom(database, "PRAGMA user_version");
    if (!version || *version == schemaVersion)
        return version ? transaction.commit() : failure(version.error());
    if (*version > schemaVersion)
        return isOfLater();
    const auto former =
        numberFrom(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'item'");
    if (!former)
        return failure(former.error());
    if (const auto free = *former > 0 ? checkNobodySends(database, file) : Result<>(); !free)
        return free;
    if (const auto made = *version == 0 ? executeAll(database, schema) : Result<>(); !made)
        return made;
    if (const auto upgraded = *former > 0 ? executeAll(database, upgrade) : Result<>(); !upgraded)
        return upgraded;
    if (const auto marked = executeAll(database, markEnds); !marked)
        return marked;
    return transaction.commit();
}

QByteArray bytesOf(const std::string &text)
{
    return text.empty() ? QByteArray("") : QByteArray::fromStdString(text);
}

/// Statements that run for every event, prepared once.
struct ItemStatements
{
    explicit ItemStatements(const QSqlDatabase &database)
        : record(database)
        , plan(database)
        , markSending(database)
        , storeResult(database)
    {
    }

    QSqlQuery record, plan, markSending, storeResult;

    Result<> prepare()
    {
        for (const auto &[query, text] :
             {std::pair(&record,
                        QStringLiteral("INSERT INTO recorded (replay_id, position, seed, fixture,"
                                       " body) VALUES (?, ?, ?, ?, ?)")),
              std::pair(&plan,
                        QStringLiteral("INSERT INTO outcome (replay_id, position) VALUES (?, ?)")),
              std::pair(&markSending,
                        QStringLiteral("UPDATE outcome SET state = ? WHERE replay_id = ?"
                                       " AND position = ?")),
              std::pair(
                  &storeResult,
                  QStringLiteral("UPDATE outcome SET state = ?, expected_status = ?, status = ?,"
                                 " latency = ?, body = ?, difference = ?, sent_at = ?"
                                 " WHERE replay_id = ? AND position = ?"))}) {
            if (!query->prepare(text))
                return failure(journalError(query->lastError().text()));
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
    return isDone ? Result<>() : failure(journalError(query.lastError().text()));
}

Result<> store(QSqlQuery &query, const QString &id, const ItemResult &result)
{
    return run(query,
               {outcomeName(result.outcome), result.expectedStatus, result.status,
                qint64(result.latency.count()), bytesOf(result.body),
                result.difference.isNull() ? QStringLiteral("") : result.difference,
                qint64(result.sentAt.time_since_epoch().count()), id, result.position});
}

Result<> insertItem(ItemStatements &statements, const QString &id, qint64 position, Fixture fixture)
{
    const QByteArray body = bytesOf(std::exchange(fixture.body, {}));
    const auto seed = QString::fromStdString(randomUuid().toString());
    const auto done = run(statements.record, {id, position, seed, lineOf(fixture), body});
    return done ? run(statements.plan, {id, position}) : done;
}

/// The row's columns `fixture` and `body`.
Result<Fixture> fixtureIn(const QSqlQuery &row, int column)
{
    auto fixture = fixtureOfLine(row.value(column).toByteArray());
    if (const QByteArray body = row.value(column + 1).toByteArray(); fixture && !body.isEmpty())
        fixture->body = body.toStdString();
    return fixture;
}

/// The row's columns are position, seed, fixture and body.
Result<JournalledItem> itemIn(const QSqlQuery &row, const QString &file)
{
    auto fixture = fixtureIn(row, 2);
    const auto seed = Uuid::parse(row.value(1).toString().toStdString());
    if (!fixture || !seed)
        return isDamaged(file);
    return JournalledItem{row.value(0).toLongLong(), std::move(*fixture), *seed};
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

JournalledReplay replayOf(const QSqlQuery &row, const QString &file)
{
    JournalledReplay replay;
    replay.id = row.value(0).toString();
    replay.createdAt = QDateTime::fromMSecsSinceEpoch(row.value(1).toLongLong(), Qt::UTC);
    replay.target = row.value(2).toString();
    replay.plan = QJsonDocument::fromJson(row.value(3).toString().toUtf8()).object();
    replay.items = row.value(4).toLongLong();
    replay.planned = row.value(5).toLongLong();
    replay.unknown = row.value(6).toLongLong();
    replay.hasEnded = row.value(7).toBool();
    replay.isRunning = !replay.hasEnded && isLocked(file, replay.id);
    return replay;
}

QString selectReplays()
{
    return QStringLiteral("SELECT id, created_at, target, plan, count(position),"
                          " sum(state = 'planned'), sum(state IN ('unknown', 'sending')),"
                          " has_ended"
                          " FROM replay LEFT JOIN outcome ON replay_id = id");
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

    /// Two connections cannot make the file at once: the second is told that it is locked, and not
    /// made to wait. What they do then, they wait for each other.
    Result<> makeFile()
    {
        QDir().mkpath(QFileInfo(file).path());
        const QString name = file + QStringLiteral(".lock");
        auto alone = cluster::FileLock::open(QFile::encodeName(name).toStdString());
        if (!alone)
            return failure(journalError(alone.error().detail));
        if (const auto locked = alone->lockExclusive(); !locked)
            return failure(journalError(locked.error().detail));
        if (!database.open())
            return failure(journalError(database.lastError().text()));
        if (const auto made = makePrivate(); !made)
            return made;
        return executeAll(database, modes);
    }

    /// Before anything is in it. Never by opening it: to close a file gives up all locks that
    /// SQLite has on it here.
    Result<> makePrivate() const
    {
        QFile made(file);
        if (!made.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
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
        if (const auto made = makeFile(); !made)
            return made;
        if (const auto made = makeTables(database, file); !made)
            return made;
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
    const auto made =
        executed(d->database,
                 QStringLiteral("INSERT INTO replay (id, created_at, target, plan, has_ended)"
                                " VALUES (?, ?, ?, ?, 1)"),
                 {id, qint64(milliseconds.count()), target,
                  QString::fromUtf8(QJsonDocument(plan).toJson(QJsonDocument::Compact))});
    if (!made)
        return failure(made.error());
    qint64 position = 0;
    for (const Fixture &fixture : fixtures) {
        if (const auto done = insertItem(*d->statements, id, position++, fixture); !done)
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
        replays += replayOf(*rows, d->file);
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
    return replayOf(*row, d->file);
}

Result<> Journal::own(const QString &id)
{
    auto lock = std::make_unique<QLockFile>(lockFile(d->file, id));
    lock->setStaleLockTime(0); // only of a process that is gone
    constexpr int lookTime = 1000; // who asks whether it runs has it for a moment
    if (!lock->tryLock(lookTime))
        return isOwned();
    d->owned.push_back(std::move(lock));
    const auto begun =
        executed(d->database, QStringLiteral("UPDATE replay SET has_ended = 0 WHERE id = ?"), {id});
    if (!begun)
        return failure(begun.error());
    const auto done = executed(
        d->database,
        QStringLiteral("UPDATE outcome SET state = 'unknown' WHERE replay_id = ? AND state = ?"),
        {id, sendingState()});
    return done ? Result<>() : failure(done.error());
}

Result<std::vector<JournalledItem>> Journal::planned(const QString &id, qint64 from, int limit)
{
    auto rows =
        executed(d->database,
                 QStringLiteral("SELECT position, seed, fixture, recorded.body FROM outcome"
                                " JOIN recorded USING (replay_id, position)"
                                " WHERE replay_id = ? AND state = 'planned' AND position >= ?"
                                " ORDER BY position LIMIT ?"),
                 {id, from, limit});
    if (!rows)
        return failure(rows.error());
    std::vector<JournalledItem> items;
    while (rows->next()) {
        auto item = itemIn(*rows, d->file);
        if (!item)
            return failure(item.error());
        items.push_back(std::move(*item));
    }
    return items;
}

Result<JournalledItem> Journal::item(const QString &id, qint64 position)
{
    auto row = executed(d->database,
                        QStringLiteral("SELECT position, seed, fixture, body FROM recorded"
                                       " WHERE replay_id = ? AND position = ?"),
                        {id, position});
    if (!row)
        return failure(row.error());
    if (!row->next())
        return noSuchReplay(id);
    return itemIn(*row, d->file);
}

Result<> Journal::setEnded(const QString &id)
{
    const auto done =
        executed(d->database, QStringLiteral("UPDATE replay SET has_ended = 1 WHERE id = ?"), {id});
    return done ? Result<>() : failure(done.error());
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
                     QStringLiteral("UPDATE outcome SET state = 'planned' WHERE replay_id = ?"
                                    " AND state = ?"),
                     {id, outcomeName(outcome)});
        if (!done)
            return failure(done.error());
        count += done->numRowsAffected();
    }
    return count;
}

Result<QList<ItemResult>> Journal::results(const QString &id)
{
    auto rows =
        executed(d->database,
                 QStringLiteral("SELECT position, state, expected_status, status, latency,"
                                " body, difference, sent_at FROM outcome WHERE replay_id = ?"
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
        QStringLiteral("SELECT fixture, body FROM recorded WHERE replay_id = ? ORDER BY position"),
        {id});
    if (!rows)
        return failure(rows.error());
    std::vector<Fixture> fixtures;
    while (rows->next()) {
        auto fixture = fixtureIn(*rows, 0);
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
         {"DELETE FROM outcome WHERE replay_id = ?", "DELETE FROM recorded WHERE replay_id = ?",
          "DELETE FROM replay WHERE id = ?"}) {
        if (const auto done = executed(d->database, QString::fromLatin1(statement), {id}); !done)
            return failure(done.error());
    }
    return transaction.commit();
}

} // namespace gatehouse::replay
