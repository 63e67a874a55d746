#include "models/collection/postgressource.h"

#include "models/collection/rowid.h"
#include "models/collection/rowsearch.h"
#include "models/collection/snapshotexport.h"
#include "models/collection/sqlquery.h"
#include "services/postgres/connection.h"
#include "services/privacy/policy.h"

#include <QDateTime>

#include <algorithm>

namespace gatehouse::collection {

namespace {

/// Milliseconds that a count of rows that have to be searched for may take.
constexpr const char *searchedCountLimit = "300";

QVariant toVariant(std::monostate)
{
    return {};
}
QVariant toVariant(bool value)
{
    return value;
}
QVariant toVariant(std::int64_t value)
{
    return qint64(value);
}
QVariant toVariant(double value)
{
    return value;
}
QVariant toVariant(const std::string &value)
{
    return QString::fromStdString(value);
}
QVariant toVariant(const postgres::Bytes &value)
{
    return QByteArray(value.data.data(), qsizetype(value.data.size()));
}
QVariant toVariant(const Uuid &value)
{
    return QString::fromStdString(value.toString());
}
QVariant toVariant(Timestamp value)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(value);
    return QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(), Qt::UTC);
}
QVariant toVariant(const postgres::Json &value)
{
    return QString::fromStdString(value.text);
}

/// Arrays are shown, not computed with: their elements with commas between.
template <typename T>
QVariant toVariant(const postgres::Array<T> &values)
{
    QStringList texts;
    for (const std::optional<T> &value : values)
        texts += value ? toVariant(*value).toString() : QString();
    return texts.join(QStringLiteral(", "));
}

QVariant variantOf(const postgres::Value &value)
{
    return std::visit([](const auto &typed) { return toVariant(typed); }, value);
}

std::string textOf(const Row &row, const QStringList &columns, const QString &name)
{
    const qsizetype at = columns.indexOf(name);
    return at < 0 ? std::string() : row.cells[std::size_t(at)].toString().toStdString();
}

/// The cells stand in the order of `columns`.
void maskCells(Row &row, const QStringList &columns, const privacy::Masker &masker)
{
    const privacy::Owner owner{textOf(row, columns, QStringLiteral("source")),
                               textOf(row, columns, QStringLiteral("tenant"))};
    for (qsizetype at = 0; at < columns.size(); ++at) {
        QVariant &cell = row.cells[std::size_t(at)];
        if (cell.userType() != QMetaType::QString)
            continue;
        const std::string path = "/event/" + columns[at].toStdString();
        cell = QString::fromStdString(masker.value(owner, path, cell.toString().toStdString()));
    }
}

/// The first two columns are the key: readColumns() starts with sort and id.
Row rowOf(const postgres::Rows &rows, int row, IdType idType)
{
    const Uuid id = idType == IdType::Number ? idOfNumber(rows.get<std::int64_t>(row, 1))
                                             : rows.get<Uuid>(row, 1);
    Row made{{rows.get<Timestamp>(row, 0), id}, {}};
    made.cells.reserve(std::size_t(rows.columnCount()));
    for (int column = 0; column < rows.columnCount(); ++column)
        made.cells.push_back(variantOf(rows.value(row, column)));
    return made;
}

/// Rows as they are to be shown.
Result<privacy::ReadRows> read(postgres::Session &session, const Descriptor &descriptor,
                               const postgres::Statement &statement)
{
    if (descriptor.isPersonal)
        return privacy::executeWithPolicy(session, statement);
    return session.execute(statement.sql, statement.parameters).map([](postgres::Rows rows) {
        return privacy::ReadRows{std::move(rows), {}};
    });
}

/// `columns`: Descriptor::readColumns().
Row shownRow(const privacy::ReadRows &read, int row, IdType idType, const QStringList &columns)
{
    Row made = rowOf(read.rows, row, idType);
    if (read.masker.isOn())
        maskCells(made, columns, read.masker);
    return made;
}

Page pageOf(const privacy::ReadRows &read, const PageRequest &request, const Descriptor &descriptor)
{
    const postgres::Rows &rows = read.rows;
    Page page;
    page.isLast = rows.size() <= request.limit;
    const QStringList columns = descriptor.readColumns();
    for (int row = 0; row < std::min(rows.size(), request.limit); ++row)
        page.rows.push_back(shownRow(read, row, descriptor.idType, columns));
    if (request.direction == PageRequest::Direction::Newer)
        std::reverse(page.rows.begin(), page.rows.end());
    return page;
}

template <typename T>
QFuture<Result<T>> readyFailure(const Error &error)
{
    return QtFuture::makeReadyFuture(Result<T>(failure(error)));
}

Result<Page> searched(postgres::Session &session, const Descriptor &descriptor,
                      const PageRequest &request, SearchPace &pace, std::chrono::milliseconds time)
{
    const QStringList columns = descriptor.readColumns();
    const auto readRows = [&](const postgres::Statement &statement) -> Result<std::vector<Row>> {
        const auto answer = read(session, descriptor, statement);
        if (!answer)
            return failure(answer.error());
        std::vector<Row> rows;
        for (int row = 0; row < answer->rows.size(); ++row)
            rows.push_back(shownRow(*answer, row, descriptor.idType, columns));
        return rows;
    };
    return searchPage(session, descriptor, request, pace, time, readRows);
}

