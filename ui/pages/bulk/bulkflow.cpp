#include "ui/pages/bulk/bulkflow.h"

#include "services/core/whendone.h"
#include "ui/collection/taskstrip.h"
#include "ui/pages/bulk/operationtext.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"

#include <QPushButton>

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using bulk::Operation;
using widgets::NoticeKind;

namespace {

constexpr int longestForeign = 200;

QString foreign(const QString &text)
{
    return widgets::visibleText(text, longestForeign);
}

QStringList actionsOf(const QList<BulkChoice> &choices)
{
    QStringList actions;
    for (const BulkChoice &choice : choices)
        actions += choice.action;
    return actions;
}

QString joined(QStringList parts)
{
    parts.removeAll({});
    return parts.join(u", "_s);
}

} // namespace

BulkFlow::BulkFlow(const collection::Descriptor &descriptor, const CollectionServices &services,
                   QList<BulkChoice> choices, const QString &text, OpenItems openItems,
                   CollectionPage *page)
    : QObject(page)
    , m_descriptor(descriptor)
    , m_services(services)
    , m_choices(std::move(choices))
    , m_openItems(std::move(openItems))
    , m_page(page)
    , m_strip(new TaskStrip(u"bulk"_s, page))
    , m_pause(m_strip->addRunButton(u"Pause"_s))
    , m_watch(services.api, actionsOf(m_choices))
{
    page->addBanner(m_strip);
    const QAction *command = page->addPageCommand(u"bulk"_s, text, u"media-seek-forward"_s);
    connect(command, &QAction::triggered, this, &BulkFlow::ask);
    connect(m_pause, &QPushButton::clicked, this, &BulkFlow::pauseOrResume);
    QPushButton *items = m_strip->addRunButton(u"Items"_s);
    items->setText(tr("Outcomes"));
    connect(items, &QPushButton::clicked, this, [this] { m_openItems(m_shown); });
    connect(m_strip, &TaskStrip::stopRequested, this, &BulkFlow::cancel);
    connect(&m_watch, &bulk::OperationWatch::changed, this, &BulkFlow::take);
    connect(&m_watch, &bulk::OperationWatch::refused, this, [this](const Error &error) {
        m_page->showFailure(tr("The gateway did not do that"), error);
    });
    m_watch.start();
}

QString BulkFlow::titleOf(const QString &action) const
{
    const auto found =
        std::find_if(m_choices.begin(), m_choices.end(),
                     [&](const BulkChoice &choice) { return choice.action == action; });
    return found == m_choices.end() ? action : found->title;
}

QList<BulkChoice> BulkFlow::allowed() const
{
    const auto actor = m_services.actor();
    QList<BulkChoice> choices;
    if (!actor || !actor->capabilities.contains(u"bulk"_s))
        return choices;
    std::copy_if(
        m_choices.begin(), m_choices.end(), std::back_inserter(choices),
        [&](const BulkChoice &choice) { return actor->capabilities.contains(choice.capability); });
    return choices;
}

QString BulkFlow::filtered() const
{
    return m_page->filter().isRestricting() ? tr("All that the filter lets through")
                                            : tr("All of the list");
}

void BulkFlow::ask()
{
    const QList<BulkChoice> choices = allowed();
    if (choices.isEmpty()) {
        const QString why = m_services.actor() ? tr("Your role may not change many rows at once.")
                                               : tr("The gateway has not said yet who you are.");
        m_page->showFailure(tr("That cannot be done"), Error{ErrorKind::Denied, why, {}, {}});
        return;
    }
    if (m_dialog)
        return;
    m_dialog = new BulkDialog(m_services.api, m_descriptor, choices,
                              {m_page->selectedIds(), m_page->filter(), filtered()},
                              m_services.environment(), m_page);
    connect(m_dialog, &QDialog::accepted, this, [this] { start(*m_dialog); });
    m_dialog->open();
}

