#include "models/events/eventcollection.h"
#include "tests/models/support/fakesource.h"
#include "tests/support/manualclock.h"
#include "tests/ui/support/fakedetailreader.h"
#include "ui/collection/collectiontable.h"
#include "ui/pages/compare/comparedialog.h"
#include "ui/pages/compare/compareflow.h"
#include "ui/widgets/tableview.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

EventPayload payloadOf(const QByteArray &body, const QString &topic)
{
    EventPayload payload;
    payload.body = body;
    payload.headers = {{u"X-Topic"_s, topic}, {u"Accept"_s, u"*/*"_s}};
    return payload;
}

/// Two events of one type and tenant.
struct Fixture
{
    Fixture()
    {
        for (const auto &status : {u"failed"_s, u"processed"_s})
            source->add({{u"status"_s, status},
                         {u"event_type"_s, u"orders/paid"_s},
                         {u"tenant"_s, u"acme"_s}});
    }
    ComparedEvent event(std::size_t row, const EventPayload &payload) const
    {
        return {u"event %1"_s.arg(row), source->rows.at(row), payload};
    }
    std::unique_ptr<CompareDialog> dialog(const EventPayload &left, const EventPayload &right) const
    {
        auto made =
            std::make_unique<CompareDialog>(descriptor, event(0, left), event(1, right), nullptr);
        made->show();
        return made;
    }
    static QStringList shown(const QWidget &dialog, int column)
    {
        const auto *model = dialog.findChild<widgets::TableView *>(u"compareTable"_s)->model();
        QStringList texts;
        for (int row = 0; row < model->rowCount(); ++row)
            texts += model->index(row, column).data().toString();
        return texts;
    }

    const collection::Descriptor descriptor = events::eventCollection();
    std::shared_ptr<test::FakeSource> source = std::make_shared<test::FakeSource>(descriptor);
};

} // namespace

class CompareTest : public QObject
{
    Q_OBJECT

private slots:
    void whatDiffersIsShownValueByValue()
    {
        const Fixture fixture;
        const auto dialog =
            fixture.dialog(payloadOf("{\"id\":1,\"a\":{\"sku\":null}}", u"orders/paid"_s),
                           payloadOf("{\"id\":1,\"a\":{\"sku\":\"x\"}}", u"orders/new"_s));
        const QStringList where = Fixture::shown(*dialog, 0);
        QVERIFY(where.contains(u"event.status"_s));
        QVERIFY(!where.contains(u"event.tenant"_s));
        QVERIFY(where.contains(u"header.x-topic"_s));
        QVERIFY(!where.contains(u"payload.id"_s));
        const auto row = where.indexOf(u"payload.a.sku"_s);
        QVERIFY(row >= 0);
        QCOMPARE(Fixture::shown(*dialog, 1).at(row), u"null"_s);
        QCOMPARE(Fixture::shown(*dialog, 2).at(row), u"\"x\""_s);
    }

    void whatIsTheSameIsShownOnDemand()
    {
        const Fixture fixture;
        const auto dialog =
            fixture.dialog(payloadOf("{\"id\":1}", u"a"_s), payloadOf("{\"id\":1}", u"a"_s));
        QVERIFY(!Fixture::shown(*dialog, 0).contains(u"payload.id"_s));
        QTest::mouseClick(dialog->findChild<QCheckBox *>(u"compareAll"_s), Qt::LeftButton, {},
                          QPoint(8, 8));
        QVERIFY(Fixture::shown(*dialog, 0).contains(u"= payload.id"_s));
        QVERIFY(
            dialog->findChild<QLabel *>(u"compareCount"_s)->text().contains(u"values differ"_s));
    }

    void bodiesThatAreNoJsonAreComparedAsTexts()
    {
        const Fixture fixture;
        const auto dialog = fixture.dialog(payloadOf("a=1", u"a"_s), payloadOf("a=2", u"a"_s));
        QVERIFY(Fixture::shown(*dialog, 0).contains(u"payload"_s));
    }

    void itIsCopiedAsText()
    {
        const Fixture fixture;
        const auto dialog =
            fixture.dialog(payloadOf("{\"n\":1}", u"a"_s), payloadOf("{\"n\":2}", u"a"_s));
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"compareCopy"_s), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"payload.n (changed): 1 | 2"_s));
    }

    void theKeyComparesTwoRows()
    {
        Fixture fixture;
        test::ManualClock clock;
        widgets::DisplayOptions display;
        AdminClient api(QUrl(u"http://127.0.0.1:1"_s), {});
        CollectionPage page(fixture.descriptor,
                            {.source = fixture.source,
                             .api = api,
                             .clock = clock,
                             .display = display,
                             .environment = [] { return Environment{}; },
                             .actor = [] { return std::optional<Whoami>(); }},
                            {});
        new CompareFlow(&page, std::make_shared<test::FakeDetailReader>(), display);
        page.resize(1000, 600);
        page.show();
        auto *table = page.findChild<CollectionTable *>();
        QTRY_COMPARE(table->model()->rowCount(), 2);
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_C);
        QVERIFY(page.statusText().contains(u"Select the other one"_s));
        QTest::keyClick(table, Qt::Key_J);
        QTest::keyClick(table, Qt::Key_C);
        QTRY_VERIFY(page.findChild<QDialog *>(u"compareDialog"_s));
        const QStringList where = Fixture::shown(*page.findChild<QDialog *>(u"compareDialog"_s), 0);
        QVERIFY(where.contains(u"event.status"_s));
    }
};

QTEST_MAIN(CompareTest)
#include "compare_test.moc"
