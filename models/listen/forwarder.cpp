#include "models/listen/forwarder.h"

#include "services/core/inpool.h"
#include "services/core/whendone.h"
#include "services/signing/digest.h"

#include <QJsonArray>

#include <algorithm>

namespace gatehouse::listen {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds longestPause{30'000};

QString pathOf(const ArrivedEvent &event)
{
    return u"events/"_s + QString::fromStdString(event.id.toString());
}

std::string textIn(const QJsonObject &json, QLatin1StringView name)
{
    return json[name].toString().toStdString();
}

/// As the webhook came in, but for its body.
replay::Fixture fixtureOf(const QJsonObject &event, Timestamp receivedAt)
{
    replay::Fixture fixture;
    fixture.source = textIn(event, "source"_L1);
    fixture.tenant = textIn(event, "tenant"_L1);
    fixture.eventType = textIn(event, "event_type"_L1);
    fixture.eventId = textIn(event, "id"_L1);
    fixture.providerId = textIn(event, "provider_event_id"_L1);
    fixture.receivedAt = receivedAt;
    const QJsonObject payload = event["payload"_L1].toObject();
    fixture.url = textIn(payload, "request_url"_L1);
    const QJsonArray headers = payload["headers"_L1].toArray();
    for (const QJsonValue header : headers)
        fixture.headers.emplace_back(header[0].toString().toStdString(),
                                     header[1].toString().toStdString());
    return fixture;
}

DeliveryResponse sendNow(const replay::Target &target, const DeliveryRequest &request)
{
    HttpSender sender(replay::senderOptions(target));
    DeliveryResponse answer;
    sender.send(request, [&answer](DeliveryResponse response) { answer = std::move(response); });
    while (sender.inFlight() > 0)
        sender.perform(std::chrono::seconds(1));
    return answer;
}

} // namespace

Forwarder::Forwarder(std::shared_ptr<collection::Source> events, collection::Filter filter,
                     Place place, AdminClient &api, ForwardPlan plan, const Clock &clock,
                     QObject *parent)
    : QObject(parent)
    , m_follower(std::move(events), std::move(filter), std::move(place))
    , m_api(api)
    , m_plan(std::move(plan))
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_follower, &EventFollower::arrived, this, [this](const ArrivedEvent &event) {
        m_event = event;
        readEvent();
    });
    connect(&m_follower, &EventFollower::caughtUp, this, &Forwarder::caughtUp);
    connect(&m_follower, &EventFollower::failed, this,
            [this](const Error &error, std::chrono::milliseconds pause) {
                if (pause.count() == 0)
                    emit failed(error);
                else
                    emit waiting(error, pause);
            });
}

Forwarder::~Forwarder() = default;

void Forwarder::setFirstPause(std::chrono::milliseconds pause)
{
    m_firstPause = pause;
}

Result<> Forwarder::start()
{
    if (m_plan.target.isProduction())
        return failure(ErrorKind::Denied,
                       tr("“%1” is production, where events are not forwarded to. Choose another "
                          "target.")
                           .arg(m_plan.target.name));
    m_follower.next();
    return {};
}

void Forwarder::readEvent()
{
    whenDone(m_api.get(pathOf(m_event)), this, [this](const Result<QJsonObject> &event) {
        if (event) {
            m_json = *event;
            m_fixture = fixtureOf(m_json, m_event.receivedAt);
            readBody();
        } else if (event.error().kind == ErrorKind::NotFound) {
            pass(tr("it is not there any more"));
        } else {
            meet(event.error(), &Forwarder::readEvent);
        }
    });
}

void Forwarder::readBody()
{
    if (!m_json["payload"_L1]["body_is_kept"_L1].toBool()) {
        pass(tr("its body was not kept"));
        return;
    }
    whenDone(m_api.getBytes(pathOf(m_event) + u"/raw"_s), this,
             [this](const Result<QByteArray> &body) {
                 if (body) {
                     m_fixture.body = body->toStdString();
                     readSecrets();
                 } else if (body.error().kind == ErrorKind::NotFound) {
                     pass(tr("its body is not there any more"));
                 } else {
                     meet(body.error(), &Forwarder::readBody);
                 }
             });
}

void Forwarder::readSecrets()
{
    if (m_plan.preparation.signature == replay::Preparation::Signature::AsRecorded) {
        prepare({});
        return;
    }
    whenDone(replay::readSigningSecrets(m_plan.target, {m_fixture}, m_plan.store), this,
             [this](const Result<replay::SigningSecrets> &secrets) {
                 if (secrets)
                     prepare(*secrets);
                 else
                     emit failed(secrets.error());
             });
}

void Forwarder::prepare(const replay::SigningSecrets &secrets)
{
    const replay::Preparer preparer(m_plan.target, m_plan.preparation, secrets, m_plan.maskKey,
                                    m_clock);
    auto request = preparer.request(m_fixture, m_event.id);
    if (request) {
        m_request = std::move(*request);
        send();
    } else if (request.error().kind == ErrorKind::Denied) { // a secret that the next may need, too
        emit failed(request.error());
    } else {
        pass(request.error().message);
    }
}

void Forwarder::send()
{
    const auto work = [target = m_plan.target, request = m_request]() -> Result<DeliveryResponse> {
        auto answer = sendNow(target, request);
        signing::freeThreadState();
        return answer;
    };
    whenDone(inPool<DeliveryResponse>(work), this,
             [this](const Result<DeliveryResponse> &response) {
                 if (response)
                     take(*response);
             });
}

void Forwarder::take(const DeliveryResponse &response)
{
    using Failure = DeliveryResponse::Failure;
    const Error error{ErrorKind::Unavailable, QString::fromStdString(response.error), {}, {}};
    if (response.failure == Failure::Tls || response.failure == Failure::Invalid) {
        emit failed(error);
    } else if (response.failure != Failure::None) {
        retryLater(error, &Forwarder::readSecrets); // and so with a new signature
    } else {
        Forwarded forwarded = current();
        forwarded.status = response.status;
        forwarded.latency = response.duration;
        done(std::move(forwarded));
    }
}

Forwarded Forwarder::current() const
{
    Forwarded forwarded;
    forwarded.id = m_event.id;
    forwarded.receivedAt = m_event.receivedAt;
    forwarded.source = m_json["source"_L1].toString();
    forwarded.tenant = m_json["tenant"_L1].toString();
    forwarded.eventType = m_json["event_type"_L1].toString();
    return forwarded;
}

void Forwarder::pass(const QString &problem)
{
    Forwarded forwarded = current();
    forwarded.problem = problem;
    done(std::move(forwarded));
}

void Forwarder::done(Forwarded forwarded)
{
    m_pause = {};
    m_json = {};
    m_follower.take(m_event);
    emit this->forwarded(forwarded);
    m_follower.next();
}

/// The token may not: then none of them. The one event cannot be read: then not that one.
void Forwarder::meet(const Error &error, void (Forwarder::*step)())
{
    if (error.kind == ErrorKind::Denied)
        emit failed(error);
    else if (error.kind == ErrorKind::Invalid)
        pass(error.message);
    else
        retryLater(error, step);
}

void Forwarder::retryLater(const Error &error, void (Forwarder::*step)())
{
    m_pause = m_pause.count() == 0 ? m_firstPause : std::min(m_pause * 2, longestPause);
    m_timer.disconnect(this);
    connect(&m_timer, &QTimer::timeout, this, step);
    m_timer.start(m_pause);
    emit waiting(error, m_pause);
}

} // namespace gatehouse::listen
