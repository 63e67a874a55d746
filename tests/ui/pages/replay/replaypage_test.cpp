#include "models/events/eventcollection.h"
#include "models/listen/place.h"
#include "services/core/promise.h"
#include "services/core/whendone.h"
#include "services/signing/scheme.h"
#include "tests/support/memorystore.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/collection/actiondialog.h"
#include "ui/pages/replay/replaypage.h"
#include "ui/widgets/headersview.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/payloadview.h"
#include "ui/widgets/tableview.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *stripeSecret = "whsec_marked";

/// Has a body for each event.
class FakeReader final : public DetailReader
{
public:
    QFuture<Result<EventPayload>> payload(const Uuid &) override
    {
        EventPayload payload;
        payload.body = R"({"id":"evt_of_the_list"})";
        return QtFuture::makeReadyFuture(Result<EventPayload>(payload));
    }
    QFuture<Result<QList<DeliveryTry>>> tries(TriesOf, const Uuid &) override { return {}; }
    QFuture<Result<Timeline>> timeline(const Uuid &) override { return {}; }
    QFuture<Result<QString>> verify(const Uuid &) override { return {}; }
};

/// The events of a list, all on one page.
class ListedEvents final : public collection::Source
{
public:
    QFuture<Result<collection::Page>> page(const collection::PageRequest &request) override
    {
        collection::Page page{rows, true};
        std::erase_if(page.rows, [&](const collection::Row &row) {
            return request.from && request.direction == collection::PageRequest::Direction::Newer
                && row.key < *request.from;
        });
        return QtFuture::makeReadyFuture(Result<collection::Page>(page));
    }
    QFuture<Result<collection::Row>> row(const Uuid &) override { return {}; }
    QFuture<Result<collection::Count>> count(const collection::Filter &) override { return {}; }

    std::vector<collection::Row> rows; ///< newest first
};

