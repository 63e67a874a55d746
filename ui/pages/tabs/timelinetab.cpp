#include "ui/pages/tabs/timelinetab.h"

#include "models/collection/celltext.h"
#include "models/collection/statuswords.h"
#include "services/core/timesteps.h"
#include "ui/collection/shapes.h"
#include "ui/widgets/timelineview.h"

namespace gatehouse::ui {

namespace {

/// What an operator did, by the ledger's name for it.
QString operatorTitle(const QString &action)
{
    if (action == QLatin1String("events.reenqueue"))
        return TimelineTab::tr("Re-enqueued by an operator");
    if (action == QLatin1String("events.discard"))
        return TimelineTab::tr("Discarded by an operator");
    if (action == QLatin1String("jobs.retry"))
        return TimelineTab::tr("Job retried by an operator");
    if (action == QLatin1String("jobs.cancel"))
        return TimelineTab::tr("Job cancelled by an operator");
    if (action == QLatin1String("dlq.reenqueue"))
        return TimelineTab::tr("Dead letter re-enqueued by an operator");
    if (action == QLatin1String("dlq.discard"))
        return TimelineTab::tr("Dead letter discarded by an operator");
    return TimelineTab::tr("Operator: %1").arg(collection::visibleText(action));
}

QString tryTitle(const Happening &happening)
{
    if (happening.status == QLatin1String(kDryRun))
        return TimelineTab::tr("Dry run: built, not sent");
    return happening.status == QLatin1String("processed")
        ? TimelineTab::tr("Try %1 succeeded").arg(happening.number.value_or(0))
        : TimelineTab::tr("Try %1 failed").arg(happening.number.value_or(0));
}

QString titleOf(const Happening &happening)
{
    switch (happening.kind) {
    case Happening::Kind::Received:
        return happening.status == QLatin1String("discarded") ? TimelineTab::tr("Refused")
                                                              : TimelineTab::tr("Received");
    case Happening::Kind::JobCreated:
        return TimelineTab::tr("Queued for delivery");
    case Happening::Kind::Tried:
        return tryTitle(happening);
    case Happening::Kind::DeadLettered:
        return TimelineTab::tr("Given up: dead letter");
    case Happening::Kind::DeadLetterClosed:
        return TimelineTab::tr("Dead letter %1").arg(collection::statusTitle(happening.status));
    case Happening::Kind::Operator:
        return operatorTitle(happening.status);
    case Happening::Kind::Settled:
        return TimelineTab::tr("Stored; no route sends it on");
    case Happening::Kind::AiJob:
        return TimelineTab::tr("AI job: %1").arg(collection::statusTitle(happening.status));
    }
    return {};
}

widgets::TimelineEntry toEntry(const Happening &happening, const QTimeZone &zone)
{
    const QDateTime time = toDateTime(happening.at, zone);
    widgets::TimelineEntry entry;
    entry.time = time.toString(QStringLiteral("HH:mm:ss.zzz"));
    entry.timeToolTip = collection::exactTime(time, zone);
    entry.title = titleOf(happening);
    entry.detail = happening.text;
    if (happening.durationMs) {
        const QString took =
            collection::durationText(*happening.durationMs, collection::displayLocale());
        entry.detail =
            entry.detail.isEmpty() ? took : TimelineTab::tr("%1 (%2)").arg(entry.detail, took);
    }
    if (happening.kind != Happening::Kind::Operator)
        entry.shape = paintedShape(happening.status);
    return entry;
}

} // namespace

TimelineTab::TimelineTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn,
                         const widgets::DisplayOptions &display, QWidget *parent)
    : ReadingTab(std::move(eventIdColumn), Again::Read, parent)
    , m_reader(std::move(reader))
    , m_display(display)
    , m_view(new widgets::TimelineView(this))
{
    setContent(m_view);
}

QString TimelineTab::title() const
{
    return tr("Timeline");
}

void TimelineTab::read(const Uuid &id)
{
    wait(m_reader->timeline(id), [this](const Timeline &timeline) { showTimeline(timeline); });
}

void TimelineTab::reset()
{
    m_view->setPlaceholder({});
}

void TimelineTab::showTimeline(const Timeline &timeline)
{
    if (timeline.happenings.isEmpty())
        return m_view->setPlaceholder(tr("Nothing is known of this event any more."));
    QList<widgets::TimelineEntry> entries;
    int tries = 0; // over all rounds: a re-enqueued job counts its own from one again
    for (Happening happening : timeline.happenings) {
        const bool wasSent = happening.status != QLatin1String(kDryRun);
        if (happening.kind == Happening::Kind::Tried && wasSent)
            happening.number = ++tries;
        entries.append(toEntry(happening, m_display.zone()));
    }
    m_view->setEntries(entries);
    if (timeline.isCut)
        warn(tr("Only the first %1 entries are shown").arg(entries.size()), {});
}

} // namespace gatehouse::ui
