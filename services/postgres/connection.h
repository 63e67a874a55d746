#pragma once

#include "services/core/result.h"
#include "services/postgres/session.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QTimer>

#include <functional>
#include <memory>

namespace gatehouse::postgres {

/// How a Connection stands.
struct ConnectionState
{
    enum class Phase { Connecting, Ready, Lost };
    Phase phase = Phase::Connecting;
    std::chrono::milliseconds latency{0}; ///< Ready: the last round trip of `SELECT 1`
    Error error; ///< Lost: why
    std::chrono::milliseconds nextTry{0}; ///< Lost: from now
    /// Ready: the statement under way is unanswered for so long; zero below three seconds.
    std::chrono::seconds silence{0};
};

/// A Session on a thread of its own, with a queue of work in front of it: how the console reads.
/// Connects by itself on the first work, and again after a loss with backoff (0.5, 1, 2, ... 15 s,
/// with jitter); while it is away, work fails at once with the error of the last try, nothing
/// waits. Use from the thread that made it; destroying it cancels what runs, drops what waits, and
/// blocks for at most two seconds (a thread that hangs in a connect is left behind: work captures
/// values, not pointers).
class Connection : public QObject
{
    Q_OBJECT

public:
    explicit Connection(SessionOptions options, QObject *parent = nullptr);
    ~Connection() override;

    /// Runs `work` on the connection's thread; plain code that reads top to bottom. Cancelling the
    /// future (QFuture::cancel) drops work that waits, and cancels on the server what runs.
    /// Consume with whenDone().
    template <typename T>
    QFuture<Result<T>> run(std::function<Result<T>(Session &)> work)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        QFuture<Result<T>> future = promise->future();
        enqueue(Job{[promise, work = std::move(work)](Session &session) {
                        promise->addResult(work(session));
                        promise->finish();
                    },
                    [promise](const Error &error) {
                        promise->addResult(failure(error));
                        promise->finish();
                    },
                    [promise] { return promise->isCanceled(); }});
        return future;
    }

    /// One statement: `query(sql, {...})`.
    QFuture<Result<Rows>> query(std::string sql, Parameters parameters = {});

    ConnectionState state() const;
    /// What it connects with: for work that takes so long that it needs a session of its own.
    const SessionOptions &options() const;
    /// Ends the wait of the backoff: the Retry button. The phase is Connecting until that try has
    /// ended; tries of its own leave it Lost. Before the first work: connects now.
    void retryNow();

signals:
    /// In this object's thread; also after each latency measurement (every 5 s while idle), and
    /// every second of a silence.
    void stateChanged(const gatehouse::postgres::ConnectionState &state);

private:
    struct Job
    {
        std::function<void(Session &)> run;
        std::function<void(const Error &)> fail;
        std::function<bool()> isCancelled;
    };
    void enqueue(Job job);

    class Worker;
    class Runner;
    class CancelWatch;
    void lookForSilence();

    std::unique_ptr<Worker> m_worker;
    QTimer m_silenceWatch;
    bool m_isSilent = false;
};

/// LISTEN on a connection of its own, reconnecting like Connection. `notified` is at most once per
/// `interval` and channel, so that a flood of NOTIFY is one hint.
class Listener : public QObject
{
    Q_OBJECT

public:
    Listener(SessionOptions options, std::vector<std::string> channels,
             std::chrono::milliseconds interval, QObject *parent = nullptr);
    ~Listener() override;

signals:
    void notified(const QString &channel);
    /// Also after a reconnect: something may have been missed in between, so read again.
    void listening();
    /// Once for each outage.
    void lost(const gatehouse::Error &error);

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace gatehouse::postgres
