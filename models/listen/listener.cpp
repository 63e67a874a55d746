#include "models/listen/listener.h"

#include "models/collection/filtertext.h"
#include "services/core/inpool.h"
#include "services/core/whendone.h"
#include "services/replay/journal.h"

#include <QJsonDocument>

namespace gatehouse::listen {

namespace {

QString filterText(const collection::Filter &filter)
{
    return QString::fromUtf8(
        QJsonDocument(collection::toJson(filter)).toJson(QJsonDocument::Compact));
}

Result<std::string> maskKeyIn(const QString &journalFile)
{
    auto journal = replay::Journal::open(journalFile);
    return journal ? journal->maskKey() : Result<std::string>(failure(journal.error()));
}

} // namespace

bool leadsBack(const replay::Target &target, const QUrl &gateway)
{
    const auto hostAndPort = [](const QUrl &url) {
        const QString host = url.host().toLower();
        const bool isHere = host == u"localhost" || host == u"::1" || host.startsWith(u"127.");
        return std::pair(isHere ? QStringLiteral("localhost") : host,
                         url.port(url.scheme() == u"https" ? 443 : 80));
    };
    return hostAndPort(QUrl(target.url)) == hostAndPort(gateway);
}

Listener::Listener(ListenServices services, ListenWish wish, QObject *parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_wish(std::move(wish))
{
    m_saving.setSingleShot(true);
    connect(&m_saving, &QTimer::timeout, this, &Listener::save);
}

Listener::~Listener()
{
    if (m_forwarder)
        (void)keep(m_forwarder->follower().place());
}

void Listener::start()
{
    m_plan.target = m_wish.target;
    m_plan.preparation = m_wish.preparation;
    if (m_plan.preparation.masked.empty())
        openStore();
    else
        readMaskKey();
}

void Listener::readMaskKey()
{
    const auto reading =
        inPool<std::string>([file = m_services.journalFile] { return maskKeyIn(file); });
    whenDone(reading, this, [this](const Result<std::string> &key) {
        if (!key)
            return emit failed(key.error());
        m_plan.maskKey = *key;
        openStore();
    });
}

void Listener::openStore()
{
    if (!replay::needsCredentialStore(m_plan.target, m_plan.preparation))
        return askTime(&Listener::begin);
    whenDone(m_services.openStore(), this,
             [this](const Result<std::shared_ptr<CredentialStore>> &store) {
                 if (!store)
                     return emit failed(store.error());
                 m_plan.store = *store;
                 askTime(&Listener::begin);
             });
}

/// It is the gateway that says when an event was received, and its clock may be another one. It
/// tells the time with each answer, so that of the last may be old by now.
void Listener::askTime(void (Listener::*next)())
{
    whenDone(m_services.api.whoami(), this, [this, next](const Result<Whoami> &answer) {
        if (!answer)
            return emit failed(answer.error());
        m_gatewayAhead = gatewayAhead();
        (this->*next)();
    });
}

/// Right after an answer. Nothing where the two clocks agree, since the gateway's is told to the
/// second alone.
Timestamp::duration Listener::gatewayAhead() const
{
    constexpr std::chrono::seconds agreement{2};
    const auto told = m_services.api.gatewayTime();
    if (!told)
        return {};
    const auto theirs = Timestamp(std::chrono::milliseconds(told->toMSecsSinceEpoch()));
    const auto ahead = theirs - m_services.clock.now();
    return std::chrono::abs(ahead) <= agreement ? Timestamp::duration() : ahead;
}

Timestamp Listener::gatewayNow() const
{
    return m_services.clock.now() + m_gatewayAhead;
}

Place Listener::place() const
{
    const Timestamp now = gatewayNow();
    if (const auto since = m_wish.since ? m_wish.since(now) : std::nullopt)
        return Place::from(*since);
    return m_bookmark->load().value_or(Place::from(now));
}

void Listener::begin()
{
    if (leadsBack(m_plan.target, m_services.api.baseUrl()))
        return emit failed({ErrorKind::Invalid,
                            tr("“%1” is the gateway that the events are from: each would arrive "
                               "again, and again be forwarded.")
                                .arg(m_plan.target.name),
                            {},
                            {}});
    const QString target = m_plan.target.url + m_plan.target.connection;
    m_bookmark =
        Bookmark::of(m_services.api.baseUrl().toString(), filterText(m_wish.filter), target);
    const Place from = place();
    if (isLongAgo(from))
        emit leftLongAgo(from.until);
    else
        follow(from);
}

bool Listener::isLongAgo(const Place &place) const
{
    return !m_wish.since && m_wish.asksAfter && gatewayNow() - place.until > *m_wish.asksAfter;
}

void Listener::goOn()
{
    follow(place());
}

void Listener::beginNow()
{
    askTime(&Listener::followFromNow); // since it was asked for long perhaps
}

void Listener::followFromNow()
{
    follow(Place::from(gatewayNow()));
}

void Listener::follow(const Place &from)
{
    emit started(from.upTo);
    m_forwarder = std::make_unique<Forwarder>(m_services.events, m_wish.filter, from,
                                              m_services.api, std::move(m_plan), m_services.clock);
    connect(m_forwarder.get(), &Forwarder::forwarded, this, [this](const Forwarded &event) {
        remember(); // before anybody hears of it: who is killed then does not send it again
        emit forwarded(event);
    });
    connect(m_forwarder.get(), &Forwarder::waiting, this, &Listener::waiting);
    connect(m_forwarder.get(), &Forwarder::failed, this, &Listener::fail);
    // So that what comes while nobody listens is caught up with, even before the first event.
    if (const auto saved = keep(from); !saved)
        return fail(saved.error());
    if (const auto started = m_forwarder->start(); !started)
        fail(started.error());
}

Result<> Listener::keep(Place place) const
{
    place.until = gatewayNow();
    return m_bookmark->save(place);
}

/// Nothing more is sent whose place would not be kept.
void Listener::fail(const Error &error)
{
    (void)keep(m_forwarder->follower().place());
    m_forwarder->disconnect(this);
    m_forwarder.release()->deleteLater(); // it is where this was called from
    m_isUnsaved = false;
    emit failed(error);
}

/// After each event, unless many come: then what was taken in a second may be sent once more after
/// a kill, under the same key.
void Listener::remember()
{
    constexpr std::size_t many = 200;
    m_isUnsaved = true;
    if (!m_saving.isActive() || m_forwarder->follower().place().taken.size() < many)
        save();
}

void Listener::save()
{
    if (!std::exchange(m_isUnsaved, false))
        return;
    m_saving.start(std::chrono::seconds(1));
    if (const auto saved = keep(m_forwarder->follower().place()); !saved)
        fail(saved.error());
}

} // namespace gatehouse::listen
