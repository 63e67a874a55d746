#include "models/events/eventcollection.h"
#include "tests/models/support/fakesource.h"
#include "ui/pages/tabs/eventtexts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextDocument>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

struct Fixture
{
    explicit Fixture(const QHash<QString, QVariant> &cells) { source.add(cells); }
    QJsonObject json(const EventPayload &payload) const
    {
        const QString text = eventAsJson(descriptor, source.rows.at(0), payload);
        return QJsonDocument::fromJson(text.toUtf8()).object();
    }
    QString markdown(const EventPayload &payload) const
    {
        return eventAsMarkdown(descriptor, source.rows.at(0), payload);
    }
    const collection::Descriptor descriptor = events::eventCollection();
    test::FakeSource source{descriptor};
};

EventPayload withBody(const QByteArray &body)
{
    EventPayload payload;
    payload.requestUrl = u"https://hooks.example/"_s;
    payload.headers = {{u"X-Topic"_s, u"a"_s}, {u"X-Topic"_s, u"b"_s}};
    payload.body = body;
    return payload;
}

} // namespace

class EventTextsTest : public QObject
{
    Q_OBJECT

private slots:
    void jsonHasTheRowAndTheRequest()
    {
        const Fixture fixture({{u"tenant"_s, u"acme"_s}, {u"attempts"_s, qint64(3)}});
        const QJsonObject json = fixture.json(withBody("{\"a\":1.10}"));
        const QJsonObject row = json[u"row"].toObject();
        QCOMPARE(row[u"tenant"].toString(), u"acme"_s);
        QCOMPARE(row[u"attempts"].toInt(), 3);
        QVERIFY(row[u"error"].isNull());
        const QJsonObject request = json[u"request"].toObject();
        QCOMPARE(request[u"body"].toString(), u"{\"a\":1.10}"_s);
        QCOMPARE(request[u"headers"].toArray().size(), 2);
    }

    void bytesThatAreNoTextAreBase64()
    {
        const Fixture fixture({});
        const QJsonObject request =
            fixture.json(withBody(QByteArray("\xff\0", 2)))[u"request"].toObject();
        QCOMPARE(request[u"body_base64"].toString(), u"/wA="_s);
        QVERIFY(!request.contains(u"body"));
        EventPayload gone = withBody({});
        gone.body.reset();
        const QJsonObject none = fixture.json(gone)[u"request"].toObject();
        QVERIFY(!none.contains(u"body") && !none.contains(u"body_base64"));
    }

    void markdownSaysWhatAndWhy()
    {
        const Fixture fixture({{u"event_type"_s, u"orders.paid"_s},
                               {u"status"_s, u"failed"_s},
                               {u"error"_s, u"422 sku is required"_s}});
        QTextDocument document;
        document.setMarkdown(fixture.markdown(withBody("{\"a\":1}")));
        const QString shown = document.toPlainText();
        QVERIFY(shown.contains(u"orders.paid, failed"_s));
        QVERIFY(shown.contains(u"422 sku is required"_s));
        QVERIFY(shown.contains(u"{\"a\":1}"_s));
    }

    void whatASenderWroteIsNoMarkup_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("a link") << u"[pay](https:x)"_s;
        QTest::newRow("HTML") << u"<img src=x>"_s;
        QTest::newRow("a table's end") << u"a | b"_s;
        QTest::newRow("a heading") << u"# now"_s;
        QTest::newRow("code") << u"`x`"_s;
        QTest::newRow("emphasis") << u"**x** __y__"_s;
    }
    void whatASenderWroteIsNoMarkup()
    {
        QFETCH(QString, text);
        const Fixture fixture({{u"error"_s, text}});
        QTextDocument document;
        document.setMarkdown(fixture.markdown(withBody("x")));
        QVERIFY2(document.toPlainText().contains(text), qPrintable(document.toPlainText()));
    }

    void aBodyCannotLeaveItsFence()
    {
        const Fixture fixture({});
        const QString text = fixture.markdown(withBody("```\n# out\n`````\n"));
        QVERIFY(text.contains(u"\n``````\n```\n# out"_s));
        QVERIFY(text.endsWith(u"\n``````\n"_s));
    }

    void aLongBodyIsCutWithACount()
    {
        const Fixture fixture({});
        const QString text = fixture.markdown(withBody(QByteArray(5000, 'x')));
        QVERIFY(text.contains(u"1,000 more characters"_s));
        QVERIFY(text.size() < 4600);
    }
};

QTEST_MAIN(EventTextsTest)
#include "eventtexts_test.moc"