/// An event of Stripe as the list has it.
collection::Row eventRow(const Uuid &id, Timestamp receivedAt)
{
    collection::Row row{{receivedAt, id}, {}};
    const auto columns = events::eventCollection().readColumns();
    for (const auto &column : columns)
        row.cells.push_back(column == u"source"_s ? QVariant(u"stripe"_s) : QVariant());
    return row;
}

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
            .actor = [this] { return actor; },
            .views = [this] { return views; },
            .events =
                [this] {
                    return EventsOfList{events::eventCollection(), list,
                                        std::make_shared<FakeReader>()};
                }});
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
        stage.storedSecrets = {u"stripe"_s};
        QVERIFY(replay::Targets(folder.filePath(u"targets"_s)).save(stage));
        store->kept[replay::signingSecretId(stage, u"stripe"_s).toString()] = stripeSecret;
        page->chooseTarget(u"stage"_s);
    }
    /// The same, but a gateway that is connected to by its profile.
    void haveGateway()
    {
        QFile token(folder.filePath(u"token"_s));
        QVERIFY(token.open(QIODevice::WriteOnly) && token.write("secret-of-stage\n") > 0);
        QVERIFY(token.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        ConnectionProfile profile;
        profile.name = u"hooks"_s;
        profile.url = target.url();
        profile.tokenFile = token.fileName();
        QVERIFY(ConnectionProfiles().save(profile));
        replay::Target stage;
        stage.name = u"stage"_s;
        stage.connection = u"hooks"_s;
        stage.environment = u"staging"_s;
        stage.secretsId = u"marked"_s;
        QVERIFY(replay::Targets(folder.filePath(u"targets"_s)).save(stage));
        store->kept[replay::signingSecretId(stage, u"stripe"_s).toString()] = stripeSecret;
        page->chooseTarget(u"stage"_s);
    }
    replay::Targets targets() const { return replay::Targets(folder.filePath(u"targets"_s)); }
    QString journalFile() const { return folder.filePath(u"replays.sqlite"_s); }
    /// A program wrote a replay down, and ended before it had sent anything.
    QString haveLeftOver(int count)
    {
        auto journal = replay::Journal::open(journalFile());
        if (!journal) {
            qCritical().noquote() << journal.error().message;
            return {};
        }
        replay::Plan plan;
        plan.preparation.key = replay::Preparation::Key::Same;
        const auto stage = replay::Targets(folder.filePath(u"targets"_s)).load(u"stage"_s);
        const auto id = journal->create(
            u"stage"_s, replay::journalledPlan(plan, stage.value_or(replay::Target())),
            stripeEvents(count), clock.now());
        return id && journal->own(*id) ? *id : QString();
    }
    void select(int row)
    {
        auto *table = find<QTableView>("resultTable");
        table->setCurrentIndex(table->model()->index(row, 0));
    }
    void showTab(const char *title)
    {
        auto *tabs = find<QTabWidget>("resultTabs");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == QLatin1StringView(title))
                tabs->setCurrentIndex(i);
        }
        QCOMPARE(tabs->tabText(tabs->currentIndex()), QLatin1StringView(title));
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
    void listen()
    {
        QTRY_VERIFY(button("listenSwitch")->isEnabled());
        press("listenSwitch");
        choose(u"All new events"_s, "listenMenu");
    }
    /// Of the one target that was listened for.
    listen::Bookmark bookmark() const
    {
        const QDir kept(qEnvironmentVariable("XDG_DATA_HOME") + u"/gatehouse/listen"_s);
        return listen::Bookmark(kept.filePath(kept.entryList(QDir::Files).value(0)));
    }
    void haveListenedUpTo(std::chrono::seconds ago)
    {
        QDir(qEnvironmentVariable("XDG_DATA_HOME") + u"/gatehouse/listen"_s).removeRecursively();
        listen();
        QTRY_VERIFY(progress("listen").startsWith(u"Waiting for all events"_s));
        press("listenSwitch");
        QVERIFY(bookmark().save(listen::Place::from(clock.now() - ago)));
    }
    QString progress(const char *strip)
    {
        return find<QLabel>(QByteArray(strip).append("Progress").constData())->text();
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
    void choose(const QString &command, const char *menuName = "targetMenu")
    {
        auto *menu = find<QMenu>(menuName);
        emit menu->aboutToShow();
        const auto actions = menu->actions();
        for (QAction *action : actions) {
            if (action->text() == command) {
                action->trigger();
                menu->close();
                return;
            }
        }
        QFAIL("there is no such command");
    }

    SystemClock clock;
    QTemporaryDir folder;
    test::TinyServer gateway;
    test::TinyServer target;
    AdminClient api{gateway.url(), "token"};
    tasks::TaskList tasks{clock};
    std::shared_ptr<test::MemoryStore> store = std::make_shared<test::MemoryStore>();
    std::optional<Whoami> actor;
    QList<views::SavedView> views;
    std::shared_ptr<ListedEvents> list = std::make_shared<ListedEvents>();
    std::unique_ptr<ReplayPage> page;
};

} // namespace

class ReplayPageTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_home; ///< of the saved connections

