#include "tests/ui/support/tinyserver.h"
#include "ui/pages/alerts/alertkinds.h"
#include "ui/pages/alerts/entriesdialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHelpEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QToolTip>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *storedRules = R"({"rules":[
    {"id":"1","name":"Deliveries fail","kind":"measure","severity":"critical","is_enabled":true,
     "is_built_in":true,"tenant":null,"measure":"delivery","value":"error_rate","filter":[],
     "window_seconds":900,"comparison":"above","threshold":2,"clear_threshold":1.6,"for_seconds":0,
     "minimum_calls":20,"changed_at":"2026-11-28T00:00:00Z","changed_by":"gateway"},
    {"id":"2","name":"Mine","kind":"bad_signatures","severity":"warning","is_enabled":false,
     "is_built_in":false,"tenant":"acme","measure":null,"value":null,"filter":[],
     "window_seconds":600,"comparison":null,"threshold":10,"clear_threshold":5,"for_seconds":0,
     "minimum_calls":0,"changed_at":"2026-11-28T00:00:00Z","changed_by":"mira"}]})";

/// A gateway whose answer to a GET is `stored`; what is posted is kept.
struct Opened
{
    explicit Opened(const EntryKind &kind = alertRules(), const QByteArray &stored = storedRules,
                    const QStringList &capabilities = {u"alerts"_s, u"prices"_s})
    {
        server.answer = [this, stored](const test::TinyRequest &request) {
            if (request.method == "GET")
                return test::TinyAnswer{200, stored};
            posts += qMakePair(request.path, QJsonDocument::fromJson(request.body).object());
            return answer;
        };
        dialog = new EntriesDialog(
            kind, api, Whoami{u"mira"_s, u"admin"_s, capabilities, {}, {}, u"local"_s, u"1"_s, 1},
            Environment{u"local"_s, {}}, nullptr);
        dialog->open();
    }
    ~Opened() { delete dialog; }

    template <typename Widget>
    Widget *field(const char *member) const
    {
        return dialog->findChild<Widget *>(u"field-"_s + QLatin1String(member));
    }
    QListWidget *list() const { return dialog->findChild<QListWidget *>(u"entryList"_s); }
    void set(const char *member, const QString &value) const
    {
        auto *choice = field<QComboBox>(member);
        choice->setCurrentIndex(choice->findData(value));
    }
    QPushButton *button(const char *name) const
    {
        return dialog->findChild<QPushButton *>(QLatin1String(name));
    }
    QString problem() const { return dialog->findChild<QLabel *>(u"entriesProblem"_s)->text(); }
    void click(const char *name) const { QTest::mouseClick(button(name), Qt::LeftButton); }
    void remove(const QString &reason) const
    {
        QTest::mouseClick(button("removeEntry"), Qt::LeftButton);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"reasonField"_s), reason);
        QTest::mouseClick(button("confirmAction"), Qt::LeftButton);
    }
    void giveReason() const
    {
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"entriesReason"_s), u"quarterly"_s);
    }

    test::TinyServer server;
    AdminClient api{server.url(), "token"};
    test::TinyAnswer answer;
    QList<QPair<QByteArray, QJsonObject>> posts;
    QPointer<EntriesDialog> dialog;
};

} // namespace

class EntriesDialogTest : public QObject
{
    Q_OBJECT

private slots:
    void whatIsStoredIsListedWithWhatItSays();
    void whatIsCutIsWholeInATooltip();
    void fieldsAreThoseOfTheKind();
    void onlyWhatChangedIsSavedWithWhatItsKindHas();
    void aReasonIsNeeded();
    void whatCameWithTheGatewayIsNotRemoved();
    void anEntryIsRemovedWithAReason();
    void whatIsUnsavedIsNotLostByARemoval();
    void aNewOneIsAddedAndDroppedAgain();
    void newOnesAreDroppedInAnyOrder();
    void whatNobodyEditedIsSentAsItCame();
    void anotherKindBringsItsOwnFields();
    void valuesAreThoseOfTheMeasure_data();
    void valuesAreThoseOfTheMeasure();
    void aValueThatTheMeasureHasStays();
    void aValueThatTheMeasureLacksMakesWay();
    void aChoiceThatIsNotKnownHereStays();
    void whileTheGatewayIsAskedNothingIsTyped();
    void changesAreNotDroppedUnasked();
    void aRuleIsTriedBeforeItIsSaved();
    void whatIsNotMeasuredIsSaidOfMeasuresAlone();
    void aBudgetIsTriedBeforeItIsSaved();
    void theKeyboardStaysWhereItWas();
    void aFilterThatCannotBeReadIsNotSaved();
    void aRefusalIsToldAndNothingIsLost();
    void whoMayNotChangeMayLook();
    void aSecretIsSentOnlyWhenItWasTyped();
    void aChannelIsTriedAsItIsStored();
    void aPriceIsTakenAwayByNamingNoAmounts();
    void aPriceWithAnotherDayTakesThePlaceOfTheFormer();
    void anEmptyListSaysWhatThatMeans();
};

