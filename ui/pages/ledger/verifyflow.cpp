#include "ui/pages/ledger/verifyflow.h"

#include "models/collection/celltext.h"
#include "services/core/hex.h"
#include "ui/collection/noticeboard.h"
#include "ui/collection/taskstrip.h"
#include "ui/widgets/copyfeedback.h"

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

VerifyFlow::VerifyFlow(EntryReaderFactory makeReader, CollectionPage *page)
    : QObject(page)
    , m_makeReader(std::move(makeReader))
    , m_page(page)
    , m_strip(new TaskStrip(QStringLiteral("verify"), page))
    , m_command(page->addPageCommand(QStringLiteral("verify"), tr("Verify chain"),
                                     QStringLiteral("dialog-ok-apply")))
{
    page->addBanner(m_strip);
    connect(m_command, &QAction::triggered, this, &VerifyFlow::toggle);
    connect(m_strip, &TaskStrip::stopRequested, this, &VerifyFlow::stop);
}

VerifyFlow::~VerifyFlow() = default;

void VerifyFlow::toggle()
{
    m_check ? stop() : start();
}

void VerifyFlow::start()
{
    m_check = std::make_unique<ChainCheck>(m_makeReader(), ledger::Pin());
    connect(m_check.get(), &ChainCheck::progressed, this, &VerifyFlow::sayProgress);
    connect(m_check.get(), &ChainCheck::finished, this, &VerifyFlow::sayReport);
    connect(m_check.get(), &ChainCheck::failed, this, &VerifyFlow::sayFailure);
    m_command->setText(tr("Stop verifying"));
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
    m_command->setText(tr("Verify chain"));
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
    widgets::NoticeStrip *notice =
        m_strip->showEnd(NoticeKind::Success, tr("The ledger is unbroken"), sentence(report));
    if (report.lastHash.empty())
        return;
    const QString hash = QString::fromStdString(toHex(asBytes(report.lastHash)));
    QPushButton *copy = notice->addButton(tr("Copy hash"), QStringLiteral("edit-copy"));
    copy->setObjectName(QStringLiteral("verifyCopy"));
    copy->setToolTip(tr("Kept elsewhere, it proves later that the end was not cut off: "
                        "gatehousectl audit verify --expect-hash"));
    connect(copy, &QPushButton::clicked, this, [copy, hash] { widgets::copyFrom(copy, hash); });
}

void VerifyFlow::sayBroken(const Report &report)
{
    widgets::NoticeStrip *notice =
        m_strip->showEnd(NoticeKind::Error, tr("The ledger is broken"), sentence(report));
    const std::int64_t sequence = report.broken->sequence;
    QPushButton *show = notice->addButton(tr("Show the entries around it"));
    show->setObjectName(QStringLiteral("verifyShow"));
    connect(show, &QPushButton::clicked, this, [this, sequence] { showAround(sequence); });
}

void VerifyFlow::sayFailure(const Error &error)
{
    end();
    m_strip->showEnd(NoticeKind::Error, tr("The chain could not be read"), error.message,
                     errorDetails(error));
}

void VerifyFlow::showAround(std::int64_t sequence)
{
    using collection::Operator;
    m_page->setFilter(
        {{bound(Operator::AtLeast, sequence - 2), bound(Operator::AtMost, sequence + 2)}});
    m_page->activate();
}

} // namespace gatehouse::ui
