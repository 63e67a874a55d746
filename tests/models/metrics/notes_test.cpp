#include "models/collection/rowid.h"
#include "models/ledger/ledgercollection.h"
#include "models/metrics/metricbuckets.h"
#include "models/metrics/notes.h"
#include "tests/models/support/fakesource.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Timestamp noon = Timestamp(std::chrono::seconds(1'794'916'800)); // 2026-11-17T12:00Z

/// An entry of the ledger.
collection::Row entry(Timestamp at, const QString &action, const QString &target,
                      const QString &actor = u"mira"_s)
{
    const QStringList columns = ledger::ledgerCollection().readColumns();
    collection::Row row;
    row.key.sort = at;
    row.cells.resize(std::size_t(columns.size()));
    row.cells[std::size_t(columns.indexOf(u"action"_s))] = action;
    row.cells[std::size_t(columns.indexOf(u"target_id"_s))] = target;
    row.cells[std::size_t(columns.indexOf(u"actor"_s))] = actor;
    return row;
}

Buckets hours()
{
    Buckets buckets;
    for (int hour = 0; hour <= 4; ++hour)
        buckets.edges.push_back(noon + hour * 1h);
    buckets.range = buckets.extent();
    return buckets;
}

QList<Note> notesOf(const std::vector<collection::Row> &rows)
{
    return metrics::notesOf(rows, hours(), QTimeZone::utc());
}

ChartValues breakersWith(const std::vector<std::optional<double>> &values)
{
    ChartValues breakers;
    breakers.buckets = hours();
    breakers.series = {{u"all"_s, {}, false, {}, values}};
    return breakers;
}

} // namespace

class NotesTest : public QObject
{
    Q_OBJECT

private slots:
    void anEntrySaysWhatWasDoneToWhatAndByWhom()
    {
        const auto notes = notesOf({entry(noon + 10min, u"secrets.rotate"_s, u"stripe/acme"_s)});
        QCOMPARE(notes.size(), 1);
        QCOMPARE(notes[0].text, u"secrets.rotate stripe/acme, mira"_s);
        QCOMPARE(notes[0].at, noon + 10min);
        QVERIFY(notes[0].entries.isRestricting());
    }

    void thoseOfABucketAreOneNote()
    {
        const auto notes = notesOf({entry(noon + 50min, u"dlq.reenqueue"_s, u"b"_s),
                                    entry(noon + 40min, u"dlq.reenqueue"_s, u"a"_s),
                                    entry(noon + 20min, u"workers.pause"_s, {}),
                                    entry(noon + 70min, u"workers.resume"_s, {})});
        QCOMPARE(notes.size(), 2);
        QCOMPARE(notes[0].text, u"workers.pause, mira; dlq.reenqueue, 2 times"_s);
        QCOMPARE(notes[0].at, noon + 20min);
        QCOMPARE(notes[1].text, u"workers.resume, mira"_s);
    }

    void whatIsOutsideTheRangeIsNone()
    {
        QVERIFY(notesOf({entry(noon - 1s, u"workers.pause"_s, {}),
                         entry(noon + 4h, u"workers.pause"_s, {})})
                    .isEmpty());
    }

    void aNotesFilterFindsItsEntries()
    {
        const auto ledger = std::make_shared<test::FakeSource>(ledger::ledgerCollection());
        for (const auto after : {123'456us, 10'000us})
            ledger->rows.push_back(entry(noon + after, u"workers.pause"_s, {}));
        for (std::size_t row = 0; row < ledger->rows.size(); ++row)
            ledger->rows[row].key.id = collection::idOfNumber(qint64(row) + 1);
        const auto notes = notesOf(ledger->rows);
        collection::PageRequest request;
        request.filter = notes.front().entries;
        QCOMPARE(ledger->find(request).rows.size(), std::size_t(2));
    }

    void whatIsNotToldOfIsSaid()
    {
        auto ledger = std::make_shared<test::FakeSource>(ledger::ledgerCollection());
        for (int row = 0; row < mostNotedEntries + 1; ++row)
            ledger->add({{u"action"_s, u"dlq.reenqueue"_s}});
        for (collection::Row &row : ledger->rows)
            row.key.sort = noon + 1h;
        NotesReader reader(ledger);
        QSignalSpy ended(&reader, &NotesReader::ended);
        reader.read(hours(), QTimeZone::utc());
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(reader.isCut());
    }

    void breakersAreToldWhenTheyOpenAndClose()
    {
        const auto notes = breakerNotes(breakersWith({0, 2, std::nullopt, 0}));
        QCOMPARE(notes.size(), 2);
        QCOMPARE(notes[0].at, noon + 1h);
        QCOMPARE(notes[0].text, u"a circuit breaker opened"_s);
        QCOMPARE(notes[1].at, noon + 3h);
        QVERIFY(notes[0].entries.isEmpty());
    }

    void whatStoodOpenFromTheStartIsNoOpening()
    {
        const auto notes = breakerNotes(breakersWith({1, 1, 0, 0}));
        QCOMPARE(notes.size(), 1);
        QCOMPARE(notes[0].text, u"all circuit breakers closed"_s);
    }

    void theLedgerIsAskedForThatTimeAndNotForLooking()
    {
        auto ledger = std::make_shared<test::FakeSource>(ledger::ledgerCollection());
        NotesReader reader(ledger);
        QSignalSpy ended(&reader, &NotesReader::ended);
        reader.read(hours(), QTimeZone::utc());
        QTRY_COMPARE(ended.size(), 1);
        const collection::Filter &filter = ledger->requests.front().filter;
        QCOMPARE(filter.conditions.front().field, u"action"_s);
        QVERIFY(filter.conditions.front().negated);
        QVERIFY(filter.conditions.front().values.contains(u"events.raw"_s));
        QCOMPARE(filter.conditions.size(), 3);
    }

    void whoMayNotReadTheLedgerHasNoNotesAndAReason()
    {
        auto ledger = std::make_shared<test::FakeSource>(ledger::ledgerCollection());
        ledger->error = Error{ErrorKind::Denied, u"Not for this token."_s, {}, {}};
        NotesReader reader(ledger);
        reader.read(hours(), QTimeZone::utc());
        QTRY_VERIFY(reader.error());
        QCOMPARE(reader.error()->message, u"Not for this token."_s);
        QVERIFY(reader.notes().isEmpty());
    }

    void aFormerAnswerIsNotTaken()
    {
        auto ledger = std::make_shared<test::FakeSource>(ledger::ledgerCollection());
        ledger->isHolding = true;
        NotesReader reader(ledger);
        QSignalSpy ended(&reader, &NotesReader::ended);
        reader.read(hours(), QTimeZone::utc());
        reader.read(hours(), QTimeZone::utc());
        QVERIFY(ledger->isCancelled(0));
        ledger->answerAll();
        QTRY_COMPARE(ended.size(), 1);
    }
};

QTEST_GUILESS_MAIN(NotesTest)
#include "notes_test.moc"