void EntriesDialogTest::whatIsStoredIsListedWithWhatItSays()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    QCOMPARE(opened.list()->item(0)->text(),
             u"Deliveries fail\ncritical; delivery tries, errors, % above 2 in 15 min"_s);
    QCOMPARE(opened.list()->item(1)->text(),
             u"Mine\noff; warning; 10 bad signatures in 10 min; acme"_s);
    QCOMPARE(opened.field<QDoubleSpinBox>("window_seconds")->text(), u"15 min"_s);
}

void EntriesDialogTest::whatIsCutIsWholeInATooltip()
{
    QByteArray stored(storedRules);
    stored.replace("\"tenant\":\"acme\"", "\"tenant\":\"" + QByteArray(60, 'a') + "\"");
    Opened opened(alertRules(), stored);
    QTRY_COMPARE(opened.list()->count(), 2);
    const auto tooltip = [&](int row) {
        const QPoint at = opened.list()->visualItemRect(opened.list()->item(row)).center();
        QHelpEvent hover(QEvent::ToolTip, at, opened.list()->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(opened.list()->viewport(), &hover);
        return QToolTip::text();
    };
    QCOMPARE(opened.list()->visualItemRect(opened.list()->item(1)).width(),
             opened.list()->viewport()->width());
    QVERIFY2(tooltip(1).contains(QString(60, u'a')), qPrintable(tooltip(1)));
}

void EntriesDialogTest::fieldsAreThoseOfTheKind()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    QVERIFY(opened.field<QComboBox>("value")->isVisible());
    opened.list()->setCurrentRow(1);
    QVERIFY(!opened.field<QComboBox>("value")->isVisible());
    QVERIFY(opened.field<QDoubleSpinBox>("threshold")->isVisible());
    auto *kind = opened.field<QComboBox>("kind");
    kind->setCurrentIndex(kind->findData(u"breaker_opened"_s));
    QVERIFY(!opened.field<QDoubleSpinBox>("threshold")->isVisible());
    QVERIFY(!opened.field<QLineEdit>("tenant")->isVisible());
}

void EntriesDialogTest::onlyWhatChangedIsSavedWithWhatItsKindHas()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.list()->setCurrentRow(1);
    opened.field<QDoubleSpinBox>("threshold")->setValue(12);
    QVERIFY(opened.list()->item(1)->text().startsWith(u"• Mine"_s));
    opened.giveReason();
    opened.click("saveEntries");
    QTRY_COMPARE(opened.posts.size(), 1);
    const auto &[path, body] = opened.posts.first();
    QVERIFY(path.endsWith("/alert-rules"));
    const QJsonObject expected{{u"id"_s, u"2"_s},
                               {u"name"_s, u"Mine"_s},
                               {u"is_enabled"_s, false},
                               {u"kind"_s, u"bad_signatures"_s},
                               {u"severity"_s, u"warning"_s},
                               {u"tenant"_s, u"acme"_s},
                               {u"window_seconds"_s, 600},
                               {u"threshold"_s, 12},
                               {u"clear_threshold"_s, 5}};
    QCOMPARE(body[u"rules"].toArray(), QJsonArray{expected});
    QCOMPARE(body[u"reason"].toString(), u"quarterly"_s);
    QTRY_VERIFY(!opened.button("saveEntries")->isEnabled()); // read anew
    QCOMPARE(opened.list()->currentRow(), 1);
}

void EntriesDialogTest::aReasonIsNeeded()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.field<QCheckBox>("is_enabled")->click();
    QVERIFY(!opened.button("saveEntries")->isEnabled());
    opened.giveReason();
    QVERIFY(opened.button("saveEntries")->isEnabled());
}

