#include "app/gatehousectl/inputfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::cli;

class InputFileTest : public QObject
{
    Q_OBJECT

    const QTemporaryDir m_folder;

    std::string saved(const QByteArray &content) const
    {
        QFile file(m_folder.filePath(QStringLiteral("a.json")));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("not written");
        return file.fileName().toStdString();
    }

private slots:
    void allOfAFileIsRead()
    {
        const auto read = readFile(saved("[1]"), 3);
        QVERIFY(read);
        QCOMPARE(*read, QByteArray("[1]"));
    }

    void whatIsTooLargeIsNotCutOff()
    {
        const auto read = readFile(saved("[1] "), 3);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Invalid);
    }

    void aFileThatIsNotThereIsNamed()
    {
        const auto read = readFile("/nowhere/a.json", 3);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::NotFound);
        QVERIFY(read.error().message.contains(QStringLiteral("/nowhere/a.json")));
    }

    void aFolderCannotBeRead() { QVERIFY(!readFile(m_folder.path().toStdString(), 3)); }

    void aDashIsAFileUnlessInputIsAskedFor() { QVERIFY(!readFile("-", 3)); }
};

QTEST_GUILESS_MAIN(InputFileTest)

#include "inputfile_test.moc"
