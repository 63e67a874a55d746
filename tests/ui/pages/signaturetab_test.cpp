#include "models/collection/celltext.h"
#include "models/events/eventcollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/ui/support/fakedetailreader.h"
#include "ui/collection/rowvalues.h"
#include "ui/pages/tabs/signaturetab.h"
#include "ui/widgets/codeblock.h"
#include "ui/widgets/keyvalueview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;
using widgets::NoticeKind;
using widgets::StatusShape;

namespace {

QString explanation()
{
    return uR"({"headline":"Refused with 401: the body was changed on the way",
        "reason":"The signature matches once the last byte, a line feed, is removed.",
        "next":"Let every proxy pass the bytes unchanged.",
        "checks":[{"name":"header","step":"passed","text":"Stripe-Signature with t, one v1"},
                  {"name":"time","step":"not_reached","text":""},
                  {"name":"signature","step":"failed","text":"5257a869… sent, <b>x</b>"}],
        "secrets":[{"label":"version 7","state":"active","tenant":null,"fingerprint":"9c41e2b7",
                    "computed":"91be02c4","result":"no match","matches":false},
                   {"label":"version 6","state":"retiring","tenant":null,"fingerprint":"03da77f1",
                    "computed":"","result":"match without 0x0A","matches":false}],
        "encodings":["hex"],"digests_computed":12,
        "signed_text":{"size":20,"start":"1794922311.{}","omitted":0,"end":""}})"_s;
}

/// The tab on a row of these cells, shown.
struct Fixture
{
    explicit Fixture(const EventPayload &payload, const QHash<QString, QVariant> &cells = {})
    {
        QHash<QString, QVariant> row{{u"source"_s, u"stripe"_s},
                                     {u"signature_valid"_s, false},
                                     {u"error"_s, u"401 signature mismatch"_s}};
        row.insert(cells);
        source.add(row);
        reader->payloadAnswer = payload;
    }
    void show()
    {
        tab.resize(400, 700);
        tab.show();
        tab.showRow(descriptor, source.rows.at(0));
    }
    template <typename Widget>
    Widget *find(const char *name)
    {
        return tab.findChild<Widget *>(QString::fromLatin1(name));
    }
    widgets::NoticeStrip *verdict() { return find<widgets::NoticeStrip>("signatureVerdict"); }

    widgets::DisplayOptions display;
    const collection::Descriptor descriptor = events::eventCollection();
    test::FakeSource source{descriptor};
    std::shared_ptr<test::FakeDetailReader> reader = std::make_shared<test::FakeDetailReader>();
    QStringList opened; ///< in the workbench: source and body
    SignatureTab tab{reader, u"id"_s, display,
                     [this](const QString &source, const EventPayload &message) {
                         opened += source + u':' + QString::fromUtf8(message.body.value_or(""));
                     },
                     nullptr};
};

EventPayload explained()
{
    EventPayload payload;
    payload.explanation = explanation();
    return payload;
}

} // namespace

class SignatureTabTest : public QObject
{
    Q_OBJECT

private slots:
    void theVerdictComesFirstAndSaysWhatIsNext()
    {
        Fixture fixture(explained());
        fixture.show();
        QTRY_VERIFY(fixture.verdict()->isVisible());
        QCOMPARE(fixture.verdict()->kind(), NoticeKind::Error);
        QCOMPARE(fixture.verdict()->title(),
                 u"Refused with 401: the body was changed on the way"_s);
        QCOMPARE(fixture.verdict()->text(),
                 u"The signature matches once the last byte, a line feed, is removed.\n"
                 "Next: Let every proxy pass the bytes unchanged."_s);
        QVERIFY(!fixture.find<QLabel>("signatureNote")->isVisible());
    }

    void whatWasCheckedHasShapesAndWords()
    {
        Fixture fixture(explained());
        fixture.show();
        auto *checks = fixture.find<widgets::KeyValueView>("signatureChecks");
        QTRY_COMPARE(checks->rows().size(), 3);
        QCOMPARE(checks->rows()[0].label, u"Header"_s);
        QCOMPARE(checks->rows()[0].labelShape, StatusShape::Check);
        QCOMPARE(checks->rows()[0].labelToolTip, u"passed"_s);
        QCOMPARE(checks->rows()[1].labelShape, StatusShape::HollowCircle);
        QCOMPARE(checks->rows()[1].value, u"not reached"_s);
        QCOMPARE(checks->rows()[2].labelShape, StatusShape::Cross);
        QCOMPARE(checks->rows()[2].value, u"5257a869… sent, <b>x</b>"_s);
    }