void EntriesDialogTest::whatCameWithTheGatewayIsNotRemoved()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.giveReason();
    QVERIFY(!opened.button("removeEntry")->isEnabled());
    QVERIFY(opened.button("removeEntry")->toolTip().contains(u"switch it off"_s));
}

void EntriesDialogTest::anEntryIsRemovedWithAReason()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.list()->setCurrentRow(1);
    opened.remove(u"no use"_s);
    QTRY_COMPARE(opened.posts.size(), 1);
    QVERIFY(opened.posts.first().first.endsWith("/alert-rules/2/delete"));
    QCOMPARE(opened.posts.first().second[u"reason"].toString(), u"no use"_s);
}

void EntriesDialogTest::whatIsUnsavedIsNotLostByARemoval()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.field<QCheckBox>("is_enabled")->click();
    opened.list()->setCurrentRow(1);
    QVERIFY(!opened.button("removeEntry")->isEnabled());
    QVERIFY(opened.button("removeEntry")->toolTip().contains(u"Save first"_s));
}

void EntriesDialogTest::newOnesAreDroppedInAnyOrder()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.click("addEntry");
    opened.click("addEntry");
    opened.list()->setCurrentRow(2);
    opened.click("removeEntry");
    QCOMPARE(opened.list()->count(), 3);
    QCOMPARE(opened.field<QLineEdit>("name")->text(), u"New rule"_s);
    opened.click("removeEntry");
    QCOMPARE(opened.list()->count(), 2);
}

void EntriesDialogTest::whatNobodyEditedIsSentAsItCame()
{
    QByteArray stored(storedRules);
    stored.replace("\"threshold\":2,", "\"threshold\":0.00005,");
    stored.replace("\"for_seconds\":0,\n     \"minimum_calls\":20",
                   "\"for_seconds\":90,\n     \"minimum_calls\":20");
    stored.replace(
        "\"filter\":[],\n     \"window_seconds\":900",
        R"("filter":[{"field":"route","operator":"is","values":["a;b|c"],"negated":false}],
                      "window_seconds":900)");
    Opened opened(alertRules(), stored);
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.field<QCheckBox>("is_enabled")->click();
    opened.giveReason();
    opened.click("saveEntries");
    QTRY_COMPARE(opened.posts.size(), 1);
    const QJsonObject rule = opened.posts.first().second[u"rules"][0].toObject();
    QCOMPARE(rule[u"is_enabled"].toBool(true), false);
    QCOMPARE(rule[u"threshold"].toDouble(), 0.00005);
    QCOMPARE(rule[u"for_seconds"].toInt(), 90);
    QCOMPARE(rule[u"filter"][0][u"values"][0].toString(), u"a;b|c"_s);
}

void EntriesDialogTest::anotherKindBringsItsOwnFields()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.list()->setCurrentRow(1);
    opened.set("kind", u"measure"_s);
    QVERIFY(opened.field<QComboBox>("value")->isVisible());
    opened.giveReason();
    opened.click("saveEntries");
    QTRY_COMPARE(opened.posts.size(), 1);
    const QJsonObject rule = opened.posts.first().second[u"rules"][0].toObject();
    QCOMPARE(rule[u"measure"].toString(), u"ingest"_s);
    QCOMPARE(rule[u"value"].toString(), u"error_rate"_s);
    QCOMPARE(rule[u"comparison"].toString(), u"above"_s);
    QCOMPARE(rule[u"threshold"].toDouble(), 10.0);
}

void EntriesDialogTest::valuesAreThoseOfTheMeasure_data()
{
    QTest::addColumn<QString>("measure");
    QTest::addColumn<QStringList>("values");
    const QStringList counted{u"error_rate"_s, u"errors"_s, u"calls"_s};
    const QStringList timed = counted + QStringList{u"p50_ms"_s, u"p95_ms"_s, u"p99_ms"_s};
    QTest::newRow("requests") << u"ingest"_s << counted;
    QTest::newRow("jobs") << u"job"_s << timed;
    QTest::newRow("AI") << u"ai"_s
                        << timed
            + QStringList{u"cost_usd"_s, u"tokens_prompt"_s, u"tokens_completion"_s,
                          u"cache_hits"_s, u"unpriced"_s};
}

/// As docs/contract.md has them.
void EntriesDialogTest::valuesAreThoseOfTheMeasure()
{
    QFETCH(QString, measure);
    QFETCH(QStringList, values);
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.set("measure", measure);
    const auto *choice = opened.field<QComboBox>("value");
    QStringList offered;
    for (int index = 0; index < choice->count(); ++index)
        offered += choice->itemData(index).toString();
    QCOMPARE(offered, values);
}

