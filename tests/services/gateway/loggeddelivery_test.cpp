#include "services/gateway/loggeddelivery.h"

#include <QTest>

using namespace gatehouse;
using namespace gatehouse::gateway;

class LoggedDeliveryTest : public QObject
{
    Q_OBJECT

    using Kind = JobOutcome::Kind;

private slots:
    void says_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("attempt");
        QTest::addColumn<bool>("wasOpen");
        QTest::addColumn<bool>("isOpen");
        QTest::addColumn<QString>("note");
        const auto row = [](const char *note, Kind kind, int attempt, bool wasOpen, bool isOpen) {
            QTest::newRow(*note ? note : "nothing")
                << int(kind) << attempt << wasOpen << isOpen << QString::fromLatin1(note);
        };
        row("", Kind::Succeeded, 1, false, false);
        row("try 2 of 5", Kind::Succeeded, 2, false, false);
        row("try 1 of 5", Kind::Retry, 1, false, false);
        row("try 5 of 5, dead letter", Kind::Dead, 5, false, false);
        row("try 3 of 5, breaker opens", Kind::Retry, 3, false, true);
        row("breaker closes", Kind::Succeeded, 1, true, false);
        row("try 4 of 5, breaker closes", Kind::Succeeded, 4, true, false);
    }

    void says()
    {
        QFETCH(int, kind);
        QFETCH(int, attempt);
        QFETCH(bool, wasOpen);
        QFETCH(bool, isOpen);
        ClaimedJob job;
        job.attempt = attempt;
        const DeliveryAttempt delivery;
        const LoggedRequest logged =
            loggedDelivery({job, delivery, static_cast<Kind>(kind), wasOpen, isOpen}, {});
        QTEST(QString::fromStdString(logged.note), "note");
    }

    void namesTheJobAndItsAnswer()
    {
        ClaimedJob job;
        job.tenant = "acme";
        job.path = "/wp-json/x";
        job.eventId = randomUuid();
        DeliveryAttempt delivery;
        delivery.response.status = 503;
        delivery.response.duration = std::chrono::milliseconds(250);
        const LoggedRequest logged =
            loggedDelivery({job, delivery, Kind::Retry, false, false}, Timestamp{});
        QVERIFY(logged.direction == LoggedRequest::Direction::Delivery);
        QCOMPARE(logged.tenant, job.tenant);
        QCOMPARE(logged.path, job.path);
        QCOMPARE(logged.status, 503);
        QCOMPARE(logged.outcome, std::string("failed"));
        QVERIFY(logged.latency == std::chrono::milliseconds(250));
        QVERIFY(logged.eventId == job.eventId);
        QVERIFY(logged.source.empty());
    }
};

QTEST_GUILESS_MAIN(LoggedDeliveryTest)
#include "loggeddelivery_test.moc"
