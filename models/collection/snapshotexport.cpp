#include "models/collection/snapshotexport.h"

#include "models/collection/chosenrows.h"
#include "models/collection/copywriter.h"
#include "models/collection/exportquery.h"
#include "models/collection/orderedoutput.h"
#include "models/collection/policyread.h"
#include "models/collection/sqlquery.h"
#include "models/collection/timeslices.h"
#include "services/postgres/snapshot.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace gatehouse::collection {

using std::chrono::milliseconds;

namespace {

/// Of text. A slice is a statement, which is planned anew, so it is not smaller; and what is ahead
/// of its turn is kept, so it is not larger.
constexpr std::size_t bytesOfSlice = 3'000'000;
constexpr std::size_t mostKept = 4'000'000;
constexpr std::size_t bytesOfPiece = std::size_t{256} * 1024; ///< what is written at once
constexpr milliseconds cancelPollInterval{20};
/// A cancel that comes between two statements stops neither: so it is repeated.
constexpr milliseconds cancelRepeatInterval{100};

postgres::SessionOptions withoutLimits(postgres::SessionOptions options)
{
    options.statementTimeout = milliseconds(0);
    options.largestAnswer = 0;
    options.notice = {};
    return options;
}

/// What both sessions need to know.
struct Plan
{
    ExportQuery query;
    std::vector<ExportQuery> chosen; ///< of rows that were chosen: in place of slices of time
    CopyLayout layout;
    privacy::Masker masker;
    std::string snapshot;
};

CopyLayout layoutOf(const ExportRequest &request, const postgres::Rows &rows,
                    const QStringList &ownerColumns)
{
    CopyLayout layout{request.columns, {}, -1, ownerColumns};
    if (request.withBody) {
        layout.body = layout.names.size();
        layout.names += bodyColumnName();
    }
    for (int column = 0; column < rows.columnCount(); ++column)
        layout.types.push_back(rows.columnType(column));
    return layout;
}

Result<std::vector<ExportQuery>> chosenQueries(const ExportRequest &request)
{
    std::vector<ExportQuery> queries;
    ExportRequest part = request;
    for (const Filter &filter : filtersOf(request.descriptor, request.ids)) {
        part.filter = filter;
        auto query = ExportQuery::make(part);
        if (!query)
            return failure(query.error());
        queries.push_back(std::move(*query));
    }
    return queries;
}

/// Begins the snapshot.
Result<Plan> makePlan(postgres::Session &session, const ExportRequest &request)
{
    auto query = ExportQuery::make(request);
    if (!query)
        return failure(query.error());
    auto chosen = chosenQueries(request);
    if (!chosen)
        return failure(chosen.error());
    auto columns = readWithPolicy(session, request.descriptor, query->columns());
    if (!columns)
        return failure(columns.error());
    CopyLayout layout = layoutOf(request, columns->rows, query->ownerColumns());
    auto snapshot = postgres::beginSnapshot(session);
    if (!snapshot)
        return failure(snapshot.error());
    return Plan{std::move(*query), std::move(*chosen), std::move(layout),
                std::move(columns->masker), std::move(*snapshot)};
}

/// Nothing where there is no row at all. Of all rows, whatever the filter.
Result<std::optional<TimeSlices>> slicesOf(postgres::Session &session, const Descriptor &descriptor)
{
    const postgres::Statement statement = endsStatement(descriptor, {});
    const auto ends = session.execute(statement.sql, statement.parameters);
    if (!ends)
        return failure(ends.error());
    if (ends->isEmpty())
        return std::optional<TimeSlices>();
    return std::optional<TimeSlices>(
        TimeSlices(ends->get<Timestamp>(0, 0), ends->get<Timestamp>(0, 2), bytesOfSlice));
}

} // namespace

class SnapshotExport::Run
{
public:
    Run(postgres::SessionOptions session, ExportRequest request, ExportSink sink)
        : m_options(withoutLimits(std::move(session)))
        , m_request(std::move(request))
        , m_output(std::move(sink), mostKept)
    {
        m_promise.start();
    }

    QFuture<Result<qint64>> future() const { return m_promise.future(); }

    void run()
    {
        const Result<> done = copyAll();
        m_promise.addResult(done ? Result<qint64>(m_output.rows()) : failure(done.error()));
        m_promise.finish();
    }

private:
    Result<> copyAll()
    {
        auto session = postgres::Session::connect(m_options);
        if (!session || m_promise.isCanceled())
            return session ? Result<>() : failure(session.error());
        auto plan = makePlan(*session, m_request);
        if (!plan)
            return failure(plan.error());
        m_plan.emplace(std::move(*plan));
        if (!m_plan->chosen.empty())
            return copyWithBoth(*session);
        auto slices = slicesOf(*session, m_request.descriptor);
        if (!slices)
            return failure(slices.error());
        if (!*slices)
            return {};
        m_slices = *slices;
        return copyWithBoth(*session);
    }