void EntriesDialogTest::aValueThatTheMeasureHasStays()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.set("value", u"p99_ms"_s);
    opened.set("measure", u"ai"_s);
    QCOMPARE(opened.field<QComboBox>("value")->currentData().toString(), u"p99_ms"_s);
    opened.set("measure", u"jobs_waiting"_s);
    QVERIFY(!opened.field<QComboBox>("value")->isVisible());
    opened.set("measure", u"job"_s);
    QVERIFY(opened.field<QComboBox>("value")->isVisible());
    QCOMPARE(opened.field<QComboBox>("value")->currentData().toString(), u"p99_ms"_s);
}

void EntriesDialogTest::aValueThatTheMeasureLacksMakesWay()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.set("value", u"p99_ms"_s);
    opened.set("measure", u"ingest"_s);
    QCOMPARE(opened.field<QComboBox>("value")->currentData().toString(), u"error_rate"_s);
    QVERIFY(opened.list()->item(0)->text().contains(u"errors, %"_s));
    opened.giveReason();
    opened.click("saveEntries");
    QTRY_COMPARE(opened.posts.size(), 1);
    QCOMPARE(opened.posts.first().second[u"rules"][0][u"value"].toString(), u"error_rate"_s);
}

void EntriesDialogTest::aChoiceThatIsNotKnownHereStays()
{
    QByteArray stored(storedRules);
    stored.replace("error_rate", "p75_ms");
    Opened opened(alertRules(), stored);
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.field<QCheckBox>("is_enabled")->click();
    opened.giveReason();
    opened.click("saveEntries");
    QTRY_COMPARE(opened.posts.size(), 1);
    QCOMPARE(opened.posts.first().second[u"rules"][0][u"value"].toString(), u"p75_ms"_s);
}

void EntriesDialogTest::whileTheGatewayIsAskedNothingIsTyped()
{
    Opened opened;
    QVERIFY(!opened.button("addEntry")->isEnabled());
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.click("tryEntry");
    QVERIFY(!opened.list()->isEnabled());
    QVERIFY(!opened.field<QLineEdit>("name")->isEnabled());
    QTRY_VERIFY(opened.list()->isEnabled());
    QVERIFY(opened.field<QLineEdit>("name")->isEnabled());
}

void EntriesDialogTest::aNewOneIsAddedAndDroppedAgain()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.click("addEntry");
    QCOMPARE(opened.list()->count(), 3);
    QCOMPARE(opened.field<QLineEdit>("name")->text(), u"New rule"_s);
    opened.click("removeEntry");
    QCOMPARE(opened.list()->count(), 2);
    QVERIFY(opened.posts.isEmpty());
}

void EntriesDialogTest::changesAreNotDroppedUnasked()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.field<QCheckBox>("is_enabled")->click();
    opened.click("closeEntries");
    QVERIFY(opened.dialog && opened.dialog->isVisible());
    QVERIFY(opened.problem().contains(u"not saved"_s));
    opened.click("closeEntries");
    QTRY_VERIFY(!opened.dialog);
}

void EntriesDialogTest::aRuleIsTriedBeforeItIsSaved()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.answer.body = R"({"would_fire":[{"subject_text":"deliveries fail",
        "fired_at":"2026-11-28T10:00:00Z"}],"from":"2026-11-27T12:00:00Z",
        "until":"2026-11-28T12:00:00Z","is_cut":false,"peak":7.5,"unit":"%"})";
    opened.field<QDoubleSpinBox>("threshold")->setValue(3);
    opened.click("tryEntry");
    QTRY_VERIFY(opened.problem().contains(u"fired once"_s));
    QVERIFY(opened.problem().contains(u"7.5\u00a0%"_s));
    QVERIFY(opened.posts.first().first.endsWith("/alert-rules/dry-run"));
    QCOMPARE(opened.posts.first().second[u"rule"][u"threshold"].toDouble(), 3.0);
}

/// A breaker opens whether or not anything was measured.
void EntriesDialogTest::whatIsNotMeasuredIsSaidOfMeasuresAlone()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.answer.body = R"({"would_fire":[],"from":"2026-11-27T12:00:00Z",
        "until":"2026-11-28T12:00:00Z","measured_until":null,"is_cut":false,"peak":null,"unit":""})";
    opened.click("tryEntry");
    QTRY_VERIFY(opened.problem().contains(u"Nothing is measured"_s));
    opened.set("kind", u"breaker_opened"_s);
    opened.click("tryEntry");
    QTRY_VERIFY(opened.problem().contains(u"would not have fired"_s));
}

