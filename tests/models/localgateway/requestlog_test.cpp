#include "models/collection/statuswords.h"
#include "models/collection/windowmodel.h"
#include "models/localgateway/requestcollection.h"
#include "models/localgateway/requestlog.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/tinyserver.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::localgateway;
using namespace Qt::StringLiterals;
using collection::WindowModel;

namespace {

/// A gateway that counts its requests, and remembers the last 2,000 as the real one does.
struct Gateway
{
    Gateway()
        : api(server.url(), "token")
    {
        server.answer = [this](const test::TinyRequest &request) { return answer(request); };
    }

    void come(int count, const QString &direction = u"ingest"_s, int status = 202,
              const QString &outcome = u"queued"_s)
    {
        for (int i = 0; i < count; ++i) {
            const int number = ++last;
            const QDateTime time =
                QDateTime::fromMSecsSinceEpoch(1'795'000'000'000 + number, Qt::UTC);
            items.append(QJsonObject{{u"number"_s, number},
                                     {u"time"_s, time.toString(Qt::ISODateWithMs)},
                                     {u"direction"_s, direction},
                                     {u"path"_s, u"/request/%1"_s.arg(number)},
                                     {u"tenant"_s, u"acme"_s},
                                     {u"status"_s, status},
                                     {u"outcome"_s, outcome},
                                     {u"latency_ms"_s, 2.5},
                                     {u"note"_s, QString()},
                                     {u"event_id"_s, QJsonValue()}});
        }
    }

    test::TinyAnswer answer(const test::TinyRequest &request)
    {
        const QUrlQuery query(QUrl(QString::fromLatin1(request.path)).query());
        const qint64 after = query.queryItemValue(u"after"_s).toLongLong();
        QJsonArray later;
        for (const QJsonValue &item : std::as_const(items)) {
            if (item["number"_L1].toInteger() > after)
                later.append(item);
        }
        while (!query.hasQueryItem(u"after"_s) && later.size() > 500)
            later.removeFirst();
        while (later.size() > 500)
            later.removeLast();
        const qint64 next = later.isEmpty() ? last : later.last()["number"_L1].toInteger();
        test::TinyAnswer answer;
        answer.body =
            QJsonDocument(QJsonObject{{u"items"_s, later}, {u"next"_s, next}, {u"lost"_s, lost}})
                .toJson();
        return answer;
    }

    test::TinyServer server;
    AdminClient api;
    QJsonArray items;
    int last = 0;
    int lost = 0;
};

struct Fixture
{
    Fixture()
        : log(std::make_shared<RequestLog>(gateway.api))
        , model(requestCollection(), log, clock, {})
    {
        QObject::connect(log.get(), &RequestLog::changed, &model, &WindowModel::refresh);
    }
    QString cell(int row, const char *column)
    {
        return model.cell(row, QString::fromLatin1(column)).toString();
    }
    void filter(const QString &direction)
    {
        collection::Condition condition;
        condition.field = u"direction"_s;
        condition.values = {direction};
        model.setFilter({{condition}});
    }

    Gateway gateway;
    test::ManualClock clock;
    std::shared_ptr<RequestLog> log;
    WindowModel model;
};

} // namespace

