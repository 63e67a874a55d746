#include "services/core/hex.h"
#include "services/core/log.h"
#include "services/gateway/seed/seededevent.h"
#include "services/gateway/simulator/fixture.h"
#include "services/signing/digest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <map>
#include <set>

using namespace gatehouse;
using namespace gatehouse::gateway;

namespace {

constexpr Timestamp end{std::chrono::microseconds(1'795'720'812'345'678)};

} // namespace

/// What is made up, before it is stored.
class SeededEventTest : public QObject
{
    Q_OBJECT

    std::optional<Normalizer> m_normalizer;
    std::vector<EventKind> m_kinds;

    std::vector<SeededEvent> events(const SeedPlan &plan) const
    {
        EventSource source(plan, m_kinds);
        std::vector<SeededEvent> made(std::size_t(plan.events));
        for (SeededEvent &event : made)
            source.next(event);
        return made;
    }
    /// The headers as the gateway would read them.
    static Normalizer::HeaderList headersOf(const EventKind &kind, const SeededEvent &event)
    {
        Normalizer::HeaderList headers;
        const auto json =
            QJsonDocument::fromJson(QByteArray::fromStdString(kind.headers.filled(event.values)));
        const QJsonArray fields = json.array();
        for (const auto &field : fields)
            headers.emplace_back(field[0].toString().toStdString(),
                                 field[1].toString().toStdString());
        return headers;
    }
    static std::string signedId(const EventKind &kind, const Normalizer::HeaderList &headers)
    {
        for (const auto &[name, value] : headers) {
            if (kind.source == "standard" && name == "webhook-id")
                return value;
        }
        return {};
    }

private slots:
    void initTestCase()
    {
        auto normalizer = Normalizer::load();
        QVERIFY(normalizer);
        m_normalizer.emplace(std::move(*normalizer));
        auto kinds = eventKinds(*m_normalizer);
        QVERIFY2(kinds, kinds ? "" : qPrintable(kinds.error().message));
        m_kinds = std::move(*kinds);
    }

    void everyFixtureOfEverySourceIsAKind()
    {
        std::set<std::pair<std::string, std::string>> found, expected;
        for (const EventKind &kind : m_kinds)
            found.emplace(kind.source, kind.fixture);
        for (const std::string &source : m_normalizer->sources()) {
            for (const Fixture &fixture : fixturesOf(source))
                expected.emplace(source, fixture.name);
        }
        QVERIFY(found.size() > 50);
        QVERIFY(found == expected);
    }

    void normalizerSaysTheSameOfEveryKind_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(m_kinds.size()); ++i)
            QTest::addRow("%s %s %d", m_kinds[std::size_t(i)].source.c_str(),
                          m_kinds[std::size_t(i)].fixture.c_str(), i)
                << i;
    }
    /// Two events of it: what is told apart by nothing but their slots.
    void normalizerSaysTheSameOfEveryKind()
    {
        QFETCH(int, index);
        const EventKind &kind = m_kinds[std::size_t(index)];
        const std::vector<EventKind> only{kind};
        EventSource source({.events = 2, .days = 3, .end = end}, only);
        for (int i = 0; i < 2; ++i) {
            SeededEvent event;
            source.next(event);
            const auto headers = headersOf(kind, event);
            const std::string sent =
                m_normalizer->isBatch(kind.source) ? '[' + event.body + ']' : event.body;
            const auto events = m_normalizer->normalizeRequest(
                {kind.source, headers, sent, event.values[Slot::Tenant], signedId(kind, headers)},
                [&event] { return event.id; });
            QVERIFY2(events, events ? "" : qPrintable(events.error().message));
            QCOMPARE(events->size(), std::size_t(1));
            const CanonicalEvent &normal = events->front();
            const auto filled = [&](const std::optional<MarkedText> &text) {
                return text ? std::optional(text->filled(event.values)) : std::nullopt;
            };
            QCOMPARE(kind.canonical.filled(event.values), normal.json);
            QCOMPARE(std::string(normal.raw), event.body);
            QCOMPARE(kind.eventType, normal.eventType);
            QCOMPARE(kind.providerEventId.filled(event.values), normal.providerEventId);
            QCOMPARE(kind.idempotencyKey.filled(event.values),
                     kind.source + ':' + event.values[Slot::Tenant] + ':' + normal.providerEventId);
            QVERIFY(filled(kind.subjectId) == normal.subjectId);
            QVERIFY(filled(kind.actorId) == normal.actorId);
            QVERIFY(filled(kind.actorEmail) == normal.actorEmail);
            QVERIFY(kind.subjectType == normal.subjectType);
            const auto occurredAt = kind.occurredAfter
                ? std::optional(event.sentAt + *kind.occurredAfter)
                : kind.occurredAt;
            QVERIFY(occurredAt == normal.occurredAt);
            QCOMPARE(kind.job.has_value(), normal.job.has_value());
            if (kind.job)
                QCOMPARE(kind.job->id.filled(event.values), normal.job->jobId);
            QCOMPARE(kind.secondKey.isEmpty(), normal.secondEventId.empty());
            QCOMPARE(event.bodyHash, signing::sha256(event.body));
        }
    }

