#include "ui/collection/filterbar.h"
#include "ui/widgets/chipbar.h"
#include "ui/widgets/labels.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::ui;
using namespace Qt::StringLiterals;

namespace {

collection::Descriptor events()
{
    using collection::FilterType;
    collection::Descriptor descriptor;
    descriptor.id = u"events"_s;
    descriptor.sortColumn = u"received_at"_s;
    descriptor.filters = {
        {u"event_type"_s, u"Type"_s, FilterType::Text, {}},
        {u"trace_id"_s, u"Trace id"_s, FilterType::Text, {}},
        {u"source"_s, u"Source"_s, FilterType::Choice, {u"stripe"_s, u"github"_s}}};
    return descriptor;
}

/// Answers at once.
class FakeValues final : public completion::ValueSource
{
public:
    QFuture<Result<completion::ValueAnswer>> values(
        const completion::ValueRequest &request) override
    {
        asked = request;
        if (error)
            return QtFuture::makeReadyFuture(Result<completion::ValueAnswer>(failure(*error)));
        completion::ValueAnswer answer{{}, 10000, {}, false};
        for (const completion::ValueCount &value : known) {
            if (value.value.contains(request.text))
                answer.values += value;
        }
        return QtFuture::makeReadyFuture(Result<completion::ValueAnswer>(answer));
    }

    QList<completion::ValueCount> known;
    completion::ValueRequest asked;
    std::optional<Error> error;
};

struct Fixture
{
    explicit Fixture(const char *field,
                     const QList<completion::ValueCount> &known = {{u"order.paid"_s, 41200},
                                                                   {u"order.sent"_s, 7}})
        : values(std::make_shared<FakeValues>())
    {
        values->known = known;
        bar.setValues(values);
        bar.resize(900, 40);
        bar.show();
        open(field);
    }
    void open(const char *field)
    {
        bar.findChild<QAction *>(QString::fromLatin1("filter-%1").arg(QLatin1String(field)))
            ->trigger();
    }
    template <typename Widget>
    Widget *find(const char *name)
    {
        return bar.findChild<Widget *>(QString::fromLatin1(name));
    }
    QLineEdit *field() { return find<QLineEdit>("filterValue"); }
    QListView *list() { return find<QListView>("filterSuggestions"); }
    QString basis() { return find<widgets::ElidedLabel>("filterBasis")->text(); }
    QStringList shown()
    {
        QStringList values;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            values += list()->model()->index(row, 0).data().toString();
        return values;
    }
    collection::Condition condition() const { return bar.filter().conditions.value(0); }
    void press(Qt::Key key) { QTest::keyClick(field(), key); }

    std::shared_ptr<FakeValues> values;
    widgets::DisplayOptions display;
    FilterBar bar{events(), display};
};

} // namespace

/// What is offered where a filter is written.
class FilterEditorTest : public QObject
{
    Q_OBJECT

private slots:
    void valuesAreOfferedAtOnceAndSayWhatTheyAreOf()
    {
        Fixture fixture("event_type");
        QTRY_COMPARE(fixture.shown(), (QStringList{u"order.paid"_s, u"order.sent"_s}));
        QCOMPARE(fixture.basis(), u"Of the newest 10,000"_s);
    }

    void typingNarrowsThem()
    {
        Fixture fixture("event_type");
        QTest::keyClicks(fixture.field(), u"sent"_s);
        QTRY_COMPARE(fixture.shown(), QStringList{u"order.sent"_s});
        QCOMPARE(fixture.field()->text(), u"sent"_s);
    }

    void downAndEnterTakeAValueAndEnterAppliesIt()
    {
        Fixture fixture("event_type");
        QTRY_COMPARE(fixture.shown().size(), 2);
        fixture.press(Qt::Key_Down);
        fixture.press(Qt::Key_Down);
        fixture.press(Qt::Key_Return);
        QCOMPARE(fixture.field()->text(), u"order.sent"_s);
        QVERIFY(fixture.bar.filter().isEmpty());
        fixture.press(Qt::Key_Return);
        QCOMPARE(fixture.condition().values, QStringList{u"order.sent"_s});
        QCOMPARE(fixture.condition().comparison, collection::Operator::Is);
    }