class RequestLogTest : public QObject
{
    Q_OBJECT

private slots:
    void theModelKeepsItsContractWhileRequestsCome()
    {
        Fixture fixture;
        const QAbstractItemModelTester tester(
            &fixture.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        fixture.gateway.come(30);
        fixture.log->setOn(true);
        QTRY_COMPARE(fixture.model.rowCount(), 30);
        fixture.gateway.come(5);
        QTRY_COMPARE(fixture.model.rowCount(), 35);
    }

    void theNewestIsFirst()
    {
        Fixture fixture;
        fixture.gateway.come(3);
        fixture.log->setOn(true);
        QTRY_COMPARE(fixture.model.rowCount(), 3);
        QCOMPARE(fixture.cell(0, "path"), u"/request/3"_s);
        QCOMPARE(fixture.cell(2, "path"), u"/request/1"_s);
    }

    void eachRequestIsReadOnce()
    {
        Fixture fixture;
        fixture.gateway.come(2);
        fixture.log->setOn(true);
        QTRY_COMPARE(fixture.model.rowCount(), 2);
        const auto reads = fixture.gateway.server.requests.size();
        QTRY_VERIFY(fixture.gateway.server.requests.size() >= reads + 2);
        QCOMPARE(fixture.model.rowCount(), 2);
    }

    void moreThanOneReadingBringsIsReadOnAtOnce()
    {
        Fixture fixture;
        fixture.gateway.come(1);
        fixture.log->setOn(true);
        QTRY_COMPARE(fixture.model.rowCount(), 1);
        fixture.gateway.come(1'100);
        QTRY_COMPARE(fixture.log->count({}).result()->rows, 1'101);
    }

    void onlyTheLast2000AreKept()
    {
        Fixture fixture;
        fixture.gateway.come(1);
        fixture.log->setOn(true);
        QTRY_COMPARE(fixture.model.rowCount(), 1);
        fixture.gateway.come(2'299);
        QTRY_COMPARE(fixture.log->count({}).result()->rows, 2'000);
        QTRY_COMPARE(fixture.cell(0, "path"), u"/request/2300"_s);
    }

    void anAnswerIsStatusAndOutcome_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<collection::StatusShape>("shape");
        using collection::StatusShape;
        QTest::newRow("accepted") << 202 << u"queued"_s << u"202 queued"_s
                                  << StatusShape::Processed;
        QTest::newRow("known") << 200 << u"duplicate"_s << u"200 duplicate"_s
                               << StatusShape::Received;
        QTest::newRow("refused") << 401 << u"signature_mismatch"_s << u"401 signature"_s
                                 << StatusShape::Discarded;
        QTest::newRow("delivery failed")
            << 503 << u"failed"_s << u"503 failed"_s << StatusShape::Failed;
        QTest::newRow("delivery refused")
            << 422 << u"failed"_s << u"422 failed"_s << StatusShape::Failed;
        QTest::newRow("no answer") << 0 << u"failed"_s << u"failed"_s << StatusShape::Failed;
        QTest::newRow("hostile") << 200 << u"a\u202eb"_s << u"200 a⟨U+202E⟩b"_s
                                 << StatusShape::Processed;
    }

    void anAnswerIsStatusAndOutcome()
    {
        QFETCH(int, status);
        QFETCH(QString, outcome);
        Fixture fixture;
        fixture.gateway.come(1, u"delivery"_s, status, outcome);
        fixture.log->setOn(true);
        QTRY_COMPARE(fixture.model.rowCount(), 1);
        const int column = 4;
        QTEST(fixture.model.index(0, column).data().toString(), "shown");
        QTEST(collection::statusShape(
                  fixture.model.index(0, column).data(WindowModel::StatusRole).toString()),
              "shape");
    }

    void oneKindIsShownAlone()
    {
        Fixture fixture;
        fixture.gateway.come(3, u"ingest"_s);
        fixture.gateway.come(2, u"delivery"_s, 200, u"succeeded"_s);
        fixture.log->setOn(true);
        QTRY_COMPARE(fixture.model.rowCount(), 5);
        fixture.filter(u"delivery"_s);
        QTRY_COMPARE(fixture.model.rowCount(), 2);
    }

    void whatWasClearedStaysAwayAndTheNextIsShown()
    {
        Fixture fixture;
        fixture.gateway.come(3);
        fixture.log->setOn(true);
        QTRY_COMPARE(fixture.model.rowCount(), 3);
        fixture.log->clear();
        QTRY_COMPARE(fixture.model.rowCount(), 0);
        fixture.gateway.come(1);
        QTRY_COMPARE(fixture.model.rowCount(), 1);
        QCOMPARE(fixture.cell(0, "path"), u"/request/4"_s);
    }

    void aGatewayThatCountsAnewIsAnotherOne()
    {
        Fixture fixture;
        fixture.gateway.come(9);
        fixture.log->setOn(true);
        QTRY_COMPARE(fixture.model.rowCount(), 9);
        fixture.gateway.items = {};
        fixture.gateway.last = 0;
        fixture.gateway.come(2);
        QTRY_COMPARE(fixture.model.rowCount(), 2);
    }

    void whatCouldNotBeFollowedIsCounted()
    {
        Fixture fixture;
        fixture.gateway.lost = 7;
        fixture.log->setOn(true);
        QTRY_VERIFY(fixture.log->lost() >= 7);
    }

    void nothingIsReadWhileOff()
    {
        Fixture fixture;
        fixture.log->setOn(true);
        QTRY_VERIFY(!fixture.gateway.server.requests.isEmpty());
        fixture.log->setOn(false);
        const auto reads = fixture.gateway.server.requests.size();
        QSignalSpy loaded(&fixture.model, &WindowModel::loaded);
        fixture.model.refresh();
        QTRY_VERIFY(!loaded.isEmpty());
        QVERIFY(fixture.gateway.server.requests.size() <= reads + 1);
    }
};

QTEST_GUILESS_MAIN(RequestLogTest)
#include "requestlog_test.moc"
