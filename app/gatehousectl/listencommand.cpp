#include "app/gatehousectl/listencommand.h"

#include "app/gatehousectl/commands.h"
#include "app/gatehousectl/credentials.h"
#include "app/gatehousectl/filteroptions.h"
#include "app/gatehousectl/preparationoptions.h"
#include "models/collection/filtervalue.h"
#include "models/listen/listener.h"
#include "services/core/log.h"
#include "services/replay/journal.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

#include <memory>

namespace gatehouse::cli {

namespace {

using listen::Forwarded;
using listen::Listener;

struct ListenText
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::cli::Listen)
};

struct ListenOptions
{
    std::string url, target, since;
    PreparationOptions preparation;
};

std::optional<Timestamp> momentOf(const std::string &text, Timestamp now)
{
    const QString given = QString::fromStdString(text);
    if (given == u"now")
        return now;
    if (const auto span = collection::parseSpan(given))
        return now - *span;
    return collection::parseMoment(given, false);
}

Result<> checkListen(const ListenOptions &options)
{
    if (options.url.empty() == options.target.empty())
        return failure(ErrorKind::Invalid, ListenText::tr("Say --forward URL or --target NAME."));
    if (!options.since.empty() && !momentOf(options.since, Timestamp()))
        return failure(
            ErrorKind::Invalid,
            ListenText::tr("--since is now, a span like 30s, 15min, 24h or 7d, or a time like "
                           "2026-11-27T09:30:00Z."));
    const auto preparation = preparationOf(options.preparation);
    return preparation ? Result<>() : failure(preparation.error());
}

/// One run, until a signal ends it.
class Listening : public QObject
{
public:
    Listening(const Gateway &gateway, const ListenOptions &options,
              const collection::Descriptor &events, collection::Filter filter, Output output,
              Finish finish)
        : m_gateway(gateway)
        , m_options(options)
        , m_events(events)
        , m_filter(std::move(filter))
        , m_output(output)
        , m_finish(std::move(finish))
    {
    }

    void begin();

private:
    void fail(const Error &error)
    {
        printError(error, m_output.isJson());
        m_finish(Failed);
    }
    Result<listen::ListenWish> wish() const;
    void tellStart(Timestamp since, const QString &url) const;
    void tell(const Forwarded &event) const;
    void tellWaiting(const Error &error, std::chrono::milliseconds pause) const;

    const Gateway &m_gateway;
    const ListenOptions &m_options;
    const collection::Descriptor &m_events;
    collection::Filter m_filter;
    Output m_output;
    Finish m_finish;
    std::unique_ptr<Listener> m_listener;
};

Result<listen::ListenWish> Listening::wish() const
{
    auto target = targetFor(m_options.target, m_options.url, m_options.preparation.secretFiles);
    if (!target)
        return failure(target.error());
    auto preparation = preparationOf(m_options.preparation);
    if (!preparation)
        return failure(preparation.error());
    listen::ListenWish wish{m_filter, std::move(*target), std::move(*preparation)};
    if (!m_options.since.empty())
        wish.since = [text = m_options.since](Timestamp now) { return momentOf(text, now); };
    return wish;
}

void Listening::begin()
{
    auto wished = wish();
    if (!wished) {
        fail(wished.error());
        return;
    }
    const QString url = wished->target.url;
    m_listener = std::make_unique<Listener>(
        listen::ListenServices{*m_gateway.api, m_gateway.clock, m_gateway.source(m_events),
                               replay::Journal::defaultFile(),
                               [this] { return openedStore(this); }},
        std::move(*wished));
    connect(m_listener.get(), &Listener::started, this,
            [this, url](Timestamp since) { tellStart(since, url); });
    connect(m_listener.get(), &Listener::forwarded, this, &Listening::tell);
    connect(m_listener.get(), &Listener::waiting, this, &Listening::tellWaiting);
    connect(m_listener.get(), &Listener::failed, this, &Listening::fail);
    m_listener->start();
}

void Listening::tellStart(Timestamp since, const QString &url) const
{
    if (!m_output.isJson())
        m_output.text(ListenText::tr("Events since %1 go to %2. Ctrl+C ends.")
                          .arg(QString::fromStdString(toRfc3339(since)), url));
    Output::flush();
}

void Listening::tell(const Forwarded &event) const
{
    const QString at = QString::fromStdString(toRfc3339(event.receivedAt));
    const QString id = QString::fromStdString(event.id.toString());
    const double latency = double(event.latency.count()) / 1000;
    if (m_output.isJson())
        m_output.object({{QStringLiteral("id"), id},
                         {QStringLiteral("received_at"), at},
                         {QStringLiteral("source"), event.source},
                         {QStringLiteral("tenant"), event.tenant},
                         {QStringLiteral("event_type"), event.eventType},
                         {QStringLiteral("status"), event.status},
                         {QStringLiteral("latency_ms"), latency},
                         {QStringLiteral("problem"), event.problem}});
    else if (event.problem.isEmpty())
        m_output.text(QStringLiteral("%1  %2  %3  %4 %5 ms  %6")
                          .arg(at, id)
                          .arg(event.status, 3)
                          .arg(event.source)
                          .arg(latency, 0, 'f', 1)
                          .arg(event.eventType));
    else
        m_output.text(ListenText::tr("%1  %2  not sent: %3").arg(at, id, event.problem));
    Output::flush();
}

void Listening::tellWaiting(const Error &error, std::chrono::milliseconds pause) const
{
    Error told = error;
    told.detail =
        ListenText::tr("It is tried again in %1 s.").arg(double(pause.count()) / 1000, 0, 'g', 3);
    printError(told, m_output.isJson());
}

void addOptions(CLI::App &command, ListenOptions &options)
{
    command.add_option(
        "--forward", options.url,
        ListenText::tr("A URL on this machine, where each is sent to").toStdString());
    command.add_option("--target", options.target,
                       ListenText::tr("Or a saved target that is not production").toStdString());
    command.add_option(
        "--since", options.since,
        ListenText::tr(
            "Begin now, that long ago, or at that time (default: where the same command ended, "
            "at first now)")
            .toStdString());
    addPreparationOptions(command, options.preparation);
}

} // namespace

void addListen(CLI::App &app, const collection::Descriptor &events, Invocation &invocation)
{
    CLI::App *command = app.add_subcommand(
        "listen",
        ListenText::tr("Forward new events to a server on this machine as they arrive, signed anew")
            .toStdString());
    addConnectionOptions(*command, invocation);
    const auto options = std::make_shared<ListenOptions>();
    addOptions(*command, *options);
    addFilterOptions(*command, events, invocation);
    command->callback([&events, &invocation, options] {
        invocation.endsTidily = true;
        invocation.codeOnSignal = Done;
        invocation.check = [&events, &invocation, options] {
            return checkListen(*options).and_then([&] { return checkFilter(events, invocation); });
        };
        invocation.run = [&, options](const Gateway &gateway, const Finish &finish) {
            const auto listening = std::make_shared<Listening>(gateway, *options, events,
                                                               *filterOf(events, invocation),
                                                               Output(invocation.json), finish);
            invocation.kept = listening;
            checkGateway(gateway, events, Output(invocation.json), finish,
                         [listening, options] { listening->begin(); });
        };
    });
}

} // namespace gatehouse::cli
