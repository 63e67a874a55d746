#include "services/core/promise.h"
#include "services/core/whendone.h"
#include "services/signing/scheme.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/pages/replay/replaypage.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *stripeSecret = "whsec_marked";

/// Keeps in memory what a keychain would.
class FakeStore final : public CredentialStore
{
public:
    QFuture<Result<secrets::Secret>> read(const CredentialId &id) override
    {
        const auto promise = startedPromise<secrets::Secret>();
        if (kept.contains(id.toString()))
            fulfil<secrets::Secret>(promise, secrets::Secret(kept[id.toString()].toStdString()));
        else
            fulfil<secrets::Secret>(promise, failure(ErrorKind::NotFound, u"none"_s));
        return promise->future();
    }
    QFuture<Result<>> write(const CredentialId &id, secrets::Secret secret) override
    {
        kept[id.toString()] = QByteArray::fromStdString(std::string(secret.view()));
        const auto promise = startedPromise<void>();
        fulfil<void>(promise, {});
        return promise->future();
    }
    QFuture<Result<>> remove(const CredentialId &) override
    {
        const auto promise = startedPromise<void>();
        fulfil<void>(promise, {});
        return promise->future();
    }
    QString place() const override { return u"kept in memory"_s; }

    QMap<QString, QByteArray> kept;
};

std::vector<replay::Fixture> stripeEvents(int count)
{
    std::vector<replay::Fixture> events;
    for (int i = 0; i < count; ++i) {
        replay::Fixture event;
        event.source = "stripe";
        event.tenant = "acme";
        event.eventType = "invoice.paid";
        event.providerId = "evt_" + std::to_string(i);
        event.body = "{\"id\":\"" + event.providerId + "\",\"number\":" + std::to_string(i) + "}";
        events.push_back(std::move(event));
    }
    return events;
}

/// The page, a gateway whose ledger is told, and a target that answers.
struct Desk
{
    Desk()
    {
        gateway.answer = [](const test::TinyRequest &) {
            return test::TinyAnswer{200, R"({"allowed_until":null})"};
        };
        target.answer = [](const test::TinyRequest &request) {
            const bool isRefused = request.body.contains("\"number\":1}");
            return isRefused ? test::TinyAnswer{422, R"({"detail":"no"})"}
                             : test::TinyAnswer{202, R"({"id":1})"};
        };
        Whoami developer;
        developer.capabilities = {u"replay"_s};
        actor = developer;
        page = std::make_unique<ReplayPage>(ReplayServices{
            .session = {.api = api,
                        .clock = clock,
                        .journalFile = folder.filePath(u"replays.sqlite"_s),
                        .openStore =
                            [this] {
                                const auto promise =
                                    startedPromise<std::shared_ptr<CredentialStore>>();
                                fulfil<std::shared_ptr<CredentialStore>>(
                                    promise, std::shared_ptr<CredentialStore>(store));
                                return promise->future();
                            }},
            .targetsFolder = folder.filePath(u"targets"_s),
            .tasks = &tasks,
            .actor = [this] { return actor; }});
        page->resize(1248, 800);
        page->show();
        page->activate();
    }

