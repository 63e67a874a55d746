#include "app/gatehousectl/simulator.h"

#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QTimer>

#include <CLI/CLI.hpp>

#include <charconv>
#include <initializer_list>
#include <memory>
#include <utility>

namespace gatehouse::cli {

namespace {

constexpr std::chrono::milliseconds followInterval{500};
constexpr int mostAtOnce = 500;

struct SimulatorText
{
    Q_DECLARE_TR_FUNCTIONS(SimulatorText)
};

CLI::App *addCommand(CLI::App &group, const char *name, const QString &text)
{
    return group.add_subcommand(name, text.toStdString());
}

/// What a subcommand does once it was chosen and its gateway is there.
using Command = std::function<void(const Gateway &gateway, Output output, const Finish &finish)>;

/// Gives a subcommand the options that all have, and runs the command when it is chosen.
void offer(CLI::App &subcommand, Invocation &invocation, const Command &command)
{
    addConnectionOptions(subcommand, invocation);
    subcommand.callback([&invocation, command] {
        invocation.run = [&invocation, command](const Gateway &gateway, const Finish &finish) {
            command(gateway, Output(invocation.json), finish);
        };
    });
}

/// What the command line gave, as the members of a body.
using Body = std::shared_ptr<QJsonObject>;

Command post(const std::function<QString()> &path, const Body &body)
{
    return [path, body](const Gateway &gateway, Output output, const Finish &finish) {
        postObject(gateway, path(), *body, output, finish);
    };
}

Command post(const QString &path)
{
    return post([path] { return path; }, std::make_shared<QJsonObject>());
}

/// An option that is a number, and the member of the body that it becomes.
struct NumberOption
{
    const char *option;
    const char *member;
    double lowest;
    double highest;
    QString text;
};

CLI::Option *addNumber(CLI::App &command, const Body &body, const NumberOption &number)
{
    const auto take = [body, member = QString::fromLatin1(number.member)](double value) {
        body->insert(member, value);
    };
    return command.add_option_function<double>(number.option, take, number.text.toStdString())
        ->check(CLI::Range(number.lowest, number.highest));
}

void addNumbers(CLI::App &command, const Body &body, std::initializer_list<NumberOption> numbers)
{
    for (const NumberOption &number : numbers)
        addNumber(command, body, number);
}

/// stripe=20, of each source once.
bool takeSource(QJsonObject &sources, const std::string &text)
{
    const std::size_t equals = text.find('=');
    const std::size_t start = equals == std::string::npos ? text.size() : equals + 1;
    double rate = 0;
    const auto [end, error] = std::from_chars(text.data() + start, text.data() + text.size(), rate);
    const QString source = QString::fromStdString(text.substr(0, equals));
    const bool isNew = !sources.contains(source);
    sources.insert(source, rate);
    return isNew && error == std::errc() && end == text.data() + text.size() && rate >= 0;
}

CLI::Option *addSources(CLI::App &command, const Body &body)
{
    const auto take = [body](const std::vector<std::string> &texts) {
        QJsonObject sources;
        for (const std::string &text : texts) {
            if (!takeSource(sources, text))
                throw CLI::ValidationError(
                    "--source",
                    SimulatorText::tr("is NAME=RATE, each name once: stripe=20").toStdString());
        }
        body->insert(QStringLiteral("sources"), sources);
    };
    return command
        .add_option_function<std::vector<std::string>>(
            "--source", take,
            SimulatorText::tr("NAME=RATE, a second from that source; may be repeated")
                .toStdString())
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void addTraffic(CLI::App &group, Invocation &invocation)
{
    CLI::App *traffic =
        addCommand(group, "traffic", SimulatorText::tr("Send signed webhooks, or stop"));
    const auto body = std::make_shared<QJsonObject>();
    CLI::App *what = traffic->add_option_group("what");
    what->require_option(1, 0);
    CLI::Option *rate =
        addNumber(*what, body, {"--rate", "rate", 0, 1000, SimulatorText::tr("So many a second")});
    CLI::Option *sources = addSources(*what, body);
    CLI::Option *count = addNumber(
        *what, body, {"--count", "count", 1, 100000, SimulatorText::tr("So many at once")});
    const auto stops = std::make_shared<bool>(false);
    CLI::Option *stop =
        what->add_flag("--stop", *stops, SimulatorText::tr("Send no more").toStdString());
    sources->excludes(rate);
    stop->excludes(rate, sources, count);
    addNumbers(
        *traffic, body,
        {{"--burst", "burst", 1, 1000, SimulatorText::tr("In bursts of so many")},
         {"--bad-signatures", "bad_signature_share", 0, 1,
          SimulatorText::tr("Share that is refused")},
         {"--duplicates", "duplicate_share", 0, 1, SimulatorText::tr("Share that was sent before")},
         {"--failing", "failing_share", 0, 1, SimulatorText::tr("Share whose delivery fails")},
         {"--clock-skew", "clock_skew_seconds", -600, 600,
          SimulatorText::tr("Seconds that the senders' clocks are ahead")}});
    const auto path = [stops] {
        return *stops ? QStringLiteral("simulator/traffic/stop")
                      : QStringLiteral("simulator/traffic");
    };
    offer(*traffic, invocation, post(path, body));
}

void addWordPress(CLI::App &group, Invocation &invocation)
{
    CLI::App *wordpress =
        addCommand(group, "wordpress",
                   SimulatorText::tr("How the stand-in for WordPress answers from now on"));
    const auto body = std::make_shared<QJsonObject>();
    const auto takeMode = [body](const std::string &mode) {
        body->insert(QStringLiteral("mode"), QString::fromStdString(mode));
    };
    wordpress
        ->add_option_function<std::string>("mode", takeMode,
                                           SimulatorText::tr("What it does").toStdString())
        ->required()
        ->check(CLI::IsMember({"accept", "fail", "hang", "drop", "reset", "cut"}));
    addNumbers(
        *wordpress, body,
        {{"--status", "status", 300, 599, SimulatorText::tr("HTTP status of what fails")},
         {"--failing", "failing_share", 0, 1,
          SimulatorText::tr("Share that fails although it accepts")},
         {"--delay", "delay_ms", 0, 60000, SimulatorText::tr("Milliseconds before an answer")},
         {"--retry-after", "retry_after_seconds", 0, 3600,
          SimulatorText::tr("Retry-After of what fails")},
         {"--for", "for_seconds", 1, 3600, SimulatorText::tr("Seconds; then it accepts again")}});
    offer(*wordpress, invocation, post([] { return QStringLiteral("simulator/wordpress"); }, body));
}

QString scenarioText(const QJsonObject &scenario)
{
    return scenario[u"id"].toString().leftJustified(20) + scenario[u"title"].toString()
        + QLatin1String(": ") + scenario[u"text"].toString();
}

void listScenarios(const Gateway &gateway, const Output &output, const Finish &finish)
{
    listObjects(gateway, QStringLiteral("simulator/scenarios"), output, finish, scenarioText);
}

void addScenarios(CLI::App &group, Invocation &invocation)
{
    offer(*addCommand(group, "scenarios", SimulatorText::tr("List what can be played")), invocation,
          listScenarios);
    CLI::App *run =
        addCommand(group, "run", SimulatorText::tr("Play a scenario; another one ends"));
    const auto id = std::make_shared<std::string>();
    run->add_option("id", *id, SimulatorText::tr("As `simulator scenarios` lists it").toStdString())
        ->required();
    const auto path = [id] {
        return QStringLiteral("simulator/scenarios/%1/run")
            .arg(AdminClient::segment(QString::fromStdString(*id)));
    };
    offer(*run, invocation, post(path, std::make_shared<QJsonObject>()));
    offer(*addCommand(group, "stop", SimulatorText::tr("End the scenario that plays")), invocation,
          post(QStringLiteral("simulator/scenarios/stop")));
}

/// 2026-11-17T14:32:07.385Z in  acme         /api/webhooks/stripe/ingest     202 queued  2.1 ms
QString requestText(const QJsonObject &request)
{
    const int status = request[u"status"].toInt();
    const QString answer = (status ? QString::number(status) : QStringLiteral("-")) + u' '
        + request[u"outcome"].toString();
    const QString line = request[u"time"].toString().leftJustified(25)
        + (request[u"direction"] == QLatin1String("ingest") ? QLatin1String("in  ")
                                                            : QLatin1String("out "))
        + request[u"tenant"].toString().leftJustified(12) + u' '
        + request[u"path"].toString().leftJustified(34) + u' ' + answer.leftJustified(22) + u' '
        + QString::number(request[u"latency_ms"].toDouble(), 'f', 1).rightJustified(8)
        + QStringLiteral(" ms  ") + request[u"note"].toString();
    return line.trimmed();
}

/// The request log on its way; keeps itself alive through the handlers of its reads.
struct RequestReader : std::enable_shared_from_this<RequestReader>
{
    AdminClient *api = nullptr;
    Output output{false};
    Finish finish;
    int limit = 0;
    bool isFollowing = false;
    std::optional<qint64> last;

    void read()
    {
        QUrlQuery query{{QStringLiteral("limit"), QString::number(limit)}};
        if (last)
            query.addQueryItem(QStringLiteral("after"), QString::number(*last));
        whenDone(api->get(QStringLiteral("simulator/requests"), query), qApp,
                 [self = shared_from_this()](const Result<QJsonObject> &answer) {
                     self->arrived(answer);
                 });
    }

    void arrived(const Result<QJsonObject> &answer)
    {
        if (!answer) {
            printError(answer.error(), output.isJson());
            finish(Failed);
            return;
        }
        const QJsonArray items = (*answer)[u"items"].toArray();
        print(items, (*answer)[u"lost"].toInteger());
        last = (*answer)[u"next"].toInteger();
        if (!isFollowing)
            finish(Done);
        else if (items.size() == std::exchange(limit, mostAtOnce))
            read();
        else
            QTimer::singleShot(followInterval, qApp, [self = shared_from_this()] { self->read(); });
    }

    void print(const QJsonArray &items, qint64 lost) const
    {
        if (lost > 0 && !output.isJson())
            output.text(SimulatorText::tr("Not shown, since they came too fast: %1").arg(lost));
        printItems(items, output, requestText);
        Output::flush();
    }
};

struct RequestOptions
{
    int limit = 50;
    bool follow = false;
};

void addRequests(CLI::App &group, Invocation &invocation)
{
    CLI::App *requests =
        addCommand(group, "requests", SimulatorText::tr("The last requests, oldest first"));
    const auto options = std::make_shared<RequestOptions>();
    requests
        ->add_option("--limit", options->limit,
                     SimulatorText::tr("Begin with at most so many").toStdString())
        ->check(CLI::Range(1, mostAtOnce))
        ->capture_default_str();
    requests->add_flag("--follow", options->follow,
                       SimulatorText::tr("Go on with what comes, until Ctrl+C").toStdString());
    offer(*requests, invocation,
          [options](const Gateway &gateway, Output output, const Finish &finish) {
              auto reader = std::make_shared<RequestReader>();
              reader->api = gateway.api.get();
              reader->output = output;
              reader->finish = finish;
              reader->limit = options->limit;
              reader->isFollowing = options->follow;
              checkApi(gateway, output, finish, [reader] { reader->read(); });
          });
}

} // namespace

void addSimulator(CLI::App &app, Invocation &invocation)
{
    CLI::App *group =
        addCommand(app, "simulator", SimulatorText::tr("Traffic and faults of a local gateway"));
    group->require_subcommand(1);
    offer(*addCommand(*group, "status",
                      SimulatorText::tr("The stand-in, the traffic and the scenario")),
          invocation, [](const Gateway &gateway, Output output, const Finish &finish) {
              showObject(gateway, QStringLiteral("simulator/status"), output, finish);
          });
    addTraffic(*group, invocation);
    addWordPress(*group, invocation);
    addScenarios(*group, invocation);
    addRequests(*group, invocation);
}

} // namespace gatehouse::cli
