// What ./dev bench replay measures: so many events of 1.5 KB to a URL, by a whole replay (journal,
// signature, judgement), by the sender alone, or by one QNetworkAccessManager. Prints
// {"sent":..., "seconds":..., "cpu_seconds":...}.
#include "services/replay/replay.h"

#include "services/sending/httpsender.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/resource.h>

using namespace gatehouse;

namespace {

const char *const benchSecret = "a secret of the benchmark";

struct Wish
{
    std::string mode;
    QString url;
    int events = 0;
    int concurrency = 64;
    double rate = 0;
};

replay::Fixture eventNumber(int number)
{
    replay::Fixture fixture;
    fixture.source = "github";
    fixture.tenant = "acme";
    fixture.eventType = "issues";
    fixture.headers = {{"Content-Type", "application/json"},
                       {"X-GitHub-Event", "issues"},
                       {"X-GitHub-Delivery", "delivery-" + std::to_string(number)}};
    fixture.body = "{\"action\":\"opened\",\"number\":" + std::to_string(number) + ",\"text\":\""
        + std::string(1450, 'x') + "\"}";
    fixture.expected = replay::Expectation{202, {}};
    return fixture;
}

double cpuSeconds()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return double(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
        + double(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

class Stopwatch
{
public:
    int print(qint64 sent) const
    {
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - m_begun;
        std::printf("{\"sent\":%lld,\"seconds\":%.6f,\"cpu_seconds\":%.6f}\n",
                    static_cast<long long>(sent), seconds.count(), cpuSeconds() - m_cpu);
        return 0;
    }

private:
    std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
    double m_cpu = cpuSeconds();
};

int byReplay(const Wish &wish)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("journal.sqlite"));
    const SystemClock clock;
    std::vector<replay::Fixture> fixtures;
    for (int i = 0; i < wish.events; ++i)
        fixtures.push_back(eventNumber(i));
    replay::Plan plan;
    plan.pace.perSecond = wish.rate;
    plan.concurrency = wish.concurrency;
    const auto id = replay::Journal::open(file)->create(QStringLiteral("bench"), plan.toJson(),
                                                        fixtures, clock.now());
    replay::Target target;
    target.name = QStringLiteral("bench");
    target.url = wish.url;
    const replay::SigningSecrets secrets{
        {"github/acme", std::make_shared<const secrets::Secret>(std::string_view(benchSecret))}};
    replay::Replay replay(file, id.value(), clock);
    qint64 good = 0;
    QObject::connect(&replay, &replay::Replay::finished, qApp, [&](const replay::Ending &ending) {
        good = ending.progress.outcomes.value(QStringLiteral("as_predicted"));
        QCoreApplication::quit();
    });
    const Stopwatch stopwatch;
    if (!replay.start(replay::Preparer(target, plan.preparation, secrets, "key", clock), plan))
        return 1;
    QCoreApplication::exec();
    return good == wish.events ? stopwatch.print(good) : 1;
}

int bySender(const Wish &wish)
{
    HttpSender sender;
    int sent = 0, good = 0;
    const auto request = [&] {
        const replay::Fixture fixture = eventNumber(sent++);
        return DeliveryRequest{wish.url.toStdString(), fixture.headers, fixture.body};
    };
    const Stopwatch stopwatch;
    while (sent < wish.events || sender.inFlight() > 0) {
        while (sent < wish.events && sender.inFlight() < std::size_t(wish.concurrency))
            sender.send(request(),
                        [&](const DeliveryResponse &response) { good += response.status == 202; });
        sender.perform(std::chrono::seconds(1));
    }
    return good == wish.events ? stopwatch.print(good) : 1;
}

/// As many at once as it is asked for; it opens six connections by itself.
class QtSender : public QObject
{
public:
    explicit QtSender(const Wish &wish)
        : m_wish(wish)
    {
    }
    void fill()
    {
        while (m_sent < m_wish.events && m_underWay < m_wish.concurrency)
            send();
        if (m_underWay == 0)
            QCoreApplication::quit();
    }
    int good() const { return m_good; }

private:
    void send()
    {
        const replay::Fixture fixture = eventNumber(m_sent++);
        QNetworkRequest request{QUrl(m_wish.url)};
        for (const auto &[name, value] : fixture.headers)
            request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
        QNetworkReply *reply = m_network.post(request, QByteArray::fromStdString(fixture.body));
        ++m_underWay;
        QObject::connect(reply, &QNetworkReply::finished, this, [this, reply] {
            m_good += reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 202;
            --m_underWay;
            reply->deleteLater();
            fill();
        });
    }

    const Wish &m_wish;
    QNetworkAccessManager m_network;
    int m_sent = 0, m_underWay = 0, m_good = 0;
};

int byQt(const Wish &wish)
{
    const Stopwatch stopwatch;
    QtSender sender(wish);
    sender.fill();
    QCoreApplication::exec();
    return sender.good() == wish.events ? stopwatch.print(sender.good()) : 1;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 6)
        return 2;
    const Wish wish{argv[1], QString::fromLocal8Bit(argv[2]), std::atoi(argv[3]),
                    std::atoi(argv[4]), std::atof(argv[5])};
    if (wish.mode == "replay")
        return byReplay(wish);
    return wish.mode == "qnam" ? byQt(wish) : bySender(wish);
}
