#include "models/metrics/clickhousemetrics.h"

#include "models/collection/apiquery.h"
#include "models/metrics/clickhousesql.h"
#include "models/metrics/request.h"
#include "services/core/clock.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace gatehouse::metrics {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct ClickHouseTexts
{
    Q_DECLARE_TR_FUNCTIONS(ClickHouseTexts)
};

constexpr int longestDetail = 500;
constexpr std::chrono::hours recently{48};

/// ClickHouse's error codes (dbms/src/Common/ErrorCodes.cpp) that mean something of their own.
constexpr std::array absent{60, 81}; ///< UNKNOWN_TABLE, UNKNOWN_DATABASE
constexpr std::array foreign{16, 47, 53}; ///< NO_SUCH_COLUMN, UNKNOWN_IDENTIFIER, TYPE_MISMATCH
constexpr std::array denied{192, 193, 194, 195, 291, 497, 516}; ///< users, passwords, rights
constexpr std::array tooMuch{158, 159, 160, 241, 307, 396}; ///< rows, time, memory, bytes
constexpr std::array settings{115, 164}; ///< UNKNOWN_SETTING, READONLY

template <std::size_t size>
bool isOneOf(const std::array<int, size> &codes, int code)
{
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// "Code: 60, e.displayText() = DB::Exception: Table default.x doesn't exist."; 0: it is no such
/// text.
int codeOf(const QByteArray &body)
{
    static const QRegularExpression pattern(u"\\ACode: ([0-9]{1,6})[.,]"_s);
    return pattern.match(QString::fromUtf8(body.left(longestDetail))).captured(1).toInt();
}

HttpStatus causeOf(const WebAnswer &answer)
{
    return {answer.status, std::to_string(codeOf(answer.body))};
}

/// The server's own words are the detail alone: they may quote the statement.
std::optional<Error> refusalOf(const WebAnswer &answer)
{
    const int code = codeOf(answer.body);
    const QString detail = QString::fromUtf8(answer.body.left(longestDetail)).trimmed();
    const auto error = [&](ErrorKind kind, const QString &message) {
        return Error{kind, message, detail, causeOf(answer)};
    };
    if (isOneOf(denied, code))
        return error(ErrorKind::Denied,
                     ClickHouseTexts::tr("ClickHouse does not let this user read. Check the user "
                                         "and the password of the measures in the connection."));
    if (isOneOf(absent, code))
        return error(ErrorKind::NotFound,
                     ClickHouseTexts::tr("ClickHouse has no table agent_metrics_1m in that "
                                         "database. Check the database in the connection, or make "
                                         "the table by resources/clickhouse."));
    if (isOneOf(foreign, code))
        return error(ErrorKind::Invalid,
                     ClickHouseTexts::tr("The table agent_metrics_1m in ClickHouse is another one "
                                         "than that of resources/clickhouse."));
    if (isOneOf(tooMuch, code))
        return error(ErrorKind::Timeout,
                     ClickHouseTexts::tr("This was too much for ClickHouse. Take a shorter range, "
                                         "or fewer series."));
    if (code == 0)
        return std::nullopt;
    return error(ErrorKind::Invalid,
                 ClickHouseTexts::tr("ClickHouse refused to answer (its error %1).").arg(code));
}

bool isAboutSettings(const Result<QJsonObject> &answer)
{
    if (answer)
        return false;
    const auto *status = std::get_if<HttpStatus>(&answer.error().cause);
    return status && isOneOf(settings, QByteArray::fromStdString(status->code).toInt());
}

QUrlQuery parametersFor(const QString &database, bool sets)
{
    QUrlQuery query;
    if (!database.isEmpty())
        collection::addApiItem(query, u"database"_s, database);
    query.addQueryItem(u"wait_end_of_query"_s,
                       u"1"_s); // else an error stands behind half an answer
    if (sets) {
        query.addQueryItem(u"max_execution_time"_s, u"20"_s);
        query.addQueryItem(u"readonly"_s, u"2"_s); // last: nothing can be set after it
    }
    return query;
}

} // namespace