    void noMarkIsLeftInWhatIsFilled()
    {
        for (const EventKind &kind : m_kinds) {
            const std::vector<EventKind> only{kind};
            EventSource source({.events = 1, .days = 3, .end = end}, only);
            SeededEvent event;
            source.next(event);
            std::string all = event.body;
            for (const MarkedText *text : {&kind.canonical, &kind.headers, &kind.url,
                                           &kind.refused.diagnosis, &kind.refused.explanation})
                all += text->filled(event.values);
            for (const char *mark :
                 {"Qx7", "qx7", "918273645501", "981173106", "2001-02-03", "765430219"})
                QVERIFY2(all.find(mark) == std::string::npos, (kind.source + ' ' + mark).c_str());
        }
    }

    void refusedRequestIsExplainedLikeARealOne()
    {
        for (const EventKind &kind : m_kinds) {
            QCOMPARE(kind.refused.error, std::string("401 signature mismatch"));
            const SlotValues none;
            const auto json = QJsonDocument::fromJson(
                QByteArray::fromStdString(kind.refused.explanation.filled(none)));
            QCOMPARE(json[u"code"].toString(), QStringLiteral("signature_mismatch"));
            QCOMPARE(json[u"checks"].toArray().size(), 4);
        }
    }

    void samePlanMakesTheSame()
    {
        const SeedPlan plan{.events = 500, .days = 10, .end = end, .seed = 7};
        const auto first = events(plan);
        const auto second = events(plan);
        for (std::size_t i = 0; i < first.size(); ++i) {
            QCOMPARE(first[i].id, second[i].id);
            QCOMPARE(first[i].body, second[i].body);
            QCOMPARE(first[i].traceId, second[i].traceId);
        }
    }

    void otherSeedOrEndMakesOthers_data()
    {
        QTest::addColumn<quint64>("seed");
        QTest::addColumn<qint64>("later");
        QTest::newRow("seed") << quint64(8) << qint64(0);
        QTest::newRow("end") << quint64(7) << qint64(1);
    }
    void otherSeedOrEndMakesOthers()
    {
        QFETCH(quint64, seed);
        QFETCH(qint64, later);
        std::set<std::string> known;
        for (const SeededEvent &event : events({.events = 300, .days = 10, .end = end, .seed = 7}))
            known.insert(event.values[Slot::Id]);
        for (const SeededEvent &event : events({.events = 300,
                                        .days = 10,
                                        .end = end + std::chrono::seconds(later),
                                        .seed = seed}))
            QVERIFY(!known.contains(event.values[Slot::Id]));
    }

    void timesGoForwardAndFillTheHistory()
    {
        const auto made = events({.events = 20'000, .days = 14, .end = end});
        for (std::size_t i = 0; i < made.size(); ++i) {
            QCOMPARE(made[i].id.time(), made[i].receivedAt);
            QCOMPARE(made[i].id.version(), 7);
            QVERIFY(i == 0 || made[i - 1].receivedAt <= made[i].receivedAt);
            QVERIFY(made[i].sentAt <= made[i].receivedAt);
        }
        QVERIFY(made.front().receivedAt < end - std::chrono::hours(14 * 24 - 2));
        QVERIFY(made.back().receivedAt <= end);
        QVERIFY(made.back().receivedAt > end - std::chrono::hours(1));
    }

    void saleBringsMoreThanOtherDays()
    {
        std::map<std::int64_t, int> byDay;
        for (const SeededEvent &event : events({.events = 50'000, .days = 30, .end = end}))
            ++byDay[std::chrono::floor<std::chrono::days>(event.receivedAt)
                        .time_since_epoch()
                        .count()];
        std::vector<int> counts;
        for (const auto &[day, count] : byDay)
            counts.push_back(count);
        std::sort(counts.begin(), counts.end());
        QVERIFY(counts.back() > 3 * counts[counts.size() / 2]);
    }

    void trafficIsSkewed()
    {
        std::map<std::size_t, int> byTenant;
        std::map<std::string, int> bySource;
        for (const SeededEvent &event : events({.events = 50'000, .days = 30, .end = end})) {
            ++byTenant[event.tenant];
            ++bySource[m_kinds[event.kind].source];
        }
        QCOMPARE(bySource.size(), std::size_t(10));
        QVERIFY(byTenant.size() > 40);
        QVERIFY(byTenant[0] > 10'000);
        QVERIFY(byTenant[0] > 50 * byTenant.rbegin()->second);
    }

    void customersAndOrdersComeAgain()
    {
        std::map<std::string, std::set<std::string>> customersByOrder;
        std::map<std::string, int> eventsByOrder;
        for (const SeededEvent &event : events({.events = 20'000, .days = 30, .end = end})) {
            const std::string order = event.values[Slot::Tenant] + event.values[Slot::Order];
            customersByOrder[order].insert(event.values[Slot::Customer]
                                           + event.values[Slot::Email]);
            ++eventsByOrder[order];
        }
        QVERIFY(eventsByOrder.size() < 12'000);
        for (const auto &[order, customers] : customersByOrder)
            QCOMPARE(customers.size(), std::size_t(1));
    }

    void oldSecretRefusesManyInARow()
    {
        const SeedPlan plan{.events = 60'000, .days = 10, .end = end};
        const History history(plan);
        const Period &first = history.wrongSecrets().front();
        int within = 0, beyond = 0;
        for (const SeededEvent &event : events(plan)) {
            if (event.isRefused && event.tenant == 0)
                ++(first.contains(event.receivedAt) ? within : beyond);
        }
        QVERIFY2(within > 40, qPrintable(QString::number(within)));
        QVERIFY2(within > beyond, "six hours against ten days");
    }
};

QTEST_APPLESS_MAIN(SeededEventTest)

#include "seededevent_test.moc"