private slots:
    void initTestCase()
    {
        QVERIFY(m_home.isValid());
        for (const char *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"})
            qputenv(name, m_home.path().toLocal8Bit());
    }

    void whatIsMissingIsSaidOneAfterTheOther()
    {
        Desk desk;
        QCOMPARE(desk.hint(), u"Open a file, or select events on their page."_s);
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

    void whatWasSentIsShownAsItWasSent()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents(1);
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        desk.select(0);
        desk.showTab("Request sent");
        QTRY_COMPARE(desk.find<widgets::PayloadView>("requestBody")->payload(),
                     desk.target.requests.first().body);
        QTableView *headers = desk.find<widgets::HeadersView>("requestHeaders")->table();
        QMap<QByteArray, QByteArray> shown;
        for (int row = 0; row < headers->model()->rowCount(); ++row)
            shown[headers->model()->index(row, 0).data().toByteArray().toLower()] =
                headers->model()->index(row, 1).data().toByteArray();
        QCOMPARE(shown["stripe-signature"],
                 desk.target.requests.first().headers["stripe-signature"]);
    }

    void theCanonicalEventsOfBothGatewaysAreHeldAgainstEachOther()
    {
        Desk desk;
        desk.haveGateway();
        auto events = stripeEvents(1);
        events.front().eventId = "01a1e9b4-ed58-7327-b569-6ed663e67889";
        desk.gateway.answer = [](const test::TinyRequest &request) {
            return test::TinyAnswer{
                200,
                request.path.contains("/events/01a1e9b4-")
                    ? R"({"payload":{"canonical":{"actor":{"id":"7"},"total":"129.90"}}})"
                    : R"({"allowed_until":null})"};
        };
        desk.target.answer = [](const test::TinyRequest &request) {
            return request.path == "/admin/v1/events/stored"
                ? test::TinyAnswer{200,
                                   R"({"payload":{"canonical":{"actor":{"id":"7"},"total":1}}})"}
                : test::TinyAnswer{202, R"({"event_id":"stored","status":"queued"})"};
        };
        desk.page->setEvents(events, u"events.ndjson"_s);
        QTRY_VERIFY(desk.button("dryRun")->isEnabled());
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        desk.select(0);
        desk.showTab("Canonical event");
        auto *differences = desk.find<QTableView>("canonicalDifferences");
        QTRY_VERIFY(differences->isVisible());
        QCOMPARE(differences->model()->rowCount(), 1);
        QCOMPARE(differences->model()->index(0, 0).data().toString(), u"canonical.total"_s);
        QCOMPARE(desk.target.requests.last().headers["authorization"],
                 QByteArray("Bearer secret-of-stage"));
    }

    void aTargetThatIsAUrlHasNoCanonicalEventAndSaysWhy()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents(1);
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        desk.select(0);
        desk.showTab("Canonical event");
        auto *stored = desk.find<QWidget>("storedCanonical");
        const auto saysSo = [stored] {
            const auto labels = stored->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
                return label->isVisible() && label->text().contains(u"The target is a URL"_s);
            });
        };
        QTRY_VERIFY(saysSo());
    }

    void aRampIsPartOfThePlan()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents();
        desk.find<QCheckBox>("ramp")->click();
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        QVERIFY(desk.told(0)[u"detail"][u"ramp"].toBool());
        const auto journalled = replay::Journal::open(desk.journalFile())->replays()->first();
        QVERIFY(replay::Plan::fromJson(journalled.plan).isRamped);
    }

    void anEarlierReplaysRampIsShown()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents();
        desk.find<QCheckBox>("ramp")->click();
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        const QString id = replay::Journal::open(desk.journalFile())->replays()->first().id;
        desk.find<QCheckBox>("ramp")->click();
        desk.page->openEarlier(id);
        QTRY_VERIFY(desk.find<QCheckBox>("ramp")->isChecked());
    }

    void whatAProgramLeftOverIsGoneOnWith()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveLeftOver(3);
        desk.page->activate();
        QTRY_COMPARE(desk.notice(), u"A replay did not end"_s);
        desk.press("openLeftOver");
        QTRY_COMPARE(desk.rows(), 3);
        QTRY_COMPARE(desk.find<widgets::ElidedLabel>("targetTitle")->text(), u"stage, staging"_s);
        QVERIFY(desk.find<QRadioButton>("sameKey")->isChecked()); // as it was planned
        desk.giveReason();
        QTRY_VERIFY(desk.button("goOn")->isEnabled());
        QCOMPARE(desk.button("goOn")->text(), u"Send the 3 that are left"_s);
        desk.press("goOn");
        QTRY_VERIFY(desk.hasEnded());
        QCOMPARE(desk.target.requests.size(), 3);
        QVERIFY(!desk.button("goOn")->isVisible());
    }

    void whatIsUnknownIsSentOnRequestOnly()
    {
        Desk desk;
        desk.haveTarget();
        const QString id = desk.haveLeftOver(3);
        QVERIFY(!id.isEmpty());
        auto journal = replay::Journal::open(desk.journalFile());
        QVERIFY(journal && journal->write(id, {0}, {})); // under way then
        desk.page->openEarlier(id);
        QTRY_COMPARE(desk.rows(), 3);
        desk.giveReason();
        QTRY_VERIFY(desk.button("goOn")->isEnabled());
        QCOMPARE(desk.button("goOn")->text(), u"Send the 2 that are left"_s);
        desk.press("goOn");
        QTRY_VERIFY(desk.hasEnded());
        QCOMPARE(desk.target.requests.size(), 2);
        QTRY_COMPARE(desk.cell(0, replay::ResultModel::OutcomeColumn), u"unknown"_s);
        QVERIFY(desk.button("runAgain")->isVisible());
    }

    void aReplayWhoseTargetIsAnotherNowIsOnlyLookedAt()
    {
        Desk desk;
        desk.haveTarget();
        const QString id = desk.haveLeftOver(2);
        const replay::Targets targets(desk.folder.filePath(u"targets"_s));
        replay::Target stage = *targets.load(u"stage"_s);
        stage.url += u"/elsewhere"_s;
        QVERIFY(targets.save(stage));
        desk.page->openEarlier(id);
        QTRY_COMPARE(desk.rows(), 2);
        QCOMPARE(desk.find<widgets::ElidedLabel>("targetTitle")->text(), u"No target yet"_s);
        desk.page->chooseTarget(u"stage"_s); // the changed one
        desk.haveEvents(2);
        desk.giveReason();
        QVERIFY(!desk.button("goOn")->isVisible() || !desk.button("goOn")->isEnabled());
        QCOMPARE(desk.target.requests.size(), 0);
    }

    void aRefusedRunAgainLeavesWhatFailedAsItWas()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents();
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        QTRY_COMPARE(desk.gateway.requests.size(), 2); // the outcome is told, too
        desk.gateway.answer = [](const test::TinyRequest &) {
            return test::TinyAnswer{403, R"({"code":"denied","detail":"No."})",
                                    "application/problem+json"};
        };
        desk.press("runAgain");
        QTRY_COMPARE(desk.notice(), u"The replay did not run"_s);
        auto journal = replay::Journal::open(desk.journalFile());
        QCOMPARE(journal->replays()->first().planned, 0);
        QVERIFY(journal->replays()->first().hasEnded);
    }

    void withAnotherTargetNothingMoreIsSentOfARun()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents();
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        QVERIFY(desk.button("runAgain")->isEnabled());
        desk.choose(u"Remove “stage”"_s);
        desk.press("confirmRemoveTarget");
        QTRY_VERIFY(!desk.button("runAgain")->isEnabled());
        QVERIFY(desk.button("runAgain")->toolTip().contains(u"stage"_s));
    }

    void aRunThatIsStoppedBeforeTheLedgerAnswersSendsNothing()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents();
        desk.gateway.answer = [&desk](const test::TinyRequest &) {
            desk.press("replayStop"); // while its answer is under way
            return test::TinyAnswer{200, R"({"allowed_until":null})"};
        };
        desk.run();
        QTRY_COMPARE(desk.notice(), u"The replay did not run"_s);
        QCOMPARE(desk.target.requests.size(), 0);
    }

    void whatIsChosenLaterIsNotReplacedByAViewThatIsLate()
    {
        Desk desk;
        desk.views = {{u"1"_s, u"events"_s, u"orders"_s, {}}};
        desk.list->rows = {eventRow(UuidGenerator(desk.clock).next(), desk.clock.now())};
        desk.choose(u"orders"_s, "eventsMenu");
        desk.page->setEvents(stripeEvents(2), u"later.ndjson"_s);
        QCoreApplication::processEvents();
        QCOMPARE(desk.find<widgets::ElidedLabel>("eventsOrigin")->text(), u"later.ndjson"_s);
    }

    void theGatewayItselfIsNotListenedFor()
    {
        Desk desk;
        replay::Target itself;
        itself.name = u"itself"_s;
        itself.url = desk.gateway.url().toString();
        itself.environment = u"local"_s;
        QVERIFY(replay::Targets(desk.folder.filePath(u"targets"_s)).save(itself));
        desk.page->chooseTarget(u"itself"_s);
        QVERIFY(!desk.button("listenSwitch")->isEnabled());
        QVERIFY(desk.button("listenSwitch")->toolTip().contains(u"the events are from"_s));
    }

    void whoMayNotReplayDoesNotListen()
    {
        Desk desk;
        desk.haveTarget();
        QTRY_VERIFY(desk.button("listenSwitch")->isEnabled());
        desk.actor->capabilities.clear();
        desk.page->activate();
        QVERIFY(!desk.button("listenSwitch")->isEnabled());
    }

    void headersAndPayloadAreChangedBeforeTheyAreSent()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents(1);
        desk.press("changeRequests");
        auto *dialog = desk.find<QDialog>("changesDialog");
        QVERIFY(dialog);
        auto *confirm = dialog->findChild<QPushButton *>(u"confirmChanges"_s);
        const auto field = [dialog](const char *name) {
            return dialog->findChild<QPlainTextEdit *>(QLatin1StringView(name));
        };
        QTest::keyClicks(field("addedHeaders"), u"X-Test 1"_s);
        QVERIFY(!confirm->isEnabled());
        field("addedHeaders")->setPlainText(u"X-Test: 1\n"_s);
        field("payloadPatch")
            ->setPlainText(uR"([{"op": "add", "path": "/tested", "value": true}])"_s);
        QVERIFY(confirm->isEnabled());
        QTest::mouseClick(confirm, Qt::LeftButton);
        QCOMPARE(desk.find<widgets::ElidedLabel>("changesTitle")->text(),
                 u"1 header added, a JSON patch"_s);
        QTRY_VERIFY(desk.button("dryRun")->isEnabled());
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        QCOMPARE(desk.target.requests.first().headers["x-test"], QByteArray("1"));
        QVERIFY(desk.target.requests.first().body.contains("\"tested\":true"));
    }

    void typedChangesAreDroppedOnlyWhenAskedForTwice()
    {
        Desk desk;
        desk.press("changeRequests");
        QPointer<QDialog> dialog = desk.find<QDialog>("changesDialog");
        auto *patch = dialog->findChild<QPlainTextEdit *>(u"payloadPatch"_s);
        QTest::keyClicks(patch, u"[]"_s);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(dialog->isVisible());
        auto *notice = dialog->findChild<widgets::NoticeStrip *>(u"changesNotice"_s);
        QCOMPARE(notice->title(), u"Your changes were not applied"_s);
        QTest::keyClicks(patch, u" "_s);
        QVERIFY(!notice->isVisible()); // once more would not drop them any more
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(dialog->isVisible()); // asked anew
        dialog->close();
        QTRY_VERIFY(!dialog);
    }

    void untouchedChangesAreClosedAtOnce()
    {
        Desk desk;
        desk.press("changeRequests");
        QPointer<QDialog> dialog = desk.find<QDialog>("changesDialog");
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
    }

    void whatIsNoOperationOfAPatchIsSaid()
    {
        Desk desk;
        desk.press("changeRequests");
        auto *dialog = desk.find<QDialog>("changesDialog");
        dialog->findChild<QPlainTextEdit *>(u"payloadPatch"_s)
            ->setPlainText(uR"([{"op": "remove", "path": "/a"}, 1])"_s);
        QVERIFY(!dialog->findChild<QPushButton *>(u"confirmChanges"_s)->isEnabled());
        QVERIFY(
            dialog->findChild<QLabel *>(u"changesProblem"_s)->text().contains(u"Operation 2"_s));
    }

    void savedViewsAreOfferedBesideAFile()
    {
        Desk desk;
        desk.views = {{u"1"_s, u"events"_s, u"acme, orders & more"_s, {}}};
        auto *menu = desk.find<QMenu>("eventsMenu");
        emit menu->aboutToShow();
        QStringList texts;
        for (const QAction *action : menu->actions())
            texts += action->text();
        QCOMPARE(texts,
                 (QStringList{u"Open a file…"_s, u"The newest events of a saved view"_s,
                              u"acme, orders && more"_s}));
    }

    void theEventsOfASavedViewAreTaken()
    {
        Desk desk;
        desk.views = {{u"1"_s, u"events"_s, u"orders"_s, {}}};
        for (int i = 0; i < 3; ++i)
            desk.list->rows.push_back(eventRow(UuidGenerator(desk.clock).next(), desk.clock.now()));
        desk.choose(u"orders"_s, "eventsMenu");
        QTRY_COMPARE(desk.find<widgets::ElidedLabel>("eventsTitle")->text(), u"3 events"_s);
        QCOMPARE(desk.find<widgets::ElidedLabel>("eventsOrigin")->text(), u"saved view: orders"_s);
    }

    void aViewWithoutEventsSaysSoAndWhatWasThereStays()
    {
        Desk desk;
        desk.page->setEvents(stripeEvents(2), u"good.ndjson"_s);
        desk.views = {{u"1"_s, u"events"_s, u"orders"_s, {}}};
        desk.choose(u"orders"_s, "eventsMenu");
        QTRY_COMPARE(desk.notice(), u"No events were taken from this view"_s);
        QCOMPARE(desk.find<widgets::ElidedLabel>("eventsTitle")->text(), u"2 events"_s);
    }

    void newEventsAreForwardedWhileItListens()
    {
        Desk desk;
        QVERIFY(!desk.button("listenSwitch")->isEnabled());
        desk.haveTarget();
        QTRY_VERIFY(desk.button("listenSwitch")->isEnabled());
        desk.gateway.answer = [](const test::TinyRequest &request) {
            if (request.path.endsWith("/raw"))
                return test::TinyAnswer{200, R"({"id":"evt_new"})"};
            return test::TinyAnswer{
                200,
                R"({"source":"stripe","tenant":"acme","event_type":"invoice.paid",)"
                R"("payload":{"body_is_kept":true,"headers":[]}})"};
        };
        desk.press("listenSwitch");
        desk.choose(u"All new events"_s, "listenMenu");
        QTRY_VERIFY(desk.progress("listen").startsWith(u"Waiting for all events"_s));
        QCOMPARE(desk.button("listenSwitch")->text(), u"Stop listening"_s);
        desk.list->rows = {
            eventRow(UuidGenerator(desk.clock).next(), desk.clock.now() + std::chrono::seconds(1))};
        QTRY_COMPARE_WITH_TIMEOUT(desk.target.requests.size(), 1, 20'000);
        QVERIFY(desk.target.requests.first().headers.contains("stripe-signature"));
        QTRY_COMPARE(desk.progress("listen"),
                     u"1 forwarded; the last, invoice.paid was answered 202"_s);
        desk.press("listenSwitch");
        QCOMPARE(desk.find<widgets::NoticeStrip>("listenNotice")->title(),
                 u"Listening has ended"_s);
        QCOMPARE(desk.tasks.tasks().first()->state(), tasks::TaskState::Succeeded);
    }

    void whatCameSinceLongAgoIsForwardedOnRequestOnly()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveListenedUpTo(std::chrono::hours(2));
        desk.listen();
        QTRY_VERIFY(desk.button("listenFromNow")->isVisible());
        QVERIFY(desk.progress("listen").startsWith(u"It ended at "_s));
        desk.gateway.requests.clear();
        desk.press("listenFromNow");
        QVERIFY(!desk.button("listenFromNow")->isVisible());
        QTRY_VERIFY(desk.progress("listen").startsWith(u"Waiting for all events"_s));
        QVERIFY(!desk.gateway.requests.isEmpty()); // what time it is there now
        QVERIFY(desk.bookmark().load()->upTo > desk.clock.now() - std::chrono::minutes(5));
    }

    void listeningGoesOnFromLongAgoWhenThatIsChosen()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveListenedUpTo(std::chrono::hours(2));
        desk.listen();
        QTRY_VERIFY(desk.button("listenGoOn")->isVisible());
        desk.press("listenGoOn");
        QVERIFY(desk.bookmark().load()->upTo < desk.clock.now() - std::chrono::hours(1));
        QVERIFY(!desk.button("listenGoOn")->isVisible());
    }

    void whatCameInTheLastHourIsForwardedUnasked()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveListenedUpTo(std::chrono::minutes(50));
        desk.listen();
        QTRY_VERIFY(desk.progress("listen").startsWith(u"Waiting for all events"_s));
        QVERIFY(!desk.button("listenFromNow")->isVisible());
    }

    void whereItListenedUntilNowItGoesOnUnaskedThoughNothingCame()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveListenedUpTo(std::chrono::hours(2));
        desk.listen();
        QTRY_VERIFY(desk.button("listenGoOn")->isVisible());
        desk.press("listenGoOn");
        desk.press("listenSwitch");
        const auto place = desk.bookmark().load();
        QVERIFY(place->upTo < desk.clock.now() - std::chrono::hours(1));
        QVERIFY(place->until > desk.clock.now() - std::chrono::minutes(5));
        desk.listen();
        QTRY_VERIFY(desk.progress("listen").startsWith(u"Waiting for all events"_s));
        QVERIFY(!desk.button("listenGoOn")->isVisible());
    }

    void productionIsNotListenedFor()
    {
        Desk desk;
        desk.haveTarget(u"Production"_s);
        desk.haveEvents(1);
        QVERIFY(!desk.button("listenSwitch")->isEnabled());
        QVERIFY(desk.button("listenSwitch")->toolTip().contains(u"production"_s));
    }

    void whoMayGrantProductionIsAskedTo()
    {
        Desk desk;
        desk.actor->capabilities += u"grants"_s;
        desk.haveTarget(u"production"_s);
        desk.haveEvents();
        desk.gateway.answer = [](const test::TinyRequest &request) {
            return request.path.endsWith("production-grants")
                ? test::TinyAnswer{201, R"({"id":"g"})"}
                : test::TinyAnswer{403, R"({"code":"grant_needed","detail":"Ask an admin."})",
                                   "application/problem+json"};
        };
        desk.run();
        QTRY_VERIFY(desk.button("grantProduction"));
        desk.press("grantProduction");
        auto *dialog = desk.page->findChild<ActionDialog *>();
        QVERIFY(dialog);
        const auto fields = dialog->findChildren<QLineEdit *>();
        for (QLineEdit *field : fields)
            QTest::keyClicks(
                field, field->objectName().contains(u"eason"_s) ? u"a test"_s : u"production"_s);
        auto *confirm = dialog->findChild<QPushButton *>(u"confirmAction"_s);
        QVERIFY(confirm && confirm->isEnabled());
        QTest::mouseClick(confirm, Qt::LeftButton);
        QTRY_COMPARE(desk.notice(), u"“stage” is granted"_s);
        const QJsonObject wish =
            QJsonDocument::fromJson(desk.gateway.requests.last().body).object();
        QCOMPARE(wish[u"targets"].toArray().first().toString(), u"stage"_s);
        QCOMPARE(wish[u"reason"].toString(), u"a test"_s);
    }

    void whyNothingCanBePredictedStaysWhileOneTypes()
    {
        Desk desk;
        desk.haveTarget();
        QFile journal(desk.journalFile());
        QVERIFY(journal.remove() || !journal.exists());
        QVERIFY(QDir().mkpath(desk.journalFile())); // a folder where the file should be
        desk.page->setEvents(stripeEvents(1), u"events.ndjson"_s);
        const auto says = [&desk] {
            const auto labels = desk.find<QWidget>("forecast")->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
                return label->text().contains(u"journal"_s);
            });
        };
        QTRY_VERIFY(says());
        desk.giveReason();
        QVERIFY(says());
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
        desk.press("confirmRemoveTarget");
        QTRY_COMPARE(desk.find<widgets::ElidedLabel>("targetTitle")->text(), u"No target yet"_s);
        QVERIFY(replay::Targets(desk.folder.filePath(u"targets"_s)).names().isEmpty());
    }

    void itIsAskedBeforeSigningSecretsAreRemoved()
    {
        Desk desk;
        desk.haveTarget();
        desk.choose(u"Remove “stage”"_s);
        auto *notice = desk.find<widgets::NoticeStrip>("targetNotice");
        QVERIFY(notice->isVisible());
        QCOMPARE(notice->title(), u"Remove the target “stage”?"_s);
        QTest::mouseClick(notice->buttons().at(1), Qt::LeftButton);
        QVERIFY(!notice->isVisible());
        QCOMPARE(desk.store->kept.size(), 1);
        QCOMPARE(desk.targets().names(), QStringList{u"stage"_s});
    }

    void withoutSigningSecretsATargetIsRemovedUnasked()
    {
        Desk desk;
        desk.haveTarget();
        auto stage = desk.targets().load(u"stage"_s);
        stage->storedSecrets.clear();
        QVERIFY(desk.targets().save(*stage));
        desk.choose(u"Remove “stage”"_s);
        QVERIFY(!desk.button("targetChange")->isEnabled()); // while it is removed
        QTRY_COMPARE(desk.find<widgets::ElidedLabel>("targetTitle")->text(), u"No target yet"_s);
        QVERIFY(desk.button("targetChange")->isEnabled());
    }

    void aTargetGoesWithTheSecretsThatWereEnteredForIt()
    {
        Desk desk;
        desk.choose(u"Add a target…"_s);
        auto *dialog = desk.find<QDialog>("targetDialog");
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"targetName"_s), u"here"_s);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"targetUrl"_s),
                         desk.target.url().toString());
        dialog->findChild<QComboBox *>(u"secretSource"_s)->setCurrentText(u"stripe"_s);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"secretTenant"_s), u"acme"_s);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"targetSecret"_s),
                         QString::fromLatin1(stripeSecret));
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"confirmTarget"_s), Qt::LeftButton);
        QTRY_VERIFY(desk.find<widgets::ElidedLabel>("targetTitle")->text().startsWith(u"here"_s));
        QCOMPARE(desk.store->kept.size(), 1);
        desk.choose(u"Remove “here”"_s);
        desk.press("confirmRemoveTarget");
        QTRY_COMPARE(desk.find<widgets::ElidedLabel>("targetTitle")->text(), u"No target yet"_s);
        QVERIFY(desk.store->kept.isEmpty());
    }

    void aTargetStaysWhileItsSecretsCannotBeRemoved()
    {
        Desk desk;
        desk.haveTarget();
        desk.store->refuses = Error{ErrorKind::Denied, u"The keychain is locked."_s, {}, {}};
        desk.choose(u"Remove “stage”"_s);
        desk.press("confirmRemoveTarget");
        QTRY_COMPARE(desk.notice(), u"The target was not removed"_s);
        QVERIFY(desk.find<widgets::NoticeStrip>("replayNotice")
                    ->text()
                    .endsWith(u"The keychain is locked."_s));
        QVERIFY(desk.find<widgets::ElidedLabel>("targetTitle")->text().startsWith(u"stage"_s));
        QCOMPARE(desk.store->kept.size(), 1);
    }

    void secretsThatAnotherWindowAddedStayNamed()
    {
        Desk desk;
        desk.haveTarget();
        desk.choose(u"Change “stage”…"_s);
        auto stage = desk.targets().load(u"stage"_s);
        stage->storedSecrets.insert(u"github"_s);
        QVERIFY(desk.targets().save(*stage));
        auto *dialog = desk.find<QDialog>("targetDialog");
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"confirmTarget"_s), Qt::LeftButton);
        QTRY_VERIFY(!desk.find<QDialog>("targetDialog"));
        QVERIFY(desk.targets().load(u"stage"_s)->storedSecrets
                == (std::set<QString>{u"github"_s, u"stripe"_s}));
    }

    void aSecretMayBeAddedBeforeARunIsRepeated()
    {
        Desk desk;
        desk.haveTarget();
        desk.haveEvents();
        desk.run();
        QTRY_VERIFY(desk.hasEnded());
        desk.choose(u"Change “stage”…"_s);
        auto *dialog = desk.find<QDialog>("targetDialog");
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"targetSecret"_s), u"another"_s);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"confirmTarget"_s), Qt::LeftButton);
        QTRY_COMPARE(desk.store->kept.size(), 2);
        QTRY_VERIFY(desk.button("runAgain")->isEnabled());
    }
};

QTEST_MAIN(ReplayPageTest)

#include "replaypage_test.moc"
