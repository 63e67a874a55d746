#include "models/metrics/apimetrics.h"
#include "tests/support/manualclock.h"

#include <QDateTime>
#include <QJsonArray>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::metrics;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Timestamp hour = Timestamp(std::chrono::seconds(1'794'909'600)); // 2026-11-17T10:00Z

QString textOf(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch() / 1ms, Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

QJsonObject bucket(Timestamp at, int calls, int latencyBucket = 100)
{
    return {
        {u"at"_s, textOf(at)},
        {u"calls"_s, calls},
        {u"errors"_s, 0},
        {u"latency_us"_s,
         QJsonObject{{u"buckets"_s, QJsonArray{latencyBucket}}, {u"counts"_s, QJsonArray{calls}}}}};
}

QJsonObject answerOf(Timestamp from, int step, const QJsonArray &buckets)
{
    return {
        {u"from"_s, textOf(from)},
        {u"step_seconds"_s, step},
        {u"measured_until"_s, textOf(hour + 24h)},
        {u"series"_s,
         QJsonArray{QJsonObject{
             {u"value"_s, QJsonValue::Null}, {u"is_other"_s, false}, {u"buckets"_s, buckets}}}}};
}

MetricRequest requestOf(std::vector<Timestamp> edges)
{
    return {"delivery", {}, 10, std::move(edges), {}};
}

} // namespace

class ApiMetricsTest : public QObject
{
    Q_OBJECT

    test::ManualClock m_clock{hour + 30 * 24h};
    std::vector<QUrlQuery> m_asked;
    QList<Result<QJsonObject>> m_answers; ///< one after the other
    ApiMetrics m_source{[this](const QString &path, const QUrlQuery &query) {
                            if (path != "metrics/query"_L1)
                                qFatal("asked %s", qPrintable(path));
                            m_asked.push_back(query);
                            return QtFuture::makeReadyFuture(m_answers.takeFirst());
                        },
                        m_clock};

    Result<MetricAnswer> read(const MetricRequest &request)
    {
        const auto future = m_source.read(request);
        [&] { QTRY_VERIFY(future.isFinished()); }();
        return future.result();
    }
    QString asked(std::size_t call, const QString &item) const
    {
        return m_asked[call].queryItemValue(item, QUrl::FullyDecoded);
    }

private slots:
    void init()
    {
        m_asked.clear();
        m_answers.clear();
    }

    void edgesOfOneStepAreAskedForAsTheyAre()
    {
        m_answers = {answerOf(hour, 900, {bucket(hour + 15min, 7)})};
        MetricRequest request = requestOf({hour, hour + 15min, hour + 30min});
        request.by = "tenant";
        request.most = 3;
        request.filter.conditions = {{u"source"_s, {}, {u"stripe"_s}}};
        QJsonObject series = m_answers[0]->value(u"series"_s)[0].toObject();
        series[u"value"_s] = u"acme"_s;
        (*m_answers[0])[u"series"_s] = QJsonArray{series};
        const auto answer = read(request);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QCOMPARE(answer->series[0].value, "acme");
        QCOMPARE(answer->series[0].cells.size(), std::size_t(1));
        QCOMPARE(answer->series[0].cells.at(1).calls, 7);
        QCOMPARE(answer->series[0].cells.at(1).latency.size(), 7);
        QCOMPARE(asked(0, u"measure"_s), u"delivery"_s);
        QCOMPARE(asked(0, u"by"_s), u"tenant"_s);
        QCOMPARE(asked(0, u"top"_s), u"3"_s);
        QCOMPARE(asked(0, u"step"_s), u"900s"_s);
        QCOMPARE(asked(0, u"histograms"_s), u"true"_s);
        QVERIFY(asked(0, u"filter"_s).contains(u"stripe"_s));
    }

    void latenciesThatAreNotAskedForAreNotSent()
    {
        QJsonObject told = bucket(hour, 7);
        told.remove(u"latency_us"_s);
        m_answers = {answerOf(hour, 3600, {told})};
        MetricRequest request = requestOf({hour, hour + 1h});
        request.tellsLatencies = false;
        const auto answer = read(request);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QVERIFY(asked(0, u"histograms"_s).isEmpty());
        QCOMPARE(answer->series[0].cells.at(0).calls, 7);
        QVERIFY(answer->series[0].cells.at(0).latency.isEmpty());
    }

    void latenciesThatAreMissingAreAFault()
    {
        QJsonObject told = bucket(hour, 7);
        told.remove(u"latency_us"_s);
        m_answers = {answerOf(hour, 3600, {told})};
        QVERIFY(!read(requestOf({hour, hour + 1h})));
    }

