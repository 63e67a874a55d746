#include "ui/pages/tabs/timelinetab.h"

#include "models/collection/celltext.h"
#include "models/collection/statuswords.h"
#include "services/core/timesteps.h"
#include "ui/collection/shapes.h"
#include "ui/widgets/timelineview.h"

#include <map>

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
    if (action == QLatin1String("dlq.edit_and_retry"))
        return TimelineTab::tr("Payload edited and retried by an operator");
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
        return TimelineTab::tr("Received");
    case Happening::Kind::Verified:
        return TimelineTab::tr("Signature verified");
    case Happening::Kind::Refused:
        return TimelineTab::tr("Refused");
    case Happening::Kind::JobCreated:
        return TimelineTab::tr("Queued for delivery");
    case Happening::Kind::Tried:
        return tryTitle(happening);
    case Happening::Kind::Held:
        return TimelineTab::tr("Held back; not counted as a try");
    case Happening::Kind::Waiting:
        return TimelineTab::tr("Waits for its next try");
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

/// Behind it what the kind has beside: how long it took, when it is due.
QString detailOf(const Happening &happening, const QTimeZone &zone)
{
    QStringList parts;
    if (!happening.text.isEmpty())
        parts += happening.text;
    if (happening.durationMs)
        parts += collection::durationText(*happening.durationMs, collection::displayLocale());
    if (happening.until)
        parts += TimelineTab::tr("due at %1")
                     .arg(toDateTime(*happening.until, zone).toString(QStringLiteral("HH:mm:ss")));
    return parts.size() == 2 ? TimelineTab::tr("%1 (%2)").arg(parts[0], parts[1])
                             : parts.join(QString());
}

widgets::StatusShape shapeOf(const Happening &happening)
{
    switch (happening.kind) {
    case Happening::Kind::Operator: // its status is the ledger's word
        return widgets::StatusShape::None;
    case Happening::Kind::Verified:
        return widgets::StatusShape::Check;
    case Happening::Kind::Held:
    case Happening::Kind::Waiting:
        return widgets::StatusShape::Clock;
    default:
        return paintedShape(happening.status);
    }
}

} // namespace

TimelineTab::TimelineTab(std::shared_ptr<DetailReader> reader, QString eventIdColumn,
                         const widgets::DisplayOptions &display, OpenRow openRow, QWidget *parent)
    : ReadingTab(std::move(eventIdColumn), Again::Read, parent)
    , m_reader(std::move(reader))
    , m_display(display)
    , m_openRow(std::move(openRow))
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
    wait(m_reader->timeline(id),
         [this, id](const Timeline &timeline) { showTimeline(timeline, id); });
}

void TimelineTab::reset()
{
    m_view->setPlaceholder({});
}

QList<widgets::TimelineLink> TimelineTab::linksOf(const Happening &happening,
                                                  const Uuid &event) const
{
    QList<widgets::TimelineLink> links;
    if (!m_openRow)
        return links;
    const auto add = [&](const QString &text, const QString &page, const Uuid &row) {
        links += {text, [open = m_openRow, page, row] { open(page, row); }};
    };
    if (happening.event && *happening.event != event) {
        const QString id = QString::fromStdString(happening.event->toString());
        add(tr("Event %1").arg(id), QStringLiteral("events"), *happening.event);
    }
    if (happening.kind == Happening::Kind::JobCreated && happening.job)
        add(tr("Job"), QStringLiteral("jobs"), *happening.job);
    if (happening.delivery)
        add(tr("Request and answer"), QStringLiteral("deliveries"), *happening.delivery);
    return links;
}

widgets::TimelineEntry TimelineTab::entryOf(const Happening &happening, const Uuid &event) const
{
    const QTimeZone zone = m_display.zone();
    const QDateTime time = toDateTime(happening.at, zone);
    widgets::TimelineEntry entry;
    entry.time = time.toString(QStringLiteral("HH:mm:ss.zzz"));
    entry.timeToolTip = collection::exactTime(time, zone);
    entry.title = titleOf(happening);
    entry.detail = detailOf(happening, zone);
    entry.links = linksOf(happening, event);
    entry.shape = shapeOf(happening);
    return entry;
}

void TimelineTab::showTimeline(const Timeline &timeline, const Uuid &event)
{
    if (timeline.happenings.isEmpty())
        return m_view->setPlaceholder(tr("Nothing is known of this event any more."));
    QList<widgets::TimelineEntry> entries;
    // Of each job over all rounds: one that is re-enqueued counts its own from one again.
    std::map<std::optional<Uuid>, int> tries;
    for (Happening happening : timeline.happenings) {
        const bool wasSent = happening.status != QLatin1String(kDryRun);
        if (happening.kind == Happening::Kind::Tried && wasSent && !timeline.isCut)
            happening.number = ++tries[happening.job];
        entries.append(entryOf(happening, event));
    }
    m_view->setEntries(entries);
    warnOfWhatIsMissing(timeline);
}

void TimelineTab::warnOfWhatIsMissing(const Timeline &timeline)
{
    QStringList missing;
    if (timeline.isCut)
        missing += tr("Only the latest %1 entries are shown.").arg(timeline.happenings.size());
    if (timeline.hasMoreEvents)
        missing += tr("The trace has more events; those next to this one are shown.");
    if (!missing.isEmpty())
        warn(missing.join(QLatin1Char(' ')), {});
}

} // namespace gatehouse::ui