void EntriesDialogTest::aBudgetIsTriedBeforeItIsSaved()
{
    const QByteArray stored = R"({"budgets":[{"id":"5","name":"ai","tenant":null,"period":"month",
        "limit_usd":50,"warn_at_percent":80,"is_enabled":true,"used_usd":12}]})";
    Opened opened(budgets(), stored);
    QTRY_COMPARE(opened.list()->count(), 1);
    opened.answer.body = R"({"would_fire":[{"subject_text":"80 % of 10 USD in 2026-11",
        "fired_at":"2026-11-28T10:00:00Z"}],"from":"2026-10-01T00:00:00Z",
        "until":"2026-11-28T12:00:00Z","measured_until":"2026-11-28T12:00:00Z","is_cut":false,
        "peak":12,"unit":"USD"})";
    opened.field<QDoubleSpinBox>("limit_usd")->setValue(10);
    opened.click("tryEntry");
    QTRY_VERIFY(opened.problem().contains(u"80 % of 10 USD in 2026-11"_s));
    QVERIFY(opened.posts.first().first.endsWith("/budgets/dry-run"));
    QCOMPARE(opened.posts.first().second[u"budget"][u"limit_usd"].toDouble(), 10.0);
}

void EntriesDialogTest::theKeyboardStaysWhereItWas()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.button("tryEntry")->setFocus();
    opened.click("tryEntry");
    QVERIFY(!opened.button("tryEntry")->isEnabled());
    QTRY_VERIFY(opened.button("tryEntry")->isEnabled());
    QCOMPARE(opened.dialog->focusWidget(), opened.button("tryEntry"));
}

void EntriesDialogTest::aFilterThatCannotBeReadIsNotSaved()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.giveReason();
    opened.field<QLineEdit>("filter")->setText(u"stripe"_s);
    QVERIFY(!opened.button("saveEntries")->isEnabled());
    QVERIFY(opened.problem().contains(u"source = stripe"_s));
    opened.list()->setCurrentRow(1); // it is remembered with its rule
    QVERIFY(!opened.button("saveEntries")->isEnabled());
    QVERIFY(opened.problem().contains(u"Deliveries fail"_s));
    opened.list()->setCurrentRow(0);
    QCOMPARE(opened.field<QLineEdit>("filter")->text(), u"stripe"_s);
    QVERIFY(!opened.button("tryEntry")->isEnabled());
    opened.field<QLineEdit>("filter")->setText(u"source = stripe"_s);
    QVERIFY(opened.button("saveEntries")->isEnabled());
    QVERIFY(opened.problem().isEmpty());
}

void EntriesDialogTest::aRefusalIsToldAndNothingIsLost()
{
    Opened opened;
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.answer = {400, R"({"code":"invalid","detail":"rules.threshold is too large."})",
                     "application/problem+json"};
    opened.field<QDoubleSpinBox>("threshold")->setValue(3);
    opened.giveReason();
    opened.click("saveEntries");
    QTRY_VERIFY(opened.problem().contains(u"too large"_s));
    QCOMPARE(opened.field<QDoubleSpinBox>("threshold")->value(), 3.0);
    QVERIFY(opened.button("saveEntries")->isEnabled());
}

void EntriesDialogTest::whoMayNotChangeMayLook()
{
    Opened opened(alertRules(), storedRules, {});
    QTRY_COMPARE(opened.list()->count(), 2);
    opened.giveReason();
    QVERIFY(!opened.field<QLineEdit>("name")->isEnabled());
    for (const char *name : {"addEntry", "removeEntry", "tryEntry", "saveEntries"})
        QVERIFY2(!opened.button(name)->isEnabled(), name);
    QVERIFY(opened.button("addEntry")->toolTip().contains(u"alerts"_s));
}

