#include "tests/support/manualclock.h"
#include "tests/ui/support/tinyserver.h"
#include "translations/translations.h"
#include "ui/pages/localgateway/localgatewaypage.h"
#include "ui/shell/commandlist.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/tableview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTableView>
#include <QTranslator>
#include <QUrlQuery>
#include <QWheelEvent>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

const QString kEvent = u"01a1e9b4-ed58-7327-b569-6ed663e67881"_s;

QJsonObject request(int number, const QString &direction, int status, const QString &outcome)
{
    return {{u"number"_s, number},
            {u"time"_s, u"2026-11-17T14:32:07.%1Z"_s.arg(number, 3, 10, QLatin1Char('0'))},
            {u"direction"_s, direction},
            {u"path"_s, u"/api/webhooks/stripe/ingest"_s},
            {u"tenant"_s, u"acme"_s},
            {u"status"_s, status},
            {u"outcome"_s, outcome},
            {u"latency_ms"_s, 2},
            {u"note"_s, QString()},
            {u"event_id"_s, kEvent}};
}

/// Answers as a local gateway does, and does what it is told.
struct Gateway
{
    Gateway()
    {
        server.answer = [this](const test::TinyRequest &request) { return answer(request); };
    }

    test::TinyAnswer answer(const test::TinyRequest &request)
    {
        if (status != 200)
            return {status, R"({"code":"x","detail":"It does not want to."})",
                    "application/problem+json"};
        if (request.method == "POST")
            obey(request);
        if (request.path.contains("/simulator/requests"))
            return json({{u"items"_s, requestsAfter(request)},
                         {u"next"_s, requests.size()},
                         {u"lost"_s, 0}});
        if (request.path.endsWith("/simulator/scenarios"))
            return json({{u"items"_s,
                          QJsonArray{QJsonObject{{u"id"_s, u"wordpress_outage"_s},
                                                 {u"title"_s, u"W"_s},
                                                 {u"text"_s, u"t"_s},
                                                 {u"seconds"_s, 90}},
                                     QJsonObject{{u"id"_s, u"of_tomorrow"_s},
                                                 {u"title"_s, u"Of tomorrow"_s},
                                                 {u"text"_s, u"new"_s},
                                                 {u"seconds"_s, 5}}}}});
        return json(
            {{u"wordpress"_s, wordpress}, {u"traffic"_s, traffic}, {u"scenario"_s, scenario}});
    }

    QJsonArray requestsAfter(const test::TinyRequest &request) const
    {
        const QUrlQuery query(QUrl(QString::fromLatin1(request.path)).query());
        QJsonArray later;
        for (const auto &item : requests) {
            if (item[u"number"_s].toInt() > query.queryItemValue(u"after"_s).toInt())
                later.append(item);
        }
        return later;
    }

    void come(int count)
    {
        for (int i = 0; i < count; ++i)
            requests.append(request(int(requests.size()) + 1, u"ingest"_s, 202, u"queued"_s));
    }

    static test::TinyAnswer json(const QJsonObject &object)
    {
        return {200, QJsonDocument(object).toJson(), "application/json"};
    }

    void obey(const test::TinyRequest &request)
    {
        told = request.path.mid(request.path.indexOf("simulator/"));
        body = QJsonDocument::fromJson(request.body).object();
        if (told == "simulator/traffic")
            traffic.insert(u"running"_s, true);
        if (told == "simulator/traffic/stop")
            traffic.insert(u"running"_s, false);
        if (told == "simulator/wordpress")
            wordpress = body;
        if (told.endsWith("/run"))
            scenario = QJsonObject{
                {u"id"_s, u"wordpress_outage"_s}, {u"seconds"_s, 90}, {u"seconds_left"_s, 38}};
        if (told == "simulator/scenarios/stop")
            scenario = QJsonValue();
    }