    void aClickTakesAValue()
    {
        Fixture fixture("event_type");
        QTRY_COMPARE(fixture.shown().size(), 2);
        const QRect first = fixture.list()->visualRect(fixture.list()->model()->index(0, 0));
        QTest::mouseClick(fixture.list()->viewport(), Qt::LeftButton, {}, first.center());
        QCOMPARE(fixture.field()->text(), u"order.paid"_s);
    }

    void escapeLetsGoOfTheChoiceAndThenCloses()
    {
        Fixture fixture("event_type");
        QTRY_COMPARE(fixture.shown().size(), 2);
        fixture.press(Qt::Key_Down);
        fixture.press(Qt::Key_Escape);
        QVERIFY(!fixture.list()->currentIndex().isValid());
        QVERIFY(fixture.find<QWidget>("filterEditor")->isVisible());
        fixture.press(Qt::Key_Escape);
        QVERIFY(!fixture.find<QWidget>("filterEditor")
                || !fixture.find<QWidget>("filterEditor")->isVisible());
    }

    void upFromTheFirstLeadsBackToWhatIsTyped()
    {
        Fixture fixture("event_type");
        QTRY_COMPARE(fixture.shown().size(), 2);
        fixture.press(Qt::Key_Down);
        fixture.press(Qt::Key_Up);
        QVERIFY(!fixture.list()->currentIndex().isValid());
    }

    void aFurtherValueIsAddedBehindTheComma()
    {
        Fixture fixture("event_type");
        auto *comparison = fixture.find<QComboBox>("filterComparison");
        comparison->setCurrentIndex(comparison->findText(u"is not"_s));
        QTest::keyClicks(fixture.field(), u"order.paid, se"_s);
        QTRY_COMPARE(fixture.shown(), QStringList{u"order.sent"_s});
        fixture.press(Qt::Key_Down);
        fixture.press(Qt::Key_Return);
        fixture.press(Qt::Key_Return);
        QCOMPARE(fixture.condition().values, (QStringList{u"order.paid"_s, u"order.sent"_s}));
        QVERIFY(fixture.condition().negated);
    }

    void theOtherChipsCountAndTheOneThatIsEditedDoesNot()
    {
        Fixture fixture("event_type");
        const collection::Condition source{u"source"_s, collection::Operator::Is, {u"github"_s}};
        const collection::Condition type{u"event_type"_s, collection::Operator::Is, {u"a"_s}};
        fixture.find<QWidget>("filterEditor")->close();
        fixture.bar.setFilter({{type, source}});
        emit fixture.bar.findChild<widgets::ChipBar *>()->editRequested(0);
        QVERIFY(fixture.values->asked.others == collection::Filter{{source}});
    }

    void checkBoxesHaveTheirCounts()
    {
        Fixture fixture("source", {{u"github"_s, 41200}});
        QTRY_COMPARE(fixture.find<QLabel>("count-github")->text(), u"41,200"_s);
        QCOMPARE(fixture.find<QLabel>("count-stripe")->text(), QString());
    }

    void idsAreNotOffered()
    {
        Fixture fixture("trace_id");
        QVERIFY(!fixture.list());
        QVERIFY(fixture.values->asked.field.isEmpty());
    }

    void aFailureIsSaidAndWritingGoesOn()
    {
        Fixture fixture("event_type");
        fixture.values->error = Error{ErrorKind::Timeout, u"The database is slow."_s, {}, {}};
        QTest::keyClicks(fixture.field(), u"paid"_s);
        QTRY_COMPARE(fixture.basis(), u"The values could not be read: The database is slow."_s);
        fixture.press(Qt::Key_Return);
        QCOMPARE(fixture.condition().values, QStringList{u"paid"_s});
    }
};

QTEST_MAIN(FilterEditorTest)
#include "filtereditor_test.moc"
