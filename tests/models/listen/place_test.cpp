#include "models/listen/place.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::listen;
using namespace std::chrono_literals;

class PlaceTest : public QObject
{
    Q_OBJECT

    const Timestamp m_start{1'795'000'000s};
    static Uuid id(int number)
    {
        Uuid made;
        made.bytes[15] = std::uint8_t(number);
        return made;
    }

private slots:
    void onlyWhatMayStillBeReadAgainIsKept()
    {
        Place place = Place::from(m_start);
        place.take(id(1), m_start + 1s);
        place.take(id(2), m_start + 30s);
        QVERIFY(place.isTaken(id(1)) && place.isTaken(id(2)));
        place.take(id(3), m_start + 80s);
        QVERIFY(!place.isTaken(id(1)));
        QVERIFY(place.isTaken(id(2)));
        QCOMPARE(place.readFrom(), m_start + 20s);
    }

    void nothingIsReadFromBeforeItBegan()
    {
        Place place = Place::from(m_start);
        place.take(id(1), m_start + 5s);
        QCOMPARE(place.readFrom(), m_start);
    }

    void itBeginsWithTheMillisecondThatAnIdCanTell()
    {
        QCOMPARE(Place::from(m_start + 345'678us).readFrom(), m_start + 345ms);
    }

    void aBookmarkKeepsThePlace()
    {
        const QTemporaryDir folder;
        const Bookmark bookmark(folder.filePath(QStringLiteral("deep/one.json")));
        QVERIFY(!bookmark.load());
        Place place = Place::from(m_start);
        place.take(id(1), m_start + 1s + 1us);
        place.until = m_start + 9h;
        QVERIFY(bookmark.save(place));
        const auto loaded = bookmark.load();
        QVERIFY(loaded);
        QCOMPARE(loaded->since, place.since);
        QCOMPARE(loaded->upTo, place.upTo);
        QVERIFY(loaded->taken == place.taken);
        QCOMPARE(loaded->until, place.until);
    }

    void aFormerBookmarkListenedUntilItsNewestEvent()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("one.json"));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"since\":\"1795000000000000\",\"up_to\":\"1795000005000000\",\"taken\":{}}");
        file.close();
        const auto loaded = Bookmark(name).load();
        QVERIFY(loaded);
        QCOMPARE(loaded->until, m_start + 5s);
    }

    void aDamagedBookmarkIsNone()
    {
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("one.json"));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"up_to\":") > 0);
        file.close();
        QVERIFY(!Bookmark(name).load());
    }

    void aBookmarkThatCannotBeWrittenSaysSo()
    {
        const auto saved =
            Bookmark(QStringLiteral("/proc/nobody/one.json")).save(Place::from(m_start));
        QVERIFY(!saved);
        QVERIFY(saved.error().message.contains(QStringLiteral("/proc/nobody/one.json")));
    }
};

QTEST_GUILESS_MAIN(PlaceTest)
#include "place_test.moc"
