#include "adminharness.h"
#include "services/signing/jwk.h"
#include "services/signing/keypair.h"

#include <QTest>

namespace gatehouse::test {

using signing::AsymmetricKey;
using signing::JwtAlgorithm;

namespace {

constexpr const char *parties = R"(,"issuer":"https:\/\/shop.example","audience":"gatehouse")";
constexpr const char *reason = R"({"reason":"a test"})";

std::string quoted(const std::string &text)
{
    return QJsonDocument(QJsonArray{QString::fromStdString(text)})
        .toJson(QJsonDocument::Compact)
        .mid(1)
        .chopped(1)
        .toStdString();
}

std::string rotation(const std::string &more = {}, const std::string &algorithm = "ES256")
{
    return R"({"reason":"a test","algorithm":)" + quoted(algorithm) + more + '}';
}

std::string publicPem(JwtAlgorithm algorithm = JwtAlgorithm::Es256)
{
    return signing::makeKeyPair(algorithm).value().publicPem;
}

QString idOf(JwtAlgorithm algorithm, const std::string &pem)
{
    return QString::fromStdString(
        signing::keyIdOf(AsymmetricKey::fromPublicPem(algorithm, pem).value()));
}

} // namespace

class JwtKeysTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_cluster = TestCluster::start(); }
    void init()
    {
        gateway::AdminOptions options;
        options.jwtKeysChanged = [this] { ++m_heard; };
        m_harness = std::make_unique<AdminHarness>(*m_cluster, options);
        m_heard = 0;
    }
    void cleanup() { m_harness.reset(); }

    void aPairIsMadeAndItsPrivateHalfShownOnce_data()
    {
        QTest::addColumn<QString>("algorithm");
        QTest::newRow("RS256") << QStringLiteral("RS256");
        QTest::newRow("ES256") << QStringLiteral("ES256");
    }
    void aPairIsMadeAndItsPrivateHalfShownOnce()
    {
        QFETCH(QString, algorithm);
        const auto kind = signing::jwtAlgorithmOf(algorithm.toStdString()).value();
        const std::string body = rotation(parties, algorithm.toStdString());
        const Answer made = m_harness->post("jwt-keys/rotate", body, "key-1");
        QCOMPARE(made.status, 201);
        const auto own =
            AsymmetricKey::fromPrivatePem(kind, made.text("private_key").toStdString());
        QVERIFY2(own.has_value(), made.body.c_str());
        QCOMPARE(QString::fromStdString(own->publicPem()), made.text("public_key"));
        QCOMPARE(QString::fromStdString(signing::keyIdOf(*own)), made.text("kid"));
        QVERIFY(made.json().value(u"previous_expires_at").isNull());
        QCOMPARE(m_heard.load(), 1);
        const Answer repeated = m_harness->post("jwt-keys/rotate", body, "key-1");
        QVERIFY(!repeated.json().contains(u"private_key"));
        QVERIFY(repeated.json().value(u"revealed").toBool());
        QCOMPARE(repeated.text("kid"), made.text("kid"));
    }

    void aPrivateHalfIsStoredNowhere()
    {
        const Answer made = m_harness->post("jwt-keys/rotate", rotation(parties));
        const QString body = made.text("private_key").section(u'\n', 1, 1);
        QVERIFY(body.size() > 60);
        const QString all = m_harness->database.cell(
            "SELECT string_agg(t, ' ') FROM (SELECT a::text AS t FROM gatehouse.audit a UNION ALL"
            " SELECT r::text FROM gatehouse.admin_request r UNION ALL"
            " SELECT k::text FROM gatehouse.jwt_key k) AS rows");
        QVERIFY(all.contains(made.text("kid")));
        QVERIFY(!all.contains(body));
        QVERIFY(!all.contains(QStringLiteral("PRIVATE")));
        for (const char *path : {"jwt-keys", "audit", "jwt-keys/usage"})
            QVERIFY(m_harness->get(path).body.find("PRIVATE") == std::string::npos);
    }

    void aGivenKeyIsTakenAsItIs()
    {
        const std::string pem = publicPem(JwtAlgorithm::Rs256);
        const Answer made = m_harness->post(
            "jwt-keys/rotate",
            rotation(R"(,"public_key":)" + quoted("a remark\n" + pem) + parties, "RS256"));
        QCOMPARE(made.status, 201);
        QVERIFY(!made.json().contains(u"private_key"));
        QCOMPARE(made.text("kid"), idOf(JwtAlgorithm::Rs256, pem));
        const Answer shown = m_harness->get("jwt-keys/" + made.text("id").toStdString());
        QCOMPARE(shown.text("public_key").toStdString(), pem);
        QCOMPARE(shown.text("state"), u"active");
        QCOMPARE(shown.text("issuer"), u"https://shop.example");
    }

    void theFormerStaysForTheOverlapAndGivesItsParties()
    {
        const Answer first = rotate(parties);
        const Answer second = rotate(R"(,"overlap_seconds":3600)");
        QVERIFY(!second.text("previous_expires_at").isEmpty());
        QCOMPARE(second.text("issuer"), u"https://shop.example");
        QCOMPARE(second.text("audience"), u"gatehouse");
        QCOMPARE(states(), listed({{"active", second}, {"retiring", first}}));
        QCOMPARE(m_harness->database.cell("SELECT expires_at BETWEEN now() + interval '59 min' AND"
                                          " now() + interval '1 h' FROM console.jwt_keys"
                                          " WHERE state = 'retiring'"),
                 u"true");
        QCOMPARE(rotate().code(), u"rotation_under_way");
    }

    void anOverlapOfZeroRevokesAtOnce()
    {
        const Answer first = rotate(parties);
        const Answer second = rotate(R"(,"overlap_seconds":0)");
        QVERIFY(second.json().value(u"previous_expires_at").isNull());
        QCOMPARE(states(), listed({{"active", second}, {"revoked", first}}));
    }

    void anOverlapThatIsOverMakesRoom()
    {
        const Answer first = rotate(parties);
        const Answer second = rotate();
        m_harness->sql("UPDATE gatehouse.jwt_key SET expires_at = now() - interval '1 s'"
                       " WHERE state = 'retiring'");
        const Answer third = rotate();
        QCOMPARE(states(), listed({{"active", third}, {"retiring", second}, {"revoked", first}}));
    }

    void badRotationsAreRefused_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const std::string &body, int status,
                            const char *code) {
            QTest::newRow(name) << QString::fromStdString(body) << status
                                << QString::fromLatin1(code);
        };
        const std::string key = R"(,"public_key":)";
        const auto pair = signing::makeKeyPair(JwtAlgorithm::Es256).value();
        row("no reason", R"({"algorithm":"ES256"})", 400, "reason_missing");
        row("no algorithm", reason, 400, "field_invalid");
        row("another algorithm", rotation("", "HS256"), 400, "field_invalid");
        row("overlap too long", rotation(R"(,"overlap_seconds":604801)"), 400, "field_invalid");
        row("unknown field", rotation(R"(,"private_key":"x")"), 400, "field_invalid");
        row("key empty", rotation(key + R"("")"), 400, "field_invalid");
        row("key a number", rotation(key + "7"), 400, "field_invalid");
        row("key enormous", rotation(key + quoted(std::string(17000, 'x'))), 400, "field_invalid");
        row("issuer of two lines", rotation(R"(,"audience":"a","issuer":"a\nb")"), 400,
            "field_invalid");
        row("no issuer for the first", rotation(), 422, "parties_missing");
        row("no PEM", rotation(key + R"("abc")" + parties), 422, "public_key_unusable");
        row("a private half", rotation(key + quoted(pair.privatePem) + parties), 422,
            "public_key_unusable");
        row("of another algorithm", rotation(key + quoted(pair.publicPem) + parties, "RS256"), 422,
            "public_key_unusable");
    }
    void badRotationsAreRefused()
    {
        QFETCH(QString, body);
        QFETCH(int, status);
        QFETCH(QString, code);
        const Answer refused = m_harness->post("jwt-keys/rotate", body.toStdString());
        QCOMPARE(refused.status, status);
        QCOMPARE(refused.code(), code);
        QCOMPARE(states(), QString());
        QCOMPARE(m_heard.load(), 0);
    }

    void theActiveKeyIsNoNewOne()
    {
        const std::string given = R"(,"public_key":)" + quoted(publicPem());
        QCOMPARE(rotate(given + parties).status, 201);
        QCOMPARE(rotate(given).code(), u"jwt_key_unchanged");
    }

    void aRevokedKeyThatIsGivenAgainIsValidAgain()
    {
        const std::string given = R"(,"public_key":)" + quoted(publicPem());
        const Answer first = rotate(given + parties);
        const Answer second = rotate(R"(,"overlap_seconds":0)");
        const Answer again = rotate(given + R"(,"overlap_seconds":0)");
        QCOMPARE(again.text("id"), first.text("id"));
        QCOMPARE(states(), listed({{"active", first}, {"revoked", second}}));
        QCOMPARE(m_harness->get("jwt-keys/" + idIn(first)).json().value(u"revoked_at"),
                 QJsonValue());
    }

    void rollbackSwapsThem()
    {
        QCOMPARE(m_harness->post("jwt-keys/rollback").code(), u"nothing_to_roll_back");
        const Answer first = rotate(parties);
        const Answer second = rotate();
        const Answer answer = m_harness->post("jwt-keys/rollback");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.text("kid"), kid(first));
        QCOMPARE(states(), listed({{"active", first}, {"retiring", second}}));
        QCOMPARE(m_harness->database.cell("SELECT expires_at IS NULL FROM console.jwt_keys"
                                          " WHERE state = 'retiring'"),
                 u"true");
    }

    void extendMovesTheEnd()
    {
        const char *day = R"({"reason":"x","overlap_seconds":86400})";
        rotate(parties);
        QCOMPARE(m_harness->post("jwt-keys/extend", day).code(), u"not_rotating");
        rotate(R"(,"overlap_seconds":60)");
        QCOMPARE(m_harness->post("jwt-keys/extend", day).status, 200);
        QCOMPARE(m_harness->database.cell("SELECT expires_at > now() + interval '23 h'"
                                          " FROM console.jwt_keys WHERE state = 'retiring'"),
                 u"true");
    }

    void onlyTheFormerOneIsRevokedAndOnce()
    {
        const Answer first = rotate(parties);
        const Answer second = rotate();
        QCOMPARE(m_harness->post("jwt-keys/" + idIn(second) + "/revoke").code(), u"jwt_key_in_use");
        QCOMPARE(m_harness->post("jwt-keys/" + idIn(first) + "/revoke").text("state"), u"revoked");
        QCOMPARE(m_harness->post("jwt-keys/" + idIn(first) + "/revoke").code(), u"already_revoked");
        QCOMPARE(m_harness->post("jwt-keys/" + randomUuid().toString() + "/revoke").status, 404);
    }

    void theLedgerSaysWhatItWasAndWhatItBecame()
    {
        rotate(parties);
        rotate();
        m_harness->post("jwt-keys/rollback");
        m_harness->post("jwt-keys/extend", R"({"reason":"x","overlap_seconds":60})");
        QCOMPARE(m_harness->database.cell("SELECT string_agg(concat_ws(' ', action, target_type,"
                                          " coalesce(length(detail->'before'->>'active_kid')::text,"
                                          "          detail->'before'->>'state', '-'),"
                                          " coalesce(length(detail->'after'->>'active_kid')::text,"
                                          "          detail->'after'->>'state', '-')),"
                                          " ',' ORDER BY sequence) FROM console.audit"),
                 u"jwt-keys.rotate jwt_key - 43,jwt-keys.rotate jwt_key 43 43,"
                 u"jwt-keys.rollback jwt_key 43 43,jwt-keys.extend jwt_key retiring retiring");
    }

    void usageSaysWhetherTheFormerOneCanGo()
    {
        QCOMPARE(m_harness->get("jwt-keys/usage").status, 404);
        const Answer first = rotate(parties);
        QVERIFY(verdict().isEmpty());
        const Answer second = rotate();
        QCOMPARE(verdict(), u"new_unused");
        use(second, "now()");
        QCOMPARE(verdict(), u"late_retry");
        use(first, "now()");
        QCOMPARE(verdict(), u"old_in_use");
        m_harness->sql("UPDATE gatehouse.jwt_key SET active_since = now() - interval '2 h'");
        use(first, "now() - interval '90 min'");
        QCOMPARE(verdict(), u"safe");
        const QJsonObject usage = m_harness->get("jwt-keys/usage").json();
        QCOMPARE(usage.value(u"keys").toArray().size(), 2);
        QCOMPARE(usage.value(u"minutes").toArray().at(0).toArray().at(1).toString().size(), 43);
        QCOMPARE(usage.value(u"retry_window_seconds").toInt(), 300);
        QCOMPARE(m_harness->get("jwt-keys/usage?hours=169").status, 400);
    }

    void theListIsFiltered()
    {
        rotate(parties);
        rotate();
        QCOMPARE(m_harness->get("jwt-keys").items().size(), 2);
        QCOMPARE(m_harness->get("jwt-keys?state=retiring").items().size(), 1);
        QCOMPARE(m_harness->get("jwt-keys?algorithm=RS256").items().size(), 0);
        QCOMPARE(m_harness->get("jwt-keys?algorithm=HS256").status, 400);
    }

