#include "ui/pages/overview/concerns.h"

#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;
using deadletters::LetterGroup;
using ui::Tile;
using widgets::StatusShape;

namespace {

Tile tileWith(const QString &id, bool needsSomeone)
{
    Tile tile;
    tile.id = id;
    tile.title = u"Circuit breakers"_s;
    tile.value = u"1"_s;
    tile.unit = u"open"_s;
    tile.verdict = u"open"_s;
    tile.note = u"since 13:31"_s;
    tile.shape = needsSomeone ? StatusShape::Cross : StatusShape::Check;
    tile.needsSomeone = needsSomeone;
    tile.page = id;
    return tile;
}

LetterGroup group(qint64 open, const QString &error, const QString &state = u"open"_s)
{
    LetterGroup group;
    group.rootCause = u"http_5xx"_s;
    group.error = error;
    group.open = open;
    group.state = state;
    group.tenants = {u"acme"_s, u"globex"_s};
    return group;
}

} // namespace

class ConcernsTest : public QObject
{
    Q_OBJECT

private slots:
    void whatIsWellIsNoConcern()
    {
        QVERIFY(ui::concernsOf({tileWith(u"breakers"_s, false)}, {}, QTimeZone::utc()).isEmpty());
    }

    void aTileThatNeedsSomebodyIsOne()
    {
        const auto concerns = ui::concernsOf({tileWith(u"breakers"_s, true)}, {}, QTimeZone::utc());
        QCOMPARE(concerns.size(), 1);
        QCOMPARE(concerns[0].title, u"Circuit breakers: 1 open"_s);
        QCOMPARE(concerns[0].text, u"since 13:31"_s);
        QCOMPARE(concerns[0].page, u"breakers"_s);
    }

    void deadLettersComeFirstWithTheirLargestCause()
    {
        const QList<LetterGroup> groups{group(1200, u"looked at"_s, u"ignored"_s),
                                        group(1019, u"WordPress answered 503"_s),
                                        group(19, u"no such order"_s)};
        const auto concerns =
            ui::concernsOf({tileWith(u"breakers"_s, true), tileWith(u"dead-letters"_s, true)},
                           groups, QTimeZone::utc());
        QCOMPARE(concerns.size(), 2);
        QCOMPARE(concerns[0].id, u"dead-letters"_s);
        QCOMPARE(concerns[0].title,
                 u"1,019 of 2,238 open dead letters are of one cause: WordPress answered 503"_s);
        const collection::Filter all = deadletters::lettersOf(groups[1]);
        QCOMPARE(concerns[0].filter.conditions.mid(0, all.conditions.size()), all.conditions);
        QCOMPARE(concerns[0].filter.conditions.last().values, QStringList{u"open"_s});
    }

    void withoutGroupsTheNumberOfDeadLettersIsTold()
    {
        const auto concerns =
            ui::concernsOf({tileWith(u"dead-letters"_s, true)}, {}, QTimeZone::utc());
        QCOMPARE(concerns.size(), 1);
        QCOMPARE(concerns[0].text, u"since 13:31"_s);
    }

    void theHeadlineCountsThem()
    {
        const Tile well = tileWith(u"a"_s, false), bad = tileWith(u"b"_s, true);
        QCOMPARE(ui::headline({well}), u"Nothing needs anybody."_s);
        QCOMPARE(ui::headline({well, bad}), u"One thing needs somebody."_s);
        QCOMPARE(ui::headline({bad, bad}), u"2 things need somebody."_s);
    }

    void whatIsNotKnownIsNotWell()
    {
        Tile unknown;
        unknown.isKnown = false;
        QVERIFY(ui::headline({unknown}).isEmpty());
        QCOMPARE(ui::headline({unknown, tileWith(u"a"_s, false)}), u"Not known: 1 of 2."_s);
        QCOMPARE(ui::headline({unknown, tileWith(u"a"_s, true)}), u"One thing needs somebody."_s);
    }
};

QTEST_MAIN(ConcernsTest)
#include "concerns_test.moc"
