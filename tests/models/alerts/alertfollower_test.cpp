#include "models/alerts/alertcollection.h"
#include "models/alerts/alertfollower.h"
#include "tests/models/support/fakesource.h"

#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::alerts;
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds soon{5};

struct Followed
{
    Followed()
        : source(std::make_shared<test::FakeSource>(alertCollection()))
    {
    }
    Uuid fire(const QString &rule, const QString &severity = u"warning"_s, bool isNewest = true)
    {
        return source->add({{u"rule"_s, rule},
                            {u"severity"_s, severity},
                            {u"state"_s, u"firing"_s},
                            {u"subject_text"_s, u"deliveries fail"_s},
                            {u"value"_s, 2.4},
                            {u"threshold"_s, 2.0},
                            {u"unit"_s, u"%"_s}},
                           isNewest);
    }
    void start() { follower = std::make_unique<AlertFollower>(source, nullptr, soon); }

    std::shared_ptr<test::FakeSource> source;
    std::unique_ptr<AlertFollower> follower;
};

} // namespace

class AlertFollowerTest : public QObject
{
    Q_OBJECT

private slots:
    void whatFiredBeforeIsCountedAndNotTold()
    {
        Followed followed;
        followed.fire(u"a"_s);
        followed.start();
        QSignalSpy told(followed.follower.get(), &AlertFollower::fired);
        QSignalSpy counted(followed.follower.get(), &AlertFollower::firingChanged);
        followed.follower->start();
        QTRY_COMPARE(counted.size(), 1);
        QCOMPARE(followed.follower->firing(), std::optional(1));
        const auto looks = followed.source->requests.size();
        QTRY_VERIFY(followed.source->requests.size() > looks + 1);
        QCOMPARE(told.size(), 0);
    }

    void whatFiresLaterIsToldOnce()
    {
        Followed followed;
        followed.start();
        QSignalSpy told(followed.follower.get(), &AlertFollower::fired);
        followed.follower->start();
        QTRY_COMPARE(followed.follower->firing(), std::optional(0));
        const Uuid id = followed.fire(u"Deliveries fail"_s, u"critical"_s);
        QTRY_COMPARE(told.size(), 1);
        const auto news = told.first().first().value<QList<Fired>>();
        QCOMPARE(news.size(), 1);
        QCOMPARE(news.first().id, id);
        QCOMPARE(news.first().rule, u"Deliveries fail"_s);
        QVERIFY(news.first().text.startsWith(u"deliveries fail ("_s));
        QVERIFY(news.first().isCritical);
        const auto looks = followed.source->requests.size();
        QTRY_VERIFY(followed.source->requests.size() > looks + 1);
        QCOMPARE(told.size(), 1);
    }

    void whatWasAcknowledgedMeanwhileMakesNothingNews()
    {
        Followed followed;
        followed.fire(u"old"_s);
        const Uuid newest = followed.fire(u"newest"_s);
        followed.start();
        QSignalSpy told(followed.follower.get(), &AlertFollower::fired);
        followed.follower->start();
        QTRY_COMPARE(followed.follower->firing(), std::optional(2));
        followed.source->set(newest, u"state"_s, u"acknowledged"_s);
        QTRY_COMPARE(followed.follower->firing(), std::optional(1));
        QCOMPARE(told.size(), 0);
    }

    void afterALostConnectionItIsNotKnownAndGoesOn()
    {
        Followed followed;
        followed.source->error = Error{ErrorKind::Unavailable, u"away"_s, {}, {}};
        followed.start();
        followed.follower->start();
        QTRY_VERIFY(followed.source->requests.size() > 1);
        QCOMPARE(followed.follower->firing(), std::nullopt);
        followed.source->error.reset();
        QTRY_COMPARE(followed.follower->firing(), std::optional(0));
    }

    void aGatewayWithoutAlertsIsAskedOnce()
    {
        Followed followed;
        followed.source->error = Error{ErrorKind::NotFound, u"no such list"_s, {}, {}};
        followed.start();
        followed.follower->start();
        QTRY_COMPARE(followed.source->requests.size(), std::size_t(1));
        const auto isAskedAgain = [&] { return followed.source->requests.size() > 1; };
        QVERIFY(!QTest::qWaitFor(isAskedAgain, 10 * int(soon.count())));
    }

    void whatWasMeasuredIsSaidBesideWhatIsAllowed_data()
    {
        QTest::addColumn<QVariant>("value");
        QTest::addColumn<QVariant>("threshold");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("text");
        QTest::newRow("above") << QVariant(2.5) << QVariant(2.0) << u"%"_s
                               << u"2.5\u00a0%, over 2\u00a0%"_s;
        QTest::newRow("below") << QVariant(1.0) << QVariant(5.0) << QString() << u"1, under 5"_s;
        QTest::newRow("nothing measured") << QVariant(1.0) << QVariant() << QString() << QString();
    }
    void whatWasMeasuredIsSaidBesideWhatIsAllowed()
    {
        QFETCH(QVariant, value);
        QFETCH(QVariant, threshold);
        QFETCH(QString, unit);
        QFETCH(QString, text);
        QCOMPARE(measuredText(value, threshold, unit), text);
    }
};

QTEST_GUILESS_MAIN(AlertFollowerTest)
#include "alertfollower_test.moc"
