#include "models/deadletters/deadlettercollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/pages/deadletters/letteredit.h"
#include "ui/pages/deadletters/letterpreviewdialog.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/payloadview.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

QJsonObject bodyOf(const test::TinyRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

/// A page of one dead letter, and a gateway that shows its payload and takes what is sent.
struct Fixture
{
    explicit Fixture(const QString &environment = u"local"_s, const QString &state = u"open"_s,
                     const QStringList &capabilities = {u"reenqueue"_s})
        : source(std::make_shared<test::FakeSource>(deadletters::deadLetterCollection()))
        , api(server.url(), "token")
    {
        server.answer = [this](const test::TinyRequest &request) { return answerTo(request); };
        letter = source->add(
            {{u"state"_s, state}, {u"event_type"_s, u"invoice.paid"_s}, {u"tenant"_s, u"acme"_s}});
        const CollectionServices services{source,
                                          api,
                                          clock,
                                          display,
                                          [environment] {
                                              return Environment{environment, u"here"_s};
                                          },
                                          [capabilities] {
                                              Whoami who;
                                              who.actor = u"mira"_s;
                                              who.capabilities = capabilities;
                                              return std::optional(who);
                                          }};
        page = std::make_unique<CollectionPage>(deadletters::deadLetterCollection(), services,
                                                [](const QString &, QWidget *) { return nullptr; });
        new LetterEdit(services, page.get());
        page->resize(1200, 800);
        page->show();
        page->activate();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        QTRY_COMPARE(find<QTableView>("dead-lettersTable")->model()->rowCount(), 1);
        page->showRow(letter);
    }

    test::TinyAnswer answerTo(const test::TinyRequest &request)
    {
        asked += request.method + ' ' + request.path.mid(request.path.lastIndexOf('/') + 1);
        if (request.method == "GET")
            return {200, QJsonDocument(payload).toJson()};
        sent = bodyOf(request);
        return request.path.endsWith("dry-run") ? test::TinyAnswer{200, preview} : answer;
    }

    template <typename T>
    T *find(const char *name) const
    {
        return page->findChild<T *>(QString::fromLatin1(name));
    }
    QPushButton *button(const char *name) const { return find<QPushButton>(name); }
    void press(const char *name) const
    {
        QTRY_VERIFY(button(name) && button(name)->isEnabled());
        button(name)->click();
    }
    void open() const
    {
        press("action-edit-and-retry");
        QTRY_VERIFY(find<LetterEditDialog>("actionDialog"));
    }
    QPlainTextEdit *editor() const { return find<QPlainTextEdit>("letterEditor"); }
    bool canSend() const { return button("confirmAction")->isEnabled(); }
    void write(const QString &text, const QString &reason = u"no sku"_s) const
    {
        editor()->setPlainText(text);
        find<QLineEdit>("reasonField")->setText(reason);
    }

    test::ManualClock clock;
    widgets::DisplayOptions display;
    test::TinyServer server;
    QByteArrayList asked;
    QJsonObject sent;
    QJsonObject payload{{u"payload"_s, u"{\"id\":\"evt_1\",\"n\":1.10}"_s},
                        {u"masked_fields"_s, QJsonArray()},
                        {u"payload_edits"_s, 2},
                        {u"edits"_s, QJsonArray()}};
    test::TinyAnswer answer;
    QByteArray preview =
        R"({"would":"wait","mode":"live","idempotency_key":"key-1","payload_edits":0,
        "warnings":[{"code":"breaker_open","text":"The circuit breaker of shop:443 is open"}],
        "request":{"method":"POST","url":"https:\/\/shop\/hook","path":"\/hook","body":"{}","body_size":2,
                   "headers":[["Authorization","[redacted]"],["X-Signature","sha256=ab"]]},
        "breaker":{"host":"shop:443","is_open":true,"probe_in_seconds":12},"route":null,
        "destination":{"name":"shop"},"earlier":[{"response_status":503,"error":"away"}]})";
    std::shared_ptr<test::FakeSource> source;
    AdminClient api;
    std::unique_ptr<CollectionPage> page;
    Uuid letter;
};

constexpr const char *changed = "{\"id\":\"evt_1\",\"n\":1.10,\"sku\":\"A-1\"}";

} // namespace

