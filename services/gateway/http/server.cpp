#include "services/gateway/http/server.h"

#include "services/gateway/http/connection.h"

#include <QCoreApplication>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <vector>

namespace gatehouse::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

/// After accept() failed, mostly because there are no more file descriptors.
constexpr std::chrono::milliseconds acceptPause{100};

struct ServerText
{
    Q_DECLARE_TR_FUNCTIONS(ServerText)
};

std::string bracketed(const std::string &address)
{
    return address.find(':') == std::string::npos ? address : '[' + address + ']';
}

std::string withoutBrackets(const std::string &address)
{
    const bool bracketed = address.starts_with('[') && address.ends_with(']');
    return bracketed ? address.substr(1, address.size() - 2) : address;
}

Error listenError(const error_code &error, const ServerOptions &options)
{
    const QString address = QString::fromStdString(withoutBrackets(options.address));
    const QString port = QString::number(options.port);
    Error failure;
    failure.detail = QString::fromStdString(error.message());
    failure.cause = SystemError{error.value()};
    if (error == asio::error::address_in_use) {
        failure.kind = ErrorKind::Conflict;
        failure.message =
            ServerText::tr("Port %1 on %2 is taken by another program. Stop it, or choose "
                           "another port with --listen.")
                .arg(port, address);
    } else if (error == asio::error::access_denied) {
        failure.kind = ErrorKind::Denied;
        failure.message =
            ServerText::tr("Port %1 may not be opened by this user. Choose a port from 1024 "
                           "on with --listen.")
                .arg(port);
    } else if (error == boost::system::errc::address_not_available) {
        failure.kind = ErrorKind::Invalid;
        failure.message =
            ServerText::tr("%1 is not an address of this machine. Choose one that is with "
                           "--listen, 127.0.0.1 for instance.")
                .arg(address);
    } else {
        failure.kind = ErrorKind::Unavailable;
        failure.message = ServerText::tr("Port %1 on %2 could not be opened: %3.")
                              .arg(port, address, failure.detail);
    }
    return failure;
}

Result<asio::ip::address> parseAddress(const std::string &text)
{
    error_code error;
    const auto address = asio::ip::make_address(withoutBrackets(text), error);
    if (!error)
        return address;
    return failure(
        ErrorKind::Invalid,
        ServerText::tr("'%1' is not an IP address to listen on. Use one like 127.0.0.1 or [::1].")
            .arg(QString::fromStdString(text)));
}

} // namespace

struct Server::Private
{
    Private(const ServerOptions &options, Router router, Log &log)
        : engine(
            new Engine{options, std::move(router), log, asio::io_context(threadCount(options))})
        , strand(asio::make_strand(engine->io))
        , work(asio::make_work_guard(engine->io))
        , acceptor(strand)
        , pause(strand)
    {
    }

    static int threadCount(const ServerOptions &options) { return std::max(1, options.threads); }

    Result<> listen();
    Result<> startThreads();
    Task<> acceptAll();
    Task<> rest(std::chrono::steady_clock::time_point until);
    bool mustWait();
    void take(tcp::socket socket);
    void forget(Connection *connection);

    void closeAcceptor();
    std::vector<std::shared_ptr<Connection>> living();
    void finishAll(std::chrono::milliseconds grace);
    void abortAll();
    void endAll() noexcept;

    std::shared_ptr<Engine> engine;
    asio::any_io_executor strand; ///< of the acceptor and its pause
    asio::executor_work_guard<asio::io_context::executor_type> work;
    tcp::acceptor acceptor;
    asio::steady_timer pause; ///< while there are too many connections, or no descriptors
    tcp::endpoint local;
    std::vector<std::thread> threads;

    std::mutex mutex;
    std::condition_variable changed;
    std::unordered_map<Connection *, std::weak_ptr<Connection>> connections;
    bool stopping = false;
    bool waitsForRoom = false;
};

Result<> Server::Private::listen()
{
    const auto address = parseAddress(engine->options.address);
    if (!address)
        return failure(address.error());
    const tcp::endpoint endpoint(*address, engine->options.port);
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (!error)
        local = acceptor.local_endpoint(error);
    if (error)
        return failure(listenError(error, engine->options));
    return {};
}

