#include "services/gateway/ingress/backgroundwork.h"

#include <QTest>

#include <atomic>
#include <future>

using namespace gatehouse::gateway;

class BackgroundWorkTest : public QObject
{
    Q_OBJECT

private slots:
    void whatWaitsIsDoneBeforeItEnds()
    {
        std::atomic<int> done{0};
        {
            BackgroundWork background;
            for (int i = 0; i < 20; ++i)
                QVERIFY(background.submit([&] { ++done; }));
        }
        QCOMPARE(done.load(), 20);
    }

    void tooMuchIsNotTaken()
    {
        std::promise<void> started;
        std::promise<void> release;
        BackgroundWork background(2);
        QVERIFY(background.submit([&] {
            started.set_value();
            release.get_future().wait();
        }));
        started.get_future().wait();
        QVERIFY(background.submit([] {}));
        QVERIFY(background.submit([] {}));
        QVERIFY(!background.submit([] {}));
        release.set_value();
    }
};

QTEST_GUILESS_MAIN(BackgroundWorkTest)
#include "backgroundwork_test.moc"