    test::TinyServer server;
    int status = 200;
    QByteArray told; ///< the last thing it was told to do
    QJsonObject body;
    QJsonArray requests{request(1, u"ingest"_s, 202, u"queued"_s),
                        request(2, u"delivery"_s, 503, u"failed"_s)};
    QJsonObject wordpress{{u"mode"_s, u"accept"_s}, {u"status"_s, 503}, {u"delay_ms"_s, 0}};
    QJsonObject traffic{
        {u"running"_s, false},
        {u"rate"_s, 10},
        {u"bad_signature_share"_s, 0.03},
        {u"sources"_s,
         QJsonArray{QJsonObject{{u"source"_s, u"stripe"_s}, {u"rate"_s, 0}, {u"sent"_s, 18'204}},
                    QJsonObject{{u"source"_s, u"github"_s}, {u"rate"_s, 0}, {u"sent"_s, 0}}}}};
    QJsonValue scenario;
};

QVariant valueOf(const QWidget *field)
{
    return field->property(qobject_cast<const QComboBox *>(field) ? "currentIndex" : "value");
}

/// As the platform does: what is sent by a program goes on to no parent.
void turnWheel(QWidget *field, int angle)
{
    const QPoint centre = field->rect().center();
    QWheelEvent event(centre, field->mapToGlobal(centre), {}, {0, angle}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QSpontaneKeyEvent::setSpontaneous(&event);
    qApp->notify(field, &event);
}

struct Fixture
{
    explicit Fixture(int status = 200)
    {
        gateway.status = status;
        page.resize(1200, 800);
        page.setLive(true);
        page.show();
    }
    template <typename T>
    T *find(const QString &name)
    {
        return page.findChild<T *>(name);
    }
    /// There once the gateway has answered.
    QAbstractButton *button(const QString &name)
    {
        const bool isThere = QTest::qWaitFor([&] {
            const auto *button = find<QAbstractButton>(name);
            return button && button->isEnabled();
        });
        return isThere ? find<QAbstractButton>(name) : nullptr;
    }
    void click(const QString &name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    QAction *action(const QString &text)
    {
        for (QAction *action : page.pageActions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
    QTableView *table() { return find<QTableView>(u"requestsTable"_s); }
    int rows() { return table()->model()->rowCount(); }
    QString emptyText() { return find<widgets::TableView>(u"requestsTable"_s)->placeholder(); }
    bool isSelected() { return table()->selectionModel()->hasSelection(); }
    widgets::NoticeStrip *news() { return find<widgets::NoticeStrip>(u"newsStrip"_s); }
    /// A row is selected, and three more have come since.
    void readWhileThreeCome()
    {
        QTRY_COMPARE(rows(), 2);
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                          table()->visualRect(table()->model()->index(1, 1)).center());
        QVERIFY(isSelected());
        gateway.come(3);
        QTRY_COMPARE(news()->title(), u"3 new"_s);
    }
    /// The next one is shown by itself.
    void verifyFollows(int before)
    {
        QTRY_COMPARE(rows(), before);
        QVERIFY(!isSelected());
        QVERIFY(!news()->isVisible());
        gateway.come(1);
        QTRY_COMPARE(rows(), before + 1);
    }

    Gateway gateway;
    AdminClient api{gateway.server.url(), "token"};
    test::ManualClock clock;
    widgets::DisplayOptions display;
    LocalGatewayPage page{{api, clock, display}};
};

} // namespace

/// The program speaks German for as long as this lives.
struct German
{
    German()
    {
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        installTranslation(*qApp);
    }
    ~German()
    {
        for (auto *translator : qApp->findChildren<QTranslator *>())
            delete translator;
        QLocale::setDefault(QLocale::c());
    }
    German(const German &) = delete;
    German &operator=(const German &) = delete;
};

class LocalGatewayPageTest : public QObject
{
    Q_OBJECT

    /// What test traffic brings of every kind.
    static QJsonArray vocabulary()
    {
        QJsonArray all{request(1, u"ingest"_s, 202, u"queued"_s),
                       request(2, u"ingest"_s, 200, u"duplicate"_s),
                       request(3, u"ingest"_s, 401, u"signature_mismatch"_s),
                       request(4, u"ingest"_s, 401, u"timestamp_skew"_s),
                       request(5, u"delivery"_s, 200, u"succeeded"_s),
                       request(6, u"delivery"_s, 503, u"failed"_s)};
        QJsonObject last = all.takeAt(5).toObject();
        last[u"path"_s] = u"/wp-json/ai-guy/v1/order-event"_s;
        last[u"note"_s] = u"secret of globex, as asked"_s;
        last[u"latency_ms"_s] = 250.4;
        all.append(last);
        return all;
    }

    static void verifyNothingIsCut(const QTableView &table, int columns)
    {
        for (int column = 0; column < columns; ++column) {
            if (table.isColumnHidden(column))
                continue;
            const QString title =
                table.model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
            int needed = table.horizontalHeader()->sectionSizeHint(column);
            for (int row = 0; row < table.model()->rowCount(); ++row) {
                const QModelIndex index = table.model()->index(row, column);
                needed = std::max(needed, table.sizeHintForIndex(index).width());
            }
            QVERIFY2(table.columnWidth(column) >= needed,
                     qPrintable(
                         u"%1: %2 of %3"_s.arg(title).arg(table.columnWidth(column)).arg(needed)));
        }
    }

private slots:
    void initTestCase() { widgets::applyTheme(*qApp, widgets::Scheme::Light); }

    void nothingIsCutInAUsualWindow_data()
    {
        QTest::addColumn<bool>("german");
        QTest::newRow("English") << false;
        QTest::newRow("German") << true;
    }

    void nothingIsCutInAUsualWindow()
    {
        QFETCH(bool, german);
        const auto speaks = german ? std::make_unique<German>() : nullptr;
        Fixture fixture;
        fixture.gateway.requests = vocabulary();
        fixture.page.resize(1440 - 193, 800); // beside the sidebar
        QTRY_COMPARE(fixture.rows(), 6);
        const QString header =
            fixture.table()->model()->headerData(4, Qt::Horizontal, Qt::DisplayRole).toString();
        QCOMPARE(header, german ? u"Antwort"_s : u"Answer"_s);
        // German answers are longer; there the longest note, which has a tooltip, may give way.
        verifyNothingIsCut(*fixture.table(), german ? 6 : 7);
    }

    void inANarrowWindowTheTitleAndThePathsEndAreSeen_data() { nothingIsCutInAUsualWindow_data(); }
    void inANarrowWindowTheTitleAndThePathsEndAreSeen()
    {
        QFETCH(bool, german);
        const auto speaks = german ? std::make_unique<German>() : nullptr;
        Fixture fixture;
        fixture.page.resize(1024 - 49, 600);
        QTRY_COMPARE(fixture.rows(), 2);
        QVERIFY(!fixture.find<widgets::ElidedLabel>(u"requestsTitle"_s)->isElided());
        QVERIFY(fixture.table()->isColumnHidden(6));
        QVERIFY(!fixture.table()->isColumnHidden(5));
        QVERIFY(fixture.table()->columnWidth(2) >= 180);
    }

    void anArrowSaysWhichWayARequestWent()
    {
        Fixture fixture;
        QTRY_COMPARE(fixture.rows(), 2);
        const QModelIndex delivery = fixture.table()->model()->index(0, 1);
        QCOMPARE(delivery.data().toString(), u"↑"_s);
        QCOMPARE(delivery.data(Qt::AccessibleTextRole).toString(), u"delivered"_s);
        QCOMPARE(delivery.siblingAtRow(1).data().toString(), u"↓"_s);
    }

    void anEmptyListSaysWhyItIsEmpty()
    {
        Fixture fixture;
        QTRY_COMPARE(fixture.rows(), 2);
        fixture.click(u"showIngest"_s);
        fixture.click(u"showDeliveries"_s);
        QTRY_COMPARE(fixture.rows(), 0);
        QVERIFY(fixture.emptyText().contains(u"hidden"_s));
        fixture.click(u"holdButton"_s);
        QVERIFY(fixture.emptyText().contains(u"held"_s));
        fixture.click(u"clearButton"_s);
        fixture.gateway.come(1);
        QTRY_COMPARE(fixture.rows(), 0);
        QVERIFY(fixture.emptyText().contains(u"held"_s));
        fixture.click(u"clearButton"_s);
        fixture.click(u"holdButton"_s);
        QVERIFY(!fixture.emptyText().contains(u"held"_s));
    }

    void requestsAreShownAsTheyCome()
    {
        Fixture fixture;
        auto *table = fixture.find<QTableView>(u"requestsTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->model()->index(0, 4).data().toString(), u"503 failed"_s);
        QCOMPARE(table->model()->index(1, 4).data().toString(), u"202 queued"_s);
    }

    void trafficStartsWithTheSourcesThatAreChecked()
    {
        Fixture fixture;
        QTRY_VERIFY(fixture.find<QCheckBox>(u"source-github"_s));
        fixture.find<QCheckBox>(u"source-github"_s)->click();
        fixture.find<QSpinBox>(u"rate-stripe"_s)->setValue(20);
        fixture.click(u"trafficButton"_s);
        QTRY_COMPARE(fixture.gateway.told, "simulator/traffic");
        QCOMPARE(fixture.gateway.body["sources"_L1].toObject(), (QJsonObject{{u"stripe"_s, 20}}));
        QCOMPARE(fixture.gateway.body["bad_signature_share"_L1].toDouble(), 0.03);
        QTRY_COMPARE(fixture.button(u"trafficButton"_s)->text(), u"Pause"_s);
        QVERIFY(fixture.find<QLabel>(u"trafficState"_s)->text().startsWith(u"sending"_s));
    }

    void aChangeWhileSendingIsSentOnAtOnce()
    {
        Fixture fixture;
        fixture.click(u"trafficButton"_s);
        QTRY_COMPARE(fixture.button(u"trafficButton"_s)->text(), u"Pause"_s);
        fixture.find<QSpinBox>(u"duplicates"_s)->setValue(50);
        QTRY_COMPARE(fixture.gateway.body["duplicate_share"_L1].toDouble(), 0.5);
    }

    void theLastSourceTurnedOffPauses()
    {
        Fixture fixture;
        fixture.click(u"trafficButton"_s);
        QTRY_COMPARE(fixture.button(u"trafficButton"_s)->text(), u"Pause"_s);
        fixture.find<QCheckBox>(u"source-github"_s)->click();
        fixture.find<QCheckBox>(u"source-stripe"_s)->click();
        QTRY_COMPARE(fixture.gateway.told, "simulator/traffic/stop");
    }

    void aScenarioRunsAndIsStopped()
    {
        Fixture fixture;
        const QString name = u"scenario-wordpress_outage"_s;
        fixture.click(name);
        QTRY_COMPARE(fixture.gateway.told, "simulator/scenarios/wordpress_outage/run");
        QTRY_COMPARE(fixture.button(name)->text(), u"Stop"_s);
        QTRY_COMPARE(fixture.page.statusText(), u"WordPress outage and recovery: 38 s left"_s);
        fixture.click(name);
        QTRY_COMPARE(fixture.gateway.told, "simulator/scenarios/stop");
        QTRY_COMPARE(fixture.button(name)->text(), u"Run"_s);
    }

    void aScenarioOfANewerGatewayIsCalledAsThatOneCallsIt()
    {
        Fixture fixture;
        QTRY_VERIFY(fixture.find<QPushButton>(u"scenario-of_tomorrow"_s));
        QCOMPARE(fixture.find<QPushButton>(u"scenario-of_tomorrow"_s)->accessibleName(),
                 u"Run: Of tomorrow"_s);
    }

    void theStandInIsToldHowToAnswer()
    {
        Fixture fixture;
        auto *answer = fixture.find<QComboBox>(u"standInAnswer"_s);
        QTRY_VERIFY(answer->isEnabled());
        fixture.find<QSpinBox>(u"standInFor"_s)->setValue(90);
        answer->setCurrentText(u"answers 503"_s);
        emit answer->activated(answer->currentIndex());
        QTRY_COMPARE(fixture.gateway.body["mode"_L1].toString(), u"fail"_s);
        QCOMPARE(fixture.gateway.body["status"_L1].toInt(), 503);
        QCOMPARE(fixture.gateway.body["for_seconds"_L1].toInt(), 90);
        QVERIFY(!fixture.gateway.body.contains(u"retry_after_seconds"_s));
        auto *state = fixture.find<widgets::StatusLabel>(u"standInState"_s);
        QTRY_COMPARE(state->word(), u"answers 503"_s);
    }

    void whatAScenarioDoesToTheStandInIsShown()
    {
        Fixture fixture;
        fixture.gateway.wordpress = {{u"mode"_s, u"hang"_s}, {u"seconds_left"_s, 12}};
        auto *state = fixture.find<widgets::StatusLabel>(u"standInState"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state->word(), u"hangs; 12 s left"_s, 10'000);
        QCOMPARE(fixture.find<QComboBox>(u"standInAnswer"_s)->currentText(), u"hangs"_s);
    }

    void aGatewayWithoutASimulatorSaysSo()
    {
        Fixture fixture(404);
        QTRY_VERIFY(fixture.find<QWidget>(u"noSimulator"_s)->isVisible());
        QVERIFY(!fixture.find<QTableView>(u"requestsTable"_s)->isVisible());
    }

    void aGatewayThatDoesNotAnswerSaysSoAndComesBack()
    {
        Fixture fixture;
        QTRY_VERIFY(fixture.find<QCheckBox>(u"source-github"_s));
        fixture.gateway.status = 503;
        auto *state = fixture.find<widgets::StatusLabel>(u"gatewayState"_s);
        auto *strip = fixture.find<widgets::NoticeStrip>(u"noticeStrip"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state->word(), u"does not answer"_s, 10'000);
        QVERIFY(strip->isVisible());
        fixture.gateway.status = 200;
        QTRY_COMPARE_WITH_TIMEOUT(state->word(), u"listening"_s, 10'000);
        QVERIFY(!strip->isVisible());
    }

    void aRefusalIsSaidAboveTheCards()
    {
        Fixture fixture;
        QTRY_VERIFY(fixture.find<QCheckBox>(u"source-github"_s));
        fixture.gateway.server.answer = [](const test::TinyRequest &) {
            return test::TinyAnswer{422, R"({"code":"x","detail":"Not now."})",
                                    "application/problem+json"};
        };
        fixture.click(u"trafficButton"_s);
        auto *strip = fixture.find<widgets::NoticeStrip>(u"noticeStrip"_s);
        QTRY_VERIFY(strip->isVisible());
    }

    void heldRequestsAreShownAfterwards()
    {
        Fixture fixture;
        auto *table = fixture.find<QTableView>(u"requestsTable"_s);
        fixture.find<QPushButton>(u"holdButton"_s)->click();
        QTRY_VERIFY(fixture.find<QCheckBox>(u"source-github"_s));
        QCOMPARE(table->model()->rowCount(), 0);
        fixture.find<QPushButton>(u"holdButton"_s)->click();
        QTRY_COMPARE(table->model()->rowCount(), 2);
    }

    void deliveriesAloneAreShown()
    {
        Fixture fixture;
        auto *table = fixture.find<QTableView>(u"requestsTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        fixture.find<QCheckBox>(u"showIngest"_s)->click();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        fixture.find<QCheckBox>(u"showDeliveries"_s)->click();
        QTRY_COMPARE(table->model()->rowCount(), 0);
    }

    void enterOnARequestOpensItsEvent()
    {
        Fixture fixture;
        QSignalSpy opened(&fixture.page, &LocalGatewayPage::eventRequested);
        auto *table = fixture.find<QTableView>(u"requestsTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QTest::keyClick(table, Qt::Key_J);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.first().first().value<Uuid>(), *Uuid::parse(kEvent.toStdString()));
    }

    void whoReadsARowIsToldOfNewerOnesAndShownThemByAButton()
    {
        Fixture fixture;
        fixture.readWhileThreeCome();
        QCOMPARE(fixture.rows(), 2);
        fixture.click(u"showNews"_s);
        fixture.verifyFollows(5);
    }

    void escapeAndHomeAndF5GoOnFollowing_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("Escape") << Qt::Key_Escape;
        QTest::newRow("Home") << Qt::Key_Home;
        QTest::newRow("F5") << Qt::Key_F5;
    }

    void escapeAndHomeAndF5GoOnFollowing()
    {
        QFETCH(Qt::Key, key);
        Fixture fixture;
        fixture.readWhileThreeCome();
        if (key == Qt::Key_F5)
            fixture.page.refresh(); // the window's key
        else
            QTest::keyClick(fixture.table(), key);
        fixture.verifyFollows(5);
    }

    void whatIsClearedIsNotReadAnyLonger()
    {
        Fixture fixture;
        fixture.readWhileThreeCome();
        fixture.click(u"clearButton"_s);
        QTRY_COMPARE(fixture.rows(), 0);
        fixture.gateway.come(1);
        fixture.verifyFollows(1);
    }

    void theWheelScrollsTheCardsAndChangesNoField_data()
    {
        QTest::addColumn<QString>("field");
        for (const char *name : {"rate-stripe", "badSignatures", "standInDelay", "standInAnswer"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void theWheelScrollsTheCardsAndChangesNoField()
    {
        QFETCH(QString, field);
        Fixture fixture;
        fixture.page.resize(1200, 300);
        auto *column = fixture.find<QScrollArea>(u"cards"_s);
        QTRY_VERIFY(column->verticalScrollBar()->maximum() > 0);
        fixture.button(u"trafficButton"_s)->setFocus();
        auto *target = fixture.find<QWidget>(field);
        QTRY_VERIFY(target->isEnabled());
        const QVariant before = valueOf(target);
        turnWheel(target, -120);
        QCOMPARE(valueOf(target), before);
        QVERIFY(!target->hasFocus());
        QVERIFY(column->verticalScrollBar()->value() > 0);
    }

    void theWheelTurnsTheFieldThatHasTheFocus()
    {
        Fixture fixture;
        auto *delay = fixture.find<QSpinBox>(u"standInDelay"_s);
        QTRY_VERIFY(delay->isEnabled());
        fixture.page.activateWindow();
        delay->setFocus();
        QTRY_VERIFY(delay->hasFocus());
        turnWheel(delay, 120);
        QCOMPARE(delay->value(), 50);
    }

    void tabGoesAsTheEyeDoes()
    {
        Fixture fixture;
        QTRY_VERIFY(fixture.find<QCheckBox>(u"source-github"_s));
        QTRY_VERIFY(fixture.find<QPushButton>(u"scenario-of_tomorrow"_s));
        fixture.find<QCheckBox>(u"source-github"_s)->setChecked(true);
        fixture.page.activateWindow();
        fixture.button(u"trafficButton"_s)->setFocus();
        QStringList order;
        for (int i = 0; i < 20; ++i) {
            QTest::keyClick(fixture.page.focusWidget(), Qt::Key_Tab);
            order += fixture.page.focusWidget()->objectName();
        }
        QCOMPARE(order.mid(0, 19),
                 (QStringList{
                     u"source-stripe"_s, u"rate-stripe"_s, u"source-github"_s, u"rate-github"_s,
                     u"badSignatures"_s, u"duplicates"_s, u"failing"_s, u"clockSkew"_s,
                     u"scenario-wordpress_outage"_s, u"scenario-of_tomorrow"_s, u"standInAnswer"_s,
                     u"standInDelay"_s, u"standInFor"_s, u"standInRetryAfter"_s, u"showIngest"_s,
                     u"showDeliveries"_s, u"holdButton"_s, u"clearButton"_s, u"requestsTable"_s}));
    }

    void theStandInsRowsDoNotTouch()
    {
        Fixture fixture;
        const auto *answer = fixture.find<QWidget>(u"standInAnswer"_s);
        const auto *below = fixture.find<QWidget>(u"standInFor"_s);
        QVERIFY(below->y() - answer->geometry().bottom() >= 8);
    }

    void thePaletteOffersWhatThePageCanDo()
    {
        Fixture fixture;
        QTRY_VERIFY(fixture.find<QPushButton>(u"scenario-of_tomorrow"_s));
        QVERIFY(fixture.button(u"trafficButton"_s));
        QStringList offered;
        for (const Command &command : commandsOf({}, fixture.page.pageActions()))
            offered += command.title;
        QCOMPARE(offered,
                 (QStringList{u"Start the traffic"_s,
                              u"Run the scenario: WordPress outage and recovery"_s,
                              u"Run the scenario: Of tomorrow"_s, u"Hold the requests"_s,
                              u"Clear the requests"_s}));
        QVERIFY(shortcutsOf({}, fixture.page.pageActions()).keys.size() >= 9);
    }

    void aScenarioIsRunAndStoppedFromThePalette()
    {
        Fixture fixture;
        QTRY_VERIFY(fixture.action(u"Run the scenario: WordPress outage and recovery"_s));
        fixture.action(u"Run the scenario: WordPress outage and recovery"_s)->trigger();
        QTRY_COMPARE(fixture.gateway.told, "simulator/scenarios/wordpress_outage/run");
        QTRY_VERIFY(fixture.action(u"Stop the scenario: WordPress outage and recovery"_s));
        fixture.action(u"Stop the scenario: WordPress outage and recovery"_s)->trigger();
        QTRY_COMPARE(fixture.gateway.told, "simulator/scenarios/stop");
    }

    void keysStartTrafficHoldAndClear()
    {
        Fixture fixture;
        QTRY_COMPARE(fixture.rows(), 2);
        QVERIFY(fixture.button(u"trafficButton"_s));
        QTest::keyClick(fixture.table(), Qt::Key_T);
        QTRY_COMPARE(fixture.gateway.told, "simulator/traffic");
        QTest::keyClick(fixture.table(), Qt::Key_H);
        QVERIFY(fixture.button(u"holdButton"_s)->isChecked());
        QVERIFY(fixture.action(u"Go on showing requests"_s));
        QTest::keyClick(fixture.table(), Qt::Key_Delete);
        QTRY_COMPARE(fixture.rows(), 0);
    }

    void nothingIsAskedWhileThePageIsHidden()
    {
        Fixture fixture;
        QTRY_VERIFY(fixture.find<QCheckBox>(u"source-github"_s));
        fixture.page.hide();
        QSignalSpy answered(&fixture.api, &AdminClient::answered);
        QTRY_VERIFY(!answered.wait(1'500) || answered.size() <= 2); // what was under way
        QVERIFY(!answered.wait(1'500));
    }
};

QTEST_MAIN(LocalGatewayPageTest)
#include "localgatewaypage_test.moc"