    Result<> copyWithBoth(postgres::Session &session)
    {
        std::thread first([this, &session] { copy(session); });
        std::thread second([this] { copyBeside(); });
        watch();
        first.join();
        second.join();
        return m_error ? failure(*m_error) : Result<>();
    }

    void copyBeside()
    {
        auto session = postgres::Session::connect(m_options);
        if (session && postgres::joinSnapshot(*session, m_plan->snapshot))
            copy(*session);
        else
            noteEnd();
    }

    /// Slice after slice, until there is none any more.
    void copy(postgres::Session &session)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_cancellers.push_back(session.canceller());
        }
        if (const auto set = session.execute(sliceSettings().sql); !set)
            fail(set.error());
        CopyWriter writer(m_plan->layout, m_request.format, m_plan->masker);
        while (const auto slice = nextSlice()) {
            if (const Result<> copied = copySlice(session, writer, *slice); !copied)
                fail(copied.error());
        }
        noteEnd();
    }

    std::optional<TimeSlices::Slice> nextSlice()
    {
        const std::lock_guard lock(m_mutex);
        if (m_isStopping)
            return std::nullopt;
        if (m_slices)
            return m_slices->next();
        if (m_chosen == m_plan->chosen.size())
            return std::nullopt;
        return TimeSlices::Slice{std::int64_t(m_chosen++), {}, {}};
    }

    postgres::Statement statementOf(const TimeSlices::Slice &slice) const
    {
        return m_plan->chosen.empty() ? m_plan->query.slice(slice.time)
                                      : m_plan->chosen[std::size_t(slice.number)].slice({});
    }

    Result<> copySlice(postgres::Session &session, CopyWriter &writer,
                       const TimeSlices::Slice &slice)
    {
        std::string text;
        qint64 rows = 0;
        std::size_t bytes = 0;
        const auto pass = [&] {
            bytes += text.size();
            return m_output.add(slice.number, text, std::exchange(rows, 0));
        };
        const auto take = [&](std::span<const postgres::CopyField> row) {
            writer.append(row, text);
            ++rows;
            return text.size() < bytesOfPiece ? Result<>() : pass();
        };
        const auto copied = session.copyTo(statementOf(slice), take);
        if (!copied)
            return failure(copied.error());
        if (Result<> passed = pass(); !passed)
            return passed;
        {
            const std::lock_guard lock(m_mutex);
            if (m_slices)
                m_slices->learn(slice, bytes);
        }
        return m_output.finish(slice.number);
    }

    void fail(const Error &error)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!std::exchange(m_isStopping, true))
                m_error = error;
        }
        stop();
    }

    void stop()
    {
        m_output.stop();
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_changed.notify_all();
    }

    void noteEnd()
    {
        const std::lock_guard lock(m_mutex);
        ++m_ended;
        m_changed.notify_all();
    }

    /// Until both have ended; stops them when it is cancelled or one has failed.
    void watch()
    {
        std::unique_lock lock(m_mutex);
        while (m_ended < 2) {
            m_changed.wait_for(lock, m_isStopping ? cancelRepeatInterval : cancelPollInterval);
            if (m_ended == 2 || !(m_isStopping || m_promise.isCanceled()))
                continue;
            const std::vector<postgres::Canceller> cancellers = m_cancellers;
            lock.unlock();
            stop();
            for (const postgres::Canceller &canceller : cancellers)
                canceller.cancel();
            lock.lock();
        }
    }

    const postgres::SessionOptions m_options;
    const ExportRequest m_request;
    QPromise<Result<qint64>> m_promise;
    std::optional<Plan> m_plan; ///< made before the sessions' threads are
    OrderedOutput m_output;
    std::mutex m_mutex; ///< of what follows
    std::condition_variable m_changed;
    std::optional<TimeSlices> m_slices; ///< not of rows that were chosen
    std::size_t m_chosen = 0; ///< parts of them that were given out
    std::vector<postgres::Canceller> m_cancellers;
    std::optional<Error> m_error; ///< the first
    int m_ended = 0; ///< sessions' threads
    bool m_isStopping = false;
};

SnapshotExport::SnapshotExport(postgres::SessionOptions session, const ExportRequest &request,
                               const ExportSink &sink)
    : m_run(std::make_shared<Run>(std::move(session), request, sink))
    , m_thread([run = m_run] { run->run(); })
{
}

SnapshotExport::~SnapshotExport()
{
    m_run->future().cancel();
}

QFuture<Result<qint64>> SnapshotExport::future() const
{
    return m_run->future();
}

} // namespace gatehouse::collection
