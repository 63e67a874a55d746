#include "models/completion/valuemodel.h"

#include <QAbstractItemModelTester>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace gatehouse;
using namespace gatehouse::completion;
using namespace Qt::StringLiterals;

namespace {

/// Answers when it is told to.
class SlowValues final : public ValueSource
{
public:
    QFuture<Result<ValueAnswer>> values(const ValueRequest &request) override
    {
        auto promise = std::make_shared<QPromise<Result<ValueAnswer>>>();
        promise->start();
        asked += request.text;
        m_promises.push_back(promise);
        return promise->future();
    }
    void answer(std::size_t question, const ValueAnswer &answer)
    {
        m_promises[question]->addResult(answer);
        m_promises[question]->finish();
    }
    void fail(std::size_t question)
    {
        m_promises[question]->addResult(failure(ErrorKind::Timeout, u"too slow"_s));
        m_promises[question]->finish();
    }
    bool isCancelled(std::size_t question) const { return m_promises[question]->isCanceled(); }

    QStringList asked;

private:
    std::vector<std::shared_ptr<QPromise<Result<ValueAnswer>>>> m_promises;
};

ValueAnswer of(const QString &value, qint64 rows)
{
    return {{{value, rows}}, {}, {}, false};
}

} // namespace

class ValueModelTest : public QObject
{
    Q_OBJECT

private slots:
    void aValueStandsWithItsRows()
    {
        const auto source = std::make_shared<SlowValues>();
        ValueModel model(source, u"source"_s, {});
        QAbstractItemModelTester tester(&model);
        QSignalSpy answered(&model, &ValueModel::answered);
        model.read();
        source->answer(0, of(u"stripe"_s, 41200));
        QTRY_COMPARE(answered.size(), 1);
        QCOMPARE(model.index(0).data().toString(), u"stripe"_s);
        QCOMPARE(model.index(0).data(ValueModel::RowsRole).toLongLong(), 41200);
        QVERIFY(model.rowsOf(u"stripe"_s) == qint64(41200));
        QVERIFY(!model.rowsOf(u"github"_s));
    }

    void onlyWhatIsTypedLastIsAskedFor()
    {
        const auto source = std::make_shared<SlowValues>();
        ValueModel model(source, u"source"_s, {});
        for (const QString &text : {u"s"_s, u"st"_s, u"str"_s})
            model.setText(text);
        QTRY_COMPARE(source->asked, QStringList{u"str"_s});
    }

    void anAnswerThatIsLateIsDropped()
    {
        const auto source = std::make_shared<SlowValues>();
        ValueModel model(source, u"source"_s, {});
        QSignalSpy answered(&model, &ValueModel::answered);
        model.read();
        model.setText(u"g"_s);
        QTRY_COMPARE(source->asked.size(), 2);
        QVERIFY(source->isCancelled(0));
        source->answer(1, of(u"github"_s, 7));
        QTRY_COMPARE(answered.size(), 1);
        source->answer(0, of(u"stripe"_s, 9));
        QCoreApplication::processEvents();
        QCOMPARE(model.index(0).data().toString(), u"github"_s);
    }

    void whatWasThereStaysWhenAReadFails()
    {
        const auto source = std::make_shared<SlowValues>();
        ValueModel model(source, u"source"_s, {});
        QSignalSpy answered(&model, &ValueModel::answered);
        model.read();
        source->answer(0, of(u"stripe"_s, 9));
        model.read();
        source->fail(1);
        QTRY_VERIFY(model.error());
        QCOMPARE(model.error()->message, u"too slow"_s);
        QCOMPARE(model.rowCount(), answered.size() == 1 ? 0 : 1);
    }

    void aModelThatGoesCancelsItsRead()
    {
        const auto source = std::make_shared<SlowValues>();
        {
            ValueModel model(source, u"source"_s, {});
            model.read();
        }
        QVERIFY(source->isCancelled(0));
    }

    void itSaysWhatIsCounted_data()
    {
        QTest::addColumn<ValueAnswer>("answer");
        QTest::addColumn<QString>("text");
        QTest::newRow("all") << ValueAnswer{} << u"Of all rows"_s;
        QTest::newRow("a sample") << ValueAnswer{{}, 10000, {}, false} << u"Of the newest 10,000"_s;
        QTest::newRow("not all chips")
            << ValueAnswer{{}, 10000, {}, true} << u"Of the newest 10,000; some filters left out"_s;
        const Timestamp noon(std::chrono::hours(12));
        QTest::newRow("all that a table knows")
            << ValueAnswer{{}, 10000, {}, false, u"destinations"_s}
            << u"Of the newest 10,000, and all destinations"_s;
        QTest::newRow("hours") << ValueAnswer{{}, {}, noon, false}
                               << u"Since 1/1/70 12:00 PM, by the hour"_s;
    }
    void itSaysWhatIsCounted()
    {
        QFETCH(ValueAnswer, answer);
        QTEST(basisText(answer, QTimeZone::utc()).replace(QChar(0x202f), u' '), "text");
    }
};

QTEST_GUILESS_MAIN(ValueModelTest)
#include "valuemodel_test.moc"
