#pragma once

#include "services/gateway/admin/adminendpoint.h"
#include "services/gateway/admin/tokens.h"
#include "services/gateway/http/server.h"
#include "services/gateway/worker/deliverypreview.h"
#include "services/signing/digest.h"
#include "tests/services/gateway/support/gatewaydatabase.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <curl/curl.h>

#include <atomic>
#include <fstream>
#include <map>
#include <mutex>

namespace gatehouse::test {

struct Answer
{
    int status = 0;
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
    QJsonObject json() const
    {
        return QJsonDocument::fromJson(QByteArray::fromStdString(body)).object();
    }
    QString code() const { return json().value(QStringLiteral("code")).toString(); }
    QJsonArray items() const { return json().value(QStringLiteral("items")).toArray(); }
    QString text(const char *name) const { return json().value(QLatin1String(name)).toString(); }
};

struct Sent
{
    std::string method = "GET";
    std::string token;
    std::string body;
    std::string key; ///< Idempotency-Key; "auto" makes a new one, empty sends none
    std::string userAgent = {}; ///< empty: none
};

inline std::size_t keepBody(char *data, std::size_t size, std::size_t count, void *into)
{
    static_cast<std::string *>(into)->append(data, size * count);
    return size * count;
}

inline std::size_t keepHeader(char *data, std::size_t size, std::size_t count, void *into)
{
    const std::string line(data, size * count);
    const std::size_t colon = line.find(':');
    if (colon != std::string::npos) {
        const QString name = QString::fromStdString(line.substr(0, colon)).toLower();
        const QString value = QString::fromStdString(line.substr(colon + 1)).trimmed();
        (*static_cast<std::map<std::string, std::string> *>(into))[name.toStdString()] =
            value.toStdString();
    }
    return size * count;
}

/// Appends what was asked and answered to the recording of this program, which the test
/// openapi-admin checks against the document (tests/openapi/check.py).
inline void record(const std::string &url, const Sent &sent, const std::string &key,
                   const Answer &answer)
{
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    const QFileInfo test(QCoreApplication::applicationFilePath());
    static std::ofstream file(test.path().toStdString() + "/admin-recordings/"
                              + test.fileName().toStdString() + ".jsonl");
    const std::size_t path = url.find("/admin/v1");
    if (path == std::string::npos || answer.status == 0)
        return;
    const auto text = [](const std::string &bytes) {
        const QString read = QString::fromStdString(bytes);
        return read.toStdString() == bytes ? QJsonValue(read) : QJsonValue();
    };
    QJsonObject headers;
    for (const auto &[name, value] : answer.headers)
        headers[QString::fromStdString(name)] = QString::fromStdString(value);
    const QJsonObject pair{{QStringLiteral("method"), text(sent.method)},
                           {QStringLiteral("path"), text(url.substr(path))},
                           {QStringLiteral("key"), text(key)},
                           {QStringLiteral("request"), text(sent.body)},
                           {QStringLiteral("status"), answer.status},
                           {QStringLiteral("headers"), headers},
                           {QStringLiteral("body"), text(answer.body)}};
    file << QJsonDocument(pair).toJson(QJsonDocument::Compact).toStdString() << std::endl;
}

inline Answer callHttp(const std::string &url, const Sent &sent)
{
    Answer answer;
    CURL *easy = curl_easy_init();
    curl_slist *headers = nullptr;
    if (!sent.token.empty())
        headers = curl_slist_append(headers, ("Authorization: Bearer " + sent.token).c_str());
    const std::string key = sent.key == "auto" ? randomUuid().toString() : sent.key;
    if (!key.empty())
        headers = curl_slist_append(headers, ("Idempotency-Key: " + key).c_str());
    headers = curl_slist_append(headers, "Content-Type: application/json");
    if (!sent.userAgent.empty())
        curl_easy_setopt(easy, CURLOPT_USERAGENT, sent.userAgent.c_str());
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, 30L);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, sent.method.c_str());
    if (sent.method == "POST") {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(sent.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, sent.body.c_str());
    }
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, keepBody);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &answer.body);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, keepHeader);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &answer.headers);
    curl_easy_perform(easy);
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    curl_slist_free_all(headers);
    curl_easy_cleanup(easy);
    record(url, sent, key, answer);
    return answer;
}

