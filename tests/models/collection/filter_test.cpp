#include "models/collection/filtertext.h"
#include "models/collection/filtervalue.h"
#include "models/collection/statuswords.h"
#include "tests/models/support/sampledescriptor.h"

#include <QJsonArray>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace gatehouse::test;

namespace {

const QLocale english(QLocale::English, QLocale::UnitedStates);

QString chip(const Condition &condition)
{
    const ChipText text = chipText(sampleDescriptor(), condition, english);
    return text.title + u'|' + text.verb + u'|' + text.value;
}

QString field(const char *name)
{
    return QLatin1String(name);
}

} // namespace

class FilterTest : public QObject
{
    Q_OBJECT

private slots:
    void aConditionIsCheckedAgainstItsField_data()
    {
        QTest::addColumn<Condition>("condition");
        QTest::addColumn<bool>("isValid");
        const auto add = [](const char *name, const char *column, Operator comparison,
                            const QStringList &values, bool isValid) {
            QTest::newRow(name) << Condition{field(column), comparison, values} << isValid;
        };
        using enum Operator;
        add("text", "event_type", Is, {QStringLiteral("order.*")}, true);
        add("no value", "event_type", Is, {QString()}, true);
        add("any", "event_type", Is, {}, true);
        add("contains", "event_type", Contains, {QStringLiteral("x")}, true);
        add("contains nothing", "event_type", Contains, {QString()}, false);
        add("text with NUL", "event_type", Is, {QString(QChar(0))}, false);
        add("long text", "event_type", Is, {QString(5000, u'x')}, false);
        add("many values", "event_type", Is, QStringList(501, QStringLiteral("x")), false);
        add("unknown field", "password", Is, {QStringLiteral("x")}, false);
        add("injected field", "status\" OR 1=1 --", Is, {QStringLiteral("x")}, false);
        add("choices", "status", Is, {QStringLiteral("failed"), QStringLiteral("processed")}, true);
        add("no choice", "status", Is, {QString()}, true);
        add("unknown choice", "status", Is, {QStringLiteral("failed"), QStringLiteral("bogus")},
            false);
        add("part of a choice", "status", Contains, {QStringLiteral("fail")}, true);
        add("number", "attempts", AtLeast, {QStringLiteral("2.5")}, true);
        add("no number", "attempts", Is, {QStringLiteral("two")}, false);
        add("infinite", "attempts", AtLeast, {QStringLiteral("inf")}, false);
        add("bound without value", "attempts", AtLeast, {QString()}, false);
        add("two bounds", "attempts", AtLeast, {QStringLiteral("1"), QStringLiteral("2")}, false);
        add("bound of text", "event_type", AtLeast, {QStringLiteral("a")}, false);
        add("part of an id", "id", Contains, {QStringLiteral("01a1")}, false);
        add("id", "id", Is, {QStringLiteral("01a1e9b4-ed58-7327-b569-6ed663e67889")}, true);
        add("no id", "id", Is, {QStringLiteral("01a1e9b4")}, false);
        add("yes", "signature_valid", Is, {QStringLiteral("Yes")}, true);
        add("perhaps", "signature_valid", Is, {QStringLiteral("perhaps")}, false);
        add("span", "received_at", AtLeast, {QStringLiteral("24h")}, true);
        add("moment", "received_at", AtMost, {QStringLiteral("2026-11-17 14:30")}, true);
        add("moment with zone", "received_at", AtMost, {QStringLiteral("2026-11-17T14:30:00Z")},
            true);
        add("no moment", "received_at", AtLeast, {QStringLiteral("yesterday")}, false);
        add("equal time", "received_at", Is, {QStringLiteral("2026-11-17")}, false);
    }
    void aConditionIsCheckedAgainstItsField()
    {
        QFETCH(Condition, condition);
        QFETCH(bool, isValid);
        const Result<> result = validate(sampleDescriptor(), condition);
        QCOMPARE(result.has_value(), isValid);
        if (!result) {
            QCOMPARE(result.error().kind, ErrorKind::Invalid);
            QVERIFY(!result.error().message.isEmpty());
        }
    }

    void aDisabledConditionIsNotChecked()
    {
        Filter filter{{{field("attempts"), Operator::Is, {QStringLiteral("two")}}}};
        QVERIFY(!validate(sampleDescriptor(), filter));
        filter.conditions[0].enabled = false;
        QVERIFY(validate(sampleDescriptor(), filter));
        QVERIFY(!filter.isRestricting());
    }

    void aHostileValueInAMessageIsVisible()
    {
        const Condition condition{field("attempts"), Operator::Is, {QStringLiteral("1\u202E2")}};
        const Result<> result = validate(sampleDescriptor(), condition);
        QVERIFY(!result);
        QVERIFY(result.error().message.contains(QStringLiteral("⟨U+202E⟩")));
    }

    void valuesMeanWhatTheySay()
    {
        QCOMPARE(parseSpan(QStringLiteral("15min")), std::chrono::seconds(900));
        QCOMPARE(parseSpan(QStringLiteral("7 d")), std::chrono::seconds(7 * 86400));
        QVERIFY(!parseSpan(QStringLiteral("999999999d")));
        QVERIFY(!parseSpan(QStringLiteral("h")));
        const Timestamp moment{std::chrono::milliseconds(1794922327123)};
        QVERIFY(parseMoment(QStringLiteral("2026-11-17T13:32:07.123Z"), false) == moment);
        QVERIFY(parseMoment(QStringLiteral("2026-11-17T14:32:07.123+01:00"), false) == moment);
        const auto start = parseMoment(QStringLiteral("2026-11-17"), false);
        const auto end = parseMoment(QStringLiteral("2026-11-17"), true);
        QVERIFY(start && end);
        QVERIFY(*end - *start == std::chrono::hours(24) - std::chrono::microseconds(1));
    }