    /// Saved, with Stripe's secret in the store, and chosen.
    void haveTarget(const QString &environment = u"staging"_s)
    {
        replay::Target stage;
        stage.name = u"stage"_s;
        stage.url = target.url().toString() + u"/{source}"_s;
        stage.environment = environment;
        stage.secretsId = u"marked"_s;
        QVERIFY(replay::Targets(folder.filePath(u"targets"_s)).save(stage));
        store->kept[replay::signingSecretId(stage, u"stripe"_s).toString()] = stripeSecret;
        page->chooseTarget(u"stage"_s);
    }
    /// Ready but for a reason.
    void haveEvents(int count = 3)
    {
        page->setEvents(stripeEvents(count), u"events.ndjson"_s);
        QTRY_VERIFY(button("dryRun")->isEnabled());
    }
    void giveReason() { QTest::keyClicks(find<QLineEdit>("replayReason"), u"to see"_s); }
    void run()
    {
        giveReason();
        QVERIFY(button("runReplay")->isEnabled());
        press("runReplay");
    }
    template <typename Widget>
    Widget *find(const char *name)
    {
        return page->findChild<Widget *>(QString::fromLatin1(name));
    }
    QPushButton *button(const char *name) { return find<QPushButton>(name); }
    void press(const char *name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    QString notice() { return find<widgets::NoticeStrip>("replayNotice")->title(); }
    bool hasEnded()
    {
        return find<widgets::ElidedLabel>("resultState")->text().startsWith(u"ended"_s);
    }
    QString hint() { return find<QLabel>("replayHint")->text(); }
    QString cell(int row, int column)
    {
        return find<QTableView>("resultTable")->model()->index(row, column).data().toString();
    }
    int rows() { return find<QTableView>("resultTable")->model()->rowCount(); }
    QStringList forecast() { return words("forecast"); }
    QStringList words(const char *name)
    {
        QStringList words;
        const auto labels = find<QWidget>(name)->findChildren<widgets::StatusLabel *>();
        for (const widgets::StatusLabel *label : labels)
            words += label->word();
        return words;
    }
    QJsonObject told(int number)
    {
        return QJsonDocument::fromJson(gateway.requests.at(number).body).object();
    }
    void choose(const QString &command)
    {
        auto *menu = find<QMenu>("targetMenu");
        emit menu->aboutToShow();
        for (QAction *action : menu->actions()) {
            if (action->text() == command)
                return action->trigger();
        }
        QFAIL("there is no such command");
    }

    SystemClock clock;
    QTemporaryDir folder;
    test::TinyServer gateway;
    test::TinyServer target;
    AdminClient api{gateway.url(), "token"};
    tasks::TaskList tasks{clock};
    std::shared_ptr<FakeStore> store = std::make_shared<FakeStore>();
    std::optional<Whoami> actor;
    std::unique_ptr<ReplayPage> page;
};

} // namespace

class ReplayPageTest : public QObject
{
    Q_OBJECT

private slots:
    void whatIsMissingIsSaidOneAfterTheOther()
    {
        Desk desk;
        QCOMPARE(desk.hint(), u"Open a file of events."_s);
        desk.page->setEvents(stripeEvents(1), u"events.ndjson"_s);
        QCOMPARE(desk.hint(), u"Choose a target."_s);
        desk.haveTarget();
        QTRY_COMPARE(desk.hint(), u"Give a reason."_s);
        QVERIFY(!desk.button("runReplay")->isEnabled());
        desk.giveReason();
        QCOMPARE(desk.hint(), QString());
        QVERIFY(desk.button("runReplay")->isEnabled());
        desk.actor->capabilities.clear();
        desk.page->activate();
        QCOMPARE(desk.hint(), u"Your role may not replay."_s);
        QVERIFY(!desk.button("runReplay")->isEnabled());
    }

