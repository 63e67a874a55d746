#include "models/deadletters/deadlettercollection.h"
#include "models/events/eventcollection.h"
#include "models/jobs/jobcollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/fakedetailreader.h"
#include "ui/collection/collectionpage.h"
#include "ui/pages/tabs/tabfactory.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/emptystate.h"

#include <QHeaderView>
#include <QLabel>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;

namespace {

using Cells = QHash<QString, QVariant>;

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

Whoami admin()
{
    return {s("mira"),  s("admin"), {s("reenqueue"), s("discard"), s("retry"), s("cancel")}, {}, {},
            s("local"), s("0.1.0")};
}

const char *const kTypes[] = {"payment_intent.succeeded",
                              "charge.refunded",
                              "orders/paid",
                              "pull_request.closed",
                              "orders/create",
                              "contact.propertyChange",
                              "invoice.paid",
                              "checkout.session.completed"};
const char *const kSources[] = {"stripe",  "stripe",  "shopify", "github",
                                "shopify", "hubspot", "stripe",  "stripe"};
const char *const kTenants[] = {"globex", "acme", "initech", "globex", "acme"};

Cells commonCells(int row)
{
    return {{s("event_type"), s(kTypes[row % 8])},
            {s("source"), s(kSources[row % 8])},
            {s("tenant"), s(kTenants[row % 5])},
            {s("subject_id"), s("pi_3SUc7wKq9LmT%1").arg(row)},
            {s("event_id"), s("01a1e9b4-ed58-7327-b569-6ed663e67889")},
            {s("job_id"), s("01a1e9b4-ed58-7327-b569-6ed663e67880")},
            {s("attempts"), qint64(row % 5 + 1)}};
}

void fillEvents(test::FakeSource &source)
{
    const char *const states[] = {"queued", "discarded", "processed", "processed",
                                  "failed", "processed", "received"};
    for (int row = 0; row < 300; ++row) {
        Cells cells = commonCells(row);
        const QString state = s(states[row % 7]);
        cells[s("status")] = state;
        if (state == s("failed"))
            cells[s("error")] = s("422 sku is required by the shop, line 3 of the order");
        if (state == s("discarded"))
            cells[s("error")] = s("401 signature mismatch");
        cells[s("signature_valid")] = state != s("discarded");
        cells[s("source_ip")] = s("54.187.174.169");
        cells[s("user_agent")] = s("Stripe/1.0 (+https://stripe.com/docs/webhooks)");
        cells[s("body_size")] = qint64(1843 + row);
        source.add(cells);
    }
}

void fillJobs(test::FakeSource &source)
{
    const char *const states[] = {"running", "waiting", "succeeded", "succeeded", "dead"};
    for (int row = 0; row < 60; ++row) {
        Cells cells = commonCells(row);
        cells[s("status")] = s(states[row % 5]);
        cells[s("destination")] = s("default");
        cells[s("path")] = s("/wp-json/ai-guy/v1/order-event");
        if (row % 5 == 4)
            cells[s("error")] = s("503 maintenance");
        source.add(cells);
    }
}

void fillLetters(test::FakeSource &source)
{
    const char *const states[] = {"open", "open", "reenqueued", "recovered", "discarded"};
    for (int row = 0; row < 60; ++row) {
        Cells cells = commonCells(row);
        cells[s("state")] = s(states[row % 5]);
        cells[s("root_cause")] = s(row % 3 ? "http_5xx" : "timeout");
        cells[s("error")] = s("WordPress answered 503 (maintenance)");
        cells[s("job_status")] = s("dead");
        source.add(cells);
    }
}

std::shared_ptr<test::FakeDetailReader> makeReader()
{
    auto reader = std::make_shared<test::FakeDetailReader>();
    EventPayload payload;
    payload.body = QByteArrayLiteral(
        "{\"id\":\"evt_1SUc81Kq9LmTb4\",\"object\":\"event\",\"type\":\"charge.refunded\","
        "\"livemode\":true,\"created\":1794922311,\"data\":{\"object\":{\"id\":\"ch_3SUc81\","
        "\"amount\":4200,\"amount_refunded\":4200,\"currency\":\"eur\",\"metadata\":{\"order\":"
        "\"1042\",\"note\":\"na\xc3\xafve <b>text</b>\"}}}}");
    payload.explanation = s(R"({"headline":"Refused with 401: the body was changed on the way",
        "reason":"The signature matches once the last byte, a line feed, is removed. 1,842 bytes were signed; 1,843 arrived.",
        "next":"Let every proxy and middleware in front pass the bytes of bodies unchanged.",
        "checks":[{"name":"header","step":"passed","text":"Stripe-Signature with t, one v1, one v0"},
                  {"name":"time","step":"passed","text":"signed 2 s ago, limit 300 s"},
                  {"name":"scheme","step":"passed","text":"v1 read, v0 ignored"},
                  {"name":"signature","step":"failed","text":"5257a869… sent, 91be02c4… from the body"}],
        "secrets":[{"label":"version 7","state":"active","tenant":null,"fingerprint":"9c41e2b7",
                    "computed":"91be02c4","result":"no match","matches":false},
                   {"label":"version 7","state":"active","tenant":null,"fingerprint":"9c41e2b7",
                    "computed":"","result":"match without 0x0A","matches":false},
                   {"label":"version 6","state":"retiring","tenant":null,"fingerprint":"03da77f1",
                    "computed":"5ab0c1e2","result":"no match","matches":false}],
        "encodings":["hex","base64","base64url"],"digests_computed":12,
        "signed_text":{"size":1854,"start":"1794922311.{id: evt_1SUc81Kq9LmTb4","omitted":1787,
                       "end":"livemode: true}"}})");
    payload.requestUrl = s("http://127.0.0.1:8737/api/webhooks/stripe/ingest?tenant=acme");
    payload.headers = {
        {s("Host"), s("127.0.0.1:8737")},
        {s("Content-Type"), s("application/json")},
        {s("Stripe-Signature"),
         s("t=1794922311,v1=5257a869e7ecebeda32affa62cdca3fa51cad7e77a0e56ff536d0ce8e108d8bd")},
        {s("User-Agent"), s("Stripe/1.0 (+https://stripe.com/docs/webhooks)")}};
    reader->payloadAnswer = payload;
    using Kind = Happening::Kind;
    const Timestamp start(std::chrono::milliseconds(1794922311000));
    const auto after = [&](int ms) { return start + std::chrono::milliseconds(ms); };
    reader->timelineAnswer = Timeline{
        {{Kind::Received, start, s("received"), {}, {}, {}},
         {Kind::Verified, start, s("verified"), {}, {}, {}},
         {Kind::JobCreated, after(2), s("queued"), s("/wp-json/ai-guy/v1/order-event"), {}, {}},
         {Kind::Tried, after(230), s("failed"), s("503 maintenance"), 1, 226.4},
         {Kind::Tried, after(1400), s("failed"), s("503 maintenance"), 2, 201.0},
         {Kind::Held,
          after(4100),
          s("waiting"),
          s("The circuit breaker of shop.acme.example:443 is open"),
          {},
          {}},
         {Kind::DeadLettered, after(41000), s("dead-lettered"), s("503 maintenance"), {}, {}},
         {Kind::Operator, after(92000), s("dlq.reenqueue"), s("mira: shop is back"), {}, {}}},
        false};
    DeliveryTry attempt;
    attempt.attempt = 1;
    attempt.at = after(230);
    attempt.durationMs = 226.4;
    attempt.url = s("https://shop.acme.example/wp-json/ai-guy/v1/order-event");
    attempt.requestHeaders = {{s("X-Request-Id"), s("8d1c1c3e-8f3e-4e0e-9f75-0d2b2f6f1c11")}};
    attempt.responseStatus = 503;
    attempt.responseBody = "{\"code\":\"maintenance\",\"message\":\"Back soon\"}";
    attempt.error = s("503 maintenance");
    DeliveryTry second = attempt;
    second.attempt = 2;
    second.at = after(1400);
    reader->triesAnswer = QList<DeliveryTry>{attempt, second};
    return reader;
}

} // namespace

