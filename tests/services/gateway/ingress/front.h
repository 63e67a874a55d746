#pragma once

#include "services/gateway/http/server.h"
#include "services/gateway/ingress/ingestendpoint.h"
#include "tests/services/gateway/support/gatewaydatabase.h"
#include "tests/services/gateway/support/rawclient.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <map>
#include <memory>

namespace gatehouse::gateway {

/// One gateway process of a database: everything from the socket to the committer.
class FrontDoor
{
public:
    /// The secrets are by source; each of the tenants has them.
    FrontDoor(test::GatewayDatabase &database, const std::map<std::string, std::string> &secrets,
              IngestOptions options = {}, const std::vector<std::string> &tenants = {"acme"})
        : m_normalizer(Normalizer::load().value())
        , m_committer(optionsFor(database), database.clock, database.log)
        , m_endpoint(std::move(options), m_normalizer, withSecrets(m_secrets, secrets, tenants),
                     m_sink, database.clock, database.log)
        , m_server(http::Server::start(
                       {}, [this](const http::RequestHead &) { return &m_endpoint; }, database.log)
                       .value())
    {
    }
    unsigned short port() const { return m_server->port(); }

private:
    static CommitterOptions optionsFor(const test::GatewayDatabase &database)
    {
        CommitterOptions options;
        options.database = database.options();
        return options;
    }
    static const ProviderSecrets &withSecrets(FixedProviderSecrets &all,
                                              const std::map<std::string, std::string> &secrets,
                                              const std::vector<std::string> &tenants)
    {
        for (const auto &[source, secret] : secrets) {
            for (const std::string &tenant : tenants)
                all.add(source, tenant, secret);
        }
        return all;
    }

    Normalizer m_normalizer;
    FixedProviderSecrets m_secrets;
    CommitterSink m_sink{m_committer};
    Committer m_committer; // its last answers may use the sink
    IngestEndpoint m_endpoint;
    std::unique_ptr<http::Server> m_server; // last: it uses all of the above
};

/// A gateway's front with a database of its own.
struct Front
{
    Front(test::TestCluster &cluster, const std::string &name,
          const std::map<std::string, std::string> &secrets,
          const std::vector<std::string> &tenants = {"acme"})
        : database(cluster, name)
        , door(database, secrets, {}, tenants)
    {
    }
    unsigned short port() const { return door.port(); }

    test::GatewayDatabase database;
    FrontDoor door;
};

/// A text member of a JSON answer.
inline QString member(const test::RawClient::Answer &answer, const QString &name)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body))
        .object()[name]
        .toString();
}

inline QString eventId(const test::RawClient::Answer &answer)
{
    return member(answer, QStringLiteral("event_id"));
}

} // namespace gatehouse::gateway
