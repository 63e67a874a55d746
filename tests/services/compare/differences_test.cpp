#include "services/compare/differences.h"

#include <QTest>

using namespace gatehouse::compare;
using namespace Qt::StringLiterals;
using Kind = Difference::Kind;

class DifferencesTest : public QObject
{
    Q_OBJECT

    /// "~a=1|2 -b=3| +c=|4", what is the same left out.
    static QString written(const Comparison &found)
    {
        QStringList lines;
        for (const Difference &value : found.values) {
            const char sign = value.kind == Kind::Changed ? '~'
                : value.kind == Kind::LeftOnly            ? '-'
                                                          : '+';
            if (value.kind != Kind::Same)
                lines += QLatin1Char(sign) + value.path + u'=' + value.left + u'|' + value.right;
        }
        return lines.join(u' ');
    }

private slots:
    void whatDiffersIsFoundByStructure_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *left, const char *right,
                            const QString &found) {
            QTest::newRow(name) << QByteArray(left) << QByteArray(right) << found;
        };
        row("order and white space", "{\"a\":1,\"b\":2}", "{ \"b\": 2, \"a\": 1 }", {});
        row("a value", "{\"a\":{\"b\":1}}", "{\"a\":{\"b\":2}}", u"~a.b=1|2"_s);
        row("a type", "{\"a\":1}", "{\"a\":\"1\"}", u"~a=1|\"1\""_s);
        row("a null is no missing member", "{\"a\":null}", "{}", u"-a=null|"_s);
        row("a new member", "{}", "{\"a\":[1]}", u"+a=|[1]"_s);
        row("a name that is no word", "{\"a b\":1}", "{\"a b\":2}", u"~[\"a b\"]=1|2"_s);
        row("an item in the middle", "[1,2,3]", "[1,3]", u"-[1]=2|"_s);
        row("an item at the front", "[2,3]", "[1,2,3]", u"+[0]=|1"_s);
        row("items that were changed", "[{\"a\":1},2]", "[{\"a\":5},2]", u"~[0].a=1|5"_s);
        row("one number in two ways", "{\"a\":1}", "{\"a\":1.0}", {});
        row("large numbers", "{\"a\":9007199254740993}", "{\"a\":9007199254740992}",
            u"~a=9007199254740993|9007199254740992"_s);
        row("texts that are no JSON", "a=1", "a=2", u"~=a=1|a=2"_s);
        row("nothing on one side", "", "{}", u"+=|{}"_s);
        row("empty ones", "{}", "{}", {});
    }
    void whatDiffersIsFoundByStructure()
    {
        QFETCH(QByteArray, left);
        QFETCH(QByteArray, right);
        QFETCH(QString, found);
        QCOMPARE(written(compared({}, left, right)), found);
    }

    void everyValueIsNamed()
    {
        const Comparison found = compared(u"payload"_s, "{\"a\":[1,{\"b\":2}]}", "{\"a\":[1,{}]}");
        QCOMPARE(found.values,
                 (QList<Difference>{{Kind::Same, u"payload.a[0]"_s, u"1"_s, u"1"_s},
                                    {Kind::LeftOnly, u"payload.a[1].b"_s, u"2"_s, {}}}));
    }

    void muchIsCutAndSaysSo()
    {
        QByteArray many = "[";
        for (int i = 0; i < 6000; ++i)
            many += QByteArray::number(i) + ',';
        many += "0]";
        const Comparison found = compared({}, many, many);
        QCOMPARE(found.values.size(), mostValues);
        QVERIFY(found.isCut);
    }

    void deepNestingIsOneText()
    {
        const QByteArray deep = QByteArray(100, '[') + QByteArray(100, ']');
        const Comparison found = compared({}, deep, "[]");
        QCOMPARE(found.values.size(), 1);
        QCOMPARE(found.values.first().kind, Kind::Changed);
    }
};

QTEST_GUILESS_MAIN(DifferencesTest)

#include "differences_test.moc"
