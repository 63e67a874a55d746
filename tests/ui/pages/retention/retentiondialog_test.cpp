#include "tests/ui/support/tinyserver.h"
#include "ui/pages/retention/retentiondialog.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

/// A gateway with one rule, that counts 1,234 rows for every rule it is asked about.
struct Fixture
{
    explicit Fixture(const QStringList &capabilities = {u"retention"_s})
    {
        server.answer = [this](const test::TinyRequest &request) { return answerTo(request); };
        dialog = new RetentionDialog(
            api, Whoami{u"mira"_s, u"admin"_s, capabilities, {}, {}, u"local"_s, u"1"_s, 1},
            Environment{u"local"_s, {}}, nullptr);
        dialog->open();
    }
    ~Fixture() { delete dialog; }

    test::TinyAnswer answerTo(const test::TinyRequest &request)
    {
        const QJsonObject rule{
            {u"collection"_s, u"events"_s}, {u"status"_s, u"processed"_s}, {u"days"_s, 90}};
        if (request.path.endsWith("/privacy"))
            return {200, R"({"masking":"auto","masks":true,"built_in":[]})"};
        if (request.path.endsWith("/dry-run")) {
            ++counts;
            QJsonArray counted;
            for (const QJsonValue value :
                 QJsonDocument::fromJson(request.body)[u"rules"].toArray()) {
                QJsonObject one = value.toObject();
                if (one[u"days"].isNull())
                    continue;
                one[u"rows"_s] = 1234;
                one[u"bytes"_s] = 5600;
                counted.append(one);
            }
            return {200, QJsonDocument(QJsonObject{{u"rules"_s, counted}}).toJson()};
        }
        if (request.method == "POST") {
            saved = QJsonDocument::fromJson(request.body).object();
            if (refuses)
                return {403, R"({"code":"outside_scope","detail":"This token is limited."})",
                        "application/problem+json"};
        }
        return {200, QJsonDocument(QJsonObject{{u"rules"_s, QJsonArray{rule}}}).toJson()};
    }
    QSpinBox *days(const char *name)
    {
        return dialog->findChild<QSpinBox *>(u"days-"_s + QLatin1String(name));
    }
    QString count(const char *name)
    {
        return dialog->findChild<QLabel *>(u"count-"_s + QLatin1String(name))->text();
    }
    QPushButton *button(const char *name)
    {
        return dialog->findChild<QPushButton *>(QLatin1String(name));
    }
    void click(const char *name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    void giveReason()
    {
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"retentionReason"_s), u"a law"_s);
    }

    test::TinyServer server;
    AdminClient api{server.url(), "token"};
    QPointer<RetentionDialog> dialog;
    QJsonObject saved;
    bool refuses = false;
    int counts = 0;
};

} // namespace

class RetentionDialogTest : public QObject
{
    Q_OBJECT

private slots:
    void theStoredRulesAreShown();
    void whatWouldGoIsCountedBeforeAnythingIsSaved();
    void anotherEditMustBeCountedAnew();
    void whatWasChangedIsSavedWithAReason();
    void aRuleIsTakenAway();
    void whoMayNotChangeMayLook();
    void aRefusalIsTold();
    void whetherPersonalDataIsMaskedIsSaid();
};

void RetentionDialogTest::theStoredRulesAreShown()
{
    Fixture fixture;
    QTRY_COMPARE(fixture.days("events-processed")->value(), 90);
    QCOMPARE(fixture.days("events-failed")->text(), u"kept"_s);
    QVERIFY(!fixture.button("saveRetention")->isEnabled());
}

void RetentionDialogTest::whatWouldGoIsCountedBeforeAnythingIsSaved()
{
    Fixture fixture;
    QTRY_COMPARE(fixture.days("events-processed")->value(), 90);
    fixture.days("jobs-succeeded")->setValue(30);
    fixture.giveReason();
    QVERIFY(!fixture.button("saveRetention")->isEnabled());
    QCOMPARE(fixture.button("saveRetention")->toolTip(), u"Count first what would go."_s);
    fixture.click("countRetention");
    QTRY_COMPARE(fixture.count("jobs-succeeded"), u"1,234 would go now, about 5.6 kB"_s);
    QCOMPARE(fixture.count("events-failed"), QString());
    QVERIFY(fixture.button("saveRetention")->isEnabled());
    QVERIFY(fixture.saved.isEmpty());
}

