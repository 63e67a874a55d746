#include "services/connections/profilejson.h"

#include "services/postgres/conninfo.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace gatehouse {

namespace {

struct ProfileField
{
    Q_DECLARE_TR_FUNCTIONS(ProfileField)
};

constexpr qsizetype longestText = 4096;

/// A text of a profile, by its key.
struct TextField
{
    const char *key;
    QString &(*of)(ConnectionProfile &profile);
};

const std::array textFields{
    TextField{"environment", [](ConnectionProfile &p) -> QString & { return p.environment; }},
    TextField{"colour", [](ConnectionProfile &p) -> QString & { return p.colour; }},
    TextField{"secrets_id", [](ConnectionProfile &p) -> QString & { return p.secretsId; }},
    TextField{"token_file", [](ConnectionProfile &p) -> QString & { return p.tokenFile; }},
    TextField{"database", [](ConnectionProfile &p) -> QString & { return p.database; }},
    TextField{"sslmode", [](ConnectionProfile &p) -> QString & { return p.sslMode; }},
    TextField{"sslrootcert",
              [](ConnectionProfile &p) -> QString & { return p.databaseTls.authorities; }},
    TextField{"sslcert",
              [](ConnectionProfile &p) -> QString & { return p.databaseTls.certificate; }},
    TextField{"sslkey", [](ConnectionProfile &p) -> QString & { return p.databaseTls.key; }},
    TextField{"ca_file", [](ConnectionProfile &p) -> QString & { return p.apiTls.authorities; }},
    TextField{"client_certificate",
              [](ConnectionProfile &p) -> QString & { return p.apiTls.certificate; }},
    TextField{"client_key", [](ConnectionProfile &p) -> QString & { return p.apiTls.key; }},
    TextField{"metrics_user", [](ConnectionProfile &p) -> QString & { return p.measures.user; }},
    TextField{"metrics_database",
              [](ConnectionProfile &p) -> QString & { return p.measures.database; }},
    TextField{"metrics_job", [](ConnectionProfile &p) -> QString & { return p.measures.job; }},
};

constexpr std::array exceptions{SafetyException::PlainHttp, SafetyException::WeakSslMode,
                                SafetyException::PlainMetrics};

using Source = MeasureServer::Kind;
constexpr std::array sources{std::pair{"clickhouse", Source::ClickHouse},
                             std::pair{"prometheus", Source::Prometheus}};

bool isOneLine(const QString &text)
{
    return text.size() <= longestText
        && std::none_of(text.begin(), text.end(), [](QChar character) {
               return character.category() == QChar::Other_Control
                   || character.category() == QChar::Other_Format;
           });
}

Error badField(const QString &name, const QString &key)
{
    return {ErrorKind::Invalid,
            ProfileField::tr("The connection “%1” has a value for “%2” that cannot be used. "
                             "Correct or remove it.")
                .arg(name, key),
            {},
            {}};
}

/// Reads the members one by one; the first that cannot be used is the error.
class Reader
{
public:
    Reader(const QString &name, const QJsonObject &object)
        : m_object(object)
    {
        m_profile.name = name;
    }

    Result<ConnectionProfile> read()
    {
        for (auto member = m_object.begin(); member != m_object.end() && !m_error; ++member)
            take(member.key(), member.value());
        if (!m_error)
            checkUrl();
        if (!m_error)
            checkMeasures();
        if (m_error)
            return failure(*m_error);
        return m_profile;
    }

private:
    void take(const QString &key, const QJsonValue &value)
    {
        const auto field =
            std::find_if(textFields.begin(), textFields.end(),
                         [&](const TextField &known) { return key == QLatin1String(known.key); });
        if (field != textFields.end())
            field->of(m_profile) = text(key, value);
        else if (key == QLatin1String("url"))
            m_profile.url = QUrl(text(key, value), QUrl::StrictMode);
        else if (key == QLatin1String("metrics_url"))
            m_profile.measures.url = QUrl(text(key, value), QUrl::StrictMode);
        else if (key == QLatin1String("metrics_source"))
            takeSource(key, text(key, value));
        else if (key == QLatin1String("stored_metrics_secret") && value.isBool())
            m_profile.measures.storesSecret = value.toBool();
        else if (key == QLatin1String("proxy"))
            takeProxy(text(key, value));
        else if (key == QLatin1String("stored_password") && value.isBool())
            m_profile.storesPassword = value.toBool();
        else if (key == QLatin1String("imported") && value.isBool())
            m_profile.isImported = value.toBool();
        else if (key == QLatin1String("exceptions") && value.isArray())
            takeExceptions(value.toArray());
        else
            m_error = badField(shownName(), key.left(64));
        if (!m_error && !isAllowed(key))
            m_error = badField(shownName(), key);
    }