    void aFileThatIsDroppedIsTakenIn()
    {
        Desk desk;
        const QString fileName = desk.folder.filePath(u"events.ndjson"_s);
        QVERIFY(replay::writeFixtureFile(fileName, stripeEvents(2)));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(fileName)});
        QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(desk.page.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(desk.page.get(), &drop);
        QTRY_COMPARE(desk.find<widgets::ElidedLabel>("eventsTitle")->text(), u"2 events"_s);
        QCOMPARE(desk.find<widgets::ElidedLabel>("eventsOrigin")->text(), u"events.ndjson"_s);
    }

    void aFileThatIsCutOffIsRefusedAndWhatWasThereStays()
    {
        Desk desk;
        desk.page->setEvents(stripeEvents(2), u"good.ndjson"_s);
        QFile file(desk.folder.filePath(u"cut.ndjson"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"body\":\"{}\"}\n{\"body\":\"{");
        file.close();
        desk.page->openFile(file.fileName());
        QTRY_COMPARE(desk.notice(), u"This file was not taken in"_s);
        QCOMPARE(desk.find<widgets::ElidedLabel>("eventsTitle")->text(), u"2 events"_s);
    }

    void everyEventIsSentSignedAndItsAnswerShown()
    {
        Desk desk;
        const QAbstractItemModelTester tester(desk.find<QTableView>("resultTable")->model());
        desk.haveTarget();
        desk.haveEvents();
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        QCOMPARE(desk.target.requests.size(), 3);
        QCOMPARE(desk.target.requests.first().path, QByteArray("/stripe"));
        QVERIFY(desk.target.requests.first().headers.contains("stripe-signature"));
        QCOMPARE(desk.rows(), 3);
        QCOMPARE(desk.cell(0, replay::ResultModel::OutcomeColumn), u"as predicted"_s);
        QCOMPARE(desk.cell(1, replay::ResultModel::OutcomeColumn), u"refused"_s);
        QCOMPARE(desk.cell(1, replay::ResultModel::Actual), u"422"_s);
        QCOMPARE(desk.words("resultCounts"), (QStringList{u"2 as predicted"_s, u"1 refused"_s}));
        QCOMPARE(desk.tasks.tasks().size(), 1);
        QCOMPARE(desk.tasks.tasks().first()->state(), tasks::TaskState::Succeeded);
    }

    void theLedgerIsToldBeforeAndAfter()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents();
        int sentBeforeThePlan = -1;
        desk.gateway.answer = [&](const test::TinyRequest &) {
            if (sentBeforeThePlan < 0)
                sentBeforeThePlan = int(desk.target.requests.size());
            return test::TinyAnswer{};
        };
        desk.run();
        QTRY_COMPARE(desk.gateway.requests.size(), 2);
        QCOMPARE(sentBeforeThePlan, 0);
        QCOMPARE(desk.gateway.requests.first().path, QByteArray("/admin/v1/replays"));
        QCOMPARE(desk.told(0)[u"phase"].toString(), u"plan"_s);
        QCOMPARE(desk.told(0)[u"target"].toString(), u"stage"_s);
        QCOMPARE(desk.told(0)[u"reason"].toString(), u"to see"_s);
        QCOMPARE(desk.told(1)[u"phase"].toString(), u"outcome"_s);
        QCOMPARE(desk.told(1)[u"detail"][u"refused"].toInt(), 1);
        QCOMPARE(desk.told(1)[u"id"], desk.told(0)[u"id"]);
    }

    void aRefusedPlanSendsNothingAndIsForgotten()
    {
        Desk desk;
        desk.haveTarget(u"production"_s);
        desk.haveEvents();
        desk.gateway.answer = [](const test::TinyRequest &) {
            return test::TinyAnswer{403, R"({"code":"grant_needed","detail":"Ask an admin."})",
                                    "application/problem+json"};
        };
        desk.run();
        QTRY_COMPARE(desk.notice(), u"The replay did not run"_s);
        QCOMPARE(desk.find<widgets::NoticeStrip>("replayNotice")->text(), u"Ask an admin."_s);
        QCOMPARE(desk.target.requests.size(), 0);
        QTRY_VERIFY(
            replay::Journal::open(desk.folder.filePath(u"replays.sqlite"_s))->replays()->isEmpty());
        QCOMPARE(desk.tasks.tasks().first()->state(), tasks::TaskState::Failed);
    }

    void productionWithoutAGrantSendsNothing()
    {
        Desk desk;
        desk.haveTarget(u"production"_s);
        desk.haveEvents();
        desk.run(); // the ledger took the plan, but says of no time
        QTRY_COMPARE(desk.notice(), u"The replay did not run"_s);
        QCOMPARE(desk.target.requests.size(), 0);
    }

    void theForecastFollowsWhatIsChosen()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents();
        QTRY_COMPARE(desk.forecast(), QStringList{u"3 accepted"_s});
        QTest::mouseClick(desk.find<QRadioButton>("sameKey"), Qt::LeftButton, {}, {8, 8});
        QTRY_COMPARE(desk.forecast(), QStringList{u"3 duplicates, if the target has them"_s});
    }

    void withoutASecretNothingCanBeSigned()
    {
        Desk desk;
        desk.haveTarget();
        desk.store->kept.clear();
        desk.haveEvents();
        QTRY_COMPARE(desk.forecast(), QStringList{u"3 cannot be sent"_s});
    }

    void aDryRunSaysOfEachEventWhatWillCome()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents();
        desk.press("dryRun");
        QCOMPARE(desk.rows(), 3);
        QCOMPARE(desk.cell(0, replay::ResultModel::OutcomeColumn), u"will be accepted"_s);
        QCOMPARE(desk.target.requests.size(), 0);
        QVERIFY(!desk.button("saveReport")->isEnabled());
    }

    void onlyWhatFailedIsSentAgain()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents();
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        QCOMPARE(desk.button("runAgain")->text(), u"Run the one again"_s);
        desk.target.answer = [](const test::TinyRequest &) { return test::TinyAnswer{202}; };
        desk.press("runAgain");
        QTRY_COMPARE(desk.words("resultCounts"), QStringList{u"3 as predicted"_s});
        QCOMPARE(desk.target.requests.size(), 4);
        QTRY_VERIFY(!desk.button("runAgain")->isVisible());
    }

    void theTableShowsWhatIsAskedFor()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents();
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        const auto segments = desk.find<QWidget>("resultFilter")->findChildren<QPushButton *>();
        QTest::mouseClick(segments.at(1), Qt::LeftButton);
        QCOMPARE(desk.rows(), 1);
        QCOMPARE(desk.cell(0, replay::ResultModel::Id), u"evt_1"_s);
        QTest::mouseClick(segments.at(0), Qt::LeftButton);
        QCOMPARE(desk.rows(), 3);
    }

    void anAnswerIsHeldAgainstWhatWasExpected()
    {
        Desk desk;
        desk.haveTarget();
        auto events = stripeEvents(1);
        events.front().expected = replay::Expectation{202, R"({"id":2})"};
        desk.page->setEvents(events, u"events.ndjson"_s);
        QTRY_VERIFY(desk.button("dryRun")->isEnabled());
        desk.run();
        QTRY_COMPARE(desk.cell(0, replay::ResultModel::OutcomeColumn), u"differs"_s);
        auto *table = desk.find<QTableView>("resultTable");
        table->setCurrentIndex(table->model()->index(0, 0));
        auto *differences = desk.find<QTableView>("answerDifferences");
        QVERIFY(differences->isVisible());
        QCOMPARE(differences->model()->rowCount(), 1);
        QCOMPARE(differences->model()->index(0, 0).data().toString(), u"answer.id"_s);
        QCOMPARE(differences->model()->index(0, 2).data().toString(), u"1"_s);
    }

    void aRunIsStopped()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents(200); // ten a second
        desk.run();
        QTRY_VERIFY(!desk.target.requests.isEmpty());
        desk.press("replayStop");
        QTRY_COMPARE(desk.notice(), u"The replay was stopped"_s);
        QVERIFY(desk.target.requests.size() < 200);
        QCOMPARE(desk.tasks.tasks().first()->state(), tasks::TaskState::Stopped);
    }

    void aReportAndFixturesAreSaved_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("contains");
        QTest::newRow("html") << u"saveReport"_s << u"a.html"_s << QByteArray("<html");
        QTest::newRow("json") << u"saveReport"_s << u"a.json"_s << QByteArray("as_predicted");
        QTest::newRow("fixtures") << u"saveFixtures"_s << u"a.ndjson"_s << QByteArray("expect");
    }
    void aReportAndFixturesAreSaved()
    {
        QFETCH(QString, button);
        QFETCH(QString, file);
        QFETCH(QByteArray, contains);
        Desk desk;
        desk.haveTarget();
        desk.haveEvents(1);
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        desk.press(qPrintable(button));
        auto *files = desk.find<QFileDialog>("replayFiles");
        QVERIFY(files);
        emit files->fileSelected(desk.folder.filePath(file));
        QTRY_COMPARE(desk.notice(), u"Saved"_s);
        QFile saved(desk.folder.filePath(file));
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QVERIFY(saved.readAll().contains(contains));
        QVERIFY(!(saved.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    }

    void aTargetIsAddedWithItsSecret()
    {
        Desk desk;
        desk.choose(u"Add a target…"_s);
        auto *dialog = desk.find<QDialog>("targetDialog");
        QVERIFY(dialog);
        auto *confirm = dialog->findChild<QPushButton *>(u"confirmTarget"_s);
        QVERIFY(!confirm->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"targetName"_s), u"here"_s);
        auto *url = dialog->findChild<QLineEdit *>(u"targetUrl"_s);
        QTest::keyClicks(url, u"http://elsewhere.example/"_s);
        QVERIFY(!confirm->isEnabled()); // in clear
        url->clear();
        QTest::keyClicks(url, desk.target.url().toString());
        dialog->findChild<QComboBox *>(u"secretSource"_s)->setCurrentText(u"stripe"_s);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"targetSecret"_s),
                         QString::fromLatin1(stripeSecret));
        QVERIFY(confirm->isEnabled());
        QTest::mouseClick(confirm, Qt::LeftButton);
        QTRY_VERIFY(desk.find<widgets::ElidedLabel>("targetTitle")->text().startsWith(u"here"_s));
        const auto saved = replay::Targets(desk.folder.filePath(u"targets"_s)).load(u"here"_s);
        QVERIFY(saved);
        QCOMPARE(desk.store->kept.value(replay::signingSecretId(*saved, u"stripe"_s).toString()),
                 QByteArray(stripeSecret));
    }

    void aTargetIsRemoved()
    {
        Desk desk;
        desk.haveTarget();
        desk.choose(u"Remove “stage”"_s);
        QCOMPARE(desk.find<widgets::ElidedLabel>("targetTitle")->text(), u"No target yet"_s);
        QVERIFY(replay::Targets(desk.folder.filePath(u"targets"_s)).names().isEmpty());
    }
};

QTEST_MAIN(ReplayPageTest)

#include "replaypage_test.moc"
