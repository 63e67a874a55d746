#include "services/gateway/admin/baseurl.h"
#include "services/gateway/store/routes.h"

#include <QTest>

using namespace gatehouse::gateway;
using namespace gatehouse::gateway::admin;

class BaseUrlTest : public QObject
{
    Q_OBJECT

private slots:
    void goodUrlsPass_data();
    void goodUrlsPass();
    void badUrlsAreRefused_data();
    void badUrlsAreRefused();
    void httpHasToBeAllowed();
    void standInPasses();
    void originsAreComparable();
    void paths_data();
    void paths();
};

void BaseUrlTest::goodUrlsPass_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url :
         {"https://wp.example", "https://wp.example/", "https://wp.example:8443/blog",
          "http://127.0.0.1:8080", "http://localhost", "http://[::1]:80", "https://[2001:db8::1]"})
        QTest::newRow(url) << url;
}

void BaseUrlTest::goodUrlsPass()
{
    QFETCH(QString, url);
    const auto fault = baseUrlFault(url.toStdString(), false);
    QVERIFY2(!fault, fault.value_or("").c_str());
}

void BaseUrlTest::badUrlsAreRefused_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("why");
    QTest::newRow("no URL") << "wp.example"
                            << "URL";
    QTest::newRow("no host") << "https:///x"
                             << "URL";
    QTest::newRow("port too high") << "https://wp.example:99999"
                                   << "URL";
    QTest::newRow("another scheme") << "ftp://wp.example"
                                    << "URL";
    QTest::newRow("file") << "file:///etc/passwd"
                          << "URL";
    QTest::newRow("line feed") << "https://wp.example/\nX: y"
                               << "URL";
    QTest::newRow("umlaut") << QStringLiteral("https://w\u00f6.example") << "ASCII";
    QTest::newRow("too long") << QStringLiteral("https://wp.example/") + QString(500, u'a')
                              << "500";
    QTest::newRow("password") << "https://anna:pw@wp.example"
                              << "auth";
    QTest::newRow("user") << "https://anna@wp.example"
                          << "auth";
    QTest::newRow("query") << "https://wp.example/?a=b"
                           << "query";
    QTest::newRow("empty query") << "https://wp.example/?"
                                 << "query";
    QTest::newRow("fragment") << "https://wp.example/#a"
                              << "query";
    QTest::newRow("dots") << "https://wp.example/a/../b"
                          << "dots";
    QTest::newRow("escaped dots") << "https://wp.example/a/%2E%2e/b"
                                  << "dots";
    QTest::newRow("no loopback") << "http://127.0.0.1.example.com"
                                 << "allow_http";
}

void BaseUrlTest::badUrlsAreRefused()
{
    QFETCH(QString, url);
    QFETCH(QString, why);
    const auto fault = baseUrlFault(url.toStdString(), false);
    QVERIFY(fault);
    QVERIFY2(QString::fromStdString(*fault).contains(why), fault->c_str());
}

void BaseUrlTest::httpHasToBeAllowed()
{
    QVERIFY(baseUrlFault("http://wp.example", false));
    QVERIFY(!baseUrlFault("http://wp.example", true));
    QVERIFY(baseUrlFault("ftp://wp.example", true));
}

void BaseUrlTest::standInPasses()
{
    QVERIFY(!baseUrlFault(standInUrl, false));
}

void BaseUrlTest::originsAreComparable()
{
    QCOMPARE(originOf("https://WP.example/blog"), originOf("https://wp.example:443"));
    QVERIFY(originOf("https://wp.example") != originOf("http://wp.example"));
    QVERIFY(originOf("https://wp.example") != originOf("https://wp.example:444"));
    QVERIFY(originOf("https://wp.example") != originOf("https://wp.example.org"));
}

void BaseUrlTest::paths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("plain") << "/wp-json/ai-guy/v1/order-event" << true;
    QTest::newRow("root") << "/" << true;
    QTest::newRow("query") << "/?rest_route=/ai-guy/v1/order-event" << true;
    QTest::newRow("dots in a query") << "/?path=/../x" << true;
    QTest::newRow("hidden file") << "/.well-known/x" << true;
    QTest::newRow("empty") << "" << false;
    QTest::newRow("no slash") << "x" << false;
    QTest::newRow("blank") << "/a b" << false;
    QTest::newRow("line feed") << "/a\r\nX: y" << false;
    QTest::newRow("fragment") << "/a#b" << false;
    QTest::newRow("backslash") << "/a\\b" << false;
    QTest::newRow("up") << "/a/../../b" << false;
    QTest::newRow("up at the end") << "/a/.." << false;
    QTest::newRow("escaped up") << "/%2e./b" << false;
    QTest::newRow("too long") << u'/' + QString(500, u'a') << false;
}

void BaseUrlTest::paths()
{
    QFETCH(QString, path);
    QTEST(!pathFault(path.toStdString()).has_value(), "isGood");
}

QTEST_GUILESS_MAIN(BaseUrlTest)
#include "baseurl_test.moc"