class LetterEditTest : public QObject
{
    Q_OBJECT

private slots:
    void aChangedPayloadIsSentAsAPatch();
    void nothingIsSentWithoutChangeAndReason();
    void aBrokenDocumentIsMarkedInItsLine();
    void theChangesStandBelow();
    void whatTheGatewayRefusesLosesNothing();
    void aPatchCanBeWritten();
    void eachWayOfWritingKeepsItsText();
    void anEditIsDroppedOnlyWhenItIsAskedForTwice();
    void inProductionTheNameIsTyped();
    void maskedValuesAreNotWrittenBack();
    void onlyAnOpenLetterIsEdited();
    void whoMayNotIsToldWhy();
    void whatWouldHappenIsShownAndCopied();
};

void LetterEditTest::aChangedPayloadIsSentAsAPatch()
{
    Fixture fixture;
    fixture.open();
    QCOMPARE(fixture.editor()->toPlainText(), u"{\n  \"id\": \"evt_1\",\n  \"n\": 1.10\n}"_s);
    fixture.write(QString::fromLatin1(changed));
    QTRY_VERIFY(fixture.canSend());
    fixture.press("confirmAction");
    QTRY_VERIFY(!fixture.find<LetterEditDialog>("actionDialog"));
    QCOMPARE(fixture.sent[u"patch"_s].toString(),
             u"[{\"op\":\"add\",\"path\":\"/sku\",\"value\":\"A-1\"}]"_s);
    QCOMPARE(fixture.sent[u"payload_edits"_s].toInt(), 2);
    QCOMPARE(fixture.sent[u"reason"_s].toString(), u"no sku"_s);
}

void LetterEditTest::anEditIsDroppedOnlyWhenItIsAskedForTwice()
{
    Fixture fixture;
    fixture.open();
    fixture.write(QString::fromLatin1(changed));
    QTRY_VERIFY(fixture.canSend());
    auto *dialog = fixture.find<LetterEditDialog>("actionDialog");
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(dialog->isVisible());
    QCOMPARE(fixture.find<widgets::NoticeStrip>("editNotice")->title(),
             u"Your edit was not sent"_s);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!fixture.find<LetterEditDialog>("actionDialog"));
    QVERIFY(fixture.sent.isEmpty());
}

void LetterEditTest::nothingIsSentWithoutChangeAndReason()
{
    Fixture fixture;
    fixture.open();
    fixture.write(QString::fromLatin1(changed), {});
    QTRY_VERIFY(!fixture.find<QLabel>("editProblem")->text().isEmpty());
    QVERIFY(!fixture.canSend());
    fixture.write(u"{\"n\":1.10,\"id\":\"evt_1\"}"_s);
    QTRY_VERIFY(fixture.find<QLabel>("editProblem")->text().isEmpty());
    QVERIFY(!fixture.canSend());
}

void LetterEditTest::aBrokenDocumentIsMarkedInItsLine()
{
    Fixture fixture;
    fixture.open();
    fixture.write(u"{\n  \"id\": \"evt_1\"\n  \"n\": 1\n}"_s);
    QTRY_COMPARE(fixture.editor()->extraSelections().size(), 1);
    QCOMPARE(fixture.editor()->extraSelections().constFirst().cursor.blockNumber(), 2);
    QVERIFY(fixture.find<QLabel>("editProblem")->text().contains(u"3"_s));
    QVERIFY(!fixture.canSend());
}

void LetterEditTest::theChangesStandBelow()
{
    Fixture fixture;
    fixture.open();
    fixture.write(u"{\"id\":\"evt_2\",\"n\":1.10}"_s);
    auto *changes = fixture.find<QTableView>("editChanges");
    QTRY_COMPARE(changes->model()->rowCount(), 1);
    QCOMPARE(changes->model()->index(0, 1).data().toString(), u"\"evt_1\""_s);
    QCOMPARE(changes->model()->index(0, 2).data().toString(), u"\"evt_2\""_s);
}

void LetterEditTest::whatTheGatewayRefusesLosesNothing()
{
    Fixture fixture;
    fixture.answer = {
        422, R"({"code":"not_normalizable","detail":"The changed payload makes no event"})",
        "application/problem+json"};
    fixture.open();
    fixture.write(QString::fromLatin1(changed));
    QTRY_VERIFY(fixture.canSend());
    fixture.press("confirmAction");
    auto *notice = fixture.find<widgets::NoticeStrip>("editNotice");
    QTRY_VERIFY(notice->isVisible());
    QCOMPARE(notice->text(), u"The changed payload makes no event"_s);
    QCOMPARE(fixture.editor()->toPlainText(), QString::fromLatin1(changed));
    QCOMPARE(fixture.find<QLineEdit>("reasonField")->text(), u"no sku"_s);
    QVERIFY(fixture.canSend());
    fixture.answer = {};
    fixture.press("confirmAction");
    QTRY_VERIFY(!fixture.find<LetterEditDialog>("actionDialog"));
}