/// As a worker that has the credentials of the destination `shop`.
inline gateway::DeliveryPreview preview(const gateway::ClaimedJob &job)
{
    static const auto normalizer = gateway::Normalizer::load();
    gateway::WorkerOptions options;
    options.credentials["shop"] = {"token-1", "shared"};
    return gateway::previewDelivery(job, options, *normalizer);
}

/// The admin API over real HTTP on a database of its own, with a token for each role, named after
/// it.
class AdminHarness
{
public:
    explicit AdminHarness(TestCluster &cluster, gateway::AdminOptions options = {})
        : database(cluster, "admin")
        , ids(database.clock)
    {
        auto session = database.session("gatehouse_gateway");
        for (const char *role : {"viewer", "support", "developer", "admin"}) {
            const auto made = gateway::ensureAdminToken(session, role, role, tokenOf(role));
            if (!made)
                qFatal("no token: %s", qPrintable(made.error().message));
        }
        const auto silenceLimit = options.database.silenceLimit;
        const auto statementTimeout = options.database.statementTimeout;
        options.database = database.options();
        options.database.silenceLimit = silenceLimit;
        options.database.statementTimeout = statementTimeout;
        options.changed = [this] { ++changes; };
        if (!options.preview)
            options.preview = preview;
        endpoint = std::make_unique<gateway::AdminEndpoint>(options, database.clock, database.log);
        auto started = http::Server::start(
            {}, [this](const http::RequestHead &) { return endpoint.get(); }, database.log);
        if (!started)
            qFatal("no server: %s", qPrintable(started.error().message));
        server = std::move(*started);
    }
    ~AdminHarness()
    {
        server->stop(std::chrono::seconds(5));
        server.reset();
    }

    static std::string tokenOf(const std::string &role) { return role + "-0123456789abcdef"; }

    Answer get(const std::string &path, const std::string &token = tokenOf("admin")) const
    {
        return callHttp(server->url() + "/admin/v1/" + path, {"GET", token, {}, {}});
    }
    Answer post(const std::string &path, const std::string &body = R"({"reason":"a test"})",
                const std::string &key = "auto", const std::string &token = tokenOf("admin")) const
    {
        return callHttp(server->url() + "/admin/v1/" + path, {"POST", token, body, key});
    }

    /// Runs one statement as the owner.
    postgres::Rows sql(const std::string &statement, const postgres::Parameters &parameters = {})
    {
        const auto rows = m_owner.execute(statement, parameters);
        if (!rows)
            qFatal("%s: %s", statement.c_str(),
                   qPrintable(rows.error().message + rows.error().detail));
        return *rows;
    }

    /// An event with its payload. Its source and tenant may be NULL in SQL: pass nothing.
    std::string addEvent(const std::string &status = "queued", const std::string &tenant = "acme",
                         const std::string &source = "stripe",
                         const std::string &type = "invoice.paid",
                         const std::string &body = R"({"id":"evt_1"})")
    {
        const Uuid id = ids.next();
        sql("INSERT INTO gatehouse.webhook_event (id, received_at, source, tenant, event_type, "
            "status,"
            " signature_valid, body_size) VALUES ($1, $2, $3, nullif($4, ''), $5, $6, $6 <> "
            "'discarded',"
            " octet_length($7::bytea))",
            {id, id.time(), source, tenant, type, status, postgres::Bytes{body}});
        sql("INSERT INTO gatehouse.webhook_payload (event_id, received_at, raw_body, body_sha256, "
            "headers,"
            " request_url, canonical) VALUES ($1, $2, $3::bytea, sha256($3::bytea),"
            " '[[\"Content-Type\",\"application/json\"]]', 'http://127.0.0.1/', '{\"data\":{}}')",
            {id, id.time(), postgres::Bytes{body}});
        return id.toString();
    }

    std::string addJob(const std::string &event, const std::string &status)
    {
        const Uuid id = ids.next();
        sql("INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, path, mode, "
            "source,"
            " tenant, event_type, idempotency_key, status, attempts, next_attempt_at, error)"
            " SELECT $1, $2, e.id, 'deliver', '/wp-json/ai-guy/v1/order-event', 'live', e.source, "
            "e.tenant,"
            "        e.event_type, 'key-' || $1::text, $4, 5, now() + interval '1 hour',"
            "        CASE WHEN $4 = 'dead' THEN '422 sku is required' END"
            "   FROM gatehouse.webhook_event e WHERE e.id = $3",
            {id, id.time(), *Uuid::parse(event), status});
        return id.toString();
    }