/// The three pages in the window, with the sizes and colours that people see. With GATEHOUSE_SHOTS
/// set to a folder, each is written there as a PNG.
class ScreensTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void emptyEventsShowTheWayOn();
    void aLostDatabaseKeepsTheRows();

private:
    struct Screens
    {
        Screens()
            : events(std::make_shared<test::FakeSource>(events::eventCollection()))
            , jobs(std::make_shared<test::FakeSource>(jobs::jobCollection()))
            , letters(std::make_shared<test::FakeSource>(deadletters::deadLetterCollection()))
            , settings(folder.filePath(s("settings.ini")), QSettings::IniFormat)
            , api(QUrl(s("http://127.0.0.1:9")), "token")
        {
        }
        PageEntry entry(const collection::Descriptor &descriptor,
                        std::shared_ptr<collection::Source> source, const TabColumns &columns)
        {
            return {descriptor.id,
                    descriptor.title,
                    descriptor.icon,
                    {},
                    [this, descriptor, source, columns](QWidget *parent) -> Page * {
                        return new CollectionPage(
                            descriptor,
                            {source, api, clock, display, [this] { return environment; },
                             [] { return admin(); }},
                            eventTabs(makeReader(), columns, clock, display, nullptr), parent);
                    },
                    descriptor.id == s("dead-letters")};
        }
        void open()
        {
            window = std::make_unique<MainWindow>(
                QList<PageEntry>{entry(events::eventCollection(), events, {s("id"), {}}),
                                 entry(jobs::jobCollection(), jobs, {s("event_id"), s("id")}),
                                 entry(deadletters::deadLetterCollection(), letters,
                                       {s("event_id"), s("job_id")})},
                environment, ShellServices{clock, settings, nullptr, &display});
            window->setActor(s("mira, admin"));
            window->setDatabaseStatus(
                {ConnectionStatus::Phase::Ready, std::chrono::milliseconds(3), {}});
            window->setApiStatus(
                {ConnectionStatus::Phase::Ready, std::chrono::milliseconds(5), {}});
            window->setCount(s("events"), {10200000, false, true});
            window->setCount(s("jobs"), {1043, true, true});
            window->setCount(s("dead-letters"), {1038, true, true});
        }

        QTemporaryDir folder;
        test::ManualClock clock;
        widgets::DisplayOptions display;
        Environment environment{s("local"), s("this machine")};
        std::shared_ptr<test::FakeSource> events, jobs, letters;
        QSettings settings;
        AdminClient api;
        std::unique_ptr<MainWindow> window;
    };
    static void shoot(QWidget &window, const QString &name);
    static QTableView *table(const Screens &screens, const QString &page)
    {
        return screens.window->findChild<QTableView *>(page + s("Table"));
    }
};