void EntriesDialogTest::aSecretIsSentOnlyWhenItWasTyped()
{
    const QByteArray stored = R"({"channels":[{"id":"7","name":"ops","kind":"slack",
        "is_enabled":true,"minimum_severity":"warning","host":"hooks.slack.com","has_secret":true}]})";
    Opened opened(alertChannels(), stored);
    QTRY_COMPARE(opened.list()->count(), 1);
    opened.giveReason();
    opened.field<QCheckBox>("is_enabled")->click();
    opened.click("saveEntries");
    QTRY_COMPARE(opened.posts.size(), 1);
    QVERIFY(!opened.posts.first().second[u"channels"][0].toObject().contains(u"url"_s));
    QTRY_VERIFY(opened.field<QLineEdit>("url")->isEnabled());
    opened.giveReason();
    opened.field<QLineEdit>("url")->setText(u"https://hooks.example.com/x"_s);
    QTRY_VERIFY(opened.button("saveEntries")->isEnabled());
    opened.click("saveEntries");
    QTRY_COMPARE(opened.posts.size(), 2);
    QCOMPARE(opened.posts.last().second[u"channels"][0][u"url"].toString(),
             u"https://hooks.example.com/x"_s);
    QTRY_COMPARE(opened.field<QLineEdit>("url")->text(), QString());
}

void EntriesDialogTest::aChannelIsTriedAsItIsStored()
{
    const QByteArray stored = R"({"channels":[{"id":"7","name":"ops","kind":"slack",
        "is_enabled":true,"minimum_severity":"warning","host":"hooks.slack.com","has_secret":true}]})";
    Opened opened(alertChannels(), stored);
    QTRY_COMPARE(opened.list()->count(), 1);
    opened.answer.body = R"({"is_sent":false,"error":"hooks.slack.com answered 404"})";
    opened.click("tryEntry");
    QTRY_VERIFY(opened.problem().contains(u"answered 404"_s));
    QVERIFY(opened.posts.first().first.endsWith("/alert-channels/7/test"));
    opened.field<QCheckBox>("is_enabled")->click();
    QVERIFY(!opened.button("tryEntry")->isEnabled());
}

void EntriesDialogTest::aPriceIsTakenAwayByNamingNoAmounts()
{
    const QByteArray stored =
        R"({"prices":[{"model":"large","provider":"","valid_from":"2026-11-01",
        "usd_per_million_prompt":2.5,"usd_per_million_completion":10,"usd_per_million_cached":null}]})";
    Opened opened(modelPrices(), stored);
    QTRY_COMPARE(opened.list()->count(), 1);
    QCOMPARE(opened.list()->item(0)->text(), u"large\n2.5 and 10 USD from 2026-11-01"_s);
    QCOMPARE(opened.field<QDoubleSpinBox>("usd_per_million_cached")->text(), u"as the prompt"_s);
    opened.remove(u"wrong"_s);
    QTRY_COMPARE(opened.posts.size(), 1);
    const QJsonObject price = opened.posts.first().second[u"prices"][0].toObject();
    QCOMPARE(price[u"model"].toString(), u"large"_s);
    QVERIFY(!price.contains(u"usd_per_million_prompt"_s));
}

void EntriesDialogTest::aPriceWithAnotherDayTakesThePlaceOfTheFormer()
{
    const QByteArray stored =
        R"({"prices":[{"model":"large","provider":"","valid_from":"2026-11-01",
        "usd_per_million_prompt":2.5,"usd_per_million_completion":10,"usd_per_million_cached":null}]})";
    Opened opened(modelPrices(), stored);
    QTRY_COMPARE(opened.list()->count(), 1);
    opened.field<QLineEdit>("valid_from")->setText(u"2026-12-01"_s);
    opened.giveReason();
    opened.click("saveEntries");
    QTRY_COMPARE(opened.posts.size(), 1);
    const QJsonArray prices = opened.posts.first().second[u"prices"].toArray();
    QCOMPARE(prices.size(), 2);
    QCOMPARE(prices[0][u"valid_from"].toString(), u"2026-11-01"_s);
    QVERIFY(!prices[0].toObject().contains(u"usd_per_million_prompt"_s));
    QCOMPARE(prices[1][u"valid_from"].toString(), u"2026-12-01"_s);
    QCOMPARE(prices[1][u"usd_per_million_prompt"].toDouble(), 2.5);
}

void EntriesDialogTest::anEmptyListSaysWhatThatMeans()
{
    Opened opened(budgets(), R"({"budgets":[]})");
    QTRY_VERIFY(opened.problem().contains(u"no budgets"_s));
    QVERIFY(!opened.field<QLineEdit>("name")->isEnabled());
}

QTEST_MAIN(EntriesDialogTest)
#include "entriesdialog_test.moc"
