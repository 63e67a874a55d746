#include "ui/pages/ledger/verifyflow.h"

#include "models/collection/celltext.h"
#include "services/core/hex.h"
#include "ui/collection/taskstrip.h"
#include "ui/widgets/copyfeedback.h"
#include "ui/widgets/iconset.h"

#include <QAction>
#include <QPushButton>

namespace gatehouse::ui {

using ledger::ChainCheck;
using ledger::Report;
using widgets::NoticeKind;

namespace {

QString grouped(qint64 number)
{
    return collection::displayLocale().toString(number);
}

collection::Condition bound(collection::Operator comparison, std::int64_t sequence)
{
    return {QStringLiteral("sequence"), comparison, {QString::number(sequence)}, false, true};
}

} // namespace

VerifyFlow::VerifyFlow(EntryReaderFactory makeReader, tasks::TaskList *tasks, CollectionPage *page)
    : QObject(page)
    , m_makeReader(std::move(makeReader))
    , m_tasks(tasks)
    , m_page(page)
    , m_strip(new TaskStrip(QStringLiteral("verify"), page))
    , m_command(page->addPageCommand(QStringLiteral("verify"), {}, {}))
{
    offer(false);
    page->addBanner(m_strip);
    connect(m_command, &QAction::triggered, this, &VerifyFlow::toggle);
    connect(m_strip, &TaskStrip::stopRequested, this, &VerifyFlow::stop);
}

VerifyFlow::~VerifyFlow() = default;

void VerifyFlow::toggle()
{
    m_check ? stop() : start();
}

/// What the command does now.
void VerifyFlow::offer(bool isRunning)
{
    m_command->setText(isRunning ? tr("Stop verifying") : tr("Verify chain"));
    m_command->setIcon(widgets::icon(isRunning ? QStringLiteral("process-stop")
                                               : QStringLiteral("dialog-ok-apply")));
}

void VerifyFlow::start()
{
    m_check = std::make_unique<ChainCheck>(m_makeReader(), ledger::Pin());
    connect(m_check.get(), &ChainCheck::progressed, this, &VerifyFlow::sayProgress);
    connect(m_check.get(), &ChainCheck::finished, this, &VerifyFlow::sayReport);
    connect(m_check.get(), &ChainCheck::failed, this, &VerifyFlow::sayFailure);
    offer(true);
    m_strip->begin(m_tasks, tr("Verifying the ledger"), QStringLiteral("dialog-ok-apply"));
    sayProgress(0, 0);
    m_check->start();
}

void VerifyFlow::stop()
{
    if (!m_check)
        return;
    m_check->stop();
    end();
    m_strip->showEnd(NoticeKind::Warning, tr("Verifying was stopped"),
                     tr("Nothing can be said of the entries that were not reached."));
}

/// It may be the one that is just telling its end.
void VerifyFlow::end()
{
    m_check.release()->deleteLater();
    offer(false);
}

void VerifyFlow::sayProgress(qint64 entries, qint64 newest)
{
    const QString text = newest > 0
        ? tr("Verifying the chain: %1 of %2 entries").arg(grouped(entries), grouped(newest))
        : tr("Verifying the chain");
    m_strip->showProgress(text, entries, newest);
}

void VerifyFlow::sayReport(const Report &report)
{
    end();
    report.broken ? sayBroken(report) : sayUnbroken(report);
}

void VerifyFlow::sayUnbroken(const Report &report)
{
    const QString hash = QString::fromStdString(toHex(asBytes(report.lastHash)));
    const auto addCopy = [this, hash](widgets::NoticeStrip &strip) {
        if (hash.isEmpty())
            return;
        QPushButton *copy = strip.addButton(tr("Copy hash"), QStringLiteral("edit-copy"));
        copy->setObjectName(QStringLiteral("verifyCopy"));
        copy->setToolTip(tr("Kept elsewhere, it proves later that the end was not cut off: "
                            "gatehousectl audit verify --expect-hash"));
        connect(copy, &QPushButton::clicked, this, [copy, hash] { widgets::copyFrom(copy, hash); });
    };
    m_strip->showEnd(NoticeKind::Success, tr("The ledger is unbroken"), sentence(report), addCopy);
}

void VerifyFlow::sayBroken(const Report &report)
{
    const auto addShow = [this, sequence = report.broken->sequence](widgets::NoticeStrip &strip) {
        QPushButton *show = strip.addButton(tr("Show the entries around it"));
        show->setObjectName(QStringLiteral("verifyShow"));
        connect(show, &QPushButton::clicked, this, [this, sequence] { showAround(sequence); });
    };
    m_strip->showEnd(NoticeKind::Error, tr("The ledger is broken"), sentence(report), addShow);
}

void VerifyFlow::sayFailure(const Error &error)
{
    end();
    m_strip->showFailure(tr("The chain could not be read"), error);
}

void VerifyFlow::showAround(std::int64_t sequence)
{
    using collection::Operator;
    m_page->setFilter(
        {{bound(Operator::AtLeast, sequence - 2), bound(Operator::AtMost, sequence + 2)}});
    m_page->activate();
}

} // namespace gatehouse::ui
