#include "services/replay/target.h"

#include "services/connections/environmentname.h"
#include "services/core/privatefile.h"
#include "services/core/whendone.h"
#include "services/signing/scheme.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace gatehouse::replay {

namespace {

struct ReplayTargetTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::replay::Target)
};

constexpr qint64 largestTargetFile = 64LL * 1024;
constexpr qint64 largestBodyLimit = 64LL * 1024 * 1024;
constexpr int longestTimeout = 300'000;

using TextMember = std::pair<QLatin1String, QString Target::*>;
const std::array<TextMember, 6> targetTexts{{
    {QLatin1String("url"), &Target::url},
    {QLatin1String("connection"), &Target::connection},
    {QLatin1String("environment"), &Target::environment},
    {QLatin1String("colour"), &Target::colour},
    {QLatin1String("certificate_authorities"), &Target::certificateAuthorities},
    {QLatin1String("secrets_id"), &Target::secretsId},
}};

QJsonObject toJson(const Target &target)
{
    QJsonObject json{{QStringLiteral("body_limit"), target.bodyLimit},
                     {QStringLiteral("timeout_ms"), target.timeout}};
    for (const auto &[name, member] : targetTexts) {
        if (!(target.*member).isEmpty())
            json.insert(name, target.*member);
    }
    QJsonObject files;
    for (const auto &[of, file] : target.secretFiles)
        files.insert(of, file);
    if (!files.isEmpty())
        json.insert(QLatin1String("secret_files"), files);
    QJsonArray stored;
    for (const QString &of : target.storedSecrets)
        stored += of;
    json.insert(QLatin1String("stored_secrets"), stored);
    return json;
}

tl::unexpected<Error> unusable(const QString &name, const QString &member)
{
    return failure(
        ErrorKind::Invalid,
        ReplayTargetTexts::tr("The target “%1” cannot be used: “%2” is wrong.").arg(name, member));
}

tl::unexpected<Error> damaged(const QString &fileName, const QString &why)
{
    return failure(ErrorKind::Invalid,
                   ReplayTargetTexts::tr("The file %1 is damaged: %2.").arg(fileName, why));
}

tl::unexpected<Error> notRemoved(const QFileDevice &file)
{
    return failure(ErrorKind::Unavailable,
                   ReplayTargetTexts::tr("The target could not be removed from %1: %2")
                       .arg(file.fileName(), file.errorString()));
}

tl::unexpected<Error> unknown(const QString &name, const QStringList &names)
{
    const QString known = names.isEmpty()
        ? ReplayTargetTexts::tr("There is none yet.")
        : ReplayTargetTexts::tr("There are: %1.").arg(names.join(QStringLiteral(", ")));
    return failure(ErrorKind::NotFound,
                   ReplayTargetTexts::tr("There is no target “%1”. %2").arg(name, known));
}

/// A file of a former version does not say: then those that are for all tenants of a source.
std::set<QString> storedSecretsIn(const QJsonObject &json)
{
    std::set<QString> stored;
    const QJsonValue known = json.value(QLatin1String("stored_secrets"));
    if (known.isUndefined()) {
        const QStringList sources = signableSources();
        stored.insert(sources.begin(), sources.end());
    }
    const QJsonArray names = known.toArray();
    for (const auto &of : names)
        stored.insert(of.toString());
    return stored;
}

Result<Target> targetOf(const QString &name, const QJsonObject &json)
{
    Target target;
    target.name = name;
    for (const auto &[key, member] : targetTexts) {
        const QJsonValue value = json.value(key);
        if (!value.isUndefined() && !value.isString())
            return unusable(name, key);
        target.*member = value.toString();
    }
    target.bodyLimit = json.value(QLatin1String("body_limit")).toInteger(target.bodyLimit);
    target.timeout = json.value(QLatin1String("timeout_ms")).toInt(target.timeout);
    if (target.bodyLimit < 1 || target.bodyLimit > largestBodyLimit)
        return unusable(name, QStringLiteral("body_limit"));
    if (target.timeout < 1 || target.timeout > longestTimeout)
        return unusable(name, QStringLiteral("timeout_ms"));
    const QJsonObject files = json.value(QLatin1String("secret_files")).toObject();
    for (auto file = files.begin(); file != files.end(); ++file)
        target.secretFiles[file.key()] = file.value().toString();
    target.storedSecrets = storedSecretsIn(json);
    return target;
}

bool leavesThisMachine(const QUrl &url)
{
    return url.host() != QLatin1String("localhost") && !QHostAddress(url.host()).isLoopback();
}

QString encoded(const std::string &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(text)));
}

Result<> checkUrl(const QUrl &url)
{
    const bool isHttps = url.scheme() == QLatin1String("https");
    if (!url.isValid() || url.host().isEmpty()
        || (!isHttps && url.scheme() != QLatin1String("http")))
        return failure(ErrorKind::Invalid,
                       ReplayTargetTexts::tr("“%1” is no http or https URL.")
                           .arg(url.toString(QUrl::RemoveUserInfo)));
    if (!url.userInfo().isEmpty())
        return failure(ErrorKind::Invalid,
                       ReplayTargetTexts::tr("A target's URL holds no password."));
    if (!isHttps && leavesThisMachine(url))
        return failure(ErrorKind::Denied,
                       ReplayTargetTexts::tr("Events are not sent to %1 in clear. Use https.")
                           .arg(url.host()));
    return {};
}