private:
    Answer rotate(const std::string &more = {}) const
    {
        return m_harness->post("jwt-keys/rotate", rotation(more));
    }
    static QString kid(const Answer &answer) { return answer.text("kid"); }
    static std::string idIn(const Answer &answer) { return answer.text("id").toStdString(); }
    static QString listed(const std::vector<std::pair<const char *, Answer>> &keys)
    {
        QStringList list;
        for (const auto &[state, answer] : keys)
            list += QLatin1String(state) + u' ' + kid(answer);
        return list.join(QStringLiteral(", "));
    }
    QString states() const
    {
        return m_harness->database.cell("SELECT coalesce(string_agg(state || ' ' || kid, ', ' ORDER"
                                        " BY state), '') FROM console.jwt_keys");
    }
    QString verdict() const
    {
        return m_harness->get("jwt-keys/usage")
            .json()
            .value(u"verdict")[QStringLiteral("code")]
            .toString();
    }
    void use(const Answer &key, const std::string &when)
    {
        m_harness->sql("INSERT INTO gatehouse.jwt_key_minute VALUES ($1::uuid, date_trunc('minute',"
                           + when + "), 5) ON CONFLICT DO NOTHING",
                       {idIn(key)});
        m_harness->sql("UPDATE gatehouse.jwt_key SET last_used_at = " + when
                           + " WHERE id = $1::uuid",
                       {idIn(key)});
    }

    std::atomic<int> m_heard = 0;
    std::unique_ptr<TestCluster> m_cluster;
    std::unique_ptr<AdminHarness> m_harness;
};

} // namespace gatehouse::test

QTEST_GUILESS_MAIN(gatehouse::test::JwtKeysTest)
#include "jwtkeys_test.moc"
