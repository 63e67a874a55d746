#include "models/replay/canonicalreader.h"

#include "services/connections/access.h"
#include "services/connections/profile.h"
#include "services/core/promise.h"
#include "services/core/whendone.h"

#include <QJsonDocument>

namespace gatehouse::replay {

struct CanonicalReader::Reading
{
    SharedPromise<CanonicalPair> promise = startedPromise<CanonicalPair>();
    CanonicalPair pair;
    int left = 2; ///< sides that have not answered

    void ready()
    {
        if (--left == 0)
            fulfil<CanonicalPair>(promise, pair);
    }

    QString connection;
    QString recordedId;
    QString storedId;
};

namespace {

QString canonicalNotKept()
{
    return CanonicalReader::tr("This gateway made no canonical event of it.");
}

/// The event as `GET events/{id}` gives it.
void takeCanonical(const Result<QJsonObject> &event, QByteArray &document, QString &problem)
{
    const QJsonValue canonical =
        event ? (*event)[u"payload"].toObject()[u"canonical"] : QJsonValue();
    if (!event)
        problem = event.error().message;
    else if (canonical.isObject())
        document = QJsonDocument(canonical.toObject()).toJson();
    else
        problem = canonicalNotKept();
}

QString pathOfEvent(const QString &id)
{
    return QStringLiteral("events/") + AdminClient::segment(id);
}

/// Of a gateway's answer: 202 for a new event, 200 for one that it has.
QString eventIdIn(const std::string &answer)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(answer))
        .object()[u"event_id"]
        .toString();
}

} // namespace

CanonicalReader::CanonicalReader(AdminClient &api, OpenStore openStore, QObject *parent)
    : QObject(parent)
    , m_api(api)
    , m_openStore(std::move(openStore))
{
}

CanonicalReader::~CanonicalReader() = default;

QFuture<Result<CanonicalPair>> CanonicalReader::read(const Target &target, const Fixture &event,
                                                     const std::string &answer)
{
    const auto reading = std::make_shared<Reading>();
    reading->connection = target.connection;
    reading->recordedId = QString::fromStdString(event.eventId);
    reading->storedId = eventIdIn(answer);
    readRecorded(reading);
    readStored(reading);
    return reading->promise->future();
}

void CanonicalReader::readRecorded(const std::shared_ptr<Reading> &reading)
{
    if (reading->recordedId.isEmpty()) {
        reading->pair.recordedProblem = tr("It is from a file, which does not say what a gateway "
                                           "made of it.");
        return reading->ready();
    }
    whenDone(m_api.get(pathOfEvent(reading->recordedId)), this,
             [reading](const Result<QJsonObject> &event) {
                 takeCanonical(event, reading->pair.recorded, reading->pair.recordedProblem);
                 reading->ready();
             });
}

void CanonicalReader::readStored(const std::shared_ptr<Reading> &reading)
{
    const auto fail = [reading](const QString &why) {
        reading->pair.storedProblem = why;
        reading->ready();
    };
    if (reading->connection.isEmpty())
        return fail(tr("The target is a URL. Choose a saved connection as its gateway to see what "
                       "that makes of it."));
    if (reading->storedId.isEmpty())
        return fail(tr("The target did not take it, so there is none."));
    connectTo(reading->connection, [this, reading, fail](const Result<Api> &api) {
        if (!api)
            return fail(api.error().message);
        whenDone((*api)->get(pathOfEvent(reading->storedId)), this,
                 [this, reading](const Result<QJsonObject> &event) {
                     if (!event && event.error().kind == ErrorKind::Denied)
                         m_targets.remove(reading->connection); // its token may be another now
                     takeCanonical(event, reading->pair.stored, reading->pair.storedProblem);
                     reading->ready();
                 });
    });
}

void CanonicalReader::connectTo(const QString &connection,
                                const std::function<void(const Result<Api> &)> &then)
{
    if (m_targets.contains(connection))
        return then(m_targets.value(connection));
    const auto profile = ConnectionProfiles().load(connection);
    if (!profile)
        return then(failure(profile.error()));
    const auto use = [this, profile = *profile,
                      then](const Result<std::shared_ptr<CredentialStore>> &store) {
        if (!store)
            return then(failure(store.error()));
        whenDone(readCredentials(profile, *store), this,
                 [this, profile, then, store](const Result<Credentials> &credentials) {
                     then(credentials ? made(profile, *credentials) : failure(credentials.error()));
                 });
    };
    if (needsStore(*profile))
        whenDone(m_openStore(), this, use);
    else
        use(std::shared_ptr<CredentialStore>());
}

Result<CanonicalReader::Api> CanonicalReader::made(const ConnectionProfile &profile,
                                                   const Credentials &credentials)
{
    const auto access = accessTo(profile, credentials);
    if (!access)
        return failure(access.error());
    auto api = std::make_shared<AdminClient>(access->api);
    m_targets.insert(profile.name, api);
    return api;
}

} // namespace gatehouse::replay
