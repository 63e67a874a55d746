#include "app/gatehouse/options.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::app;

class OptionsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    static tl::expected<Options, int> parse(QByteArrayList arguments)
    {
        arguments.prepend("gatehouse");
        std::vector<char *> pointers;
        for (QByteArray &argument : arguments)
            pointers.push_back(argument.data());
        return parseOptions(static_cast<int>(pointers.size()), pointers.data());
    }

private slots:
    void initTestCase()
    {
        qputenv("XDG_CONFIG_HOME", m_folder.path().toUtf8());
        ConnectionProfile profile;
        profile.name = QStringLiteral("staging");
        profile.url = QUrl(QStringLiteral("http://127.0.0.1:1"));
        profile.tokenFile = QStringLiteral("/token");
        QVERIFY(ConnectionProfiles().save(profile));
        QFile damaged(ConnectionProfiles::defaultFolder() + QStringLiteral("/damaged.json"));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
    }

    void aSavedConnectionIsOpened()
    {
        const auto options = parse({"--connection", "staging"});
        QVERIFY(options);
        QVERIFY(options->profile);
        QCOMPARE(options->profile->url, QUrl(QStringLiteral("http://127.0.0.1:1")));
    }

    void aLinkIsTakenAsItIsAndLeavesTheConnectionAlone()
    {
        const auto options = parse({"gatehouse://events?x", "--connection", "staging"});
        QVERIFY(options);
        QCOMPARE(options->link, QStringLiteral("gatehouse://events?x"));
        QVERIFY(options->profile);
        QVERIFY(!options->isLinkAlone);
        QVERIFY(parse({"gatehouse://events?x"})->isLinkAlone);
        QVERIFY(parse({})->link.isEmpty());
    }

    void whatIsWrongDecidesTheExitCode_data()
    {
        QTest::addColumn<QByteArrayList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("help") << QByteArrayList{"--help"} << 0;
        QTest::newRow("an unknown option") << QByteArrayList{"--colour"} << 2;
        QTest::newRow("two links") << QByteArrayList{"gatehouse://a", "gatehouse://b"} << 2;
        QTest::newRow("a token file without --url") << QByteArrayList{"--token-file", "x"} << 2;
        QTest::newRow("an unknown connection") << QByteArrayList{"--connection", "nowhere"} << 2;
        QTest::newRow("no name of a connection")
            << QByteArrayList{"--connection", "../staging"} << 2;
        QTest::newRow("a damaged connection") << QByteArrayList{"--connection", "damaged"} << 1;
    }
    void whatIsWrongDecidesTheExitCode()
    {
        QFETCH(QByteArrayList, arguments);
        QFETCH(int, exitCode);
        const auto options = parse(arguments);
        QVERIFY(!options);
        QCOMPARE(options.error(), exitCode);
    }
};

QTEST_GUILESS_MAIN(OptionsTest)
#include "options_test.moc"
