#include "services/cluster/process.h"

#include "services/cluster/texts.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace gatehouse::cluster {

namespace {

// glibc 2.36 declares these without extern "C".
int openPidfd(pid_t pid)
{
    return static_cast<int>(syscall(SYS_pidfd_open, pid, 0)); // close-on-exec by itself
}

int signalPidfd(int descriptor, int number)
{
    return static_cast<int>(syscall(SYS_pidfd_send_signal, descriptor, number, nullptr, 0));
}

/// All that the child needs, made before fork: between fork and exec only system calls are safe.
struct Launch
{
    const Command &command;
    std::vector<char *> arguments;
    std::vector<const char *> environment;
    pid_t parent = getpid();
    int input = -1;
    int report = -1;
};

Launch makeLaunch(const Command &command)
{
    Launch launch{command, {}, {}};
    launch.arguments.push_back(const_cast<char *>(command.program.c_str()));
    for (const std::string &argument : command.arguments)
        launch.arguments.push_back(const_cast<char *>(argument.c_str()));
    launch.arguments.push_back(nullptr);
    // No PGDATA, PGPORT and the like of ours; English messages, since they are looked at.
    launch.environment = {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "LANGUAGE=C",
                          nullptr};
    return launch;
}

[[noreturn]] void reportAndExit(const Launch &launch, int problem)
{
    static_cast<void>(!write(launch.report, &problem, sizeof problem));
    _exit(127);
}

void becomeUser(const Launch &launch)
{
    const ServerUser &user = launch.command.user;
    if (!user.isOther)
        return;
    // The bare system calls: glibc's would signal threads that fork has left behind.
    if (syscall(SYS_setgroups, user.groups.size(), user.groups.data()) != 0
        || syscall(SYS_setresgid, user.gid, user.gid, user.gid) != 0
        || syscall(SYS_setresuid, user.uid, user.uid, user.uid) != 0)
        reportAndExit(launch, errno);
}

void resetSignals()
{
    struct sigaction byDefault
    {
    };
    byDefault.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; ++number)
        sigaction(number, &byDefault, nullptr);
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void runChild(const Launch &launch)
{
    resetSignals();
    dup2(launch.input, STDIN_FILENO);
    dup2(launch.command.output >= 0 ? launch.command.output : launch.input, STDOUT_FILENO);
    dup2(STDOUT_FILENO, STDERR_FILENO);
    close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
    umask(077);
    setsid(); // Ctrl-C in a terminal is for us
    if (chdir("/") != 0)
        reportAndExit(launch, errno);
    becomeUser(launch);
    if (launch.command.signalWithThread != 0) { // after becomeUser, which would clear it
        prctl(PR_SET_PDEATHSIG, launch.command.signalWithThread);
        if (getppid() != launch.parent)
            _exit(127);
    }
    execve(launch.command.program.c_str(), launch.arguments.data(),
           const_cast<char *const *>(launch.environment.data()));
    reportAndExit(launch, errno);
}

Error spawnError(const Command &command, int problem)
{
    Error error = fileError(command.program, problem);
    if (error.cause == ErrorCause(SystemError{problem}) && problem != ENOSPC)
        error.message =
            Cluster::tr("%1 could not be started. Check that PostgreSQL is installed whole.")
                .arg(displayPath(command.program));
    return error;
}

/// errno of the child's failed step, 0 once exec has closed the pipe.
int childProblem(int pipeEnd)
{
    int problem = 0;
    ssize_t got = 0;
    do
        got = read(pipeEnd, &problem, sizeof problem);
    while (got < 0 && errno == EINTR);
    return got == sizeof problem ? problem : 0;
}

} // namespace

Result<Process> Process::spawn(const Command &command)
{
    Launch launch = makeLaunch(command);
    const Descriptor nothing(open("/dev/null", O_RDWR | O_CLOEXEC));
    int ends[2];
    if (!nothing.isOpen() || pipe2(ends, O_CLOEXEC) != 0)
        return failure(spawnError(command, errno));
    const Descriptor readEnd(ends[0]);
    Descriptor writeEnd(ends[1]);
    launch.input = nothing.number();
    launch.report = writeEnd.number();
    const pid_t pid = fork();
    if (pid == 0)
        runChild(launch);
    if (pid < 0)
        return failure(spawnError(command, errno));
    Descriptor descriptor(openPidfd(pid));
    writeEnd = Descriptor();
    const int problem = childProblem(readEnd.number());
    if (problem == 0 && descriptor.isOpen())
        return Process(pid, std::move(descriptor));
    const int reason = problem != 0 ? problem : errno;
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
    return failure(spawnError(command, reason));
}

std::optional<Process> Process::find(pid_t pid)
{
    Descriptor descriptor(pid > 0 ? openPidfd(pid) : -1);
    if (!descriptor.isOpen())
        return std::nullopt;
    return Process(pid, std::move(descriptor));
}

bool Process::waitForEnd(std::chrono::milliseconds timeout)
{
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!m_hasEnded) {
        const auto rest = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        pollfd waited{m_descriptor.number(), POLLIN, 0};
        const int ready =
            poll(&waited, 1, static_cast<int>(std::max<std::int64_t>(rest.count(), 0)));
        if (ready == 0 || (ready < 0 && errno != EINTR))
            return false;
        m_hasEnded = ready > 0;
    }
    int status = 0;
    if (waitpid(m_pid, &status, WNOHANG) == m_pid) // else it is no child of ours
        m_exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    return true;
}

void Process::signal(int number) const
{
    signalPidfd(m_descriptor.number(), number);
}

Result<Finished> runToEnd(Command command, std::chrono::seconds timeout)
{
    constexpr std::size_t outputLimit = std::size_t{64} * 1024;
    const Descriptor output(memfd_create("output", MFD_CLOEXEC));
    command.output = output.number();
    command.signalWithThread = SIGKILL;
    Result<Process> process = Process::spawn(command);
    if (!process)
        return failure(process.error());
    if (!process->waitForEnd(timeout)) {
        process->signal(SIGKILL);
        process->waitForEnd(std::chrono::seconds(5));
        return failure(
            ErrorKind::Timeout,
            Cluster::tr(
                "%1 did not finish in time. The machine or its disk is very busy: try again.")
                .arg(displayPath(command.program)),
            QString::fromStdString(readAll(output.number(), outputLimit, 0)));
    }
    return Finished{process->exitCode(), readAll(output.number(), outputLimit, 0)};
}

} // namespace gatehouse::cluster
