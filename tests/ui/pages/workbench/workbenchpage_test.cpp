#include "services/core/clock.h"
#include "services/signing/scheme.h"
#include "tests/support/manualclock.h"
#include "ui/pages/workbench/workbenchpage.h"
#include "ui/widgets/noticestrip.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Timestamp signedAt{1'700'000'000s};
constexpr const char *stripeSecret = "whsec_marked";

/// Of Stripe, signed a moment before the clock's time.
EventPayload stripeMessage(const QByteArray &body)
{
    EventPayload message;
    message.requestUrl = u"https://hooks.example/stripe"_s;
    message.body = body;
    const std::string bytes = body.toStdString();
    for (const auto &scheme : signing::makeSchemes()) {
        if (scheme->source() != "stripe")
            continue;
        for (const auto &[name, value] : scheme->sign({{}, {}, bytes}, stripeSecret, signedAt))
            message.headers.append({QString::fromStdString(name), QString::fromStdString(value)});
    }
    return message;
}

QString headerLines(const EventPayload &message)
{
    QString lines;
    for (const auto &[name, value] : message.headers)
        lines += name + u": "_s + value + u'\n';
    return lines;
}

struct Fixture
{
    Fixture()
    {
        page.resize(1000, 700);
        page.show();
        page.activateWindow();
        page.activate();
    }
    template <typename Widget>
    Widget *find(const char *name)
    {
        return page.findChild<Widget *>(QString::fromLatin1(name));
    }
    void press(const char *button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    void typeSecret(const QString &secret)
    {
        find<QLineEdit>("secretField")->clear();
        QTest::keyClicks(find<QLineEdit>("secretField"), secret);
    }
    QString verdict() { return find<widgets::NoticeStrip>("signatureVerdict")->title(); }
    widgets::NoticeKind kind() { return find<widgets::NoticeStrip>("signatureVerdict")->kind(); }

    test::ManualClock clock{signedAt + 1s};
    WorkbenchPage page{clock};
};

} // namespace

class WorkbenchPageTest : public QObject
{
    Q_OBJECT

private slots:
    void aMessageThatIsTypedIsChecked()
    {
        Fixture fixture;
        QVERIFY(fixture.find<QWidget>("workbenchEmpty")->isVisible());
        fixture.find<QPlainTextEdit>("headersField")
            ->setPlainText(headerLines(stripeMessage("{\"a\":1}")));
        QTest::keyClicks(fixture.find<QPlainTextEdit>("bodyField"), u"{\"a\":1}"_s);
        QCOMPARE(fixture.find<QComboBox>("sourceField")->currentText(),
                 u"stripe, as the headers say"_s);
        fixture.typeSecret(QString::fromLatin1(stripeSecret));
        QTest::keyClick(fixture.find<QLineEdit>("secretField"), Qt::Key_Return);
        QTRY_COMPARE(fixture.kind(), widgets::NoticeKind::Success);
        QVERIFY(!fixture.find<QWidget>("workbenchEmpty")->isVisible());
        QTest::keyClicks(fixture.find<QPlainTextEdit>("bodyField"), u" "_s);
        fixture.press("workbenchCheck");
        QTRY_COMPARE(fixture.kind(), widgets::NoticeKind::Error);
        QVERIFY(fixture.find<QTableView>("signatureSecrets")->model()->rowCount() > 0);
    }

    void aBodyThatWasPastedStaysByteForByte()
    {
        Fixture fixture;
        const EventPayload message = stripeMessage("{\"a\":1}\r\n\r\n");
        QGuiApplication::clipboard()->setText(u"POST /stripe HTTP/1.1\r\nHost: hooks.example\r\n"_s
                                              + headerLines(message).replace(u"\n"_s, u"\r\n"_s)
                                              + u"\r\n"_s + QString::fromUtf8(*message.body));
        fixture.press("workbenchPaste");
        auto *note = fixture.find<QLabel>("bodyNote");
        QTRY_COMPARE(note->text(), u"11 bytes, exactly as captured."_s);
        QCOMPARE(fixture.find<QLineEdit>("urlField")->text(), u"https://hooks.example/stripe"_s);
        fixture.typeSecret(QString::fromLatin1(stripeSecret));
        fixture.press("workbenchCheck");
        QTRY_COMPARE(fixture.kind(), widgets::NoticeKind::Success);
        QTest::keyClicks(fixture.find<QPlainTextEdit>("bodyField"), u"x"_s);
        QCOMPARE(note->text(), u"10 bytes, as written; lines end with LF."_s);
    }