void LetterEditTest::aPatchCanBeWritten()
{
    Fixture fixture;
    fixture.open();
    auto *second = fixture.find<QWidget>("editMode")->findChildren<QAbstractButton *>().at(1);
    second->click();
    fixture.write(u"[{\"op\":\"remove\",\"path\":\"/n\"}]"_s);
    QTRY_VERIFY(fixture.canSend());
    QCOMPARE(fixture.find<QTableView>("editChanges")->model()->rowCount(), 1);
    fixture.press("confirmAction");
    QTRY_COMPARE(fixture.sent[u"patch"_s].toString(), u"[{\"op\":\"remove\",\"path\":\"/n\"}]"_s);
}

void LetterEditTest::eachWayOfWritingKeepsItsText()
{
    Fixture fixture;
    fixture.open();
    const auto choose = [&](int way) {
        fixture.find<QWidget>("editMode")->findChildren<QAbstractButton *>().at(way)->click();
    };
    fixture.write(u"{\"id\":"_s); // and so no patch
    choose(0);
    QCOMPARE(fixture.editor()->toPlainText(), u"{\"id\":"_s);
    choose(1);
    fixture.write(u"[{\"op\":\"remove\""_s);
    choose(1);
    QCOMPARE(fixture.editor()->toPlainText(), u"[{\"op\":\"remove\""_s);
    choose(0);
    QCOMPARE(fixture.editor()->toPlainText(), u"{\"id\":"_s);
    choose(1);
    QCOMPARE(fixture.editor()->toPlainText(), u"[{\"op\":\"remove\""_s);
}

void LetterEditTest::inProductionTheNameIsTyped()
{
    Fixture fixture(u"production"_s);
    fixture.open();
    fixture.write(QString::fromLatin1(changed));
    QTRY_COMPARE(fixture.find<QTableView>("editChanges")->model()->rowCount(), 1);
    QVERIFY(!fixture.canSend());
    fixture.find<QLineEdit>("environmentField")->setText(u"production"_s);
    QTRY_VERIFY(fixture.canSend());
}

void LetterEditTest::maskedValuesAreNotWrittenBack()
{
    Fixture fixture;
    fixture.payload = {{u"payload"_s, u"{\"email\":\"j•••@e•••.com\"}"_s},
                       {u"masked_fields"_s, QJsonArray{u"/body/email"_s}},
                       {u"payload_edits"_s, 0},
                       {u"edits"_s, QJsonArray()}};
    fixture.open();
    fixture.write(u"{\"email\":\"j•••@e•••.com\",\"sku\":1}"_s);
    QTRY_VERIFY(fixture.canSend());
    fixture.press("confirmAction");
    QTRY_VERIFY(!fixture.sent.isEmpty());
    QVERIFY(!fixture.sent[u"patch"_s].toString().contains(u'•'));
}

void LetterEditTest::onlyAnOpenLetterIsEdited()
{
    Fixture fixture(u"local"_s, u"reenqueued"_s);
    QTRY_VERIFY(fixture.button("action-dry-run")->isEnabled());
    QVERIFY(!fixture.button("action-edit-and-retry")->isEnabled());
}

void LetterEditTest::whoMayNotIsToldWhy()
{
    Fixture fixture(u"local"_s, u"open"_s, {u"read"_s});
    QTRY_VERIFY(!fixture.button("action-edit-and-retry")->toolTip().isEmpty());
    QVERIFY(!fixture.button("action-edit-and-retry")->isEnabled());
    QVERIFY(!fixture.button("action-dry-run")->isEnabled());
}

void LetterEditTest::whatWouldHappenIsShownAndCopied()
{
    Fixture fixture;
    fixture.press("action-dry-run");
    QTRY_VERIFY(fixture.find<LetterPreviewDialog>("letterPreview"));
    QVERIFY(fixture.find<QLabel>("previewVerdict")->text().contains(u"wait"_s));
    QVERIFY(fixture.find<QLabel>("previewWarnings")->text().contains(u"breaker of shop:443"_s));
    QCOMPARE(fixture.find<widgets::PayloadView>("previewBody")->payload(), QByteArray("{}"));
    fixture.press("previewCopy");
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY(copied.contains(u"X-Signature: sha256=ab"_s));
    QVERIFY(copied.contains(u"key-1"_s));
    QCOMPARE(fixture.asked, QByteArrayList{"POST dry-run"});
}

QTEST_MAIN(LetterEditTest)
#include "letteredit_test.moc"
