#include "services/core/hex.h"
#include "services/secrets/vault.h"
#include "services/signing/digest.h"
#include "tests/support/vaults.h"

#include <QTest>

#include <set>

using namespace gatehouse;
using secrets::Secret;
using secrets::Vault;
using test::vaultOf;

namespace {

constexpr std::string_view identity = "destination/1/credential";

} // namespace

class VaultTest : public QObject
{
    Q_OBJECT

private slots:
    void whatIsSealedComesBack_data();
    void whatIsSealedComesBack();
    void sealedTextTellsNothingAndNeverRepeats();
    void anotherIdentityIsRefused();
    void everyChangedByteIsRefused();
    void shortTextIsRefused();
    void anotherKeyIsNamed();
    void keyOfAnotherSizeIsRefused();
    void fingerprintIsThatOfTheKey();
    void movedSecretLeavesNothingBehind();
};

void VaultTest::whatIsSealedComesBack_data()
{
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("token") << QByteArray("anna:abcd efgh");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("bytes") << QByteArray("\0\xff\n", 3);
    QTest::newRow("long") << QByteArray(65536, 'x');
}

void VaultTest::whatIsSealedComesBack()
{
    QFETCH(QByteArray, plain);
    const Vault vault = vaultOf('k');
    const auto sealed = vault.seal(plain.toStdString(), identity);
    QVERIFY(sealed);
    const auto back = vault.unseal(*sealed, identity);
    QVERIFY(back);
    QCOMPARE(QByteArray::fromStdString(std::string(back->view())), plain);
}

void VaultTest::sealedTextTellsNothingAndNeverRepeats()
{
    const Vault vault = vaultOf('k');
    std::set<std::string> seen;
    for (int i = 0; i < 20; ++i) {
        const auto sealed = vault.seal("a-secret-token", identity);
        QVERIFY(sealed->find("a-secret") == std::string::npos);
        seen.insert(*sealed);
        seen.insert(sealed->substr(5, 12)); // the nonce
    }
    QCOMPARE(seen.size(), std::size_t(40));
}

void VaultTest::anotherIdentityIsRefused()
{
    const Vault vault = vaultOf('k');
    const auto sealed = vault.seal("secret", identity);
    for (const char *other : {"destination/2/credential", "destination/1/signing_secret", ""}) {
        const auto refused = vault.unseal(*sealed, other);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    }
}

void VaultTest::everyChangedByteIsRefused()
{
    const Vault vault = vaultOf('k');
    const auto sealed = vault.seal("secret", identity);
    for (std::size_t i = 0; i < sealed->size(); ++i) {
        std::string changed = *sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        QVERIFY(!vault.unseal(changed, identity));
    }
}

void VaultTest::shortTextIsRefused()
{
    const Vault vault = vaultOf('k');
    const auto sealed = vault.seal("", identity);
    for (std::size_t size = 0; size < sealed->size(); ++size)
        QVERIFY(!vault.unseal(sealed->substr(0, size), identity));
}

void VaultTest::anotherKeyIsNamed()
{
    const Vault ours = vaultOf('k');
    const Vault theirs = vaultOf('l');
    const auto refused = ours.unseal(*theirs.seal("secret", identity), identity);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QVERIFY(refused.error().message.contains(QString::fromStdString(theirs.fingerprint())));
    QVERIFY(refused.error().message.contains(QString::fromStdString(ours.fingerprint())));
}

void VaultTest::keyOfAnotherSizeIsRefused()
{
    for (const std::size_t size : {0, 16, 31, 33, 64})
        QVERIFY(!Vault::withKey(Secret(std::string(size, 'k'))));
}

void VaultTest::fingerprintIsThatOfTheKey()
{
    const std::string key(Vault::keySize, 'k');
    QCOMPARE(vaultOf('k').fingerprint(), toHex(asBytes(signing::sha256(key))).substr(0, 8));
}

void VaultTest::movedSecretLeavesNothingBehind()
{
    std::string text = "a secret";
    Secret first(std::move(text));
    QVERIFY(text.empty());
    Secret second(std::move(first));
    QVERIFY(first.isEmpty());
    first = std::move(second);
    QCOMPARE(first.view(), std::string_view("a secret"));
    QVERIFY(second.isEmpty());
}

QTEST_GUILESS_MAIN(VaultTest)
#include "vault_test.moc"
