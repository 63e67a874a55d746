#include "models/collection/rowexport.h"

#include "services/core/whendone.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTimer>

namespace gatehouse::collection {

using namespace Qt::StringLiterals;

namespace {

constexpr int exportPage = 500;

/// To the microsecond, which a QDateTime cannot hold.
QString exactMoment(Timestamp time)
{
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time);
    const QDateTime moment =
        QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(), Qt::UTC);
    const int rest = int((time - milliseconds).count());
    return moment.toString(u"yyyy-MM-ddTHH:mm:ss.zzz"_s)
        + u"%1Z"_s.arg(rest, 3, 10, QLatin1Char('0'));
}

QVariant exportedValue(const QVariant &cell)
{
    if (cell.typeId() == QMetaType::QDateTime)
        return cell.toDateTime().toUTC().toString(Qt::ISODateWithMs);
    if (cell.typeId() == QMetaType::QByteArray)
        return QString::fromLatin1(cell.toByteArray().toHex());
    return cell;
}

/// A spreadsheet reads such a text as a formula, which may fetch and run things.
bool looksLikeFormula(const QString &text)
{
    return !text.isEmpty() && u"=+-@\t\r"_s.contains(text.front());
}

QString csvText(const QVariant &value)
{
    const QString text = value.toString();
    const bool isText = value.typeId() == QMetaType::QString;
    return isText && looksLikeFormula(text) ? u'\'' + text : text;
}

QByteArray csvCell(const QVariant &value)
{
    QString text = csvText(value);
    if (!text.contains(u'"') && !text.contains(u',') && !text.contains(u'\n')
        && !text.contains(u'\r'))
        return text.toUtf8();
    text.replace(u'"', "\"\""_L1);
    return (u'"' + text + u'"').toUtf8();
}

} // namespace

ExportFormat exportFormat(const QString &fileName)
{
    return fileName.endsWith(".csv"_L1, Qt::CaseInsensitive) ? ExportFormat::Csv
                                                             : ExportFormat::Ndjson;
}

RowWriter::RowWriter(Descriptor descriptor, ExportFormat format)
    : m_descriptor(std::move(descriptor))
    , m_format(format)
    , m_columns(m_descriptor.readColumns())
{
}

QByteArray RowWriter::head() const
{
    return m_format == ExportFormat::Csv ? m_columns.join(u',').toUtf8() + "\r\n" : QByteArray();
}

QVariant RowWriter::cell(const Row &row, qsizetype column) const
{
    if (m_columns.at(column) == m_descriptor.sortColumn)
        return exactMoment(row.key.sort);
    const auto index = std::size_t(column);
    return index < row.cells.size() ? exportedValue(row.cells[index]) : QVariant();
}

QByteArray RowWriter::line(const Row &row) const
{
    if (m_format == ExportFormat::Ndjson) {
        QJsonObject object;
        for (qsizetype column = 0; column < m_columns.size(); ++column)
            object.insert(m_columns.at(column), QJsonValue::fromVariant(cell(row, column)));
        return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    }
    QByteArrayList cells;
    for (qsizetype column = 0; column < m_columns.size(); ++column)
        cells += csvCell(cell(row, column));
    return cells.join(',') + "\r\n";
}

struct RowExport::Private
{
    Private(std::shared_ptr<Source> from, RowWriter with)
        : source(std::move(from))
        , writer(std::move(with))
    {
    }

    std::shared_ptr<Source> source;
    RowWriter writer;
    QSaveFile file;
    PageRequest request;
    QFuture<Result<Page>> reading;
    qint64 rows = 0;
    bool isStopped = false;
};

RowExport::RowExport(const Descriptor &descriptor, std::shared_ptr<Source> source, Filter filter,
                     const QString &fileName, ExportFormat format, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(source), RowWriter(descriptor, format)))
{
    d->file.setFileName(fileName);
    d->request.filter = std::move(filter);
    d->request.limit = exportPage;
}

RowExport::~RowExport()
{
    stop();
}

void RowExport::start()
{
    if (d->file.open(QIODevice::WriteOnly) && d->file.write(d->writer.head()) >= 0)
        return readOn();
    QTimer::singleShot(0, this, &RowExport::commit); // says why it cannot be written
}

void RowExport::stop()
{
    d->isStopped = true;
    d->reading.cancel();
    d->file.cancelWriting();
}

void RowExport::readOn()
{
    d->reading = d->source->page(d->request);
    whenDone(d->reading, this, [this](const Result<Page> &page) { take(page); });
}

void RowExport::take(const Result<Page> &page)
{
    if (d->isStopped)
        return;
    if (!page)
        return giveUp(page.error());
    for (const Row &row : page->rows)
        d->file.write(d->writer.line(row));
    d->rows += qint64(page->rows.size());
    if (page->isLast || page->rows.empty() || d->file.error() != QFileDevice::NoError)
        return commit();
    emit progressed(d->rows);
    d->request.from = page->rows.back().key;
    readOn();
}

void RowExport::commit()
{
    if (d->isStopped)
        return;
    if (d->file.isOpen() && d->file.commit()) {
        emit finished(d->rows);
        return;
    }
    giveUp({ErrorKind::Invalid,
            tr("%1 cannot be written: %2. Choose another file.")
                .arg(d->file.fileName(), d->file.errorString()),
            {},
            {}});
}

void RowExport::giveUp(const Error &error)
{
    d->file.cancelWriting();
    emit failed(error);
}

} // namespace gatehouse::collection