void RetentionDialogTest::anotherEditMustBeCountedAnew()
{
    Fixture fixture;
    QTRY_COMPARE(fixture.days("events-processed")->value(), 90);
    fixture.days("events-processed")->setValue(60);
    fixture.giveReason();
    fixture.click("countRetention");
    QTRY_VERIFY(fixture.button("saveRetention")->isEnabled());
    fixture.days("events-processed")->setValue(1);
    QVERIFY(!fixture.button("saveRetention")->isEnabled());
    QCOMPARE(fixture.count("events-processed"), QString());
}

void RetentionDialogTest::whatWasChangedIsSavedWithAReason()
{
    Fixture fixture;
    QTRY_COMPARE(fixture.days("events-processed")->value(), 90);
    fixture.days("refused-")->setValue(7);
    fixture.click("countRetention");
    QTRY_COMPARE(fixture.count("refused-"), u"1,234 would go now, about 5.6 kB"_s);
    QVERIFY(!fixture.button("saveRetention")->isEnabled()); // without a reason
    fixture.giveReason();
    fixture.click("saveRetention");
    QTRY_VERIFY(!fixture.dialog);
    QCOMPARE(fixture.saved[u"reason"].toString(), u"a law"_s);
    QCOMPARE(fixture.saved[u"rules"].toArray(),
             (QJsonArray{QJsonObject{{u"collection"_s, u"refused"_s}, {u"days"_s, 7}}}));
}

void RetentionDialogTest::aRuleIsTakenAway()
{
    Fixture fixture;
    QTRY_COMPARE(fixture.days("events-processed")->value(), 90);
    fixture.days("events-processed")->setValue(0);
    fixture.giveReason();
    fixture.click("countRetention");
    QTRY_VERIFY(fixture.button("saveRetention")->isEnabled());
    fixture.click("saveRetention");
    QTRY_VERIFY(!fixture.dialog);
    QVERIFY(fixture.saved[u"rules"][0][u"days"].isNull());
    QCOMPARE(fixture.saved[u"rules"][0][u"status"].toString(), u"processed"_s);
}

void RetentionDialogTest::whoMayNotChangeMayLook()
{
    Fixture fixture({u"read"_s});
    QTRY_COMPARE(fixture.days("events-processed")->value(), 90);
    QVERIFY(!fixture.days("events-processed")->isEnabled());
    QVERIFY(!fixture.button("countRetention")->isEnabled());
    QVERIFY(fixture.button("countRetention")->toolTip().contains(u"retention"_s));
}

void RetentionDialogTest::aRefusalIsTold()
{
    Fixture fixture;
    fixture.refuses = true;
    QTRY_COMPARE(fixture.days("events-processed")->value(), 90);
    fixture.days("refused-")->setValue(7);
    fixture.giveReason();
    fixture.click("countRetention");
    QTRY_VERIFY(fixture.button("saveRetention")->isEnabled());
    fixture.click("saveRetention");
    auto *problem = fixture.dialog->findChild<QLabel *>(u"retentionProblem"_s);
    QTRY_VERIFY(problem->isVisible());
    QCOMPARE(problem->text(), u"This token is limited."_s);
    QVERIFY(fixture.dialog);
}

void RetentionDialogTest::whetherPersonalDataIsMaskedIsSaid()
{
    Fixture fixture;
    QTRY_COMPARE(fixture.dialog->findChild<QLabel *>(u"maskingState"_s)->text(),
                 u"Personal data is masked here (masking is auto)."_s);
}

QTEST_MAIN(RetentionDialogTest)
#include "retentiondialog_test.moc"