    void everySecretThatWasTriedIsARow()
    {
        Fixture fixture(explained());
        fixture.show();
        auto *secrets = fixture.find<QTableView>("signatureSecrets");
        QTRY_COMPARE(secrets->model()->rowCount(), 2);
        QCOMPARE(secrets->model()->index(0, 0).data().toString(), u"version 7"_s);
        QCOMPARE(secrets->model()->index(1, 0).data().toString(), u"version 6 (retiring)"_s);
        QCOMPARE(secrets->model()->index(1, 2).data().toString(), u"match without 0x0A"_s);
        QVERIFY(secrets->isVisible());
        QCOMPARE(fixture.find<QLabel>("signatureSearch")->text(),
                 u"The signature was read as hex; digests computed: 12."_s);
        QVERIFY(fixture.find<QWidget>("signatureText")->isVisible());
    }

    void itIsCopiedAsText()
    {
        Fixture fixture(explained());
        fixture.show();
        QTRY_VERIFY(fixture.find<QPushButton>("signatureCopy"));
        QTest::mouseClick(fixture.find<QPushButton>("signatureCopy"), Qt::LeftButton);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.startsWith(u"Refused with 401: the body was changed on the way\n"_s));
        QVERIFY(copied.contains(
            u"version 7 (active), fingerprint 9c41e2b7: no match, computed 91be02c4…"_s));
    }

    /// Who has just reached the button by keys stays on it when the row comes with newer cells.
    void theSameRowAgainTouchesNothing()
    {
        Fixture fixture(explained());
        fixture.show();
        QTRY_VERIFY(fixture.find<QPushButton>("signatureCopy"));
        const auto *before = fixture.find<QPushButton>("signatureCopy");
        fixture.show();
        QTRY_COMPARE(fixture.reader->asked.size(), 2);
        QCoreApplication::processEvents();
        QCOMPARE(fixture.find<QPushButton>("signatureCopy"), before);
    }

    void aGoodSignatureSaysSchemeHeaderAndTime()
    {
        EventPayload payload;
        payload.headers = {{u"Stripe-Signature"_s, u"t=1,v1=00"_s}};
        Fixture fixture(payload, {{u"signature_valid"_s, true}});
        fixture.display.setUtc(true);
        fixture.show();
        QTRY_VERIFY(fixture.verdict()->isVisible());
        QCOMPARE(fixture.verdict()->kind(), NoticeKind::Success);
        QCOMPARE(fixture.verdict()->title(), u"The signature is valid"_s);
        const collection::Row &row = fixture.source.rows.at(0);
        const QVariant received = RowValues(fixture.descriptor, row).value(u"received_at"_s);
        QCOMPARE(fixture.verdict()->text(),
                 u"Scheme stripe: Stripe-Signature matched the HMAC-SHA256 of the time and the "
                 "body when the request came, "_s
                     + collection::exactTime(received.toDateTime(), QTimeZone::utc()) + u'.');
        QVERIFY(!fixture.find<QWidget>("signatureSecrets")->isVisible());
    }

    void aGoodSignatureOfAnUnknownSourceNamesNoHeader()
    {
        Fixture fixture({}, {{u"signature_valid"_s, true}, {u"source"_s, u"paypal"_s}});
        fixture.show();
        QTRY_VERIFY(fixture.verdict()->isVisible());
        QVERIFY(fixture.verdict()->text().startsWith(u"It was checked when the request came"_s));
    }

    void withoutAnExplanationItSaysWhyAndWhatIsNext_data()
    {
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("why");
        QTest::newRow("beyond the cap") << u"401 signature mismatch"_s << u"first 20 a minute"_s;
        QTest::newRow("something else")
            << u"415 unsupported media type"_s << u"not what the request was refused for"_s;
        QTest::newRow("another gateway")
            << u"signature does not match"_s << u"this gateway does not store any"_s;
    }

    void withoutAnExplanationItSaysWhyAndWhatIsNext()
    {
        QFETCH(QString, error);
        QFETCH(QString, why);
        EventPayload payload;
        payload.diagnosis = u"What was wrong."_s;
        Fixture fixture(payload, {{u"error"_s, error}});
        fixture.show();
        QTRY_VERIFY(fixture.verdict()->isVisible());
        QCOMPARE(fixture.verdict()->title(), u"Refused: "_s + error);
        QCOMPARE(fixture.verdict()->text(), u"What was wrong."_s);
        const QString note = fixture.find<QLabel>("signatureNote")->text();
        QVERIFY2(note.contains(why), qPrintable(note));
        QVERIFY2(note.contains(u"\nNext: "_s), qPrintable(note));
        QVERIFY(!fixture.find<QWidget>("signatureSecrets")->isVisible());
    }

    void theSignedTextThatIsGoneIsSaidToBe()
    {
        EventPayload payload;
        payload.explanation = uR"({"headline":"Refused with 401"})"_s;
        Fixture fixture(payload);
        fixture.show();
        QTRY_VERIFY(fixture.verdict()->isVisible());
        QVERIFY(!fixture.find<QWidget>("signatureText")->isVisible());
        QVERIFY(!fixture.find<QWidget>("signatureSecrets")->isVisible());
        const auto labels = fixture.tab.findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(u"forgotten a day after"_s);
        }));
    }

    void whatCannotBeReadSaysWhyAndTheNextRowIsFresh()
    {
        Fixture fixture(explained());
        fixture.show();
        QTRY_VERIFY(fixture.verdict()->isVisible());
        fixture.tab.clear();
        QVERIFY(!fixture.verdict()->isVisible());
        fixture.reader->payloadAnswer = failure(ErrorKind::Unavailable, u"The gateway is away."_s);
        fixture.show();
        auto *notice = fixture.find<widgets::NoticeStrip>("tabNotice");
        QTRY_VERIFY(notice->isVisible());
        QVERIFY(!fixture.verdict()->isVisible());
        fixture.reader->payloadAnswer = explained();
        QTest::mouseClick(fixture.find<QPushButton>("tabRetry"), Qt::LeftButton);
        QTRY_VERIFY(fixture.verdict()->isVisible());
        QVERIFY(!notice->isVisible());
    }

    void itIsVerifiedAgainWithTheSecretsOfNow()
    {
        EventPayload payload = explained();
        payload.body = "{}";
        Fixture fixture(payload);
        fixture.reader->verifyAnswer =
            uR"({"valid":true,"headline":"Valid under version 8","reason":"","checks":[]})"_s;
        fixture.show();
        QTRY_VERIFY(fixture.find<QPushButton>("signatureAgain"));
        QTest::mouseClick(fixture.find<QPushButton>("signatureAgain"), Qt::LeftButton);
        QTRY_COMPARE(fixture.verdict()->title(), u"Valid under version 8"_s);
        QCOMPARE(fixture.verdict()->kind(), NoticeKind::Success);
        QVERIFY(fixture.find<QLabel>("signatureNote")->text().contains(u"Verified again at"_s));
        QCOMPARE(fixture.reader->asked.last(), fixture.source.rows.at(0).key.id);
    }

    void whatCannotBeVerifiedAgainKeepsWhatWasFound()
    {
        EventPayload payload = explained();
        payload.body = "{}";
        Fixture fixture(payload);
        fixture.reader->verifyAnswer = failure(ErrorKind::Denied, u"This needs verify."_s);
        fixture.show();
        QTRY_VERIFY(fixture.find<QPushButton>("signatureAgain"));
        QTest::mouseClick(fixture.find<QPushButton>("signatureAgain"), Qt::LeftButton);
        auto *note = fixture.find<QLabel>("signatureNote");
        QTRY_VERIFY(note->text().contains(u"This needs verify."_s));
        QVERIFY(fixture.verdict()->title().contains(u"the body was changed"_s));
        QVERIFY(fixture.find<QPushButton>("signatureAgain")->isEnabled());
    }

    void aBodyThatIsGoneCannotBeLookedAtAgain()
    {
        Fixture fixture(explained());
        fixture.show();
        QTRY_VERIFY(fixture.verdict()->isVisible());
        QVERIFY(!fixture.find<QPushButton>("signatureAgain"));
        QVERIFY(!fixture.find<QPushButton>("signatureWorkbench"));
    }

    void theMessageOpensInTheWorkbenchUnlessItIsMasked_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("opens");
        QTest::newRow("as it came") << QByteArray("{\"a\":1}") << true;
        QTest::newRow("masked") << QByteArray("{\"email\":\"a•••@example.com\"}") << false;
    }
    void theMessageOpensInTheWorkbenchUnlessItIsMasked()
    {
        QFETCH(QByteArray, body);
        QFETCH(bool, opens);
        EventPayload payload = explained();
        payload.body = body;
        Fixture fixture(payload);
        fixture.show();
        QTRY_VERIFY(fixture.find<QPushButton>("signatureWorkbench"));
        QTest::mouseClick(fixture.find<QPushButton>("signatureWorkbench"), Qt::LeftButton);
        QCOMPARE(fixture.opened,
                 opens ? QStringList{u"stripe:"_s + QString::fromUtf8(body)} : QStringList());
    }

    void foreignTextIsNeverMarkup()
    {
        Fixture fixture(explained());
        fixture.show();
        QTRY_VERIFY(fixture.verdict()->isVisible());
        for (const QLabel *label : fixture.tab.findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
};

QTEST_MAIN(SignatureTabTest)
#include "signaturetab_test.moc"
