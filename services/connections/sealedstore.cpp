#include "services/connections/sealedstore.h"

#include "services/core/random.h"
#include "services/core/whendone.h"
#include "services/secrets/passphrase.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QPromise>
#include <QSaveFile>

#include <array>
#include <thread>

namespace gatehouse {

namespace {

struct SealedText
{
    Q_DECLARE_TR_FUNCTIONS(SealedText)
};

constexpr qint64 largestFile = 1024LL * 1024;
constexpr std::size_t saltSize = 16;
using SharedVault = std::shared_ptr<const secrets::Vault>;
/// Sealed when the store begins, so that a wrong passphrase is known by it.
constexpr std::string_view checkIdentity = "gatehouse/credentials";

std::string toStd(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

QByteArray newSalt()
{
    std::array<std::uint8_t, saltSize> bytes{};
    fillRandom(bytes);
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())};
}

template <typename T>
QFuture<Result<T>> ready(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

Error locked()
{
    return {ErrorKind::Denied,
            SealedText::tr("The credential file is locked. Enter its passphrase."),
            {},
            {}};
}

Error damaged(const QString &file)
{
    return {ErrorKind::Invalid,
            SealedText::tr("The credential file %1 is damaged. Move it away, and enter the tokens "
                           "and passwords of the connections again.")
                .arg(file),
            {},
            {}};
}

/// Its key is none of this window's.
Error begunElsewhere(const QString &file)
{
    return {ErrorKind::Conflict,
            SealedText::tr("Another window has begun the credential file %1 meanwhile, with a "
                           "passphrase of its own. Open this window again.")
                .arg(file),
            {},
            {}};
}

} // namespace

struct SealedStore::Content
{
    QByteArray salt;
    std::string check; ///< sealed under checkIdentity
    QJsonObject entries; ///< sealed, in base64, by CredentialId::toString()
};

SealedStore::SealedStore(QString file)
    : m_file(std::move(file))
{
}

QString SealedStore::fileIn(const QString &folder)
{
    return folder + QStringLiteral("/credentials.sealed");
}

bool SealedStore::isNew() const
{
    return !QFile::exists(m_file);
}

QString SealedStore::place() const
{
    return SealedText::tr("kept in a file sealed with your passphrase");
}

Result<SealedStore::Content> SealedStore::load() const
{
    if (isNew())
        return Content();
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
        return failure(damaged(m_file));
    const QJsonObject json = QJsonDocument::fromJson(file.read(largestFile)).object();
    const auto bytes = [&](QLatin1String key) {
        return QByteArray::fromBase64(json.value(key).toString().toLatin1());
    };
    Content content{bytes(QLatin1String("salt")), toStd(bytes(QLatin1String("check"))),
                    json.value(QLatin1String("entries")).toObject()};
    const bool isWhole = json.value(QLatin1String("version")).toInt() == 1
        && content.salt.size() == qsizetype(saltSize) && !content.check.empty();
    if (!isWhole)
        return failure(damaged(m_file));
    return content;
}

Result<> SealedStore::save(const Content &content) const
{
    const QJsonObject json{
        {QStringLiteral("version"), 1},
        {QStringLiteral("kdf"), QStringLiteral("scrypt")},
        {QStringLiteral("salt"), QString::fromLatin1(content.salt.toBase64())},
        {QStringLiteral("check"),
         QString::fromLatin1(QByteArray::fromStdString(content.check).toBase64())},
        {QStringLiteral("entries"), content.entries}};
    QSaveFile file(m_file);
    const bool isSaved = QDir().mkpath(QFileInfo(m_file).path()) && file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(QJsonDocument(json).toJson()) > 0 && file.commit();
    if (isSaved)
        return {};
    return failure(ErrorKind::Unavailable,
                   SealedText::tr("The credential file %1 cannot be written: %2")
                       .arg(m_file, file.errorString()));
}

QFuture<Result<>> SealedStore::unlock(secrets::Secret passphrase)
{
    auto content = load();
    if (!content)
        return ready<void>(failure(content.error()));
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    const bool begins = content->salt.isEmpty();
    const QByteArray salt = begins ? newSalt() : content->salt;
    auto derived = std::make_shared<QPromise<Result<SharedVault>>>();
    derived->start();
    std::thread([derived, salt, passphrase = std::move(passphrase)] {
        auto vault = secrets::vaultOfPassphrase(passphrase, toStd(salt));
        derived->addResult(
            vault ? Result<SharedVault>(std::make_shared<const secrets::Vault>(std::move(*vault)))
                  : failure(vault.error()));
        derived->finish();
    }).detach();
    auto *receiver = new QObject;
    whenDone(derived->future(), receiver,
             [promise, receiver, salt, check = content->check,
              unlocked = m_unlocked](const Result<SharedVault> &vault) {
                 receiver->deleteLater();
                 Result<> result;
                 if (!vault)
                     result = failure(vault.error());
                 else if (!check.empty() && !(*vault)->unseal(check, checkIdentity))
                     result = failure(ErrorKind::Denied,
                                      SealedText::tr("This is not the passphrase of the credential "
                                                     "file. Try again."));
                 else
                     *unlocked = {*vault, salt};
                 promise->addResult(result);
                 promise->finish();
             });
    return promise->future();
}

QFuture<Result<secrets::Secret>> SealedStore::read(const CredentialId &id)
{
    if (isLocked())
        return ready<secrets::Secret>(failure(locked()));
    const auto content = load();
    if (!content)
        return ready<secrets::Secret>(failure(content.error()));
    const QJsonValue entry = content->entries.value(id.toString());
    if (!entry.isString())
        return ready<secrets::Secret>(
            failure(ErrorKind::NotFound,
                    SealedText::tr("The credential file has nothing for this connection. Enter it "
                                   "in the connection again.")));
    const QByteArray sealed = QByteArray::fromBase64(entry.toString().toLatin1());
    auto secret = m_unlocked->vault->unseal(toStd(sealed), id.toString().toStdString());
    if (!secret)
        return ready<secrets::Secret>(failure(damaged(m_file)));
    return ready<secrets::Secret>(std::move(*secret));
}

Result<> SealedStore::change(const std::function<Result<>(Content &)> &work) const
{
    QDir().mkpath(QFileInfo(m_file).path());
    QLockFile lock(m_file + QStringLiteral(".lock"));
    if (!lock.tryLock(0) && lock.error() == QLockFile::PermissionError)
        return failure(
            ErrorKind::Denied,
            SealedText::tr("The credential file %1 cannot be written. Look at the rights "
                           "of its folder.")
                .arg(m_file));
    if (!lock.isLocked())
        return failure(ErrorKind::Unavailable,
                       SealedText::tr("Another window is writing the credential file %1. Try again "
                                      "in a moment.")
                           .arg(m_file));
    auto content = load();
    if (!content)
        return failure(content.error());
    if (auto done = work(*content); !done)
        return done;
    return save(*content);
}

QFuture<Result<>> SealedStore::write(const CredentialId &id, secrets::Secret secret)
{
    if (isLocked())
        return ready<void>(failure(locked()));
    return ready<void>(change([&](Content &content) -> Result<> {
        if (!content.salt.isEmpty() && content.salt != m_unlocked->salt)
            return failure(begunElsewhere(m_file));
        const auto sealed = m_unlocked->vault->seal(secret.view(), id.toString().toStdString());
        const auto check = m_unlocked->vault->seal("gatehouse", checkIdentity);
        if (!sealed || !check)
            return failure(sealed ? check.error() : sealed.error());
        if (content.salt.isEmpty()) {
            content.salt = m_unlocked->salt;
            content.check = *check;
        }
        content.entries.insert(id.toString(),
                               QString::fromLatin1(QByteArray::fromStdString(*sealed).toBase64()));
        return {};
    }));
}

QFuture<Result<>> SealedStore::remove(const CredentialId &id)
{
    if (isNew())
        return ready<void>(Result<>());
    return ready<void>(change([&](Content &content) -> Result<> {
        content.entries.remove(id.toString());
        return {};
    }));
}

} // namespace gatehouse