/// The planner's number: what is said of rows that would have to be searched for.
Result<Count> estimated(postgres::Session &session, const postgres::Statement &estimate,
                        qint64 atLeast)
{
    const Result<postgres::Rows> plan = session.execute(estimate.sql, estimate.parameters);
    if (!plan)
        return failure(plan.error());
    const std::string text = plan->isEmpty() ? std::string() : plan->get<postgres::Json>(0, 0).text;
    return Count{std::max(plannedRows(text).value_or(0), atLeast), false};
}

Result<Count> counted(postgres::Session &session, const postgres::Statement &exact,
                      const postgres::Statement &estimate)
{
    const Result<postgres::Rows> answer = session.execute(exact.sql, exact.parameters);
    if (!answer)
        return failure(answer.error());
    const qint64 rows = answer->get<std::int64_t>(0, 0);
    if (rows <= exactCountLimit)
        return Count{rows, true};
    return estimated(session, estimate, rows);
}

/// Exact when that is quick. The pages of the search come over the same connection, and say what
/// they have found. The limit is the transaction's, so nothing is left of it when it was cancelled.
Result<Count> countedQuickly(postgres::Session &session, const postgres::Statement &exact,
                             const postgres::Statement &estimate)
{
    qint64 rows = 0;
    const Result<> done = session.inTransaction([&]() -> Result<> {
        const auto limited = session.execute("SELECT set_config('statement_timeout', $1, true)",
                                             {std::string(searchedCountLimit)});
        if (!limited)
            return failure(limited.error());
        const auto answer = session.execute(exact.sql, exact.parameters);
        if (!answer)
            return failure(answer.error());
        rows = answer->get<std::int64_t>(0, 0);
        return {};
    });
    if (!done && done.error().kind != ErrorKind::Timeout)
        return failure(done.error());
    return done && rows <= exactCountLimit ? Count{rows, true} : estimated(session, estimate, rows);
}

} // namespace

PostgresSource::PostgresSource(Descriptor descriptor, postgres::Connection &connection,
                               std::chrono::milliseconds searchTime)
    : m_descriptor(std::move(descriptor))
    , m_connection(connection)
    , m_searchTime(searchTime)
    , m_pace(std::make_shared<SearchPace>())
{
}

PostgresSource::~PostgresSource() = default;

QFuture<Result<Page>> PostgresSource::page(const PageRequest &request)
{
    Result<postgres::Statement> statement = pageStatement(m_descriptor, request);
    if (!statement)
        return readyFailure<Page>(statement.error());
    if (isSearched(m_descriptor, request))
        return m_connection.run<Page>([request, descriptor = m_descriptor, pace = m_pace,
                                       time = m_searchTime](postgres::Session &session) {
            return searched(session, descriptor, request, *pace, time);
        });
    return m_connection.run<Page>(
        [statement = std::move(*statement), request,
         descriptor = m_descriptor](postgres::Session &session) -> Result<Page> {
            const auto rows = read(session, descriptor, statement);
            if (!rows)
                return failure(rows.error());
            return pageOf(*rows, request, descriptor);
        });
}

QFuture<Result<Row>> PostgresSource::row(const Uuid &id)
{
    return m_connection.run<Row>(
        [statement = rowStatement(m_descriptor, id),
         descriptor = m_descriptor](postgres::Session &session) -> Result<Row> {
            const auto found = read(session, descriptor, statement);
            if (!found)
                return failure(found.error());
            if (found->rows.isEmpty())
                return failure(rowIsGone());
            return shownRow(*found, 0, descriptor.idType, descriptor.readColumns());
        });
}

QFuture<Result<Count>> PostgresSource::count(const Filter &filter)
{
    Result<postgres::Statement> exact = countStatement(m_descriptor, filter);
    Result<postgres::Statement> estimate = estimateStatement(m_descriptor, filter);
    if (!exact || !estimate)
        return readyFailure<Count>(exact ? estimate.error() : exact.error());
    const bool isSearch = needsSearch(m_descriptor, filter);
    return m_connection.run<Count>([exact = std::move(*exact), estimate = std::move(*estimate),
                                    isSearch](postgres::Session &session) {
        return isSearch ? countedQuickly(session, exact, estimate)
                        : counted(session, exact, estimate);
    });
}

QFuture<Result<qint64>> PostgresSource::exportRows(const ExportRequest &request,
                                                   const ExportSink &sink)
{
    std::erase_if(m_exports, [](const auto &run) { return run->future().isFinished(); });
    m_exports.push_back(std::make_unique<SnapshotExport>(m_connection.options(), request, sink));
    return m_exports.back()->future();
}

bool PostgresSource::exportsBodies() const
{
    return !m_descriptor.bodyColumn.isEmpty();
}

} // namespace gatehouse::collection
