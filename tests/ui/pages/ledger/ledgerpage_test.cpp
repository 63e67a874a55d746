#include "models/ledger/ledgercollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/tinyserver.h"
#include "ui/pages/ledger/ledgerpage.h"
#include "ui/widgets/appearance.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/noticestrip.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPromise>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

const QString eventId = u"01a1e9b4-ed58-7327-b569-6ed663e67889"_s;

/// Pages are given when the test says so.
class HeldReader final : public ledger::EntryReader
{
public:
    explicit HeldReader(QList<QPromise<Result<ledger::EntryPage>> *> &asked)
        : m_asked(asked)
    {
    }
    QFuture<Result<ledger::EntryPage>> entriesFrom(std::int64_t) override
    {
        auto *promise = new QPromise<Result<ledger::EntryPage>>;
        promise->start();
        m_asked += promise;
        return promise->future();
    }

private:
    QList<QPromise<Result<ledger::EntryPage>> *> &m_asked;
};

/// A chain of so many entries that holds.
std::vector<ledger::Entry> chain(int count)
{
    std::vector<ledger::Entry> entries;
    std::string hash;
    for (int number = 1; number <= count; ++number) {
        ledger::Entry entry{number, Timestamp(), "mira", "admin", "test", "event", "id",
                            "why",  "{}",        hash,   {},      2,      {},      {}};
        hash = entry.hash = *ledger::expectedHash(entry);
        entries.push_back(entry);
    }
    return entries;
}

struct Fixture
{
    Fixture()
        : source(std::make_shared<test::FakeSource>(ledger::ledgerCollection()))
        , api(server.url(), "token")
    {
        add(u"event"_s, eventId);
        add(u"workers"_s, u"all"_s);
        add(u"dead_letter"_s, eventId);
        const CollectionServices services{source,
                                          api,
                                          clock,
                                          display,
                                          [] {
                                              return Environment{u"local"_s, u"here"_s};
                                          },
                                          [] { return std::optional<Whoami>(); },
                                          nullptr,
                                          nullptr,
                                          &tasks};
        page.reset(makeLedgerPage(
            services, [this] { return std::make_unique<HeldReader>(asked); },
            [this](const QString &pageId, const Uuid &row) {
                opened += pageId + u' ' + QString::fromStdString(row.toString());
            },
            nullptr));
        page->resize(1200, 700);
        page->show();
        page->activate();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
        QTRY_COMPARE(table()->model()->rowCount(), 3);
    }
    ~Fixture()
    {
        page.reset();
        qDeleteAll(asked);
    }

    void add(const QString &targetType, const QString &targetId)
    {
        source->add({{u"actor"_s, u"mira"_s},
                     {u"role"_s, u"admin"_s},
                     {u"action"_s, u"test.change"_s},
                     {u"target_type"_s, targetType},
                     {u"target_id"_s, targetId},
                     {u"reason"_s, u"because"_s},
                     {u"source_ip"_s, u"192.0.2.7"_s},
                     {u"user_agent"_s, u"curl/8 <b>"_s},
                     {u"hash"_s, QByteArray("\x9c\x41", 2)},
                     {u"detail_text"_s,
                      u"{\"tenant\": \"acme\", \"before\": {\"mode\": \"live\", \"n\": 1},"
                      " \"after\": {\"mode\": \"off\", \"n\": 1}}"_s}});
    }
    QTableView *table() const { return page->findChild<QTableView *>(u"ledgerTable"_s); }
    QPushButton *button(const char *name) const
    {
        return page->findChild<QPushButton *>(QString::fromLatin1(name));
    }
    widgets::NoticeStrip *notice(const char *name) const
    {
        return page->findChild<widgets::NoticeStrip *>(QString::fromLatin1(name));
    }
    QString progress() const { return page->findChild<QLabel *>(u"verifyProgress"_s)->text(); }
    void select(int row) const { table()->selectRow(row); }
    QStringList facts(const char *name) const
    {
        QStringList texts;
        const auto *view = page->findChild<widgets::KeyValueView *>(QString::fromLatin1(name));
        for (const widgets::KeyValue &line : view->rows())
            texts += line.value;
        return texts;
    }
    void answer(Result<ledger::EntryPage> result)
    {
        asked.last()->addResult(std::move(result));
        asked.last()->finish();
    }
    void answerAll(std::vector<ledger::Entry> entries)
    {
        const auto count = std::int64_t(entries.size());
        answer(ledger::EntryPage{std::move(entries), count});
        if (QTest::qWaitFor([this] { return asked.size() == 2; }, 500))
            answer(ledger::EntryPage());
    }