ClickHouseMetrics::ClickHouseMetrics(WebServer server, QString database, const Clock &clock)
    : m_server(std::move(server), u"ClickHouse"_s, refusalOf)
    , m_database(std::move(database))
    , m_clock(clock)
{
}

QString ClickHouseMetrics::name() const
{
    return m_server.product();
}

bool ClickHouseMetrics::knows(std::string_view measure, std::string_view label) const
{
    return measure == "ai" && MetricSource::knows(measure, label);
}

QFuture<Result<MetricAnswer>> ClickHouseMetrics::read(const MetricRequest &request)
{
    const auto promise = startedPromise<MetricAnswer>();
    const auto valid = validate(request);
    if (!valid) {
        fulfil<MetricAnswer>(promise, failure(valid.error()));
    } else if (request.measure != "ai") {
        MetricAnswer answer;
        answer.notMeasured = ClickHouseTexts::tr("ClickHouse has calls of AI systems alone.");
        fulfil<MetricAnswer>(promise, std::move(answer));
    } else {
        readProgress(promise, request, m_clock.now() - recently);
    }
    return promise->future();
}

void ClickHouseMetrics::ask(const Promise &promise, const QByteArray &statement,
                            const Handler &handler)
{
    const MetricServer::Question question{{}, parametersFor(m_database, m_maySet), statement};
    m_server.askFor(
        promise, question,
        [this, promise, statement, handler, sets = m_maySet](const Result<QJsonObject> &json) {
            if (sets && isAboutSettings(json)) {
                m_maySet = false;
                ask(promise, statement, handler);
            } else {
                handler(json);
            }
        });
}

/// Before the measures: what is read then may go further than is said, and never less far. The last
/// days first, since the table may have years.
void ClickHouseMetrics::readProgress(const Promise &promise, const MetricRequest &request,
                                     std::optional<Timestamp> since)
{
    ask(promise, clickhouse::progressStatement(since),
        [this, promise, request, since](const Result<QJsonObject> &json) {
            const auto last = json ? clickhouse::lastMinuteOf(*json)
                                   : Result<std::optional<Timestamp>>(failure(json.error()));
            if (!last)
                fulfil<MetricAnswer>(
                    promise,
                    failure(json ? m_server.notAsAsked(last.error().detail) : last.error()));
            else if (!*last && since)
                readProgress(promise, request, std::nullopt);
            else
                readMeasures(promise, request, *last);
        });
}

/// The minute of the last call is taken to be over when the clock says so: whether later ones are
/// still on their way, nobody knows.
void ClickHouseMetrics::readMeasures(const Promise &promise, const MetricRequest &request,
                                     std::optional<Timestamp> lastMinute)
{
    ask(promise, clickhouse::measureStatement(request),
        [this, promise, request, lastMinute](const Result<QJsonObject> &json) {
            if (!json)
                return fulfil<MetricAnswer>(promise, failure(json.error()));
            auto series = clickhouse::seriesOf(*json, request);
            if (!series)
                return fulfil<MetricAnswer>(promise,
                                            failure(m_server.notAsAsked(series.error().detail)));
            std::optional<Timestamp> until;
            if (lastMinute)
                until = std::min(*lastMinute + 1min, floorTo(m_clock.now(), 1min));
            PartMerger merger({}); // which puts the series in their order
            RequestPart whole{request.edges, {}};
            for (std::size_t bucket = 0; bucket + 1 < request.edges.size(); ++bucket)
                whole.buckets.push_back(bucket);
            merger.add(whole, browsing::Metrics{until, std::move(*series)});
            fulfil<MetricAnswer>(promise,
                                 std::move(merger).taken(request.most, !request.by.empty()));
        });
}

} // namespace gatehouse::metrics
