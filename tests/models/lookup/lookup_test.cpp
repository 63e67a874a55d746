#include "models/events/eventcollection.h"
#include "models/lookup/lookup.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

#include <map>

using namespace gatehouse;
using namespace gatehouse::lookup;
using namespace Qt::StringLiterals;
using collection::Page;
using collection::PageRequest;

namespace {

collection::Row rowAt(int second)
{
    return {{Timestamp(std::chrono::seconds(second)), Uuid{}}, {}};
}

/// Answers for each field with the pages that were laid out, one a request, or when told to.
class ScriptedSource final : public collection::Source
{
public:
    std::map<QString, QList<Page>> pages;
    std::map<QString, Error> errors;
    bool isHolding = false;
    QStringList asked;
    std::vector<std::shared_ptr<QPromise<Result<Page>>>> held;

    QFuture<Result<Page>> page(const PageRequest &request) override
    {
        const QString field = request.filter.conditions.first().field;
        asked += field;
        if (isHolding) {
            held.push_back(std::make_shared<QPromise<Result<Page>>>());
            held.back()->start();
            return held.back()->future();
        }
        if (errors.contains(field))
            return QtFuture::makeReadyFuture(Result<Page>(failure(errors.at(field))));
        auto &laidOut = pages[field];
        Page page;
        page.isLast = true;
        return QtFuture::makeReadyFuture(
            Result<Page>(laidOut.isEmpty() ? page : laidOut.takeFirst()));
    }
    QFuture<Result<collection::Row>> row(const Uuid &) override { return {}; }
    QFuture<Result<collection::Count>> count(const collection::Filter &) override { return {}; }
};

struct Fixture
{
    std::shared_ptr<ScriptedSource> source = std::make_shared<ScriptedSource>();
    Lookup lookup{{{events::eventCollection(), source}}};

    const Finding *find(const QString &field) const
    {
        for (const Finding &finding : lookup.findings()) {
            if (finding.reading.condition.field == field)
                return &finding;
        }
        return nullptr;
    }
};

} // namespace

class LookupTest : public QObject
{
    Q_OBJECT

private slots:
    void everyReadingIsAskedAndToldOf()
    {
        Fixture fixture;
        fixture.source->pages[u"subject_id"_s] = {Page{{rowAt(9), rowAt(8)}, true}};
        fixture.lookup.search(u"order 1042"_s);
        QTRY_VERIFY(!fixture.lookup.isRunning());
        QCOMPARE(fixture.find(u"subject_id"_s)->rows.size(), std::size_t(2));
        QVERIFY(!fixture.find(u"subject_id"_s)->hasMore);
        QVERIFY(fixture.find(u"provider_event_id"_s)->isDone);
        QVERIFY(fixture.find(u"provider_event_id"_s)->rows.empty());
        // The place has no jobs.
        QVERIFY(!fixture.source->asked.contains(u"request_id"_s));
    }

    void moreThanIsShownIsSaid()
    {
        Fixture fixture;
        fixture.source->pages[u"subject_id"_s] = {
            Page{{rowAt(9), rowAt(8), rowAt(7), rowAt(6)}, false}};
        fixture.lookup.search(u"1042"_s);
        QTRY_VERIFY(!fixture.lookup.isRunning());
        QCOMPARE(fixture.find(u"subject_id"_s)->rows.size(), std::size_t(Lookup::mostRows));
        QVERIFY(fixture.find(u"subject_id"_s)->hasMore);
    }

    void aSearchThatPausesGoesOnAndSaysHowFarItIs()
    {
        Fixture fixture;
        Page first;
        first.reached = collection::Reach{{Timestamp(std::chrono::seconds(5)), {}}, 0.4};
        fixture.source->pages[u"error"_s] = {first, Page{{rowAt(4)}, true}};
        std::optional<double> share;
        QObject::connect(&fixture.lookup, &Lookup::changed, &fixture.lookup, [&] {
            const Finding *finding = fixture.find(u"error"_s);
            if (finding && finding->share && !finding->isDone)
                share = finding->share;
        });
        fixture.lookup.search(u"sku is required"_s);
        QTRY_VERIFY(!fixture.lookup.isRunning());
        QCOMPARE(share.value_or(0), 0.4);
        QCOMPARE(fixture.find(u"error"_s)->rows.size(), std::size_t(1));
        QCOMPARE(fixture.source->asked.count(u"error"_s), 2);
    }

    void anErrorIsKeptAndTheOthersAreAsked()
    {
        Fixture fixture;
        fixture.source->errors[u"subject_id"_s] = {ErrorKind::Timeout, u"Too slow."_s, {}, {}};
        fixture.lookup.search(u"1042"_s);
        QTRY_VERIFY(!fixture.lookup.isRunning());
        QCOMPARE(fixture.find(u"subject_id"_s)->error->message, u"Too slow."_s);
        QVERIFY(fixture.find(u"trace_id"_s)->isDone);
    }

    void aListThatIsNotForThisTokenIsNotToldOf()
    {
        Fixture fixture;
        fixture.source->errors[u"subject_id"_s] = {
            ErrorKind::Denied, u"Not yours."_s, {}, HttpStatus{403, "outside_scope"}};
        fixture.lookup.search(u"1042"_s);
        QTRY_VERIFY(!fixture.lookup.isRunning());
        QVERIFY(!fixture.find(u"subject_id"_s));
        QVERIFY(fixture.find(u"trace_id"_s)->isDone);
    }

    void aLaterTextCancelsTheOneBefore()
    {
        Fixture fixture;
        fixture.source->isHolding = true;
        fixture.lookup.search(u"1042"_s);
        QCOMPARE(fixture.source->held.size(), std::size_t(1));
        fixture.lookup.search(u"1043"_s);
        QCOMPARE(fixture.source->held.size(), std::size_t(2));
        QVERIFY(fixture.source->held.front()->isCanceled());
        fixture.source->held.front()->finish();
        QSignalSpy changes(&fixture.lookup, &Lookup::changed);
        fixture.source->isHolding = false;
        fixture.source->held.back()->addResult(Result<Page>(Page{{rowAt(1)}, true}));
        fixture.source->held.back()->finish();
        QTRY_VERIFY(!fixture.lookup.isRunning());
        QCOMPARE(fixture.lookup.findings().front().reading.condition.values,
                 QStringList{u"1043"_s});
        QCOMPARE(fixture.lookup.findings().front().rows.size(), std::size_t(1));
    }

    void stoppingCancels()
    {
        Fixture fixture;
        fixture.source->isHolding = true;
        fixture.lookup.search(u"1042"_s);
        fixture.lookup.stop();
        QVERIFY(fixture.source->held.front()->isCanceled());
        QVERIFY(!fixture.lookup.isRunning());
        fixture.source->held.front()->finish();
        QCoreApplication::processEvents();
        QCOMPARE(fixture.source->asked.size(), 1);
    }
};

QTEST_GUILESS_MAIN(LookupTest)

#include "lookup_test.moc"
