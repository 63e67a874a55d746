#include "services/connections/profile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;

class ProfileTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    ConnectionProfiles m_profiles{m_folder.path()};

    ConnectionProfile sample() const
    {
        return {QStringLiteral("stage-1"), QStringLiteral("staging"),
                QUrl(QStringLiteral("https://hooks.example:8443")), QStringLiteral("/run/token"),
                QStringLiteral("service=stage")};
    }

    QString write(const QString &name, const QByteArray &content,
                  QFile::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0)
            qFatal("the test folder cannot be written");
        file.setPermissions(permissions);
        return file.fileName();
    }

private slots:
    void savedProfileComesBack()
    {
        QVERIFY(m_profiles.save(sample()));
        const auto loaded = m_profiles.load(QStringLiteral("stage-1"));
        QVERIFY(loaded);
        QVERIFY(*loaded == sample());
        QVERIFY(m_profiles.names().contains(QStringLiteral("stage-1")));
    }

    void anEnvironmentThatIsNotStatedStaysUnknown()
    {
        ConnectionProfile profile = sample();
        profile.name = QStringLiteral("unstated");
        profile.environment.clear();
        QVERIFY(m_profiles.save(profile));
        QCOMPARE(m_profiles.load(profile.name)->environment, QString());
        QCOMPARE(ConnectionProfile().environment, QString());
    }

    void fileIsReadableByItsOwnerOnly()
    {
        QVERIFY(m_profiles.save(sample()));
        const auto permissions =
            QFile::permissions(m_folder.filePath(QStringLiteral("stage-1.json")));
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void removedProfileIsGone()
    {
        QVERIFY(m_profiles.save(sample()));
        QVERIFY(m_profiles.remove(QStringLiteral("stage-1")));
        QVERIFY(!m_profiles.names().contains(QStringLiteral("stage-1")));
        QVERIFY(m_profiles.remove(QStringLiteral("stage-1")));
    }

    void missingProfileNamesThoseThatExist()
    {
        QVERIFY(m_profiles.save(sample()));
        const auto loaded = m_profiles.load(QStringLiteral("production"));
        QCOMPARE(loaded.error().kind, ErrorKind::NotFound);
        QVERIFY(loaded.error().message.contains(QStringLiteral("stage-1")));
    }

    void nameCannotLeaveTheFolder_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"", "../x", "a/b", ".hidden", "a\nb", "a b"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void nameCannotLeaveTheFolder()
    {
        QFETCH(QString, name);
        QCOMPARE(m_profiles.load(name).error().kind, ErrorKind::Invalid);
        ConnectionProfile profile = sample();
        profile.name = name;
        QCOMPARE(m_profiles.save(profile).error().kind, ErrorKind::Invalid);
    }

    void damagedFileIsInvalid_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("not json") << QByteArray("{");
        QTest::newRow("no url") << QByteArray("{}");
        QTest::newRow("other scheme") << QByteArray("{\"url\":\"ftp://hooks.example\"}");
        QTest::newRow("no host") << QByteArray("{\"url\":\"http://\"}");
    }

    void damagedFileIsInvalid()
    {
        QFETCH(QByteArray, content);
        write(QStringLiteral("bad.json"), content);
        QCOMPARE(m_profiles.load(QStringLiteral("bad")).error().kind, ErrorKind::Invalid);
    }

    void tokenIsTheFirstLine()
    {
        const QString file = write(QStringLiteral("token"), " gh_1234 \nmore\n");
        QCOMPARE(*readTokenFile(file), QByteArray("gh_1234"));
    }

    void tokenThatOthersMayReadIsRefused()
    {
        const QString file = write(QStringLiteral("open"), "gh_1234\n",
                                   QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        QCOMPARE(readTokenFile(file).error().kind, ErrorKind::Denied);
    }

    void emptyTokenIsInvalid()
    {
        const QString file = write(QStringLiteral("empty"), "\n");
        QCOMPARE(readTokenFile(file).error().kind, ErrorKind::Invalid);
    }
};

QTEST_GUILESS_MAIN(ProfileTest)
#include "profile_test.moc"
