#include "services/core/whendone.h"

#include <QPromise>
#include <QTest>

#include <optional>

using namespace gatehouse;

class WhenDoneTest : public QObject
{
    Q_OBJECT

private slots:
    void handlerGetsTheValueLaterInTheReceiversThread()
    {
        QPromise<Result<int>> promise;
        promise.start();
        QObject receiver;
        std::optional<int> got;
        whenDone(promise.future(), &receiver,
                 [&](const Result<int> &result) { got = result.value(); });
        promise.addResult(Result<int>(7));
        promise.finish();
        QVERIFY(!got);
        QTRY_COMPARE(got, std::optional(7));
    }

    void readyFutureIsNotHandledReentrantly()
    {
        QObject receiver;
        int calls = 0;
        whenDone(QtFuture::makeReadyFuture(Result<int>(1)), &receiver,
                 [&](const Result<int> &) { ++calls; });
        QCOMPARE(calls, 0);
        QTRY_COMPARE(calls, 1);
    }

    void severalListenersAreAllCalled()
    {
        const QFuture<Result<int>> future = QtFuture::makeReadyFuture(Result<int>(1));
        QObject receiver;
        int calls = 0;
        for (int i = 0; i < 3; ++i)
            whenDone(future, &receiver, [&](const Result<int> &) { ++calls; });
        QTRY_COMPARE(calls, 3);
    }

    void deadReceiverIsNotCalled()
    {
        QPromise<Result<int>> promise;
        promise.start();
        int calls = 0;
        {
            QObject receiver;
            whenDone(promise.future(), &receiver, [&](const Result<int> &) { ++calls; });
        }
        promise.addResult(Result<int>(7));
        promise.finish();
        // A second listener marks the point by which the first would have been called.
        QObject alive;
        bool marked = false;
        whenDone(promise.future(), &alive, [&](const Result<int> &) { marked = true; });
        QTRY_VERIFY(marked);
        QCOMPARE(calls, 0);
    }

    void cancelledFutureIsACancelledError()
    {
        QPromise<Result<int>> promise;
        promise.start();
        QObject receiver;
        std::optional<ErrorKind> kind;
        whenDone(promise.future(), &receiver,
                 [&](const Result<int> &result) { kind = result.error().kind; });
        promise.future().cancel();
        promise.finish();
        QTRY_COMPARE(kind, std::optional(ErrorKind::Cancelled));
    }
};

QTEST_GUILESS_MAIN(WhenDoneTest)
#include "whendone_test.moc"
