#include "models/tasks/tasklist.h"
#include "tests/support/manualclock.h"

#include <QtTest>

using namespace gatehouse;
using tasks::Task;
using tasks::TaskList;
using tasks::TaskState;

class TaskListTest : public QObject
{
    Q_OBJECT

    test::ManualClock m_clock;

    static Task *add(TaskList &list, const char *title)
    {
        return list.add(QString::fromLatin1(title), QStringLiteral("document-export"));
    }

private slots:
    void theLatestComesFirst()
    {
        TaskList list(m_clock);
        Task *first = add(list, "first");
        Task *second = add(list, "second");
        QCOMPARE(list.tasks(), (QList<Task *>{second, first}));
    }

    void knowsHowFarItIsOnlyWhenTheWholeIsKnown()
    {
        TaskList list(m_clock);
        Task *task = add(list, "export");
        QCOMPARE(task->fraction(), std::nullopt);
        task->report(QStringLiteral("a quarter"), 25, 100);
        QCOMPARE(task->fraction(), std::optional(0.25));
        task->report(QStringLiteral("more than was thought"), 120, 100);
        QCOMPARE(task->fraction(), std::optional(1.0));
    }

    void nothingIsReportedAfterTheEnd()
    {
        TaskList list(m_clock);
        Task *task = add(list, "export");
        m_clock.advance(std::chrono::seconds(3));
        task->end(TaskState::Failed, QStringLiteral("the disk is full"));
        task->report(QStringLiteral("half"), 1, 2);
        task->end(TaskState::Succeeded, QStringLiteral("all is well"));
        QCOMPARE(task->state(), TaskState::Failed);
        QCOMPARE(task->text(), QStringLiteral("the disk is full"));
        QCOMPARE(*task->endedAt() - task->startedAt(), std::chrono::seconds(3));
    }

    void onlyWhatRunsIsAskedToStop()
    {
        TaskList list(m_clock);
        Task *task = add(list, "export");
        QSignalSpy stops(task, &Task::stopRequested);
        task->requestStop();
        task->end(TaskState::Stopped, {});
        task->requestStop();
        QCOMPARE(stops.size(), 1);
    }

    void whatRunsIsNotForgotten()
    {
        TaskList list(m_clock);
        Task *ended = add(list, "ended");
        Task *running = add(list, "running");
        ended->end(TaskState::Succeeded, {});
        list.forget(running);
        list.forgetEnded();
        QCOMPARE(list.tasks(), QList<Task *>{running});
    }

    void anEndIsUnseenUntilSomebodyLooked()
    {
        TaskList list(m_clock);
        Task *task = add(list, "export");
        list.setSeen();
        task->end(TaskState::Succeeded, {});
        QCOMPARE(list.unseen(), QList<Task *>{task});
        list.setSeen();
        QVERIFY(list.unseen().isEmpty());
    }

    void keepsFiftyOfThoseThatEnded()
    {
        TaskList list(m_clock);
        const Task *running = add(list, "running");
        for (int index = 0; index < 60; ++index)
            list.add(QString::number(index), {})->end(TaskState::Succeeded, {});
        QCOMPARE(list.tasks().size(), 51);
        QCOMPARE(list.tasks().constLast(), running);
        QCOMPARE(list.tasks().constFirst()->title(), QStringLiteral("59"));
    }
};

QTEST_GUILESS_MAIN(TaskListTest)
#include "tasklist_test.moc"
