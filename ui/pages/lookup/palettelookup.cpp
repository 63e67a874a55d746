#include "ui/pages/lookup/palettelookup.h"

#include "models/collection/celltext.h"
#include "models/collection/filtertext.h"
#include "ui/collection/rowvalues.h"
#include "ui/collection/shapes.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/iconset.h"

namespace gatehouse::ui {

using lookup::Finding;

namespace {

/// "Events: Subject is 1042"
QString sectionOf(const Finding &finding)
{
    const auto chip = collection::chipText(*finding.descriptor, finding.reading.condition,
                                           collection::displayLocale(), 1);
    return PaletteLookup::tr("%1: %2 %3 %4")
        .arg(finding.descriptor->title, chip.title, chip.verb, chip.value);
}

/// "3 in 4 ms"
QString noteOf(const Finding &finding)
{
    const QString rows = countText(qint64(finding.rows.size()))
        + (finding.hasMore ? QStringLiteral("+") : QString());
    return finding.isDone
        ? PaletteLookup::tr("%1 in %2 ms").arg(rows, countText(finding.milliseconds))
        : rows;
}

/// What the row is known by beside its name: source, tenant, subject, age, error.
QString hintOf(const Finding &finding, const collection::Row &row, Timestamp now)
{
    const RowValues values(*finding.descriptor, row);
    QStringList parts{values.subtitle(), values.text(QStringLiteral("subject_id")),
                      collection::relativeTime(row.key.sort, now, collection::displayLocale()),
                      values.text(QStringLiteral("error"))};
    parts.removeAll(QString());
    return collection::visibleText(parts.join(QStringLiteral(", "))).left(200);
}

/// A line that only says something.
Command statusLine(const QString &title, const QString &hint)
{
    Command line;
    line.section = PaletteLookup::tr("Elsewhere");
    line.title = title;
    line.hint = hint;
    line.icon = widgets::icon(QStringLiteral("search"));
    line.isEnabled = false;
    return line;
}

QString progressOf(const Finding &finding)
{
    if (finding.error)
        return finding.error->message;
    if (finding.share)
        return PaletteLookup::tr("looked at %1 % so far, none yet")
            .arg(countText(qint64(*finding.share * 100)));
    return PaletteLookup::tr("looking");
}

/// "Nothing  Events: Trace id, Actor. Jobs: Request id."
QList<Command> emptyHanded(const std::vector<Finding> &findings)
{
    QStringList collections;
    QHash<QString, QStringList> fields;
    for (const Finding &finding : findings) {
        if (!finding.isDone || finding.error || !finding.rows.empty())
            continue;
        const QString &title = finding.descriptor->title;
        if (!collections.contains(title))
            collections += title;
        fields[title] += finding.descriptor->filterField(finding.reading.condition.field)->title;
    }
    QStringList parts;
    for (const QString &collection : std::as_const(collections))
        parts +=
            QStringLiteral("%1: %2").arg(collection, fields[collection].join(QStringLiteral(", ")));
    if (parts.isEmpty())
        return {};
    return {statusLine(PaletteLookup::tr("Nothing"), parts.join(QStringLiteral("; ")))};
}

} // namespace

PaletteLookup::PaletteLookup(std::vector<lookup::Place> places, MainWindow &window,
                             const Clock &clock, Openers openers, QObject *parent)
    : QObject(parent)
    , m_lookup(std::move(places))
    , m_window(window)
    , m_clock(clock)
    , m_openers(std::move(openers))
{
    window.setFinder([this](const QString &text) { find(text); });
    connect(&m_lookup, &lookup::Lookup::changed, this, &PaletteLookup::show);
}

void PaletteLookup::find(const QString &text)
{
    if (text.trimmed().isEmpty())
        m_lookup.stop();
    else
        m_lookup.search(text);
}

void PaletteLookup::show()
{
    QList<Command> lines;
    for (const Finding &finding : m_lookup.findings()) {
        if (!finding.rows.empty())
            lines += commandsOf(finding);
    }
    for (const Finding &finding : m_lookup.findings()) {
        if (finding.error || (!finding.isDone && finding.rows.empty()))
            lines += statusLine(sectionOf(finding), progressOf(finding));
    }
    lines += emptyHanded(m_lookup.findings());
    m_window.showFound(lines);
}

QList<Command> PaletteLookup::commandsOf(const Finding &finding) const
{
    QList<Command> commands;
    for (const collection::Row &row : finding.rows)
        commands += rowCommand(finding, row);
    if (finding.hasMore)
        commands += filterCommand(finding);
    for (Command &command : commands) {
        command.section = sectionOf(finding);
        command.sectionNote = noteOf(finding);
    }
    return commands;
}

Command PaletteLookup::rowCommand(const Finding &finding, const collection::Row &row) const
{
    const RowValues values(*finding.descriptor, row);
    const QString headline = values.headline();
    Command command;
    command.title = headline.isEmpty() ? finding.descriptor->singular
                                       : collection::visibleText(headline).left(80);
    command.hint = hintOf(finding, row, m_clock.now());
    command.icon = shapeIcon(values.status(), &m_window);
    command.id = sectionOf(finding) + values.id();
    command.run = [open = m_openers.row, id = finding.descriptor->id, row = row.key.id] {
        open(id, row);
    };
    command.runElsewise = [open = m_openers.filter, id = finding.descriptor->id,
                           filter = finding.filter()] { open(id, filter); };
    return command;
}

Command PaletteLookup::filterCommand(const Finding &finding) const
{
    Command command;
    command.title = tr("All of them");
    command.hint = tr("in %1, filtered so").arg(finding.descriptor->title);
    command.icon = widgets::icon(QStringLiteral("view-filter"));
    command.run = [open = m_openers.filter, id = finding.descriptor->id,
                   filter = finding.filter()] { open(id, filter); };
    return command;
}

} // namespace gatehouse::ui