    void unevenEdgesAreAddedUpFromFinerSteps()
    {
        m_answers = {answerOf(hour, 3600,
                              {bucket(hour, 1), bucket(hour + 1h, 2, 3000), bucket(hour + 2h, 4)})};
        const auto answer = read(requestOf({hour, hour + 2h, hour + 3h}));
        QVERIFY(answer);
        QCOMPARE(asked(0, u"step"_s), u"3600s"_s);
        QCOMPARE(answer->series[0].cells.at(0).calls, 3);
        QCOMPARE(answer->series[0].cells.at(0).latency.counts().size(), std::size_t(2));
        QCOMPARE(answer->series[0].cells.at(1).calls, 4);
    }

    void moreStepsThanTheApiHasAreAskedForInParts()
    {
        const Timestamp second = hour + 1440min;
        m_answers = {answerOf(hour, 60, {bucket(hour, 1)}),
                     answerOf(second, 60, {bucket(second, 2), bucket(second + 1min, 3)})};
        const auto answer = read(requestOf({hour, hour + 1min, second + 1min, second + 2min}));
        QVERIFY(answer);
        QCOMPARE(m_asked.size(), std::size_t(2));
        QCOMPARE(asked(1, u"top"_s), u"50"_s);
        QCOMPARE(answer->series[0].cells.at(0).calls, 1);
        QCOMPARE(answer->series[0].cells.at(1).calls, 2);
        QCOMPARE(answer->series[0].cells.at(2).calls, 3);
    }

