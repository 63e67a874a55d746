#include "models/metrics/notes.h"

#include "models/ledger/ledgercollection.h"
#include "services/core/whendone.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace gatehouse::metrics {

using namespace Qt::StringLiterals;
using collection::Condition;
using collection::Row;

namespace {

struct NoteTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::metrics::Note)
};

QStringList notNoted()
{
    return {u"events.reveal"_s, u"events.raw"_s,  u"dlq.dry_run"_s,
            u"secrets.test"_s,  u"simulator.*"_s, u"retention.run"_s};
}

collection::Filter filterOf(TimeRange range, const QTimeZone &zone)
{
    Condition action;
    action.field = u"action"_s;
    action.values = notNoted();
    action.negated = true;
    return histogram::withRange(ledger::ledgerCollection(), {{action}}, range, zone);
}

/// What of an entry a note tells.
struct Entry
{
    Timestamp at;
    QString action, target, actor;
};

Entry entryOf(const Row &row, const QStringList &columns)
{
    const auto text = [&](const QString &column) {
        return row.cells[std::size_t(columns.indexOf(column))].toString();
    };
    return {row.key.sort, text(u"action"_s), text(u"target_id"_s), text(u"actor"_s)};
}

QString severalText(const QString &action, qsizetype times)
{
    return NoteTexts::tr("%1, %2 times", "an action").arg(action).arg(times);
}

QString byText(const QString &what, const QString &actor)
{
    return NoteTexts::tr("%1, %2", "what was done, who did it").arg(what, actor);
}

/// "secrets.rotate stripe/acme, mira; dlq.reenqueue, 12 times"
QString textOf(const QList<Entry> &entries)
{
    QStringList actions;
    for (const Entry &entry : entries) {
        if (!actions.contains(entry.action))
            actions += entry.action;
    }
    QStringList texts;
    for (const QString &action : std::as_const(actions)) {
        const auto isOfIt = [&](const Entry &entry) { return entry.action == action; };
        const auto times = std::count_if(entries.cbegin(), entries.cend(), isOfIt);
        const Entry &one = *std::find_if(entries.cbegin(), entries.cend(), isOfIt);
        texts += times > 1 ? severalText(action, times)
                           : byText((action + u' ' + one.target).trimmed(), one.actor);
    }
    return texts.join(u"; "_s);
}

} // namespace

QList<Note> notesOf(const std::vector<Row> &rows, const Buckets &buckets, const QTimeZone &zone)
{
    const QStringList columns = ledger::ledgerCollection().readColumns();
    std::map<int, QList<Entry>> entries; // by bucket
    for (const Row &row : rows) {
        if (const int bucket = buckets.indexAt(row.key.sort); bucket >= 0)
            entries[bucket] += entryOf(row, columns);
    }
    QList<Note> notes;
    for (auto &[bucket, own] : entries) {
        std::stable_sort(own.begin(), own.end(),
                         [](const Entry &one, const Entry &other) { return one.at < other.at; });
        // A chip's end is told in milliseconds and loses one, while an entry's time has
        // microseconds.
        const TimeRange range{own.front().at, own.back().at + std::chrono::milliseconds(2)};
        notes += Note{own.front().at, textOf(own), filterOf(range, zone)};
    }
    return notes;
}

QList<Note> breakerNotes(const ChartValues &breakers)
{
    QList<Note> notes;
    if (breakers.series.empty())
        return notes;
    std::optional<double> former;
    const auto &values = breakers.series.front().values;
    for (std::size_t bucket = 0; bucket < values.size(); ++bucket) {
        if (!values[bucket])
            continue;
        const Timestamp at = breakers.buckets.edges[bucket];
        if (former && *former == 0 && *values[bucket] > 0)
            notes += Note{at, NoteTexts::tr("a circuit breaker opened")};
        if (former && *former > 0 && *values[bucket] == 0)
            notes += Note{at, NoteTexts::tr("all circuit breakers closed")};
        former = values[bucket];
    }
    return notes;
}

NotesReader::NotesReader(std::shared_ptr<collection::Source> ledger, QObject *parent)
    : QObject(parent)
    , m_ledger(std::move(ledger))
{
}

NotesReader::~NotesReader()
{
    stop();
}

void NotesReader::stop()
{
    ++m_generation;
    m_reading.cancel();
}

void NotesReader::read(const Buckets &buckets, const QTimeZone &zone)
{
    stop();
    if (buckets.size() == 0)
        return;
    collection::PageRequest request;
    request.filter = filterOf(buckets.extent(), zone);
    request.limit = mostNotedEntries;
    m_reading = m_ledger->page(request);
    whenDone(m_reading, this,
             [this, buckets, zone, mine = m_generation](const Result<collection::Page> &page) {
                 if (mine != m_generation)
                     return;
                 m_error = page ? std::nullopt : std::optional(page.error());
                 m_notes = page ? notesOf(page->rows, buckets, zone) : QList<Note>();
                 m_isCut = page && !page->isLast;
                 emit ended();
             });
}

} // namespace gatehouse::metrics
