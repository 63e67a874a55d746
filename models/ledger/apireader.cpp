#include "models/collection/apiquery.h"
#include "models/ledger/entryreader.h"
#include "services/admin_api/adminclient.h"
#include "services/core/hex.h"
#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QPromise>

#include <algorithm>

namespace gatehouse::ledger {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t apiPageSize = 500;

struct ReaderTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::ledger::ApiReader)
};

std::optional<std::string> optionalText(const QJsonValue &value)
{
    return value.isString() ? std::optional(value.toString().toStdString()) : std::nullopt;
}

/// `\x` and hex, as Postgres writes bytes.
std::string bytesOf(const QJsonValue &value)
{
    return fromHex(value.toString().mid(2).toStdString()).value_or(std::string());
}

Entry apiEntry(const QJsonObject &item)
{
    const auto text = [&](QLatin1StringView name) { return item[name].toString().toStdString(); };
    return {item["sequence"_L1].toInteger(),
            collection::apiTime(item["at"_L1].toString()).value_or(Timestamp()),
            text("actor"_L1),
            text("role"_L1),
            text("action"_L1),
            text("target_type"_L1),
            text("target_id"_L1),
            text("reason"_L1),
            text("detail_text"_L1),
            bytesOf(item["previous_hash"_L1]),
            bytesOf(item["hash"_L1]),
            item["hash_version"_L1].toInteger(),
            optionalText(item["source_ip"_L1]),
            optionalText(item["user_agent"_L1])};
}

EntryPage apiPage(const QJsonObject &answer)
{
    EntryPage page;
    const QJsonArray items = answer["items"_L1].toArray();
    for (const auto &item : items)
        page.entries.push_back(apiEntry(item.toObject()));
    std::sort(page.entries.begin(), page.entries.end(),
              [](const Entry &a, const Entry &b) { return a.sequence < b.sequence; });
    return page;
}

Result<> seesAll(const QJsonObject &whoami)
{
    if (whoami["tenants"_L1].isNull() && whoami["sources"_L1].isNull())
        return {};
    return failure(
        ErrorKind::Denied,
        ReaderTexts::tr("This token is limited to tenants or sources and sees only their "
                        "entries, so the chain has gaps for it. Use a token that is not, or "
                        "connect to the database."));
}

/// One page on its way.
struct Reading
{
    std::int64_t from = 0;
    std::int64_t newest = 0;
    QPromise<Result<EntryPage>> promise;

    void end(Result<EntryPage> result)
    {
        promise.addResult(std::move(result));
        promise.finish();
    }
};

class ApiReader final : public EntryReader
{
public:
    explicit ApiReader(AdminClient &api)
        : m_api(api)
    {
    }

    QFuture<Result<EntryPage>> entriesFrom(std::int64_t sequence) override
    {
        auto reading = std::make_shared<Reading>();
        reading->from = sequence;
        reading->promise.start();
        auto future = reading->promise.future();
        m_newest > 0 ? readRange(reading) : checkScope(reading);
        return future;
    }

private:
    using Shared = std::shared_ptr<Reading>;
    using Next = void (ApiReader::*)(const Shared &, const QJsonObject &);

    /// Goes on with the answer, unless nobody waits for it any more.
    void ask(const Shared &reading, const QString &path, const QUrlQuery &query, Next next)
    {
        whenDone(m_api.get(path, query), &m_context,
                 [this, reading, next](const Result<QJsonObject> &answer) {
                     if (reading->promise.isCanceled())
                         reading->promise.finish();
                     else if (!answer)
                         reading->end(failure(answer.error()));
                     else
                         (this->*next)(reading, *answer);
                 });
    }

    void checkScope(const Shared &reading) { ask(reading, u"whoami"_s, {}, &ApiReader::scopeCame); }

    void scopeCame(const Shared &reading, const QJsonObject &whoami)
    {
        if (const Result<> all = seesAll(whoami); !all)
            return reading->end(failure(all.error()));
        ask(reading, u"audit"_s, {{u"limit"_s, u"1"_s}}, &ApiReader::newestCame);
    }

    void newestCame(const Shared &reading, const QJsonObject &answer)
    {
        const EntryPage page = apiPage(answer);
        if (page.entries.empty())
            return reading->end(EntryPage());
        m_newest = page.entries.back().sequence;
        readRange(reading);
    }

    void readRange(const Shared &reading)
    {
        const QUrlQuery range{{u"sequence_from"_s, QString::number(reading->from)},
                              {u"sequence_to"_s, QString::number(reading->from + apiPageSize - 1)},
                              {u"limit"_s, QString::number(apiPageSize)}};
        ask(reading, u"audit"_s, range, &ApiReader::rangeCame);
    }

    /// An empty range is the end, or a gap with an entry somewhere behind it.
    void rangeCame(const Shared &reading, const QJsonObject &answer)
    {
        if (!apiPage(answer).entries.empty())
            return lastCame(reading, answer);
        const QUrlQuery beyond{{u"sequence_from"_s, QString::number(reading->from)},
                               {u"limit"_s, u"1"_s}};
        ask(reading, u"audit"_s, beyond, &ApiReader::lastCame);
    }

    void lastCame(const Shared &reading, const QJsonObject &answer)
    {
        EntryPage page = apiPage(answer);
        page.newest = m_newest;
        reading->end(std::move(page));
    }

    AdminClient &m_api;
    std::int64_t m_newest = 0; ///< zero: not asked yet
    QObject m_context; ///< receives answers; last, so that none comes to a half-destroyed reader
};

} // namespace

std::unique_ptr<EntryReader> makeApiReader(AdminClient &api)
{
    return std::make_unique<ApiReader>(api);
}

} // namespace gatehouse::ledger
