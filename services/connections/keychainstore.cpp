#include "services/connections/keychainstore.h"

#include "services/core/random.h"
#include "services/core/whendone.h"

#include <QCoreApplication>
#include <QPromise>
#include <qt6keychain/keychain.h>

namespace gatehouse {

namespace {

struct KeychainText
{
    Q_DECLARE_TR_FUNCTIONS(KeychainText)
};

Error errorOf(const QKeychain::Job &job)
{
    const QString detail =
        QStringLiteral("QtKeychain %1: %2").arg(job.error()).arg(job.errorString());
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return {ErrorKind::NotFound,
                KeychainText::tr("The desktop keychain has nothing for this connection. Enter it "
                                 "in the connection again."),
                detail,
                {}};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {ErrorKind::Denied,
                KeychainText::tr("The desktop keychain was not unlocked. Try again."),
                detail,
                {}};
    default:
        return {ErrorKind::Unavailable,
                KeychainText::tr("The desktop keychain does not work. Check that its service runs "
                                 "in this session."),
                detail,
                {}};
    }
}

/// Starts the job, which ends and deletes itself; `answer` makes the result of one that did well.
template <typename T, typename JobType, typename Answer>
QFuture<Result<T>> run(JobType *job, const CredentialId &id, Answer answer)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    job->setKey(id.toString());
    job->setInsecureFallback(false);
    QObject::connect(job, &QKeychain::Job::finished, job, [promise, job, answer] {
        promise->addResult(job->error() == QKeychain::NoError ? answer(*job)
                                                              : Result<T>(failure(errorOf(*job))));
        promise->finish();
    });
    job->start();
    return promise->future();
}

Result<> done(const QKeychain::Job &)
{
    return {};
}

Result<secrets::Secret> secretOf(const QKeychain::ReadPasswordJob &job)
{
    QByteArray bytes = job.binaryData();
    secrets::Secret secret(std::string_view(bytes.constData(), std::size_t(bytes.size())));
    bytes.fill('\0');
    return secret;
}

} // namespace

KeychainStore::KeychainStore(QString service)
    : m_service(std::move(service))
{
}

QFuture<Result<secrets::Secret>> KeychainStore::read(const CredentialId &id)
{
    return run<secrets::Secret>(new QKeychain::ReadPasswordJob(m_service), id, secretOf);
}

QFuture<Result<>> KeychainStore::write(const CredentialId &id, secrets::Secret secret)
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    const std::string_view bytes = secret.view();
    job->setBinaryData(QByteArray(bytes.data(), qsizetype(bytes.size())));
    return run<void>(job, id, done);
}

QFuture<Result<>> KeychainStore::remove(const CredentialId &id)
{
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    auto *watcher = new QObject;
    whenDone(run<void>(new QKeychain::DeletePasswordJob(m_service), id, done), watcher,
             [promise, watcher](const Result<> &removed) {
                 const bool wasThere = removed || removed.error().kind != ErrorKind::NotFound;
                 promise->addResult(wasThere ? removed : Result<>());
                 promise->finish();
                 watcher->deleteLater();
             });
    return promise->future();
}

QString KeychainStore::place() const
{
    return KeychainText::tr("kept in the desktop keychain");
}

QFuture<bool> KeychainStore::probe()
{
    auto promise = std::make_shared<QPromise<bool>>();
    promise->start();
    const auto end = [promise](QObject *receiver, bool works) {
        promise->addResult(works);
        promise->finish();
        receiver->deleteLater();
    };
    const CredentialId id{QStringLiteral("probe-") + QString::fromStdString(randomHex(8)),
                          CredentialId::Kind::Token};
    auto *receiver = new QObject;
    // What goes wrong later than the first answer is said by the call that it goes wrong in.
    whenDone(write(id, secrets::Secret(std::string_view("probe"))), receiver,
             [service = m_service, id, receiver, end](const Result<> &written) {
                 if (!written) {
                     end(receiver, false);
                     return;
                 }
                 KeychainStore store(service);
                 whenDone(store.read(id), receiver,
                          [service, id, receiver, end](const Result<secrets::Secret> &read) {
                              const bool works = read && read->view() == "probe";
                              KeychainStore(service).remove(id);
                              end(receiver, works);
                          });
             });
    return promise->future();
}

} // namespace gatehouse
