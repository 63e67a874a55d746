#include "services/cluster/postmaster.h"

#include "services/cluster/postmasterfile.h"
#include "services/cluster/texts.h"

#include <csignal>
#include <fcntl.h>
#include <future>
#include <sys/stat.h>
#include <unistd.h>

namespace gatehouse::cluster {

namespace {

constexpr std::chrono::seconds patience{30};
constexpr std::chrono::milliseconds lookAgain{20};
constexpr off_t longestLog = 4L * 1024 * 1024;
constexpr std::size_t tailLength = 4096;

off_t fileSize(const std::filesystem::path &path)
{
    struct stat found = {};
    return stat(path.c_str(), &found) == 0 ? found.st_size : 0;
}

/// Two files of bounded size at most: the server's own output is all that is logged.
Result<Descriptor> openLog(const Layout &layout)
{
    if (fileSize(layout.log()) > longestLog)
        rename(layout.log().c_str(), (layout.log().string() + ".1").c_str());
    Descriptor log(open(layout.log().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    if (!log.isOpen())
        return failure(fileError(layout.log(), errno));
    return log;
}

std::string logTail(const Layout &layout, off_t from)
{
    const off_t end = fileSize(layout.log());
    return readFile(layout.log(), tailLength, std::max(from, end - static_cast<off_t>(tailLength)))
        .value_or("");
}

/// A full disk often cannot even take the server's word for it, so the disk is asked, too.
Error startError(const Layout &layout, off_t logStart, bool hasEnded)
{
    const std::string tail = logTail(layout, logStart);
    const QString detail = QString::fromStdString(tail).trimmed();
    if (saysDiskFull(tail) || (hasEnded && isDiskFull(layout.folder)))
        return diskFull(layout.folder, detail);
    if (hasEnded)
        return {ErrorKind::Unavailable,
                Cluster::tr(
                    "The private database server ended while it started. Its last words are in the "
                    "details and in %1.")
                    .arg(displayPath(layout.log())),
                detail,
                {}};
    return {ErrorKind::Timeout,
            Cluster::tr(
                "The private database server does not get ready. It may still be recovering from a "
                "crash: try again in a minute, and look into %1.")
                .arg(displayPath(layout.log())),
            detail,
            {}};
}

Command serverCommand(const Layout &layout, const Installation &installation,
                      const ServerUser &user, const std::filesystem::path &sockets,
                      const std::string &listenAddress)
{
    return {installation.folder / "postgres",
            {"-D", layout.data().string(), "-k", sockets.string(), "-p", "5432", "-c",
             "listen_addresses=" + listenAddress, "-c", "unix_socket_permissions=0700", "-c",
             "max_connections=100", "-c", "shared_buffers=128MB", "-c", "jit=off", "-c",
             "synchronous_commit=on", "-c", "password_encryption=scram-sha-256", "-c",
             "logging_collector=off", "-c", "log_destination=stderr", "-c",
             "log_line_prefix=%m [%p] ", "-c", "log_checkpoints=off",
             // A statement that failed may hold what must not be in a log.
             "-c", "log_min_error_statement=panic", "-c", "cluster_name=gatehouse"},
            user};
}

void makeEphemeral(Command &command)
{
    for (const char *setting : {"fsync=off", "full_page_writes=off", "shared_buffers=32MB"}) {
        command.arguments.emplace_back("-c");
        command.arguments.emplace_back(setting);
    }
    command.signalWithThread = SIGQUIT;
}

/// The kernel's signal comes when the spawning *thread* ends, and our caller's may end long before
/// the server should: so a thread of its own spawns it, and stays as long as the server.
Result<Process> spawnOnKeeper(Command command, std::thread &keeper)
{
    std::promise<Result<Process>> spawned;
    std::future<Result<Process>> answer = spawned.get_future();
    keeper = std::thread([command = std::move(command), spawned = std::move(spawned)]() mutable {
        Result<Process> process = Process::spawn(command);
        const pid_t pid = process ? process->pid() : 0;
        std::optional<Process> watched = Process::find(pid);
        spawned.set_value(std::move(process));
        while (watched && !watched->waitForEnd(std::chrono::hours(1))) { }
    });
    return answer.get();
}

} // namespace

Result<std::optional<Postmaster>> Postmaster::attach(const Layout &layout, Log &log)
{
    const std::optional<PostmasterFile> file = PostmasterFile::read(layout);
    if (!file)
        return std::nullopt;
    std::optional<Process> process = file->findServer(layout);
    if (process) {
        Postmaster found(std::move(*process), file->socketFolder);
        const Phase phase = found.waitUntilReady(layout);
        if (phase == Phase::Ready)
            return std::optional<Postmaster>(std::move(found));
        if (phase == Phase::Neither)
            return failure(startError(layout, 0, false));
    }
    if (const Result<> cleared = file->clear(layout, log); !cleared)
        return failure(cleared.error());
    return std::nullopt;
}

Result<Postmaster> Postmaster::start(const Layout &layout, const Installation &installation,
                                     const ServerUser &user, bool ephemeral,
                                     const std::string &listenAddress)
{
    const Result<Descriptor> log = openLog(layout);
    if (!log)
        return failure(log.error());
    const off_t logStart = fileSize(layout.log());
    const Result<std::filesystem::path> sockets = makeSocketFolder(layout, user);
    if (!sockets)
        return failure(sockets.error());
    Command command = serverCommand(layout, installation, user, *sockets, listenAddress);
    command.output = log->number();
    if (ephemeral)
        makeEphemeral(command);
    std::thread keeper;
    Result<Process> process =
        ephemeral ? spawnOnKeeper(std::move(command), keeper) : Process::spawn(command);
    if (!process) {
        if (keeper.joinable())
            keeper.join();
        rmdir(sockets->c_str());
        return failure(process.error());
    }
    Postmaster server(std::move(*process), *sockets);
    server.m_isEphemeral = ephemeral;
    server.m_keeper = std::move(keeper);
    const Phase phase = server.waitUntilReady(layout);
    if (phase == Phase::Ready)
        return server;
    const Error error = startError(layout, logStart, phase == Phase::Ended);
    server.stop();
    return failure(error);
}

Postmaster::~Postmaster()
{
    if (m_keeper.joinable())
        stop();
}

Postmaster::Phase Postmaster::waitUntilReady(const Layout &layout)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
        const std::optional<PostmasterFile> file = PostmasterFile::read(layout);
        if (file && file->pid == m_process.pid() && file->isReady)
            return Phase::Ready;
        if (m_process.waitForEnd(lookAgain))
            return Phase::Ended;
    }
    return Phase::Neither;
}

void Postmaster::stop()
{
    m_process.signal(m_isEphemeral ? SIGQUIT : SIGINT);
    if (!m_process.waitForEnd(patience))
        m_process.signal(SIGQUIT);
    if (!m_process.waitForEnd(std::chrono::seconds(10)))
        m_process.signal(SIGKILL);
    m_process.waitForEnd(std::chrono::seconds(5));
    if (m_keeper.joinable())
        m_keeper.join();
    removeSocketFolder(m_socketFolder);
}

} // namespace gatehouse::cluster