/// Reads the secrets one after the other; deletes itself when the promise is kept.
class SecretReader : public QObject
{
public:
    SecretReader(Target target, std::shared_ptr<CredentialStore> store)
        : m_target(std::move(target))
        , m_store(std::move(store))
    {
        m_promise.start();
    }
    QFuture<Result<SigningSecrets>> future() const { return m_promise.future(); }

    void read(std::set<std::pair<std::string, std::string>> wanted)
    {
        m_wanted = std::move(wanted);
        next();
    }

private:
    void next()
    {
        if (m_wanted.empty()) {
            finish(std::move(m_secrets));
            return;
        }
        const auto [source, tenant] = *m_wanted.begin();
        fetch(QString::fromStdString(source), QString::fromStdString(tenant), !tenant.empty());
    }

    void fetch(const QString &source, const QString &tenant, bool hasFallback)
    {
        const QString of = tenant.isEmpty() ? source : source + QLatin1Char('/') + tenant;
        const auto file = m_target.secretFiles.find(of);
        if (file != m_target.secretFiles.end()) {
            auto secret = readTokenFile(file->second);
            if (!secret) {
                finish(failure(secret.error()));
                return;
            }
            take(secrets::Secret(secret->toStdString()));
            secret->fill('\0');
            return;
        }
        if (!m_store) {
            missing(source, hasFallback);
            return;
        }
        whenDone(m_store->read(signingSecretId(m_target, source, tenant)), this,
                 [this, source, hasFallback](Result<secrets::Secret> secret) {
                     if (secret)
                         take(std::move(*secret));
                     else if (secret.error().kind == ErrorKind::NotFound)
                         missing(source, hasFallback);
                     else
                         finish(failure(secret.error()));
                 });
    }

    void missing(const QString &source, bool hasFallback)
    {
        if (hasFallback)
            fetch(source, {}, false);
        else
            done();
    }

    void take(secrets::Secret secret)
    {
        const auto &[source, tenant] = *m_wanted.begin();
        m_secrets[source + '/' + tenant] =
            std::make_shared<const secrets::Secret>(std::move(secret));
        done();
    }

    void done()
    {
        m_wanted.erase(m_wanted.begin());
        // A file may bring as many tenants as it likes, and the stack is not for them.
        QMetaObject::invokeMethod(this, &SecretReader::next, Qt::QueuedConnection);
    }

    void finish(Result<SigningSecrets> result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    Target m_target;
    std::shared_ptr<CredentialStore> m_store;
    std::set<std::pair<std::string, std::string>> m_wanted;
    SigningSecrets m_secrets;
    QPromise<Result<SigningSecrets>> m_promise;
};

Error keptElsewhere()
{
    return {
        ErrorKind::Unavailable,
        ReplayTargetTexts::tr("The credential store that is used now is empty, so they are kept "
                              "in another one. Try again when the desktop's keychain can be "
                              "used."),
        {},
        {}};
}

/// Removes one after the other; deletes itself when the promise is kept.
class TargetRemover : public QObject
{
public:
    TargetRemover(Targets targets, QString name)
        : m_targets(std::move(targets))
        , m_name(std::move(name))
    {
        m_promise.start();
    }
    QFuture<Result<>> future() const { return m_promise.future(); }

    void begin(const OpenStore &openStore)
    {
        const auto target = m_targets.load(m_name);
        if (!target && target.error().kind != ErrorKind::NotFound) {
            finish(stays(target.error())); // nobody could tell any more which secrets are its
            return;
        }
        for (const QString &of : target ? target->storedSecrets : std::set<QString>())
            m_left.push_back(signingSecretId(*target, of.section(u'/', 0, 0), of.section(u'/', 1)));
        if (m_left.empty()) {
            finish(m_targets.remove(m_name));
            return;
        }
        whenDone(openStore(), this, [this](const Result<std::shared_ptr<CredentialStore>> &store) {
            if (!store) {
                finish(stays(store.error()));
                return;
            }
            if ((*store)->isNew()) { // it would "remove" what it never had
                finish(stays(keptElsewhere()));
                return;
            }
            m_store = *store;
            next();
        });
    }

private:
    void next()
    {
        if (m_left.empty()) {
            finish(m_targets.remove(m_name));
            return;
        }
        whenDone(m_store->remove(m_left.back()), this, [this](const Result<> &removed) {
            if (!removed) {
                finish(stays(removed.error()));
                return;
            }
            m_left.pop_back();
            next();
        });
    }

    tl::unexpected<Error> stays(Error error) const
    {
        error.message = ReplayTargetTexts::tr("“%1” stays, since its signing secrets could not be "
                                              "removed: %2")
                            .arg(m_name, error.message);
        return failure(std::move(error));
    }