void ScreensTest::initTestCase()
{
    widgets::applyTheme(*qApp, widgets::Scheme::Light);
}

void ScreensTest::shoot(QWidget &window, const QString &name)
{
    // New widgets are shown, and laid out, one turn of the event loop later.
    for (int turn = 0; turn < 3; ++turn)
        QCoreApplication::processEvents();
    const QString folder = qEnvironmentVariable("GATEHOUSE_SHOTS");
    if (!folder.isEmpty())
        QVERIFY(window.grab().save(folder + u'/' + name + s(".png")));
}

void ScreensTest::nothingIsCutOff_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<widgets::Scheme>("scheme");
    QTest::addColumn<int>("tab");
    using widgets::Scheme;
    const QSize wide(1440, 900);
    const QSize narrow(1024, 700);
    for (const char *page : {"events", "jobs", "dead-letters"}) {
        QTest::addRow("%s-wide-light", page) << s(page) << wide << Scheme::Light << 0;
        QTest::addRow("%s-wide-dark", page) << s(page) << wide << Scheme::Dark << 1;
        QTest::addRow("%s-narrow-light", page) << s(page) << narrow << Scheme::Light << 2;
        QTest::addRow("%s-narrow-dark", page) << s(page) << narrow << Scheme::Dark << 3;
    }
}

void ScreensTest::nothingIsCutOff()
{
    QFETCH(QString, page);
    QFETCH(QSize, size);
    QFETCH(widgets::Scheme, scheme);
    QFETCH(int, tab);
    widgets::applyTheme(*qApp, scheme);
    Screens screens;
    fillEvents(*screens.events);
    fillJobs(*screens.jobs);
    fillLetters(*screens.letters);
    screens.open();
    screens.window->resize(size);
    screens.window->show();
    screens.window->showPage(page);
    QTableView *rows = table(screens, page);
    QTRY_VERIFY(rows->model()->rowCount() > 0);
    QTest::keyClick(rows, Qt::Key_J);
    QTest::keyClick(rows, Qt::Key_J);
    Page *shown = screens.window->page(page);
    auto *tabs = shown->findChild<QTabWidget *>(s("detailTabs"));
    tabs->setCurrentIndex(std::min(tab, tabs->count() - 1));
    QCoreApplication::processEvents();

    QCOMPARE(screens.window->size(), size);
    QVERIFY2(rows->horizontalHeader()->length() <= rows->viewport()->width(),
             "the columns are wider than the table");
    QVERIFY(shown->findChild<QWidget *>(s("detailPane"))->width() >= widgets::size::detailPaneMin);
    shoot(*screens.window, s(QTest::currentDataTag()));
    widgets::applyTheme(*qApp, widgets::Scheme::Light);
}

void ScreensTest::emptyEventsShowTheWayOn()
{
    Screens screens;
    screens.open();
    auto *page = static_cast<CollectionPage *>(screens.window->page(s("events")));
    page->emptyState()->addCard({s("Make traffic"),
                                 s("Signed events, 10 a second, with some that fail."),
                                 s("Start traffic"), s("media-playback-start"), true});
    screens.window->resize(1440, 900);
    screens.window->show();
    QTRY_VERIFY(page->emptyState()->isVisible());
    QCOMPARE(page->emptyState()->buttons().size(), 1);
    shoot(*screens.window, s("events-empty"));
}

void ScreensTest::aLostDatabaseKeepsTheRows()
{
    Screens screens;
    fillEvents(*screens.events);
    screens.open();
    screens.window->resize(1440, 900);
    screens.window->show();
    QTableView *rows = table(screens, s("events"));
    QTRY_VERIFY(rows->model()->rowCount() > 0);
    QTRY_COMPARE(rows->model()->rowCount(), 300);
    screens.events->error =
        Error{ErrorKind::Unavailable,
              s("The database does not answer: connection to 10.20.0.14:5432 timed out"),
              {},
              {}};
    QTest::keyClick(screens.window.get(), Qt::Key_F5);
    QTRY_VERIFY(screens.window->findChild<QWidget *>(s("noticeStrip"))->isVisible());
    QCOMPARE(rows->model()->rowCount(), 300);
    shoot(*screens.window, s("events-error"));
}

QTEST_MAIN(ScreensTest)
#include "screens_test.moc"
