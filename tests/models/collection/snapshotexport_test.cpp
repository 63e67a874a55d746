#include "models/collection/orderedoutput.h"
#include "models/collection/timeslices.h"

#include <QTest>

#include <atomic>
#include <numeric>
#include <thread>

using namespace gatehouse;
using namespace gatehouse::collection;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t bytesOfSlice = 1'000'000;

Timestamp at(qint64 seconds)
{
    return Timestamp(std::chrono::seconds(seconds));
}

/// All slices, when each comes to what `bytesOf` says of its width in seconds.
std::vector<TimeSlices::Slice> slicesOf(TimeSlices slices,
                                        const std::function<std::size_t(double)> &bytesOf)
{
    std::vector<TimeSlices::Slice> all;
    while (const auto slice = slices.next()) {
        all.push_back(*slice);
        slices.learn(*slice, bytesOf(std::chrono::duration<double>(slice->width).count()));
        if (all.size() > 100'000)
            break;
    }
    return all;
}

} // namespace

/// The parts of an export by slices that need no database.
class SnapshotExportTest : public QObject
{
    Q_OBJECT

private slots:
    void slicesFollowEachOtherWithoutGap_data()
    {
        QTest::addColumn<qint64>("newest");
        QTest::addColumn<qint64>("oldest");
        QTest::newRow("a year") << qint64(1'800'000'000) << qint64(1'768'464'000);
        QTest::newRow("a moment") << qint64(1'800'000'000) << qint64(1'800'000'000);
        QTest::newRow("before 1970") << qint64(1000) << qint64(-1'000'000);
    }
    void slicesFollowEachOtherWithoutGap()
    {
        QFETCH(qint64, newest);
        QFETCH(qint64, oldest);
        const auto slices = slicesOf({at(newest), at(oldest), bytesOfSlice},
                                     [](double width) { return std::size_t(width * 10); });
        QVERIFY(!slices.front().time.below);
        QVERIFY(!slices.back().time.from);
        for (std::size_t next = 1; next < slices.size(); ++next) {
            QCOMPARE(slices[next].number, std::int64_t(next));
            QVERIFY(slices[next].time.below && slices[next - 1].time.from);
            QVERIFY(*slices[next].time.below == *slices[next - 1].time.from);
        }
    }

    void endsThatAreNoTimesAreOneSlice()
    {
        const auto slices = slicesOf({Timestamp::max(), Timestamp::min(), bytesOfSlice},
                                     [](double) { return std::size_t(1); });
        QCOMPARE(slices.size(), std::size_t(1));
        QVERIFY(!slices[0].time.below && !slices[0].time.from);
    }

    void slicesComeToBeOfTheSizeThatIsMeant()
    {
        // 300 bytes a second over a hundred days: 2,592 slices of that size
        const auto slices = slicesOf({at(8'640'000), at(0), bytesOfSlice},
                                     [](double width) { return std::size_t(width * 300); });
        QVERIFY2(slices.size() > 2'590 && slices.size() < 2'610,
                 qPrintable(QString::number(slices.size())));
    }

    void wheresNothingIsPassedQuickly()
    {
        const auto slices =
            slicesOf({at(8'640'000), at(0), bytesOfSlice}, [](double) { return std::size_t(0); });
        QVERIFY2(slices.size() < 8, qPrintable(QString::number(slices.size())));
    }

    void whatIsAheadOfItsTurnWaitsForIt()
    {
        std::string written;
        OrderedOutput output(
            [&](std::string_view text, qint64) {
                written += text;
                return Result<>();
            },
            1000);
        const auto add = [&](std::int64_t slice, std::string text) {
            QVERIFY(output.add(slice, text, 1));
            QVERIFY(text.empty());
        };
        add(1, "c");
        add(2, "e");
        QVERIFY(output.finish(2));
        QCOMPARE(written, std::string());
        add(0, "a");
        QCOMPARE(written, std::string("a"));
        add(0, "b");
        QVERIFY(output.finish(0));
        add(1, "d");
        QVERIFY(output.finish(1));
        QCOMPARE(written, std::string("abcde"));
        QCOMPARE(output.rows(), qint64(5));
    }

    /// Whatever the threads do, the order is that of the slices, and what is kept has its bound.
    void severalThreadsWriteInOrder()
    {
        constexpr int slices = 400;
        std::vector<int> numbers;
        OrderedOutput output(
            [&](std::string_view text, qint64) {
                for (std::size_t from = 0; from < text.size(); from += 4)
                    numbers.push_back(std::stoi(std::string(text.substr(from, 4))));
                return Result<>();
            },
            40);
        std::atomic<int> next = 0;
        const auto work = [&] {
            for (int slice = next++; slice < slices; slice = next++) {
                for (int piece = 0; piece < 5; ++piece) {
                    std::string text =
                        QByteArray::number(slice).rightJustified(4, '0').toStdString();
                    QVERIFY(output.add(slice, text, 1));
                }
                QVERIFY(output.finish(slice));
            }
        };
        std::vector<std::thread> threads;
        for (int thread = 0; thread < 3; ++thread)
            threads.emplace_back(work);
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(numbers.size(), std::size_t(slices) * 5);
        QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
    }

    void whoWaitsForItsTurnIsStopped()
    {
        OrderedOutput output([](std::string_view, qint64) { return Result<>(); }, 3);
        std::optional<ErrorKind> kind;
        std::thread waiting([&] {
            std::string text = "more than is kept";
            const Result<> added = output.add(1, text, 1);
            kind = added ? ErrorKind::Bug : added.error().kind;
        });
        output.stop();
        waiting.join();
        QCOMPARE(kind, ErrorKind::Cancelled);
        std::string text = "x";
        QVERIFY(!output.add(0, text, 1));
    }

    void anErrorOfTheSinkIsTold()
    {
        OrderedOutput output(
            [](std::string_view, qint64) -> Result<> {
                return failure(ErrorKind::Unavailable, u"full"_s);
            },
            100);
        std::string text = "a";
        const Result<> added = output.add(0, text, 1);
        QVERIFY(!added);
        QCOMPARE(added.error().message, u"full"_s);
        QCOMPARE(output.rows(), qint64(0));
    }
};

QTEST_GUILESS_MAIN(SnapshotExportTest)
#include "snapshotexport_test.moc"
