#include "models/collection/rowexport.h"

#include "services/core/inpool.h"
#include "services/core/whendone.h"

#include <QElapsedTimer>
#include <QTimer>

#include <atomic>

namespace gatehouse::collection {

namespace {

constexpr std::chrono::milliseconds progressInterval{200};

/// What the source's threads write to; they may come to it a little longer than the export lives.
class Written
{
public:
    Written(std::unique_ptr<ExportTarget> target, const ExportText &text)
        : m_target(std::move(target))
        , m_separator(text.separator())
    {
    }

    ExportTarget &target() { return *m_target; }
    qint64 rows() const { return m_rows; }
    qint64 bytes() const { return m_bytes; }

    Result<> write(std::string_view text)
    {
        m_bytes += qint64(text.size());
        return m_target->write(text);
    }

    Result<> writeRows(std::string_view text, qint64 rows)
    {
        if (m_rows == 0)
            text.remove_prefix(m_separator.size());
        const Result<> written = write(text);
        m_rows += written ? rows : 0;
        return written;
    }

private:
    std::unique_ptr<ExportTarget> m_target;
    std::string m_separator;
    std::atomic<qint64> m_rows{0};
    std::atomic<qint64> m_bytes{0};
};

qint64 perSecond(qint64 count, std::chrono::milliseconds took)
{
    return took.count() > 0 ? qint64(double(count) * 1000 / double(took.count())) : 0;
}

} // namespace

qint64 ExportProgress::rowsPerSecond() const
{
    return perSecond(rows, took);
}

qint64 ExportProgress::bytesPerSecond() const
{
    return perSecond(bytes, took);
}

std::optional<std::chrono::seconds> ExportProgress::remaining(qint64 total) const
{
    if (rows == 0 || total < rows)
        return std::nullopt;
    const double seconds = double(took.count()) / 1000 * double(total - rows) / double(rows);
    return std::chrono::ceil<std::chrono::seconds>(std::chrono::duration<double>(seconds));
}

struct RowExport::Private
{
    Private(std::shared_ptr<Source> from, ExportRequest what, std::unique_ptr<ExportTarget> target)
        : source(std::move(from))
        , request(std::move(what))
    {
        if (request.columns.isEmpty())
            request.columns = request.descriptor.readColumns();
        QStringList titles = request.columns;
        if (request.withBody)
            titles += bodyColumnName();
        const ExportText text(titles, request.format);
        head = text.head();
        tail = text.tail();
        written = std::make_shared<Written>(std::move(target), text);
    }
    ExportProgress progress() const
    {
        return {written->rows(), written->bytes(), std::chrono::milliseconds(clock.elapsed())};
    }

    std::shared_ptr<Source> source;
    ExportRequest request;
    std::string head, tail;
    std::shared_ptr<Written> written;
    QFuture<Result<qint64>> reading;
    QTimer ticking;
    QElapsedTimer clock;
    bool isOver = false;
};

RowExport::RowExport(std::shared_ptr<Source> source, ExportRequest request,
                     std::unique_ptr<ExportTarget> target, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(source), std::move(request), std::move(target)))
{
    connect(&d->ticking, &QTimer::timeout, this, [this] { emit progressed(d->progress()); });
}

RowExport::~RowExport()
{
    stop();
}

void RowExport::start()
{
    d->clock.start();
    const Result<> opened =
        d->written->target().open().and_then([this] { return d->written->write(d->head); });
    if (opened)
        return begin();
    QTimer::singleShot(0, this, [this, error = opened.error()] { giveUp(error); });
}

void RowExport::begin()
{
    d->ticking.start(progressInterval);
    d->reading = d->source->exportRows(d->request,
                                       [written = d->written](std::string_view text, qint64 rows) {
                                           return written->writeRows(text, rows);
                                       });
    whenDone(d->reading, this, [this](const Result<qint64> &rows) { takeEnd(rows); });
}

void RowExport::stop()
{
    if (std::exchange(d->isOver, true))
        return;
    d->ticking.stop();
    d->reading.cancel();
    d->written->target().discard();
}

void RowExport::takeEnd(const Result<qint64> &rows)
{
    if (d->isOver)
        return;
    if (rows)
        commit();
    else
        giveUp(rows.error());
}

/// Elsewhere: it lasts until the disk has all of it.
void RowExport::commit()
{
    const QFuture<Result<>> committing = inPool<void>([written = d->written, tail = d->tail] {
        return written->write(tail).and_then([&] { return written->target().commit(); });
    });
    whenDone(committing, this, [this](const Result<> &done) {
        if (d->isOver)
            return;
        if (!done)
            return giveUp(done.error());
        d->ticking.stop();
        d->isOver = true;
        emit finished(d->progress());
    });
}

void RowExport::giveUp(const Error &error)
{
    stop();
    emit failed(error);
}

} // namespace gatehouse::collection