    void finish(Result<> result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    Targets m_targets;
    QString m_name;
    std::shared_ptr<CredentialStore> m_store;
    std::vector<CredentialId> m_left; ///< in the store
    QPromise<Result<>> m_promise;
};

} // namespace

bool Target::isProduction() const
{
    return environment.trimmed().compare(QLatin1String("production"), Qt::CaseInsensitive) == 0;
}

Result<Target> resolved(Target target, const ConnectionProfiles &profiles)
{
    if (target.connection.isEmpty())
        return target;
    const auto profile = profiles.load(target.connection);
    if (!profile)
        return failure(profile.error());
    target.environment = environmentName(target.environment, profile->environment).name;
    if (target.colour.isEmpty())
        target.colour = profile->colour;
    if (target.certificateAuthorities.isEmpty())
        target.certificateAuthorities = profile->apiTls.authorities;
    if (target.url.isEmpty()) {
        QString base = profile->url.toString();
        while (base.endsWith(QLatin1Char('/')))
            base.chop(1);
        target.url = base + QStringLiteral("/api/webhooks/{source}/ingest?tenant={tenant}");
    }
    return target;
}

Result<std::string> urlFor(const Target &target, const Fixture &fixture)
{
    QString text = target.url;
    text.replace(QLatin1String("{source}"), encoded(fixture.source));
    text.replace(QLatin1String("{tenant}"), encoded(fixture.tenant));
    const QUrl url(text, QUrl::StrictMode);
    if (const auto checked = checkUrl(url); !checked)
        return failure(checked.error());
    return url.toEncoded().toStdString();
}

CredentialId signingSecretId(const Target &target, const QString &source, const QString &tenant)
{
    const QString of = tenant.isEmpty() ? source : source + QLatin1Char('.') + tenant;
    return {QStringLiteral("target.%1.%2.%3").arg(target.name, target.secretsId, of),
            CredentialId::Kind::Token};
}

QStringList signableSources()
{
    QStringList sources;
    for (const auto &scheme : signing::makeSchemes())
        sources += QString::fromStdString(std::string(scheme->source()));
    sources.sort();
    sources.removeDuplicates();
    return sources;
}

QFuture<Result<SigningSecrets>> readSigningSecrets(const Target &target,
                                                   const std::vector<Fixture> &fixtures,
                                                   const std::shared_ptr<CredentialStore> &store)
{
    std::set<std::pair<std::string, std::string>> wanted;
    for (const Fixture &fixture : fixtures)
        wanted.emplace(fixture.source, fixture.tenant);
    auto *reader = new SecretReader(target, store);
    const auto future = reader->future();
    reader->read(std::move(wanted));
    return future;
}

Targets::Targets(QString folder)
    : m_folder(std::move(folder))
{
}

QString Targets::defaultFolder()
{
    return credentialFolder() + QStringLiteral("/targets");
}

QString Targets::pathOf(const QString &name) const
{
    return m_folder + QLatin1Char('/') + name + QStringLiteral(".json");
}

QStringList Targets::names() const
{
    QStringList names =
        QDir(m_folder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (QString &name : names)
        name.chop(5);
    names.removeIf([](const QString &name) { return !checkProfileName(name); });
    return names;
}

Result<Target> Targets::load(const QString &name) const
{
    QFile file(pathOf(name));
    if (!checkProfileName(name) || !file.exists())
        return unknown(name, names());
    if (!file.open(QIODevice::ReadOnly))
        return damaged(file.fileName(), file.errorString());
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.read(largestTargetFile), &problem);
    if (!document.isObject())
        return damaged(file.fileName(), problem.errorString());
    return targetOf(name, document.object());
}

Result<> Targets::save(const Target &target) const
{
    if (const auto checked = checkProfileName(target.name); !checked)
        return checked;
    QDir().mkpath(m_folder);
    return writePrivateFile(pathOf(target.name), QJsonDocument(toJson(target)).toJson());
}

Result<> Targets::remove(const QString &name) const
{
    QFile file(pathOf(name));
    if (checkProfileName(name) && file.exists() && !file.remove())
        return notRemoved(file);
    return {};
}

QFuture<Result<>> removeTarget(const Targets &targets, const QString &name,
                               const OpenStore &openStore)
{
    auto *remover = new TargetRemover(targets, name);
    const auto future = remover->future();
    remover->begin(openStore);
    return future;
}

Result<Target> targetOfUrl(const QString &url)
{
    Target target;
    target.name = QStringLiteral("url");
    target.url = url;
    target.environment = QStringLiteral("local");
    const QUrl parsed(url);
    if (const auto checked = checkUrl(parsed); !checked)
        return failure(checked.error());
    if (leavesThisMachine(parsed))
        return failure(
            ErrorKind::Denied,
            ReplayTargetTexts::tr("%1 is not this machine, and no saved target. Save it as a "
                                  "target first, with its environment.")
                .arg(parsed.host()));
    return target;
}

} // namespace gatehouse::replay