    void farTooManyStepsAreInvalidAndNotAskedFor()
    {
        m_clock.jumpTo(hour);
        const auto answer = read(requestOf({hour, hour + 1min, hour + 60 * 24h}));
        m_clock.jumpTo(hour + 30 * 24h);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Invalid);
        QVERIFY(m_asked.empty());
    }

    void anErrorIsPassedOn()
    {
        m_answers = {failure(ErrorKind::Denied, u"not you"_s)};
        const auto answer = read(requestOf({hour, hour + 1h}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().message, u"not you"_s);
    }

    void anErrorOfALaterPartIsPassedOn()
    {
        m_answers = {answerOf(hour, 60, {}), failure(ErrorKind::Unavailable, u"away"_s)};
        const auto answer = read(requestOf({hour, hour + 1min, hour + 25h}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Unavailable);
    }

    void whatWasNotPromisedIsAnError_data()
    {
        QTest::addColumn<QJsonObject>("json");
        const QJsonObject good = answerOf(hour, 3600, {bucket(hour, 1)});
        const auto with = [&](const char *name, const QString &member, const QJsonValue &value) {
            QJsonObject changed = good;
            changed[member] = value;
            QTest::newRow(name) << changed;
        };
        const auto withSeries = [&](const char *name, const QString &member,
                                    const QJsonValue &value) {
            QJsonObject series = good[u"series"_s][0].toObject();
            series[member] = value;
            with(name, u"series"_s, QJsonArray{series});
        };
        const auto withBucket = [&](const char *name, const QString &member,
                                    const QJsonValue &value) {
            QJsonObject changed = bucket(hour, 1);
            changed[member] = value;
            withSeries(name, u"buckets"_s, QJsonArray{changed});
        };
        const auto histogram = [](const QJsonValue &buckets, const QJsonValue &counts) {
            return QJsonObject{{u"buckets"_s, buckets}, {u"counts"_s, counts}};
        };
        QTest::newRow("nothing") << QJsonObject();
        with("another beginning", u"from"_s, textOf(hour + 1h));
        with("another step", u"step_seconds"_s, 60);
        with("no steps", u"step_seconds"_s, u"3600"_s);
        with("no time", u"measured_until"_s, u"soon"_s);
        with("no series", u"series"_s, QJsonValue::Null);
        QJsonArray many;
        for (int i = 0; i < 12; ++i)
            many += good[u"series"_s][0];
        with("too many series", u"series"_s, many);
        with("series of another kind", u"series"_s, QJsonArray{1, u"x"_s});
        withSeries("a value that was not asked for", u"value"_s, u"acme"_s);
        withSeries("neither other nor not", u"is_other"_s, u"no"_s);
        withSeries("no buckets", u"buckets"_s, 3);
        withSeries("a bucket twice", u"buckets"_s, QJsonArray{bucket(hour, 1), bucket(hour, 1)});
        withBucket("before the beginning", u"at"_s, textOf(hour - 1h));
        withBucket("beyond the end", u"at"_s, textOf(hour + 2h));
        withBucket("between two steps", u"at"_s, textOf(hour + 1min));
        withBucket("no time of a bucket", u"at"_s, u"later"_s);
        withBucket("below zero", u"calls"_s, -1);
        withBucket("no whole number", u"calls"_s, 1.5);
        withBucket("beyond all numbers", u"calls"_s, 1e300);
        withBucket("a text", u"calls"_s, u"1"_s);
        withBucket("more errors than calls", u"errors"_s, 2);
        withBucket("a part of a hit", u"cache_hits"_s, 0.5);
        withBucket("cost below zero", u"cost_usd"_s, -0.5);
        withBucket("more hits than calls", u"cache_hits"_s, 2);
        withBucket("no histogram", u"latency_us"_s, QJsonValue::Null);
        withBucket("buckets without counts", u"latency_us"_s,
                   histogram(QJsonArray{1, 2}, QJsonArray{1}));
        withBucket("a bucket that there is not", u"latency_us"_s,
                   histogram(QJsonArray{40'000}, QJsonArray{1}));
        withBucket("a bucket below zero", u"latency_us"_s,
                   histogram(QJsonArray{-1}, QJsonArray{1}));
        withBucket("more latencies than calls", u"latency_us"_s,
                   histogram(QJsonArray{1}, QJsonArray{2}));
        QJsonArray endless;
        for (int i = 0; i < 5000; ++i)
            endless += 1;
        withBucket("an endless histogram", u"latency_us"_s, histogram(endless, endless));
    }
    void whatWasNotPromisedIsAnError()
    {
        QFETCH(QJsonObject, json);
        m_answers = {json};
        const auto answer = read(requestOf({hour, hour + 1h, hour + 2h}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Bug);
    }

    /// Nobody else's chart may fail by that.
    void whatASenderToldMayBeHuge()
    {
        QJsonObject first = bucket(hour, 1), second = bucket(hour + 1h, 1);
        for (QJsonObject *told : {&first, &second}) {
            (*told)[u"tokens_prompt"_s] = qint64(9'000'000'000'000'000'000);
            (*told)[u"cost_usd"_s] = 1e200;
        }
        m_answers = {answerOf(hour, 3600, {first, second})};
        MetricRequest request = requestOf({hour, hour + 2h, hour + 3h});
        request.measure = "ai";
        const auto answer = read(request);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QVERIFY(answer->series[0].cells.at(0).tokensPrompt >= 9'000'000'000'000'000'000);
        QCOMPARE(answer->series[0].cells.at(0).costUsd, 2e200);
    }

    void ofAGaugeTheLastLookCounts()
    {
        const auto look = [](Timestamp at, double amount) {
            return QJsonObject{{u"at"_s, textOf(at)}, {u"amount"_s, amount}};
        };
        m_answers = {answerOf(hour, 3600, {look(hour, 7), look(hour + 1h, 2.5)})};
        MetricRequest request = requestOf({hour, hour + 2h, hour + 3h});
        request.measure = "oldest_job_seconds";
        const auto answer = read(request);
        QVERIFY(answer);
        QVERIFY(answer->series.empty());
        QCOMPARE(answer->gauges[0].cells.size(), std::size_t(1));
        QCOMPARE(answer->gauges[0].cells.at(0).value, 2.5);
        QCOMPARE(asked(0, u"top"_s), u"50"_s); // the first of the steps need not be the buckets'
    }

    void aGaugeThatIsNoneIsAnError_data()
    {
        QTest::addColumn<QJsonValue>("amount");
        QTest::newRow("nothing") << QJsonValue();
        QTest::newRow("below zero") << QJsonValue(-1);
        QTest::newRow("a text") << QJsonValue(u"3"_s);
    }
    void aGaugeThatIsNoneIsAnError()
    {
        QFETCH(QJsonValue, amount);
        m_answers = {
            answerOf(hour, 3600, {QJsonObject{{u"at"_s, textOf(hour)}, {u"amount"_s, amount}}})};
        MetricRequest request = requestOf({hour, hour + 1h});
        request.measure = "jobs_waiting";
        const auto answer = read(request);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Bug);
    }

    void cancellingStopsTheRequest()
    {
        QPromise<Result<QJsonObject>> promise;
        promise.start();
        int calls = 0;
        ApiMetrics source(
            [&](const QString &, const QUrlQuery &) {
                ++calls;
                return promise.future();
            },
            m_clock);
        auto reading = source.read(requestOf({hour, hour + 1min, hour + 40h}));
        reading.cancel();
        QTRY_VERIFY(promise.isCanceled());
        promise.finish();
        QCoreApplication::processEvents();
        QCOMPARE(calls, 1);
    }

    void itSaysHowFarBehindItIs()
    {
        const QString name = m_source.name();
        QVERIFY(sourceText(m_source, hour, hour + 40s).startsWith(name));
        QVERIFY(sourceText(m_source, hour, hour + 40s).contains(u"40 s"_s));
        QVERIFY(sourceText(m_source, hour, hour + 4min).contains(u"4 min"_s));
        QVERIFY(sourceText(m_source, hour + 1h, hour).contains(u"0 s"_s));
        QVERIFY(sourceText(m_source, std::nullopt, hour) != name);
    }
};

QTEST_GUILESS_MAIN(ApiMetricsTest)
#include "apimetrics_test.moc"