    void oneOfSeveralRequestsIsChosen()
    {
        Fixture fixture;
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"a.har"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        // moc takes two slashes in a raw string for a comment.
        file.write(
            R"({"log":{"entries":[)"
            R"({"request":{"method":"POST","url":"https:\/\/a","postData":{"text":"1"}}},)"
            R"({"request":{"method":"POST","url":"https:\/\/b","postData":{"text":"2"}}}]}})");
        file.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file.fileName())});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&fixture.page, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&fixture.page, &drop);
        auto *captures = fixture.find<QComboBox>("captureField");
        QTRY_VERIFY(captures->isVisible());
        QCOMPARE(captures->count(), 2);
        QCOMPARE(captures->itemText(1), u"POST https://b"_s);
        captures->setFocus();
        QTest::keyClick(captures, Qt::Key_Down);
        QTRY_COMPARE(fixture.find<QPlainTextEdit>("bodyField")->toPlainText(), u"2"_s);
    }

    void anEventIsLoadedAndTheSecretStays()
    {
        Fixture fixture;
        QVERIFY(QTest::qWaitForWindowActive(&fixture.page));
        fixture.typeSecret(QString::fromLatin1(stripeSecret));
        fixture.page.load(u"stripe"_s, stripeMessage("{}"));
        QTest::keyClick(&fixture.page, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(fixture.kind(), widgets::NoticeKind::Success);
    }

    void anOldMessageIsJudgedAsOfWhenItCame()
    {
        Fixture fixture;
        fixture.clock.advance(24h);
        fixture.page.load(u"stripe"_s, stripeMessage("{}"));
        fixture.typeSecret(QString::fromLatin1(stripeSecret));
        fixture.press("workbenchCheck");
        QTRY_COMPARE(fixture.kind(), widgets::NoticeKind::Error);
        QTest::keyClicks(fixture.find<QLineEdit>("receivedField"), u"24h"_s);
        fixture.press("workbenchCheck");
        QTRY_COMPARE(fixture.kind(), widgets::NoticeKind::Success);
    }

    void whatIsMissingIsSaid_data()
    {
        QTest::addColumn<QString>("headers");
        QTest::addColumn<QString>("received");
        QTest::addColumn<QString>("secret");
        QTest::addColumn<QString>("why");
        const QString good = headerLines(stripeMessage("{}"));
        QTest::newRow("secret") << good << QString() << QString() << u"Give the secret"_s;
        QTest::newRow("source") << u"X-Topic: a"_s << QString() << u"a"_s << u"which source"_s;
        QTest::newRow("header") << u"what?"_s << QString() << u"a"_s << u"no header"_s;
        QTest::newRow("time") << good << u"soon"_s << u"a"_s << u"no time"_s;
    }
    void whatIsMissingIsSaid()
    {
        QFETCH(QString, headers);
        QFETCH(QString, received);
        QFETCH(QString, secret);
        QFETCH(QString, why);
        Fixture fixture;
        fixture.find<QPlainTextEdit>("headersField")->setPlainText(headers);
        fixture.find<QLineEdit>("receivedField")->setText(received);
        fixture.typeSecret(secret);
        fixture.press("workbenchCheck");
        QTRY_COMPARE(fixture.verdict(), u"Not checked yet"_s);
        QVERIFY(fixture.find<widgets::NoticeStrip>("signatureVerdict")->text().contains(why));
    }

    void aCaptureThatCannotBeReadLeavesTheForm()
    {
        Fixture fixture;
        fixture.page.load(u"stripe"_s, stripeMessage("{}"));
        QGuiApplication::clipboard()->setText(u"curl https://a -d @body.json"_s);
        fixture.press("workbenchPaste");
        QTRY_COMPARE(fixture.verdict(), u"This was not taken in"_s);
        QCOMPARE(fixture.find<QPlainTextEdit>("bodyField")->toPlainText(), u"{}"_s);
    }

    void aLargeBodyIsNotLaidOutAndStaysWhole()
    {
        Fixture fixture;
        const QByteArray body(200'000, 'x');
        fixture.page.load(u"stripe"_s, stripeMessage(body));
        QVERIFY(fixture.find<QPlainTextEdit>("bodyField")->isReadOnly());
        QVERIFY(fixture.find<QPlainTextEdit>("bodyField")->toPlainText().size() < body.size());
        fixture.typeSecret(QString::fromLatin1(stripeSecret));
        fixture.press("workbenchCheck");
        QTRY_COMPARE(fixture.kind(), widgets::NoticeKind::Success);
    }

    void clearForgetsTheSecretToo()
    {
        Fixture fixture;
        fixture.page.load(u"stripe"_s, stripeMessage("{}"));
        fixture.typeSecret(u"a"_s);
        fixture.press("workbenchClear");
        QVERIFY(fixture.find<QLineEdit>("secretField")->text().isEmpty());
        QVERIFY(fixture.find<QPlainTextEdit>("headersField")->toPlainText().isEmpty());
        QVERIFY(fixture.find<QPlainTextEdit>("bodyField")->toPlainText().isEmpty());
        QVERIFY(fixture.find<QWidget>("workbenchEmpty")->isVisible());
    }

    void theSecretIsHiddenUntilItIsAskedFor()
    {
        Fixture fixture;
        auto *secret = fixture.find<QLineEdit>("secretField");
        QCOMPARE(secret->echoMode(), QLineEdit::Password);
        QTest::mouseClick(fixture.find<QToolButton>("secretReveal"), Qt::LeftButton);
        QCOMPARE(secret->echoMode(), QLineEdit::Normal);
    }
};

QTEST_MAIN(WorkbenchPageTest)
#include "workbenchpage_test.moc"
