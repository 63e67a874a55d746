#pragma once

#include "models/ledger/chaincheck.h"
#include "models/tasks/tasklist.h"
#include "ui/pages/ledger/ledgerpage.h"

#include <QObject>

class QAction;

namespace gatehouse::ui {

class TaskStrip;

/// "Verify chain": walks the whole ledger, says how far it is, and then in a sentence whether it is
/// unbroken, or where it breaks and how. The same command stops it.
///
/// Object names: button-verify; verifyShow, verifyCopy; see TaskStrip ("verify").
class VerifyFlow : public QObject
{
    Q_OBJECT

public:
    /// Belongs to the page and adds its command to it.
    VerifyFlow(EntryReaderFactory makeReader, tasks::TaskList *tasks, CollectionPage *page);
    ~VerifyFlow() override;

private:
    void toggle();
    void offer(bool isRunning);
    void start();
    void stop();
    void end();
    void sayProgress(qint64 entries, qint64 newest);
    void sayReport(const ledger::Report &report);
    void sayUnbroken(const ledger::Report &report);
    void sayBroken(const ledger::Report &report);
    void sayFailure(const Error &error);
    void showAround(std::int64_t sequence);

    EntryReaderFactory m_makeReader;
    tasks::TaskList *m_tasks; ///< nullptr: it is not listed
    CollectionPage *m_page;
    TaskStrip *m_strip;
    QAction *m_command;
    std::unique_ptr<ledger::ChainCheck> m_check; ///< nullptr: none runs
};

} // namespace gatehouse::ui