Result<> Server::Private::startThreads()
{
    auto ended = [this](const std::exception_ptr &error) {
        if (error)
            engine->log.error("the server stopped accepting connections");
    };
    asio::co_spawn(strand, acceptAll(), ended);
    try {
        for (int i = 0; i < threadCount(engine->options); ++i)
            threads.emplace_back([this] { engine->io.run(); });
    } catch (const std::system_error &error) {
        return failure(ErrorKind::Unavailable, ServerText::tr("No thread could be started."),
                       QString::fromUtf8(error.what()));
    }
    return {};
}

Task<> Server::Private::acceptAll()
{
    while (acceptor.is_open()) {
        if (mustWait()) {
            co_await rest(std::chrono::steady_clock::time_point::max());
            continue;
        }
        const asio::any_io_executor executor = asio::make_strand(engine->io);
        auto [error, socket] = co_await acceptor.async_accept(executor, completion);
        if (!error) {
            take(std::move(socket));
        } else if (acceptor.is_open() && error != asio::error::connection_aborted) {
            engine->log.warning("a connection could not be accepted", {{"why", error.message()}});
            co_await rest(std::chrono::steady_clock::now() + acceptPause);
        }
    }
}

Task<> Server::Private::rest(std::chrono::steady_clock::time_point until)
{
    pause.expires_at(until);
    co_await pause.async_wait(completion);
}

bool Server::Private::mustWait()
{
    const std::lock_guard lock(mutex);
    const auto most = static_cast<std::size_t>(std::max(1, engine->options.maxConnections));
    waitsForRoom = !stopping && connections.size() >= most;
    return waitsForRoom;
}

void Server::Private::take(tcp::socket socket)
{
    const auto connection = std::make_shared<Connection>(engine, std::move(socket));
    {
        const std::lock_guard lock(mutex);
        if (stopping)
            return;
        connections.emplace(connection.get(), connection);
    }
    connection->start([this, key = connection.get()] { forget(key); });
}

void Server::Private::forget(Connection *connection)
{
    const std::lock_guard lock(mutex);
    connections.erase(connection);
    changed.notify_all();
    if (std::exchange(waitsForRoom, false))
        asio::post(strand, [this] { pause.cancel(); });
}

void Server::Private::closeAcceptor()
{
    {
        const std::lock_guard lock(mutex);
        if (std::exchange(stopping, true))
            return;
    }
    asio::post(strand, [this] {
        error_code ignored;
        acceptor.close(ignored);
        pause.cancel();
    });
}

std::vector<std::shared_ptr<Connection>> Server::Private::living()
{
    std::vector<std::shared_ptr<Connection>> all;
    const std::lock_guard lock(mutex);
    for (const auto &[key, weak] : connections) {
        if (auto connection = weak.lock())
            all.push_back(std::move(connection));
    }
    return all;
}

void Server::Private::finishAll(std::chrono::milliseconds grace)
{
    for (const auto &connection : living())
        connection->finish();
    std::unique_lock lock(mutex);
    changed.wait_for(lock, grace, [this] { return connections.empty(); });
}

void Server::Private::abortAll()
{
    for (const auto &connection : living())
        connection->abort();
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return connections.empty(); });
}

/// Every coroutine runs to its end before the threads are joined: none is left to be destroyed with
/// the io_context.
void Server::Private::endAll() noexcept
{
    try {
        closeAcceptor();
        if (!threads.empty())
            abortAll();
        work.reset();
        for (std::thread &thread : threads)
            thread.join();
    } catch (const std::exception &) {
        std::terminate(); // out of memory: the threads still use what would be destroyed now
    }
}

Result<std::unique_ptr<Server>> Server::start(const ServerOptions &options, Router router, Log &log)
{
    auto d = std::make_unique<Private>(options, std::move(router), log);
    if (const auto listening = d->listen(); !listening)
        return failure(listening.error());
    Private &started = *d;
    std::unique_ptr<Server> server(new Server(std::move(d)));
    if (const auto running = started.startThreads(); !running)
        return failure(running.error());
    return server;
}

Server::Server(std::unique_ptr<Private> d)
    : d(std::move(d))
{
}

Server::~Server()
{
    d->endAll();
}

unsigned short Server::port() const
{
    return d->local.port();
}

std::string Server::url() const
{
    return "http://" + bracketed(d->local.address().to_string()) + ':' + std::to_string(port());
}

void Server::stop(std::chrono::milliseconds grace)
{
    constexpr std::chrono::milliseconds longest = std::chrono::hours(24);
    d->closeAcceptor();
    d->finishAll(std::min(grace, longest));
}

} // namespace gatehouse::http
