#include "models/alerts/alertcollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/pages/alerts/alertspage.h"
#include "ui/pages/alerts/entriesdialog.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QTableView>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

struct Shown
{
    Shown()
        : source(std::make_shared<test::FakeSource>(alerts::alertCollection()))
    {
        add(u"measure"_s, u"delivery.error_rate"_s);
        add(u"dead_letter_group"_s, u"g1"_s);
        add(u"bad_signatures"_s, u"stripe/acme"_s);
        add(u"breaker_opened"_s, u"shop:443"_s, u"acknowledged"_s);
        page.reset(makeAlertsPage(services(), nullptr));
        page->resize(1200, 700);
        page->show();
        page->activate();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        QTRY_COMPARE(table()->model()->rowCount(), 4);
    }

    PageServices services()
    {
        PageServices services{
            .database = nullptr,
            .api = api,
            .clock = clock,
            .display = display,
            .environment =
                [] {
                    return Environment{u"local"_s, u"here"_s};
                },
            .actor =
                [] {
                    return std::optional(Whoami{u"mira"_s,
                                                u"support"_s,
                                                {u"acknowledge"_s},
                                                {},
                                                {},
                                                u"local"_s,
                                                u"1"_s,
                                                1});
                },
            .source = [this](const collection::Descriptor &) { return source; },
        };
        services.openFilter = [this](const QString &opened, const collection::Filter &filter) {
            QStringList fields;
            for (const collection::Condition &condition : filter.conditions)
                fields += condition.field + u'=' + condition.values.join(u'|');
            openedPages += opened + u' ' + fields.join(u' ');
        };
        return services;
    }
    void add(const QString &kind, const QString &subject, const QString &state = u"firing"_s)
    {
        source->add({{u"kind"_s, kind},
                     {u"state"_s, state},
                     {u"rule"_s, u"A rule"_s},
                     {u"severity"_s, u"critical"_s},
                     {u"source"_s, u"stripe"_s},
                     {u"tenant"_s, u"acme"_s},
                     {u"subject"_s, subject},
                     {u"subject_text"_s, u"something"_s}});
    }
    QTableView *table() const { return page->findChild<QTableView *>(u"alertsTable"_s); }
    QPushButton *button(const char *name) const
    {
        return page->findChild<QPushButton *>(QString::fromLatin1(name));
    }

    test::ManualClock clock;
    widgets::DisplayOptions display;
    test::TinyServer server;
    AdminClient api{server.url(), "token"};
    std::shared_ptr<test::FakeSource> source;
    QStringList openedPages;
    std::unique_ptr<CollectionPage> page;
};

} // namespace

class AlertsPageTest : public QObject
{
    Q_OBJECT

private slots:
    void oneKeyAcknowledgesAnAlert()
    {
        Shown shown;
        shown.table()->selectRow(0);
        QTRY_VERIFY(shown.button("action-acknowledge")->isEnabled());
        QTest::keyClick(shown.table(), Qt::Key_A);
        QTRY_COMPARE(shown.server.requests.size(), 1);
        const auto &request = shown.server.requests.first();
        QVERIFY(request.path.endsWith("/acknowledge"));
        QVERIFY(!QJsonDocument::fromJson(request.body)[u"reason"].toString().isEmpty());
    }

    void whatWasAcknowledgedIsNotAgain()
    {
        Shown shown;
        shown.table()->selectRow(3);
        QTRY_VERIFY(!shown.button("action-acknowledge")->isEnabled());
        QVERIFY(shown.button("action-acknowledge")->toolTip().contains(u"fires"_s));
    }

    void whatItIsAboutIsOpened_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("opened");
        QTest::newRow("measure") << 0 << u"metrics "_s;
        QTest::newRow("signatures")
            << 2 << u"events signature_valid=no source=stripe tenant=acme"_s;
        QTest::newRow("breaker") << 3 << u"destinations "_s;
    }
    void whatItIsAboutIsOpened()
    {
        QFETCH(int, row);
        QFETCH(QString, opened);
        Shown shown;
        shown.table()->selectRow(row);
        QTRY_VERIFY(shown.button("action-open-subject")->isEnabled());
        QTest::keyClick(shown.table(), Qt::Key_O);
        QTRY_COMPARE(shown.openedPages, QStringList{opened});
    }

    void aGroupOfDeadLettersIsOpenedByWhatTheGatewaySaysOfIt()
    {
        Shown shown;
        shown.server.answer = [](const test::TinyRequest &) {
            return test::TinyAnswer{200, R"({"items":[{"id":"g1","root_cause":"timeout",
                "fingerprint":"f","open":3,"total":3,"error":"e","state":"open"}],"next":null})"};
        };
        shown.table()->selectRow(1);
        QTRY_VERIFY(shown.button("action-open-subject")->isEnabled());
        QTest::keyClick(shown.table(), Qt::Key_O);
        QTRY_COMPARE(shown.openedPages.size(), 1);
        QVERIFY2(shown.openedPages.first().startsWith(u"dead-letters "_s)
                     && shown.openedPages.first().contains(u"timeout"_s),
                 qPrintable(shown.openedPages.first()));
    }

    void rulesAreEditedFromHere()
    {
        Shown shown;
        QTest::mouseClick(shown.button("button-alertRules"), Qt::LeftButton);
        QTRY_VERIFY(shown.page->findChild<EntriesDialog *>(u"alertRulesDialog"_s));
    }
};

QTEST_MAIN(AlertsPageTest)
#include "alertspage_test.moc"