    test::ManualClock clock;
    tasks::TaskList tasks{clock};
    widgets::DisplayOptions display;
    test::TinyServer server;
    std::shared_ptr<test::FakeSource> source;
    AdminClient api;
    QList<QPromise<Result<ledger::EntryPage>> *> asked;
    QStringList opened;
    std::unique_ptr<CollectionPage> page;
};

} // namespace

class LedgerPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { widgets::applyTheme(*qApp, widgets::Scheme::Light); }

    void theModelKeepsItsWord()
    {
        const Fixture fixture;
        const QAbstractItemModelTester tester(fixture.page->model());
        fixture.page->model()->refresh();
        QTest::qWait(1);
    }

    void anEntryShowsWhatItChanged()
    {
        const Fixture fixture;
        fixture.select(0);
        QCOMPARE(
            fixture.facts("changeFacts"),
            QStringList({u"because"_s, u"event "_s + eventId, u"192.0.2.7"_s, u"curl/8 <b>"_s}));
        const auto *values = fixture.page->findChild<QTableView *>(u"changeTable"_s)->model();
        QCOMPARE(values->rowCount(), 1);
        QStringList cells;
        for (int column = 0; column < 3; ++column)
            cells += values->index(0, column).data().toString();
        QCOMPARE(cells, QStringList({u"mode"_s, u"live"_s, u"off"_s}));
        QVERIFY(fixture.facts("changeBeside").contains(u"acme"_s));
        QVERIFY(fixture.page->findChild<QLabel *>(u"changeNote"_s)->isHidden());
    }

    void theSummaryHasTheHashInHex()
    {
        const Fixture fixture;
        fixture.select(0);
        fixture.page->findChild<QTabWidget *>(u"detailTabs"_s)->setCurrentIndex(1);
        const auto *summary = fixture.page->findChild<QWidget *>(u"tab-summary"_s)
                                  ->findChild<widgets::KeyValueView *>();
        QStringList texts;
        for (const widgets::KeyValue &line : summary->rows())
            texts += line.value;
        QVERIFY2(texts.contains(u"9c41"_s), qPrintable(texts.join(u'|')));
    }

    void theTargetIsOpened()
    {
        const Fixture fixture;
        QVERIFY(!fixture.button("action-open-target")->isEnabled());
        fixture.select(0);
        QPushButton *open = fixture.button("action-open-target");
        QVERIFY(open->isEnabled());
        QTRY_VERIFY(open->height() > 0);
        QTest::mouseClick(open, Qt::LeftButton);
        QCOMPARE(fixture.opened.join(u','), u"events "_s + eventId);
        fixture.select(2);
        QTest::keyClick(fixture.table(), Qt::Key_O);
        QCOMPARE(fixture.opened,
                 QStringList({u"events "_s + eventId, u"dead-letters "_s + eventId}));
    }

    void aTargetWithoutAPageSaysSo()
    {
        const Fixture fixture;
        fixture.select(1);
        QVERIFY(!fixture.button("action-open-target")->isEnabled());
        QTest::keyClick(fixture.table(), Qt::Key_O);
        QVERIFY(fixture.opened.isEmpty());
        QVERIFY(fixture.notice("noticeStrip")->text().contains(u"dead letters"));
    }

    void anUnbrokenChainIsSaidWithItsLastHash()
    {
        Fixture fixture;
        QTest::mouseClick(fixture.button("button-verify"), Qt::LeftButton);
        QVERIFY(!fixture.progress().isEmpty());
        QCOMPARE(fixture.button("button-verify")->text(), u"Stop verifying"_s);
        const auto entries = chain(3);
        const QString hash =
            QString::fromLatin1(QByteArray::fromStdString(entries.back().hash).toHex());
        fixture.answerAll(entries);
        QTRY_VERIFY(!fixture.notice("verifyNotice")->isHidden());
        QCOMPARE(fixture.notice("verifyNotice")->kind(), widgets::NoticeKind::Success);
        QCOMPARE(fixture.notice("verifyNotice")->text(),
                 u"3 entries, unbroken. The last is entry 3, its hash %1."_s.arg(hash));
        QTest::mouseClick(fixture.button("verifyCopy"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), hash);
        QCOMPARE(fixture.button("button-verify")->text(), u"Verify chain"_s);
        QTest::mouseClick(fixture.button("verifyDismiss"), Qt::LeftButton);
        QVERIFY(fixture.notice("verifyNotice")->isHidden());
    }

    void theProgressIsSaid()
    {
        Fixture fixture;
        QTest::mouseClick(fixture.button("button-verify"), Qt::LeftButton);
        fixture.answer(ledger::EntryPage{chain(3), 1200});
        QTRY_COMPARE(fixture.progress(), u"Verifying the chain: 3 of 1,200 entries"_s);
    }

    /// With GATEHOUSE_SHOTS set to a folder, each is written there as a PNG.
    void whatIsSaidFits_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<widgets::Scheme>("scheme");
        QTest::addColumn<QByteArray>("what");
        for (const char *what : {"unbroken", "broken", "progress"}) {
            QTest::addRow("ledger-%s-wide-light", what)
                << QSize(1250, 800) << widgets::Scheme::Light << QByteArray(what);
            QTest::addRow("ledger-%s-narrow-dark", what)
                << QSize(976, 600) << widgets::Scheme::Dark << QByteArray(what);
        }
    }
    void whatIsSaidFits()
    {
        QFETCH(QSize, size);
        QFETCH(widgets::Scheme, scheme);
        QFETCH(QByteArray, what);
        widgets::applyTheme(*qApp, scheme);
        Fixture fixture;
        fixture.page->resize(size);
        fixture.select(0);
        QTest::mouseClick(fixture.button("button-verify"), Qt::LeftButton);
        auto entries = chain(1204);
        if (what == "broken")
            entries[3].reason = "another";
        if (what == "progress")
            fixture.answer(ledger::EntryPage{entries, 3000});
        else
            fixture.answerAll(entries);
        const auto *said = what == "progress"
            ? static_cast<const QWidget *>(fixture.page->findChild<QLabel *>(u"verifyProgress"_s))
            : fixture.notice("verifyNotice");
        QTRY_VERIFY(said->isVisible() && said->height() > 0);
        QCOMPARE(fixture.page->size(), size);
        QVERIFY(fixture.table()->horizontalHeader()->length()
                <= fixture.table()->viewport()->width());
        const QString folder = qEnvironmentVariable("GATEHOUSE_SHOTS");
        QTest::qWait(folder.isEmpty() ? 0 : 100);
        if (!folder.isEmpty())
            QVERIFY(fixture.page->grab().save(folder + u'/' + QLatin1String(QTest::currentDataTag())
                                              + u".png"_s));
        widgets::applyTheme(*qApp, widgets::Scheme::Light);
    }

    void aBrokenChainIsSaidAndShown()
    {
        Fixture fixture;
        QTest::mouseClick(fixture.button("button-verify"), Qt::LeftButton);
        auto entries = chain(5);
        entries[3].reason = "another";
        fixture.answerAll(entries);
        QTRY_VERIFY(!fixture.notice("verifyNotice")->isHidden());
        QCOMPARE(fixture.notice("verifyNotice")->kind(), widgets::NoticeKind::Error);
        QVERIFY(fixture.notice("verifyNotice")->text().startsWith(u"Broken at entry 4:"));
        QTest::mouseClick(fixture.button("verifyShow"), Qt::LeftButton);
        const collection::Filter &filter = fixture.page->model()->filter();
        QCOMPARE(filter.conditions.size(), 2);
        QCOMPARE(filter.conditions[0].values, QStringList(u"2"_s));
        QCOMPARE(filter.conditions[1].values, QStringList(u"6"_s));
        QVERIFY(collection::validate(fixture.page->model()->descriptor(), filter));
    }

    void verifyingIsStopped_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("by its command") << QByteArray("button-verify");
        QTest::newRow("in the strip") << QByteArray("verifyStop");
    }
    void verifyingIsStopped()
    {
        QFETCH(QByteArray, name);
        Fixture fixture;
        QTest::mouseClick(fixture.button("button-verify"), Qt::LeftButton);
        QTest::mouseClick(fixture.button(name.constData()), Qt::LeftButton);
        QVERIFY(fixture.asked.last()->isCanceled());
        fixture.answer(ledger::EntryPage());
        QCOMPARE(fixture.notice("verifyNotice")->kind(), widgets::NoticeKind::Warning);
        QTest::qWait(1);
        QCOMPARE(fixture.asked.size(), 1);
        QTest::mouseClick(fixture.button("button-verify"), Qt::LeftButton);
        QCOMPARE(fixture.asked.size(), 2);
    }

    void whyItCannotBeReadIsSaid()
    {
        Fixture fixture;
        QTest::mouseClick(fixture.button("button-verify"), Qt::LeftButton);
        fixture.answer(failure(ErrorKind::Denied, u"You may not read the ledger."_s));
        QTRY_COMPARE(fixture.notice("verifyNotice")->text(), u"You may not read the ledger."_s);
        QCOMPARE(fixture.notice("verifyNotice")->kind(), widgets::NoticeKind::Error);
    }

    void verifyingIsStoppedFromTheListOfTasks()
    {
        Fixture fixture;
        QTest::mouseClick(fixture.button("button-verify"), Qt::LeftButton);
        QCOMPARE(fixture.tasks.running().size(), 1);
        tasks::Task *task = fixture.tasks.running().first();
        task->requestStop();
        QCOMPARE(task->state(), tasks::TaskState::Stopped);
        QCOMPARE(fixture.notice("verifyNotice")->title(), u"Verifying was stopped"_s);
    }

    void whatIsFilteredIsExported()
    {
        const Fixture fixture;
        fixture.page->setFilter(
            {{{u"target_type"_s, collection::Operator::Is, {u"event"_s}, false, true}}});
        const QTemporaryDir folder;
        QTest::keyClick(fixture.table(), Qt::Key_E, Qt::ControlModifier);
        auto *dialog = fixture.page->findChild<QDialog *>(u"exportDialog"_s);
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->isVisible());
        const QString file = folder.filePath(u"out.csv"_s);
        dialog->findChild<QLineEdit *>(u"exportFile"_s)->setText(file);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"confirmExport"_s), Qt::LeftButton);
        QTRY_VERIFY(!fixture.notice("exportNotice")->isHidden());
        QCOMPARE(fixture.notice("exportNotice")->title(), u"Exported one row"_s);
        QCOMPARE(fixture.tasks.tasks().size(), 1);
        QCOMPARE(fixture.tasks.tasks().first()->title(), u"Exporting: Ledger"_s);
        QCOMPARE(fixture.tasks.tasks().first()->state(), tasks::TaskState::Succeeded);
        QVERIFY(fixture.tasks.tasks().first()->text().startsWith(u"Exported one row. "_s));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArrayList lines = written.readAll().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith("at,sequence,action,actor,role,"));
        QVERIFY(lines[1].contains(eventId.toLatin1()));
    }

    void whatIsExportedIsChosen()
    {
        const Fixture fixture;
        const QTemporaryDir folder;
        fixture.button("button-export")->click();
        auto *dialog = fixture.page->findChild<QDialog *>(u"exportDialog"_s);
        QTRY_VERIFY(dialog->isVisible());
        auto *file = dialog->findChild<QLineEdit *>(u"exportFile"_s);
        auto *columns = dialog->findChild<QListWidget *>(u"exportColumns"_s);
        auto *confirm = dialog->findChild<QPushButton *>(u"confirmExport"_s);
        QVERIFY(!dialog->findChild<QWidget *>(u"exportBodies"_s)); // the ledger has none
        file->setText(folder.filePath(u"out.csv"_s));
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"exportNone"_s), Qt::LeftButton);
        QVERIFY(!confirm->isEnabled());
        columns->item(1)->setCheckState(Qt::Checked);
        QVERIFY(confirm->isEnabled());
        const auto formats =
            dialog->findChild<QWidget *>(u"exportFormat"_s)->findChildren<QAbstractButton *>();
        QTest::mouseClick(formats.last(), Qt::LeftButton);
        QCOMPARE(file->text(), folder.filePath(u"out.json"_s));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!fixture.notice("exportNotice")->isHidden());
        QFile written(folder.filePath(u"out.json"_s));
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QJsonArray rows = QJsonDocument::fromJson(written.readAll()).array();
        QVERIFY(!rows.isEmpty());
        QCOMPARE(rows[0].toObject().keys(), QStringList{u"sequence"_s});
        QTest::mouseClick(fixture.button("exportCopyPath"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), folder.filePath(u"out.json"_s));

        fixture.button("button-export")->click();
        dialog = fixture.page->findChildren<QDialog *>(u"exportDialog"_s).last();
        QTRY_VERIFY(dialog->isVisible());
        QCOMPARE(dialog->findChild<QLineEdit *>(u"exportFile"_s)->text(),
                 folder.filePath(u"ledger.json"_s));
        dialog->reject();
    }

    void whereAnExportCannotGoIsSaid_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("no folder") << u"/nowhere/out.csv"_s;
        QTest::newRow("no name") << u" "_s;
        QTest::newRow("a folder") << u"/tmp"_s;
    }
    void whereAnExportCannotGoIsSaid()
    {
        QFETCH(QString, file);
        const Fixture fixture;
        fixture.button("button-export")->click();
        auto *dialog = fixture.page->findChild<QDialog *>(u"exportDialog"_s);
        dialog->findChild<QLineEdit *>(u"exportFile"_s)->setText(file);
        QVERIFY(!dialog->findChild<QPushButton *>(u"confirmExport"_s)->isEnabled());
        QVERIFY(!dialog->findChild<QLabel *>(u"exportProblem"_s)->text().trimmed().isEmpty());
        dialog->reject();
    }

    void anExportThatFailsSaysWhy()
    {
        const Fixture fixture;
        fixture.button("button-export")->click();
        const auto *dialog = fixture.page->findChild<QDialog *>(u"exportDialog"_s);
        QTRY_VERIFY(dialog->isVisible());
        const QTemporaryDir folder;
        QDir().mkpath(folder.filePath(u"gone"_s));
        dialog->findChild<QLineEdit *>(u"exportFile"_s)
            ->setText(folder.filePath(u"gone/out.csv"_s));
        QVERIFY(QDir().rmdir(folder.filePath(u"gone"_s)));
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"confirmExport"_s), Qt::LeftButton);
        QTRY_VERIFY(!fixture.notice("exportNotice")->isHidden());
        QCOMPARE(fixture.notice("exportNotice")->kind(), widgets::NoticeKind::Error);
    }

    /// What a person sees who may not read the view.
    void whyThereIsNothingIsSaid()
    {
        const Fixture fixture;
        fixture.source->error = Error{ErrorKind::Denied, u"This role may not read it."_s, {}, {}};
        fixture.page->refresh();
        QTRY_VERIFY(fixture.notice("noticeStrip")->title().contains(u"may not read"));
    }
};

QTEST_MAIN(LedgerPageTest)
#include "ledgerpage_test.moc"
