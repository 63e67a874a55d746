#include "services/web_client/webserver.h"

#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// How a server is asked; what comes of it is tested with those who ask (services/admin_api,
/// tests/security).
class WebServerTest : public QObject
{
    Q_OBJECT

    WebClient m_client{{}};

    static WebServer server(const QString &user, const QByteArray &secret)
    {
        WebServer made{QUrl(u"https://metrics.example/base/"_s), user, {}};
        if (!secret.isEmpty())
            made.secret = std::make_shared<const secrets::Secret>(secret.toStdString());
        return made;
    }
    QNetworkRequest request(const WebServer &server) const
    {
        return requestTo(server, m_client, u"api/v1/query"_s, {{u"a"_s, u"b"_s}});
    }

private slots:
    void whoAsksStandsInTheHeader_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("nobody") << QString() << QByteArray() << QByteArray();
        QTest::newRow("a token") << QString() << QByteArray("t-1") << QByteArray("Bearer t-1");
        QTest::newRow("a user and a password")
            << u"ann"_s << QByteArray("a:b'c") << "Basic " + QByteArray("ann:a:b'c").toBase64();
        QTest::newRow("a user without one")
            << u"änn"_s << QByteArray() << "Basic " + QByteArray("änn:").toBase64();
    }
    void whoAsksStandsInTheHeader()
    {
        QFETCH(QString, user);
        QFETCH(QByteArray, secret);
        QTEST(request(server(user, secret)).rawHeader("Authorization"), "header");
    }

    void nothingOfItStandsInTheAddress()
    {
        WebServer named = server(u"ann"_s, "planted");
        named.url.setUserInfo(u"eve:planted"_s);
        QCOMPARE(request(named).url(), QUrl(u"https://metrics.example/base/api/v1/query?a=b"_s));
    }

    void noRedirectIsFollowed()
    {
        const auto policy =
            request(server({}, {})).attribute(QNetworkRequest::RedirectPolicyAttribute);
        QCOMPARE(policy.toInt(), int(QNetworkRequest::ManualRedirectPolicy));
    }
};

QTEST_GUILESS_MAIN(WebServerTest)
#include "webserver_test.moc"