    bool isAllowed(const QString &key) const
    {
        static const QStringList modes{QString(),
                                       QStringLiteral("disable"),
                                       QStringLiteral("allow"),
                                       QStringLiteral("prefer"),
                                       QStringLiteral("require"),
                                       QStringLiteral("verify-ca"),
                                       QStringLiteral("verify-full")};
        if (key == QLatin1String("sslmode"))
            return modes.contains(m_profile.sslMode);
        if (key == QLatin1String("secrets_id"))
            return m_profile.secretsId.isEmpty() || checkProfileName(m_profile.secretsId);
        if (key == QLatin1String("colour"))
            return m_profile.colour.isEmpty()
                || ConnectionProfile::colours().contains(m_profile.colour);
        return true;
    }

    QString text(const QString &key, const QJsonValue &value)
    {
        QString text = value.toString();
        if (!value.isString() || !isOneLine(text))
            m_error = badField(shownName(), key);
        return text;
    }

    void takeProxy(const QString &text)
    {
        if (auto proxy = proxyOf(text))
            m_profile.proxy = *proxy;
        else
            m_error = proxy.error();
    }

    void takeExceptions(const QJsonArray &names)
    {
        for (const auto &name : names) {
            const auto *known =
                std::find_if(exceptions.begin(), exceptions.end(), [&](SafetyException exception) {
                    return name.toString() == exceptionName(exception);
                });
            if (known == exceptions.end())
                m_error = badField(shownName(), QStringLiteral("exceptions"));
            else if (!m_profile.allows(*known))
                m_profile.exceptions += *known;
        }
    }

    void takeSource(const QString &key, const QString &text)
    {
        const auto *known = std::find_if(sources.begin(), sources.end(), [&](const auto &source) {
            return text == QLatin1String(source.first);
        });
        if (known == sources.end())
            m_error = badField(shownName(), key);
        else
            m_profile.measures.kind = known->second;
    }

    static bool isWeb(const QUrl &url)
    {
        const bool web =
            url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
        return url.isValid() && web && !url.host().isEmpty();
    }

    /// Without a source nothing else may be said of one, which would be kept and do nothing.
    void checkMeasures()
    {
        const MeasureServer &measures = m_profile.measures;
        if (measures.kind == Source::None && measures != MeasureServer())
            m_error = badField(shownName(), QStringLiteral("metrics_source"));
        else if (measures.kind != Source::None && !isWeb(measures.url))
            m_error = badField(shownName(), QStringLiteral("metrics_url"));
    }

    void checkUrl()
    {
        if (!isWeb(m_profile.url))
            m_error = {ErrorKind::Invalid,
                       ProfileField::tr("The connection “%1” has no usable url. It is written like "
                                        "http://127.0.0.1:8737.")
                           .arg(shownName()),
                       {},
                       {}};
    }

    QString shownName() const { return m_profile.name; }

    const QJsonObject &m_object;
    ConnectionProfile m_profile;
    std::optional<Error> m_error;
};

} // namespace

QString exceptionName(SafetyException exception)
{
    switch (exception) {
    case SafetyException::PlainHttp:
        return QStringLiteral("plain_http");
    case SafetyException::PlainMetrics:
        return QStringLiteral("plain_metrics");
    case SafetyException::WeakSslMode:
        break;
    }
    return QStringLiteral("weak_sslmode");
}

namespace {

void insertMeasures(QJsonObject &object, const MeasureServer &measures)
{
    for (const auto &[name, kind] : sources) {
        if (kind == measures.kind)
            object.insert(QStringLiteral("metrics_source"), QLatin1String(name));
    }
    if (!measures.url.isEmpty())
        object.insert(QStringLiteral("metrics_url"), measures.url.toString());
    if (measures.storesSecret)
        object.insert(QStringLiteral("stored_metrics_secret"), true);
}

} // namespace

QJsonObject toJson(const ConnectionProfile &profile)
{
    QJsonObject object{{QStringLiteral("url"), profile.url.toString()}};
    ConnectionProfile copy = profile;
    for (const TextField &field : textFields) {
        if (const QString &text = field.of(copy); !text.isEmpty())
            object.insert(QLatin1String(field.key), text);
    }
    if (profile.proxy.kind != Proxy::Kind::None)
        object.insert(QStringLiteral("proxy"), proxyText(profile.proxy));
    if (profile.storesPassword)
        object.insert(QStringLiteral("stored_password"), true);
    if (profile.isImported)
        object.insert(QStringLiteral("imported"), true);
    insertMeasures(object, profile.measures);
    QJsonArray names;
    for (const SafetyException exception : profile.exceptions)
        names += exceptionName(exception);
    if (!names.isEmpty())
        object.insert(QStringLiteral("exceptions"), names);
    return object;
}

Result<ConnectionProfile> profileFromJson(const QString &name, const QJsonObject &object)
{
    return Reader(name, object).read();
}

Result<> checkHoldsNoSecret(const ConnectionProfile &profile)
{
    const auto target = postgres::targetOf(profile.database.toStdString());
    if (!target)
        return failure(target.error());
    if (!target->hasPassword && profile.url.userInfo().isEmpty()
        && profile.measures.url.userInfo().isEmpty())
        return {};
    return failure(
        ErrorKind::Invalid,
        ProfileField::tr("A connection is saved without secrets. Take the password out of "
                         "its address, and put it into the password field."));
}

} // namespace gatehouse