void BulkFlow::start(const BulkDialog &dialog)
{
    const auto body = bulk::wishBody(m_descriptor, dialog.wish(), false);
    const QString failed = tr("%1: it did not begin").arg(dialog.choice().title);
    if (!body) {
        m_page->showFailure(failed, body.error());
        return;
    }
    whenDone(m_services.api.post(u"bulk-operations"_s, *body), this,
             [this, failed](const Result<QJsonObject> &answer) {
                 if (answer)
                     m_watch.follow((*answer)[u"id"_s].toString());
                 else
                     m_page->showFailure(failed, answer.error());
             });
}

void BulkFlow::take(const Operation &operation)
{
    if (operation.id != m_shown)
        begin(operation);
    if (operation.isOver())
        sayEnd(operation);
    else
        sayProgress(operation);
    if (std::exchange(m_state, operation.state) != operation.state)
        m_page->changed();
}

void BulkFlow::begin(const Operation &operation)
{
    m_shown = operation.id;
    m_state.clear();
    tasks::Task *task = m_strip->begin(
        m_services.tasks,
        tr("%1: %2 rows of %3")
            .arg(titleOf(operation.action), countText(operation.total), m_descriptor.title),
        u"media-seek-forward"_s);
    if (!task)
        return;
    task->setOutlivesWindow(true);
    task->setOpener({tr("Outcomes"), [open = m_openItems, id = operation.id] { open(id); }});
}

void BulkFlow::sayProgress(const Operation &operation)
{
    const bool isResumed = operation.canResume();
    m_pause->setText(isResumed ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(
        widgets::icon(isResumed ? u"media-playback-start"_s : u"media-playback-pause"_s));
    const qint64 settled = operation.total - operation.pending;
    QString text =
        tr("%1: %2 of %3")
            .arg(titleOf(operation.action), countText(settled), countText(operation.total));
    if (operation.state == u"stopped"_s)
        text = tr("Stopped by itself. %1").arg(text);
    else if (operation.state == u"paused"_s)
        text = tr("Paused. %1").arg(text);
    const QString left = operation.remainingSeconds && operation.canPause()
        ? tr("%1 s to go").arg(countText(*operation.remainingSeconds))
        : QString();
    m_strip->showProgress(
        joined({text, troubleText(operation), left, tr("by %1").arg(foreign(operation.startedBy)),
                isResumed ? foreign(operation.stateReason) : QString()}),
        settled, operation.total);
}

void BulkFlow::sayEnd(const Operation &operation)
{
    m_shown.clear();
    const bool isFinished = operation.state == u"finished"_s;
    const QString title =
        (isFinished ? tr("%1: done, %2 of %3") : tr("%1: cancelled at %2 of %3"))
            .arg(titleOf(operation.action), countText(operation.done), countText(operation.total));
    const QString through = operation.succeeded > 0
        ? tr("%1 delivered by now").arg(countText(operation.succeeded))
        : QString();
    const auto addButtons = [this, id = operation.id](widgets::NoticeStrip &strip) {
        QPushButton *items = strip.addButton(tr("Outcomes"), u"view-list-details"_s);
        items->setObjectName(u"bulkEndItems"_s);
        connect(items, &QPushButton::clicked, this, [this, id] { m_openItems(id); });
    };
    m_strip->showEnd(isFinished ? NoticeKind::Success : NoticeKind::Warning, title,
                     joined({through, troubleText(operation)}), addButtons);
}

void BulkFlow::pauseOrResume()
{
    const auto &followed = m_watch.followed();
    if (!followed)
        return;
    if (followed->canResume())
        m_watch.ask(u"resume"_s, tr("resumed in the console"));
    else
        m_watch.ask(u"pause"_s, tr("paused in the console"));
}

void BulkFlow::cancel()
{
    m_watch.ask(u"cancel"_s, tr("cancelled in the console"));
}

} // namespace gatehouse::ui
