#include "ui/pages/overview/concerns.h"

#include "models/collection/celltext.h"
#include "ui/pages/overview/overviewpage.h"
#include "ui/shell/counttext.h"

#include <algorithm>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using deadletters::LetterGroup;

namespace {

constexpr QLatin1String lettersId("dead-letters");
constexpr qsizetype namedTenants = 3;

bool isOpen(const LetterGroup &group)
{
    return group.open > 0 && group.state != "ignored"_L1 && group.state != "resolved"_L1;
}

/// "acme, globex and 12 more"
QString tenantsText(const QStringList &tenants)
{
    const QString named = tenants.mid(0, namedTenants).join(u", "_s);
    return tenants.size() > namedTenants ? OverviewPage::tr("%1 and %2 more", "tenants")
                                               .arg(named)
                                               .arg(tenants.size() - namedTenants)
                                         : named;
}

/// "acme, globex; the last one died on 17 Nov 13:29"
QString whoAndWhen(const LetterGroup &group, const QTimeZone &zone)
{
    QString who = tenantsText(group.tenants);
    if (!group.lastSeen)
        return who;
    const QString when =
        collection::displayLocale().toString(toDateTime(*group.lastSeen, zone), u"d MMM HH:mm"_s);
    return OverviewPage::tr("%1; the last one died on %2", "tenants").arg(who, when);
}

QString largestText(const LetterGroup &largest, qint64 open)
{
    const QString cause = largest.error.isEmpty() ? largest.rootCause : largest.error;
    return OverviewPage::tr("%1 of %2 open dead letters are of one cause: %3")
        .arg(countText(largest.open), countText(open), cause);
}

collection::Filter openOf(const LetterGroup &group)
{
    collection::Filter filter = deadletters::lettersOf(group);
    filter.conditions += filterOf(u"state"_s, {u"open"_s}).conditions;
    return filter;
}

/// The gateway tells the largest group first.
Concern concernOfLetters(const Tile &tile, const QList<LetterGroup> &groups, const QTimeZone &zone)
{
    const auto largest = std::find_if(groups.cbegin(), groups.cend(), isOpen);
    qint64 open = 0;
    for (const LetterGroup &group : groups)
        open += group.open;
    return {tile.id,   tile.shape,      largestText(*largest, open), whoAndWhen(*largest, zone),
            tile.page, openOf(*largest)};
}

QString sentenceOf(const Tile &tile)
{
    const QString value = (tile.value + u' ' + tile.unit).trimmed();
    if (tile.verdict == tile.unit)
        return OverviewPage::tr("%1: %2", "title, value").arg(tile.title, value);
    return OverviewPage::tr("%1: %2 (%3)", "title, value, verdict")
        .arg(tile.title, value, tile.verdict);
}

} // namespace

QList<Concern> concernsOf(const QList<Tile> &tiles, const QList<LetterGroup> &groups,
                          const QTimeZone &zone)
{
    QList<Concern> concerns;
    const bool hasGroup = std::any_of(groups.cbegin(), groups.cend(), isOpen);
    for (const Tile &tile : tiles) {
        if (!tile.needsSomeone)
            continue;
        if (tile.id == lettersId && hasGroup)
            concerns.prepend(concernOfLetters(tile, groups, zone));
        else
            concerns +=
                Concern{tile.id, tile.shape, sentenceOf(tile), tile.note, tile.page, tile.filter};
    }
    return concerns;
}

QString headline(const QList<Tile> &tiles)
{
    const auto needing = std::count_if(tiles.cbegin(), tiles.cend(),
                                       [](const Tile &tile) { return tile.needsSomeone; });
    const auto unknown =
        std::count_if(tiles.cbegin(), tiles.cend(), [](const Tile &tile) { return !tile.isKnown; });
    if (unknown == tiles.size())
        return {};
    if (needing == 0 && unknown > 0)
        return OverviewPage::tr("Not known: %1 of %2.").arg(unknown).arg(tiles.size());
    if (needing == 0)
        return OverviewPage::tr("Nothing needs anybody.");
    return needing == 1 ? OverviewPage::tr("One thing needs somebody.")
                        : OverviewPage::tr("%1 things need somebody.").arg(needing);
}

} // namespace gatehouse::ui
