#include "services/secrets/masterkey.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <thread>
#include <unistd.h>

using namespace gatehouse;
using secrets::createMasterKey;
using secrets::readMasterKey;

class MasterKeyTest : public QObject
{
    Q_OBJECT

private slots:
    void madeKeyIsPrivateAndStays();
    void allWhoStartAtOnceHaveOneKey();
    void missingFileIsNotFound();
    void rightsOfOthersAreRefused_data();
    void rightsOfOthersAreRefused();
    void linkToAKeyIsFollowed();
    void whatIsNoKeyIsRefused_data();
    void whatIsNoKeyIsRefused();
    void folderThatIsNotThereIsSaid();

private:
    std::filesystem::path path(const char *name) const
    {
        return m_folder.filePath(QLatin1String(name)).toStdString();
    }
    std::filesystem::path write(const char *name, const QByteArray &content,
                                QFile::Permissions rights = QFile::ReadOwner) const
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()
            || !file.setPermissions(rights))
            qFatal("%s was not written", name);
        return path(name);
    }

    QTemporaryDir m_folder;
};

void MasterKeyTest::madeKeyIsPrivateAndStays()
{
    const auto file = path("made");
    QVERIFY(createMasterKey(file));
    QCOMPARE(int(std::filesystem::status(file).permissions()), 0600);
    const auto first = readMasterKey(file);
    QVERIFY(first);
    QVERIFY(createMasterKey(file));
    QCOMPARE(readMasterKey(file)->fingerprint(), first->fingerprint());
}

void MasterKeyTest::allWhoStartAtOnceHaveOneKey()
{
    const auto file = path("shared");
    std::vector<std::string> seen(8);
    std::vector<std::thread> threads;
    for (std::string &fingerprint : seen) {
        threads.emplace_back([&file, &fingerprint] {
            if (createMasterKey(file))
                fingerprint = readMasterKey(file)->fingerprint();
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(std::count(seen.begin(), seen.end(), seen.front()), 8);
    QVERIFY(!seen.front().empty());
    const QStringList left =
        QDir(m_folder.path()).entryList({QStringLiteral("shared*")}, QDir::Files);
    QCOMPARE(left, QStringList(QStringLiteral("shared")));
}

void MasterKeyTest::missingFileIsNotFound()
{
    const auto missing = readMasterKey(path("missing"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    QVERIFY(missing.error().message.contains(u"GATEHOUSE_MASTER_KEY_FILE"));
}

void MasterKeyTest::rightsOfOthersAreRefused_data()
{
    QTest::addColumn<int>("rights");
    QTest::newRow("group reads") << int(QFile::ReadOwner | QFile::ReadGroup);
    QTest::newRow("others read") << int(QFile::ReadOwner | QFile::ReadOther);
    QTest::newRow("group writes") << int(QFile::ReadOwner | QFile::WriteGroup);
}

void MasterKeyTest::rightsOfOthersAreRefused()
{
    QFETCH(int, rights);
    const auto file = write("open", QByteArray(64, 'a'), QFile::Permissions(rights));
    const auto refused = readMasterKey(file);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Denied);
    QVERIFY(refused.error().message.contains(u"chmod 600"));
}

void MasterKeyTest::linkToAKeyIsFollowed()
{
    const auto file = write("target", QByteArray(64, 'a'));
    QCOMPARE(symlink(file.c_str(), path("link").c_str()), 0);
    QVERIFY(readMasterKey(path("link")));
}

void MasterKeyTest::whatIsNoKeyIsRefused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << QByteArray(63, 'a');
    QTest::newRow("long") << QByteArray(65, 'a');
    QTest::newRow("longer") << QByteArray(200, 'a');
    QTest::newRow("two lines") << QByteArray(64, 'a') + "\n\n";
    QTest::newRow("not hex") << QByteArray(64, 'g');
}

void MasterKeyTest::whatIsNoKeyIsRefused()
{
    QFETCH(QByteArray, content);
    const auto refused = readMasterKey(write("bad", content, QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    QVERIFY(content.isEmpty() || !refused.error().message.contains(QString::fromUtf8(content)));
}

void MasterKeyTest::folderThatIsNotThereIsSaid()
{
    const auto refused = createMasterKey(path("nowhere") / "key");
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Unavailable);
}

QTEST_GUILESS_MAIN(MasterKeyTest)
#include "masterkey_test.moc"