    /// As the event's callback left it.
    std::string addAiJob(const std::string &event, const std::string &status)
    {
        const Uuid id = ids.next();
        sql("INSERT INTO gatehouse.job_execution (id, created_at, event_id, task_name, source, "
            "tenant,"
            " event_type, idempotency_key, status, attempts, max_attempts, request_id, tokens)"
            " SELECT $1, $2, e.id, 'ai_job', e.source, e.tenant, e.event_type, 'ai:' || $1::text, "
            "$4,"
            "        1, NULL, 'job_1', 412"
            "   FROM gatehouse.webhook_event e WHERE e.id = $3",
            {id, id.time(), *Uuid::parse(event), status});
        return id.toString();
    }

    std::string addLetter(const std::string &job, const std::string &state = "open")
    {
        const Uuid id = ids.next();
        sql("INSERT INTO gatehouse.dead_letter (id, created_at, died_at, job_id, event_id, source,"
            " tenant, event_type, root_cause, error, fingerprint, response_status, attempts, state)"
            " SELECT $1, $2, $2, j.id, j.event_id, j.source, j.tenant, j.event_type, 'http_4xx', "
            "'HTTP "
            "422',"
            "        'HTTP N', 422, 1, $4 FROM gatehouse.job_execution j WHERE j.id = $3",
            {id, id.time(), *Uuid::parse(job), state});
        return id.toString();
    }

    /// A failed event with a dead job and an open letter.
    struct Failed
    {
        std::string event, job, letter;
    };
    Failed addFailed(const std::string &tenant = "acme", const std::string &source = "stripe")
    {
        Failed failed;
        failed.event = addEvent("failed", tenant, source);
        failed.job = addJob(failed.event, "dead");
        failed.letter = addLetter(failed.job);
        return failed;
    }

    /// A try of the job; without `status` there was no answer.
    std::string addDelivery(const std::string &job, std::optional<int> status = 422)
    {
        const Uuid id = ids.next();
        sql("INSERT INTO gatehouse.delivery_attempt (id, created_at, job_id, event_id, attempt,"
            " request_id, url, request_headers, response_status, response_headers, response_body,"
            " error, duration_ms) SELECT $1, $2, j.id, j.event_id, 1, gen_random_uuid(),"
            " 'http://127.0.0.1/', '[[\"X-Sent\",\"yes\"]]', $4::integer,"
            " '[[\"X-Answered\",\"yes\"]]', 'no sku', '422 sku is required', 12.3"
            " FROM gatehouse.job_execution j WHERE j.id = $3",
            {id, id.time(), *Uuid::parse(job),
             status ? postgres::Value(std::int64_t(*status)) : postgres::Value()});
        return id.toString();
    }

    /// A token of a role for some tenants or sources; empty lists are no limit.
    std::string addScopedToken(const std::string &role, const std::vector<std::string> &tenants,
                               const std::vector<std::string> &sources = {})
    {
        const std::string token = randomUuid().toString();
        const postgres::Array<std::string> tenantList(tenants.begin(), tenants.end());
        const postgres::Array<std::string> sourceList(sources.begin(), sources.end());
        sql("INSERT INTO gatehouse.admin_token (id, name, role, tenants, sources, token_hash) "
            "VALUES"
            " ($1, $2, $3, nullif($4::text[], '{}'), nullif($5::text[], '{}'), $6)",
            {ids.next(), "scoped " + token, role, tenantList, sourceList,
             postgres::Bytes{signing::sha256(token)}});
        return token;
    }

    QString statusOf(const std::string &table, const std::string &id,
                     const std::string &column = "status")
    {
        return database.cell("SELECT " + column + " FROM gatehouse." + table + " WHERE id = $1",
                             {*Uuid::parse(id)});
    }
    std::int64_t auditEntries()
    {
        return sql("SELECT count(*) FROM gatehouse.audit").get<std::int64_t>(0, 0);
    }

    GatewayDatabase database;
    UuidGenerator ids;
    std::atomic<int> changes = 0;
    std::unique_ptr<gateway::AdminEndpoint> endpoint;
    std::unique_ptr<http::Server> server;

private:
    postgres::Session m_owner = database.session();
};

} // namespace gatehouse::test
