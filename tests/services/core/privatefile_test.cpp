#include "services/core/privatefile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;

class PrivateFileTest : public QObject
{
    Q_OBJECT

    const QTemporaryDir m_folder;

    static QByteArray contentOf(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void onlyItsOwnerMayReadIt()
    {
        const QString name = m_folder.filePath(QStringLiteral("secret"));
        QVERIFY(writePrivateFile(name, "whsec_marked"));
        QCOMPARE(contentOf(name), QByteArray("whsec_marked"));
        QVERIFY(!(QFile::permissions(name)
                  & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
    }

    void whatWasThereIsReplaced()
    {
        const QString name = m_folder.filePath(QStringLiteral("replaced"));
        QVERIFY(writePrivateFile(name, "a longer text"));
        QVERIFY(writePrivateFile(name, "short"));
        QCOMPARE(contentOf(name), QByteArray("short"));
    }

    void aFolderThatIsMissingIsSaid()
    {
        const QString name = m_folder.filePath(QStringLiteral("missing/secret"));
        const auto written = writePrivateFile(name, "whsec_marked");
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::Unavailable);
        QVERIFY(written.error().message.contains(name));
    }
};

QTEST_GUILESS_MAIN(PrivateFileTest)

#include "privatefile_test.moc"
