#include "models/collection/postgressource.h"

#include "models/collection/policyread.h"
#include "models/collection/rowcells.h"
#include "models/collection/rowid.h"
#include "models/collection/rowsearch.h"
#include "models/collection/snapshotexport.h"
#include "models/collection/sqlquery.h"
#include "services/postgres/connection.h"

#include <QDateTime>

#include <algorithm>
#include <iterator>

namespace gatehouse::collection {

namespace {

/// Milliseconds that a count of rows that have to be searched for may take.
constexpr const char *searchedCountLimit = "300";

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

SortValue toSortValue(const std::string &value)
{
    return value;
}
SortValue toSortValue(std::int64_t value)
{
    return value;
}
SortValue toSortValue(double value)
{
    return value;
}
SortValue toSortValue(Timestamp value)
{
    return value;
}
/// NULL, and what no list is sorted by.
template <typename T>
SortValue toSortValue(const T &)
{
    return {};
}

/// The first two columns are the key: readColumns() starts with sort and id.
Row rowOf(const postgres::Rows &rows, RowCells &cells, int row, IdType idType)
{
    const Uuid id = idType == IdType::Number ? idOfNumber(rows.get<std::int64_t>(row, 1))
                                             : rows.get<Uuid>(row, 1);
    return {{rows.get<Timestamp>(row, 0), id}, cells.of(row)};
}

/// The rows of an answer as they are shown, in the columns Descriptor::readColumns().
class ShownRows
{
public:
    ShownRows(const privacy::ReadRows &read, const Descriptor &descriptor, const Sort &sort = {})
        : m_read(read)
        , m_idType(descriptor.idType)
        , m_columns(descriptor.readColumns())
        , m_valueColumn(sort.isByValue() ? int(m_columns.indexOf(sort.column)) : -1)
        , m_cells(read.rows)
    {
    }

    Row row(int at)
    {
        Row made = rowOf(m_read.rows, m_cells, at, m_idType);
        if (m_valueColumn >= 0)
            made.key.value = std::visit([](const auto &typed) { return toSortValue(typed); },
                                        m_read.rows.value(at, m_valueColumn));
        if (m_read.masker.isOn())
            maskCells(made, m_columns, m_read.masker);
        return made;
    }

    std::vector<Row> first(int count)
    {
        std::vector<Row> rows;
        rows.reserve(std::size_t(std::max(count, 0)));
        for (int at = 0; at < count; ++at)
            rows.push_back(row(at));
        return rows;
    }

private:
    const privacy::ReadRows &m_read;
    IdType m_idType;
    QStringList m_columns;
    int m_valueColumn; ///< what the key has besides; -1: nothing
    RowCells m_cells;
};

/// As many rows and one more, part after part of the list.
Result<std::vector<Row>> readParts(postgres::Session &session, const Descriptor &descriptor,
                                   PageRequest request)
{
    const int limit = request.limit;
    std::vector<Row> rows;
    for (const ListPart part : partsOf(request)) {
        request.limit = limit - int(rows.size());
        if (request.limit < 0)
            break;
        const auto statement = pageStatement(descriptor, request, std::nullopt, part);
        if (!statement)
            return failure(statement.error());
        const auto answer = readWithPolicy(session, descriptor, *statement);
        if (!answer)
            return failure(answer.error());
        std::vector<Row> found =
            ShownRows(*answer, descriptor, request.sort).first(answer->rows.size());
        std::move(found.begin(), found.end(), std::back_inserter(rows));
    }
    return rows;
}

Result<Page> readPage(postgres::Session &session, const Descriptor &descriptor,
                      const PageRequest &request)
{
    Result<std::vector<Row>> rows = readParts(session, descriptor, request);
    if (!rows)
        return failure(rows.error());
    Page page;
    page.isLast = int(rows->size()) <= request.limit;
    if (!page.isLast)
        rows->resize(std::size_t(request.limit));
    if (request.direction == PageRequest::Direction::Newer)
        std::reverse(rows->begin(), rows->end());
    page.rows = std::move(*rows);
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
    const auto readRows = [&](const postgres::Statement &statement) -> Result<std::vector<Row>> {
        const auto answer = readWithPolicy(session, descriptor, statement, sliceSettings());
        if (!answer)
            return failure(answer.error());
        return ShownRows(*answer, descriptor).first(answer->rows.size());
    };
    return searchPage(session, descriptor, request, pace, time, readRows);
}

/// What the database answers to an EXPLAIN (FORMAT JSON).
Result<std::string> explained(postgres::Session &session, const postgres::Statement &explain)
{
    return session.execute(explain.sql, explain.parameters).map([](const postgres::Rows &plan) {
        return plan.isEmpty() ? std::string() : plan.get<postgres::Json>(0, 0).text;
    });
}

/// The planner's number: what is said of rows that would have to be searched for.
Result<Count> estimated(postgres::Session &session, const postgres::Statement &estimate,
                        qint64 atLeast)
{
    return explained(session, estimate).map([atLeast](const std::string &plan) {
        return Count{std::max(plannedRows(plan).value_or(0), atLeast), false};
    });
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
    const PageRequest asked = fromOtherEnd(request);
    if (const auto statement = pageStatement(m_descriptor, asked); !statement)
        return readyFailure<Page>(statement.error());
    return m_connection.run<Page>([request, asked, descriptor = m_descriptor, pace = m_pace,
                                   time = m_searchTime](postgres::Session &session) {
        Result<Page> page = isSearched(descriptor, asked)
            ? searched(session, descriptor, asked, *pace, time)
            : readPage(session, descriptor, asked);
        return page ? Result<Page>(asAskedFor(request, std::move(*page))) : page;
    });
}

QFuture<Result<Row>> PostgresSource::row(const Uuid &id)
{
    return m_connection.run<Row>(
        [statement = rowStatement(m_descriptor, id),
         descriptor = m_descriptor](postgres::Session &session) -> Result<Row> {
            const auto found = readWithPolicy(session, descriptor, statement);
            if (!found)
                return failure(found.error());
            if (found->rows.isEmpty())
                return failure(rowIsGone());
            return ShownRows(*found, descriptor).row(0);
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

QFuture<Result<SortCost>> PostgresSource::sortCost(const Filter &filter, const Sort &sort)
{
    Result<postgres::Statement> page = sortPlanStatement(m_descriptor, filter, sort);
    Result<postgres::Statement> rows = needsSearch(m_descriptor, filter)
        ? Result<postgres::Statement>(rangeEstimateStatement(m_descriptor, filter))
        : estimateStatement(m_descriptor, filter);
    if (!page || !rows)
        return readyFailure<SortCost>(page ? rows.error() : page.error());
    return m_connection.run<SortCost>([page = std::move(*page), rows = std::move(*rows)](
                                          postgres::Session &session) -> Result<SortCost> {
        const auto plan = explained(session, page);
        const auto whole = plan ? explained(session, rows) : failure(plan.error());
        if (!whole)
            return failure(whole.error());
        return SortCost{!isSortedFirst(*plan), plannedRows(*whole)};
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
