#include "models/ledger/entrychange.h"

#include <QTest>

using namespace gatehouse::ledger;
using namespace Qt::StringLiterals;

class EntryChangeTest : public QObject
{
    Q_OBJECT

    static QStringList lines(const EntryChange &change)
    {
        QStringList list;
        for (const ChangedValue &value : change.values)
            list += value.name + u": "_s + value.before + u" > "_s + value.after;
        return list;
    }

private slots:
    void whatHasChangedComesFirst()
    {
        const auto change = parseChange(
            uR"({"before":{"attempts":1,"status":"dead"},"after":{"attempts":1,"status":"pending"},
                "tenant":"acme","job_ids":["a","b"]})"_s);
        QVERIFY(change.hasStates);
        QCOMPARE(lines(change), QStringList({u"status: dead > pending"_s, u"attempts: 1 > 1"_s}));
        QCOMPARE(change.beside.size(), 2);
        QCOMPARE(change.beside[0].second, u"a, b"_s);
        QCOMPARE(change.beside[1].second, u"acme"_s);
    }

    void whatWasMadeHasNothingBefore()
    {
        const auto change = parseChange(uR"({"before":null,"after":{"mode":"live"}})"_s);
        QCOMPARE(lines(change), QStringList(u"mode:  > live"_s));
    }

    void whatIsNestedIsNamedByItsPath()
    {
        const auto change = parseChange(
            uR"({"before":{"wordpress":{"mode":"accept"}},"after":{"wordpress":{"mode":"drop"}}})"_s);
        QCOMPARE(lines(change), QStringList(u"wordpress.mode: accept > drop"_s));
    }

    void anOldEntryHasNoStates()
    {
        const auto change = parseChange(uR"({"tenant":"acme"})"_s);
        QVERIFY(!change.hasStates);
        QVERIFY(change.values.isEmpty());
        QCOMPARE(change.beside.size(), 1);
    }

    void whatIsNoObjectTellsNothing_data()
    {
        QTest::addColumn<QString>("detail");
        QTest::newRow("empty") << QString();
        QTest::newRow("object") << u"{}"_s;
        QTest::newRow("array") << u"[1]"_s;
        QTest::newRow("broken") << u"{\"before\":"_s;
    }
    void whatIsNoObjectTellsNothing()
    {
        QFETCH(QString, detail);
        const auto change = parseChange(detail);
        QVERIFY(!change.hasStates && change.values.isEmpty() && change.beside.isEmpty());
    }
};

QTEST_GUILESS_MAIN(EntryChangeTest)
#include "entrychange_test.moc"
