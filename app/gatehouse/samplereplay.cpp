#include "app/gatehouse/samplereplay.h"

#include <QDir>
#include <QFile>

#include <array>

namespace gatehouse::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int eventsOfEachKind = 4;
constexpr std::array kinds = {std::pair{"stripe", "invoice.paid"},
                              std::pair{"stripe", "charge.refunded"},
                              std::pair{"stripe", "customer.created"}};

} // namespace

Result<> saveSampleTarget(const QString &folder, const QString &name, const QUrl &gateway)
{
    QFile secret(QDir(folder).filePath(u"sample.secret"_s));
    if (!secret.open(QIODevice::WriteOnly)
        || !secret.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || secret.write("whsec_made_up_for_a_picture\n") < 0)
        return failure(ErrorKind::Unavailable, secret.errorString());
    replay::Target target;
    target.name = name;
    target.url = gateway.toString() + u"/api/webhooks/{source}/ingest?tenant={tenant}"_s;
    target.environment = u"staging"_s;
    for (const auto &[source, type] : kinds)
        target.secretFiles[QString::fromLatin1(source)] = secret.fileName();
    return replay::Targets(QDir(folder).filePath(u"targets"_s)).save(target);
}

std::vector<replay::Fixture> sampleEvents()
{
    std::vector<replay::Fixture> events;
    for (int i = 0; i < eventsOfEachKind; ++i) {
        for (const auto &[source, type] : kinds) {
            replay::Fixture event;
            event.source = source;
            event.tenant = "acme";
            event.eventType = type;
            event.providerId = "evt_" + std::to_string(1042 + events.size());
            event.headers = {{"Content-Type", "application/json"}};
            event.body = R"({"id":")" + event.providerId + R"(","type":")" + type + R"("})";
            if (i > 0)
                event.expected = replay::Expectation{401, {}};
            events.push_back(std::move(event));
        }
    }
    return events;
}

} // namespace gatehouse::app
