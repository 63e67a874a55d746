#include "services/core/coredumps.h"

#include <QTest>

#include <sys/resource.h>

class CoreDumpsTest : public QObject
{
    Q_OBJECT

private slots:
    void noneIsWrittenAfterwards()
    {
        gatehouse::forbidCoreDumps();
        struct rlimit limit = {1, 1};
        QCOMPARE(getrlimit(RLIMIT_CORE, &limit), 0);
        QCOMPARE(limit.rlim_cur, rlim_t(0));
        QCOMPARE(limit.rlim_max, rlim_t(0)); // nothing that it starts can raise it again
    }
};

QTEST_GUILESS_MAIN(CoreDumpsTest)
#include "coredumps_test.moc"