    void patternsMeanOnlyTheStar()
    {
        QCOMPARE(wildcardPattern(QStringLiteral("or_der%.*\\")),
                 QStringLiteral("or\\_der\\%.%\\\\"));
        QCOMPARE(containsPattern(QStringLiteral("100%*")), QStringLiteral("%100\\%*%"));
    }

    void chipsReadLikeSentences_data()
    {
        QTest::addColumn<Condition>("condition");
        QTest::addColumn<QString>("text");
        const auto add = [](const char *name, const Condition &condition, const char *text) {
            QTest::newRow(name) << condition << QString::fromUtf8(text);
        };
        using enum Operator;
        const auto list = [](const char *values) { return QString::fromUtf8(values).split(u','); };
        add("several", {field("event_type"), Is, list("a,b,c,d,e,f")}, "Type|is|a, b, c, +3");
        add("negated", {field("event_type"), Is, list("umbrella"), true}, "Type|is not|umbrella");
        add("any", {field("event_type"), Is, {}}, "Type|is|any");
        add("none", {field("event_type"), Is, {QString()}}, "Type|is|none");
        add("status word", {field("status"), Is, list("reenqueued")}, "Status|is|re-enqueued");
        add("contains", {field("event_type"), Contains, list("x"), true},
            "Type|does not contain|x");
        add("number", {field("attempts"), AtLeast, list("2")}, "Tries|is at least|2");
        add("number below", {field("attempts"), AtLeast, list("2"), true}, "Tries|is below|2");
        add("since", {field("received_at"), AtLeast, list("24h")}, "Received|since|1 d ago");
        add("until", {field("received_at"), AtMost, list("2026-11-17")},
            "Received|until|2026-11-17");
        add("boolean", {field("signature_valid"), Is, list("false")}, "Signature valid|is|no");
        add("hostile", {field("event_type"), Is, list("a\u202Eb")}, "Type|is|a⟨U+202E⟩b");
        add("unknown field", {field("gone"), Is, list("x")}, "gone|is|x");
    }
    void chipsReadLikeSentences()
    {
        QFETCH(Condition, condition);
        QTEST(chip(condition), "text");
    }

    void aFilterSurvivesJson()
    {
        const Filter filter{
            {{field("status"), Operator::Is, {QStringLiteral("failed")}, true, false},
             {field("attempts"), Operator::AtLeast, {QStringLiteral("2")}},
             {field("event_type"), Operator::Contains, {QString(), QStringLiteral("ö")}},
             {field("received_at"), Operator::AtMost, {}}}};
        const Result<Filter> read = filterFromJson(toJson(filter));
        QVERIFY(read);
        QCOMPARE(*read, filter);
    }

    void jsonThatIsNoFilterIsRefused_data()
    {
        QTest::addColumn<QJsonObject>("json");
        const auto withCondition = [](const QJsonValue &condition) {
            return QJsonObject{{QStringLiteral("conditions"), QJsonArray{condition}}};
        };
        const auto condition = [](const QString &comparison, const QJsonValue &values) {
            return QJsonObject{{QStringLiteral("field"), QStringLiteral("status")},
                               {QStringLiteral("operator"), comparison},
                               {QStringLiteral("values"), values}};
        };
        const QString is = QStringLiteral("is");
        QTest::newRow("empty object") << QJsonObject();
        QTest::newRow("no object") << withCondition(7);
        QTest::newRow("operator") << withCondition(condition(QStringLiteral("like"), QJsonArray()));
        QTest::newRow("values") << withCondition(condition(is, QStringLiteral("failed")));
        QTest::newRow("number value") << withCondition(condition(is, QJsonArray{1}));
        QTest::newRow("too long") << withCondition(condition(is, QJsonArray{QString(5000, u'x')}));
    }
    void jsonThatIsNoFilterIsRefused()
    {
        QFETCH(QJsonObject, json);
        QVERIFY(!filterFromJson(json));
    }

    void everyStatusWordHasItsShape_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<StatusShape>("shape");
        const auto add = [](StatusShape shape, std::initializer_list<const char *> words) {
            for (const char *word : words)
                QTest::newRow(word) << QString::fromLatin1(word) << shape;
        };
        add(StatusShape::Received, {"received"});
        add(StatusShape::Queued, {"queued", "pending", "running", "waiting", "reenqueued"});
        add(StatusShape::Processed, {"processed", "succeeded", "recovered"});
        add(StatusShape::Failed, {"failed", "dead"});
        add(StatusShape::Discarded, {"discarded", "cancelled"});
        add(StatusShape::DeadLettered, {"open"});
    }
    void everyStatusWordHasItsShape()
    {
        QFETCH(QString, word);
        QTEST(statusShape(word), "shape");
        QVERIFY(!statusTitle(word).isEmpty());
    }

    void anUnknownStatusWordIsShownAsItIs()
    {
        QCOMPARE(statusShape(u"quarantined"), StatusShape::Received);
        QCOMPARE(statusTitle(QStringLiteral("quaran\ntined")), QStringLiteral("quaran⏎tined"));
    }
};

QTEST_GUILESS_MAIN(FilterTest)
#include "filter_test.moc"
