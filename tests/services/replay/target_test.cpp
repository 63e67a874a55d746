#include "services/connections/sealedstore.h"
#include "services/core/whendone.h"
#include "services/replay/target.h"
#include "tests/support/memorystore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::replay;

namespace {

QFuture<Result<std::shared_ptr<CredentialStore>>> ready(
    const Result<std::shared_ptr<CredentialStore>> &store)
{
    return QtFuture::makeReadyFuture(store);
}

/// A folder of targets, and a store that has what is to be removed with one.
struct Shelf
{
    Target add(const std::set<QString> &storedSecrets)
    {
        Target target;
        target.name = QStringLiteral("stage");
        target.url = QStringLiteral("https://stage.example/");
        target.environment = QStringLiteral("staging");
        target.secretsId = QStringLiteral("marked");
        target.storedSecrets = storedSecrets;
        for (const QString &of : storedSecrets)
            store->kept[idOf(target, of)] = "whsec_marked";
        store->kept[QStringLiteral("of somebody else")] = "untouched";
        if (!targets.save(target))
            qFatal("no target");
        return target;
    }
    static QString idOf(const Target &target, const QString &of)
    {
        return signingSecretId(target, of.section(u'/', 0, 0), of.section(u'/', 1)).toString();
    }
    Result<> remove(const Result<std::shared_ptr<CredentialStore>> &opened)
    {
        std::optional<Result<>> removed;
        whenDone(removeTarget(targets, QStringLiteral("stage"), [&] { return ready(opened); }),
                 &receiver, [&removed](const Result<> &result) { removed = result; });
        if (!QTest::qWaitFor([&removed] { return removed.has_value(); }))
            qFatal("no answer");
        return *removed;
    }
    Result<> remove() { return remove(std::shared_ptr<CredentialStore>(store)); }

    QObject receiver;
    QTemporaryDir folder;
    Targets targets{folder.path()};
    std::shared_ptr<test::MemoryStore> store = std::make_shared<test::MemoryStore>();
};

} // namespace

class TargetTest : public QObject
{
    Q_OBJECT

private slots:
    void itsSecretsGoWithIt()
    {
        Shelf shelf;
        shelf.add({QStringLiteral("stripe"), QStringLiteral("github/acme")});
        QVERIFY(shelf.remove());
        QVERIFY(shelf.targets.names().isEmpty());
        QCOMPARE(shelf.store->kept.keys(), QStringList{QStringLiteral("of somebody else")});
    }

    void itStaysWhileASecretCannotBeRemoved()
    {
        Shelf shelf;
        const Target target = shelf.add({QStringLiteral("stripe")});
        shelf.store->refuses = Error{ErrorKind::Denied, QStringLiteral("Locked."), {}, {}};
        const auto removed = shelf.remove();
        QVERIFY(!removed);
        QCOMPARE(removed.error().kind, ErrorKind::Denied);
        QVERIFY(removed.error().message.contains(QStringLiteral("“stage” stays")));
        QVERIFY(shelf.targets.load(QStringLiteral("stage")) == target);
        QCOMPARE(shelf.store->kept.size(), 2);
    }

    void itStaysWhileItsFileCannotSayWhichSecretsAreIts()
    {
        Shelf shelf;
        shelf.add({QStringLiteral("stripe")});
        QFile file(QDir(shelf.folder.path()).filePath(QStringLiteral("stage.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"timeout_ms\":0,\"secrets_id\":\"marked\",\"stored_secrets\":[\"stripe\"]}");
        file.close();
        const auto removed = shelf.remove();
        QVERIFY(!removed);
        QCOMPARE(removed.error().kind, ErrorKind::Invalid);
        QVERIFY(removed.error().message.contains(QStringLiteral("timeout_ms")));
        QCOMPARE(shelf.targets.names(), QStringList{QStringLiteral("stage")});
        QCOMPARE(shelf.store->kept.size(), 2);
    }

    void whatIsNotThereIsRemoved()
    {
        Shelf shelf;
        QVERIFY(shelf.remove());
    }

    void itStaysWithoutAStoreThatHasItsSecrets()
    {
        Shelf shelf;
        shelf.add({QStringLiteral("stripe")});
        QVERIFY(!shelf.remove(failure(ErrorKind::Unavailable, QStringLiteral("No keychain."))));
        QCOMPARE(shelf.targets.names().size(), 1);
    }

    void itStaysWhenTheStoreIsNotTheOneThatHasItsSecrets()
    {
        Shelf shelf;
        shelf.add({QStringLiteral("stripe")});
        const auto another =
            std::make_shared<SealedStore>(shelf.folder.filePath(QStringLiteral("new.sealed")));
        const auto removed = shelf.remove(std::shared_ptr<CredentialStore>(another));
        QVERIFY(!removed);
        QVERIFY(removed.error().message.contains(QStringLiteral("kept in another one")));
        QCOMPARE(shelf.targets.names().size(), 1);
    }

    void withoutSecretsNoStoreIsNeeded()
    {
        Shelf shelf;
        shelf.add({});
        QVERIFY(shelf.remove(failure(ErrorKind::Unavailable, QStringLiteral("No keychain."))));
        QVERIFY(shelf.targets.names().isEmpty());
    }

    void ofAFormerVersionThoseOfEachSourceGo()
    {
        Shelf shelf;
        const Target target = shelf.add({QStringLiteral("stripe"), QStringLiteral("github")});
        QFile file(QDir(shelf.folder.path()).filePath(QStringLiteral("stage.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"url\":\"https://stage.example/\",\"secrets_id\":\"marked\"}");
        file.close();
        QVERIFY(shelf.remove());
        QCOMPARE(shelf.store->kept.keys(), QStringList{QStringLiteral("of somebody else")});
    }
};

QTEST_GUILESS_MAIN(TargetTest)

#include "target_test.moc"
