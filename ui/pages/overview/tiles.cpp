#include "ui/pages/overview/tiles.h"

#include "models/collection/celltext.h"
#include "ui/pages/metrics/chartlook.h"
#include "ui/pages/overview/overviewpage.h"
#include "ui/pages/secrets/secretspage.h"
#include "ui/shell/counttext.h"

#include <algorithm>
#include <cmath>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using charts::isMeasured;
using charts::notMeasured;
using charts::Unit;
using charts::valueText;
using widgets::StatusShape;

namespace {

constexpr double perCentOfAll = 100;
constexpr double fewRefused = 10; ///< so few are no news
constexpr double twice = 2;

/// A chart's numbers in the units in which they are shown.
class Reading
{
public:
    Reading(const metrics::MetricsModel &model, const QString &id)
        : m_zone(model.timeZone())
    {
        const int number = model.numberOf(id);
        m_state = &model.state(number);
        m_data = dataOf(model.charts()[number], *m_state);
        for (int bucket = 0; bucket < m_data.size(); ++bucket)
            m_sums.push_back(m_data.sum(bucket));
    }

    const charts::ChartData &data() const { return m_data; }
    const std::vector<double> &sums() const { return m_sums; }
    const metrics::ChartState &state() const { return *m_state; }

    /// Of the newest bucket that is over.
    double newest() const
    {
        const int bucket = m_data.lastWhole();
        return bucket < 0 ? notMeasured : m_sums[std::size_t(bucket)];
    }
    double lastLook() const
    {
        const auto last = std::find_if(m_sums.rbegin(), m_sums.rend(), isMeasured);
        return last == m_sums.rend() ? notMeasured : *last;
    }
    double inAll() const { return total(m_sums, m_sums); }
    /// Of the buckets that are measured both now and then.
    double inAllWhereCompared() const { return total(m_sums, before()); }
    double inAllBefore() const { return total(before(), m_sums); }
    /// If only to find that nothing came.
    bool wasLookedAt() const
    {
        const auto &values = m_state->values;
        return values
            && std::any_of(values->states.begin(), values->states.end(),
                           [](metrics::BucketState its) {
                               return its != metrics::BucketState::NotMeasured;
                           });
    }
    double newestBefore() const
    {
        const int bucket = m_data.lastWhole();
        return bucket < 0 || before().empty() ? notMeasured : before()[std::size_t(bucket)];
    }
    /// Of a chart with one series.
    double ofRange() const
    {
        if (!m_state->values || m_state->values->series.empty())
            return notMeasured;
        return m_state->values->series.front().ofRange.value_or(notMeasured);
    }
    /// The last stretch of buckets with more than that, as far as it is measured.
    std::optional<TimeRange> lastOver(double limit) const
    {
        std::optional<TimeRange> found;
        for (int bucket = m_data.size() - 1; bucket >= 0; --bucket) {
            const bool isOver = m_sums[std::size_t(bucket)] > limit;
            if (!isOver && found)
                break;
            if (isOver)
                found = {m_data.bucket(bucket).from,
                         found ? found->until
                               : std::min(m_data.bucket(bucket).until, m_data.completeUntil)};
        }
        return found;
    }
    /// Nobody knows what was before.
    bool isFromTheStart(const TimeRange &stretch) const
    {
        return stretch.from == m_data.edges.front();
    }
    QString timeText(Timestamp time) const
    {
        return collection::displayLocale().toString(toDateTime(time, m_zone).time(), u"HH:mm"_s);
    }

private:
    /// Of the values where the others are measured, too.
    static double total(const std::vector<double> &values, const std::vector<double> &others)
    {
        double sum = notMeasured;
        for (std::size_t at = 0; at < std::min(values.size(), others.size()); ++at) {
            if (isMeasured(values[at]) && isMeasured(others[at]))
                sum = (isMeasured(sum) ? sum : 0) + values[at];
        }
        return sum;
    }
    /// A chart whose values add up has one such line.
    const std::vector<double> &before() const
    {
        static const std::vector<double> none;
        const bool isCompared =
            !m_data.series.empty() && m_data.series.back().style == charts::SeriesStyle::Comparison;
        return isCompared ? m_data.series.back().values : none;
    }

    const QTimeZone m_zone;
    const metrics::ChartState *m_state;
    charts::ChartData m_data;
    std::vector<double> m_sums; ///< of each bucket
};

QString goodText()
{
    return OverviewPage::tr("good");
}

QString unknownText(const Reading &reading)
{
    if (reading.state().error)
        return reading.state().error->message;
    if (reading.wasLookedAt())
        return OverviewPage::tr("nothing in the last 24 h");
    return reading.state().values ? OverviewPage::tr("nothing is measured yet")
                                  : OverviewPage::tr("being read");
}

/// The stretch over a limit, for people.
QString overText(const Reading &reading, const TimeRange &over, const QString &limit)
{
    if (over.length() >= std::chrono::hours(24))
        return OverviewPage::tr("over %1 all the time").arg(limit);
    return OverviewPage::tr("over %1 from %2 to %3")
        .arg(limit, reading.timeText(over.from), reading.timeText(over.until));
}

QString beforeText(metrics::Comparison comparison)
{
    return comparison == metrics::Comparison::LastWeek
        ? OverviewPage::tr("a week before", "6 % more than")
        : OverviewPage::tr("the day before", "6 % more than");
}

/// Empty: there is nothing to compare.
QString comparedText(double now, double before, metrics::Comparison comparison)
{
    if (!isMeasured(now) || !isMeasured(before) || comparison == metrics::Comparison::None)
        return {};
    if (before == 0)
        return now == 0 ? OverviewPage::tr("as %1").arg(beforeText(comparison))
                        : OverviewPage::tr("none %1").arg(beforeText(comparison));
    const double change = std::round((now / before - 1) * perCentOfAll);
    if (change == 0)
        return OverviewPage::tr("as %1").arg(beforeText(comparison));
    const QString size = valueText(std::abs(change), Unit::Percent);
    return change > 0 ? OverviewPage::tr("%1 more than %2").arg(size, beforeText(comparison))
                      : OverviewPage::tr("%1 less than %2").arg(size, beforeText(comparison));
}

/// Without a verdict: what is not known needs nobody who could do something here.
Tile tileOf(const QString &id, const QString &title, const QString &page, double value, Unit unit,
            const Reading &reading)
{
    Tile tile;
    tile.id = id;
    tile.title = title;
    tile.page = page;
    tile.value = valueText(value, unit);
    tile.trend.values = reading.sums();
    if (!isMeasured(value)) {
        tile.isKnown = reading.wasLookedAt();
        tile.verdict = tile.isKnown ? OverviewPage::tr("quiet") : OverviewPage::tr("not known");
        tile.note = unknownText(reading);
    }
    return tile;
}

/// What is measured is well, or it is not, with a word for that.
void judge(Tile &tile, double value, bool isWell, const QString &word,
           StatusShape shape = StatusShape::Cross)
{
    if (!isMeasured(value)) {
        tile.unit.clear(); // of a dash
        return;
    }
    tile.shape = isWell ? StatusShape::Check : shape;
    tile.verdict = isWell ? goodText() : word;
    tile.needsSomeone = !isWell;
}

/// No event at all, where some came at that time before, is no good sign.
Tile trafficTile(const metrics::MetricsModel &model)
{
    const Reading reading(model, u"events-by-source"_s);
    const int bucket = reading.data().lastWhole();
    const double minutes = bucket < 0
        ? 1
        : std::chrono::duration<double, std::ratio<60>>(reading.data().bucket(bucket).length())
              .count();
    const double now = reading.newest() / minutes;
    Tile tile = tileOf(u"traffic"_s, OverviewPage::tr("Traffic"), u"events"_s, now, Unit::PerMinute,
                       reading);
    tile.unit = OverviewPage::tr("per min");
    judge(tile, now, now > 0 || !(reading.newestBefore() > 0), OverviewPage::tr("silent"));
    if (isMeasured(now))
        tile.note =
            comparedText(reading.newest(), reading.newestBefore(), reading.state().comparison);
    return tile;
}

Tile failuresTile(const metrics::MetricsModel &model)
{
    const Reading reading(model, u"failure-share"_s);
    const double share = reading.ofRange() * perCentOfAll;
    Tile tile = tileOf(u"failures"_s, OverviewPage::tr("Failed tries"), u"deliveries"_s, share,
                       Unit::Percent, reading);
    tile.filter = ofTheDay(u"created_at"_s, filterOf(u"status"_s, {u"failed"_s}));
    judge(tile, share, share <= mostFailures, OverviewPage::tr("over", "too many failures"));
    const QString limit = valueText(mostFailures, Unit::Percent);
    const auto over = reading.lastOver(mostFailures);
    if (isMeasured(share))
        tile.note =
            over ? overText(reading, *over, limit) : OverviewPage::tr("never over %1").arg(limit);
    return tile;
}

Tile latencyTile(const metrics::MetricsModel &model)
{
    const Reading reading(model, u"delivery-p95"_s);
    const double p95 = reading.ofRange();
    Tile tile = tileOf(u"latency"_s, OverviewPage::tr("Delivery p95"), u"metrics"_s, p95,
                       Unit::Milliseconds, reading);
    tile.unit = OverviewPage::tr("ms");
    judge(tile, p95, p95 <= slowestP95, OverviewPage::tr("slow"));
    if (isMeasured(p95))
        tile.note = OverviewPage::tr("objective: up to %1 ms")
                        .arg(valueText(slowestP95, Unit::Milliseconds));
    return tile;
}

Tile waitingTile(const metrics::MetricsModel &model)
{
    const Reading oldest(model, u"oldest-job"_s);
    const Reading waiting(model, u"jobs-waiting"_s);
    Tile tile = tileOf(u"oldest-job"_s, OverviewPage::tr("Oldest queued job"), u"jobs"_s,
                       oldest.lastLook(), Unit::Seconds, oldest);
    tile.filter = filterOf(u"status"_s, {u"pending"_s});
    judge(tile, oldest.lastLook(), oldest.lastLook() <= longestWait, OverviewPage::tr("late"));
    if (isMeasured(oldest.lastLook()))
        tile.note =
            OverviewPage::tr("%1 waiting", "jobs").arg(valueText(waiting.lastLook(), Unit::Count));
    return tile;
}

Tile lettersTile(const metrics::MetricsModel &model)
{
    const Reading open(model, u"dead-letters"_s);
    const Reading deaths(model, u"job-deaths"_s);
    Tile tile = tileOf(u"dead-letters"_s, OverviewPage::tr("Dead letters"), u"dead-letters"_s,
                       open.lastLook(), Unit::Count, open);
    tile.unit = OverviewPage::tr("open", "dead letters");
    tile.filter = filterOf(u"state"_s, {u"open"_s});
    tile.trend = {deaths.sums(), widgets::TrendStyle::Bars};
    judge(tile, open.lastLook(), open.lastLook() == 0, OverviewPage::tr("open", "dead letters"),
          StatusShape::CrossedBox);
    if (isMeasured(open.lastLook()))
        tile.note = isMeasured(deaths.inAll()) ? OverviewPage::tr("%1 died in the last 24 h")
                                                     .arg(valueText(deaths.inAll(), Unit::Count))
                                               : QString();
    return tile;
}

Tile breakersTile(const metrics::MetricsModel &model)
{
    const Reading reading(model, u"breakers"_s);
    const double open = reading.lastLook();
    Tile tile = tileOf(u"breakers"_s, OverviewPage::tr("Circuit breakers"), u"destinations"_s, open,
                       Unit::Count, reading);
    tile.unit = OverviewPage::tr("open", "circuit breakers");
    judge(tile, open, open == 0, OverviewPage::tr("open", "circuit breakers"));
    const auto last = reading.lastOver(0);
    if (!isMeasured(open))
        return tile;
    if (!last)
        tile.note = OverviewPage::tr("none was in the last 24 h", "open");
    else if (open > 0 && reading.isFromTheStart(*last))
        tile.note = OverviewPage::tr("for more than 24 h", "open");
    else
        tile.note = open > 0
            ? OverviewPage::tr("since %1").arg(reading.timeText(last->from))
            : OverviewPage::tr("closed since %1").arg(reading.timeText(last->until));
    return tile;
}

/// The budget's rest is 1 - error rate / (1 - objective): so much is good.
double goodShare(double budgetLeft, double objective)
{
    return 1 - (1 - budgetLeft) * (1 - objective);
}

bool burns(const metrics::ChartValues &values)
{
    const auto latest = [&](std::size_t line) {
        const auto &all = values.series[line].values;
        const auto last = std::find_if(all.rbegin(), all.rend(),
                                       [](const auto &value) { return value.has_value(); });
        return last == all.rend() ? 0.0 : **last;
    };
    return values.series.size() == 2
        && (latest(0) >= metrics::fastPaging || latest(1) >= metrics::slowPaging);
}

Tile objectiveTile(const metrics::MetricsModel &model)
{
    const metrics::Objective objective;
    const Reading reading(model, u"job-objective"_s);
    const auto &values = reading.state().values;
    const bool isKnown = values && values->budgetLeft;
    const double left = isKnown ? *values->budgetLeft : notMeasured;
    const double good = goodShare(left, objective.share) * perCentOfAll;
    Tile tile = tileOf(u"objective"_s, OverviewPage::tr("Done within 60 s"), u"metrics"_s, good,
                       Unit::Percent, reading);
    tile.trend = {};
    judge(tile, good, left >= 0 && !burns(*values),
          left < 0 ? OverviewPage::tr("missed", "objective")
                   : OverviewPage::tr("burning", "error budget"));
    if (isKnown)
        tile.note = OverviewPage::tr("of %1, %2 of the budget left")
                        .arg(charts::axisText(objective.share * perCentOfAll, Unit::Percent),
                             valueText(std::max(left, 0.0) * perCentOfAll, Unit::Percent));
    return tile;
}

Tile costTile(const metrics::MetricsModel &model)
{
    const Reading reading(model, u"ai-cost"_s);
    Tile tile = tileOf(u"ai-cost"_s, OverviewPage::tr("AI cost"), u"metrics"_s, reading.inAll(),
                       Unit::Dollars, reading);
    if (isMeasured(reading.inAll()))
        tile.note = comparedText(reading.inAllWhereCompared(), reading.inAllBefore(),
                                 reading.state().comparison);
    return tile;
}

/// "81 are stripe's"; empty where none is.
QString mostRefused(const Reading &reading)
{
    const auto &values = reading.state().values;
    const metrics::ChartSeries *most = nullptr;
    for (std::size_t at = 0; values && at < values->series.size(); ++at) {
        const metrics::ChartSeries &series = values->series[at];
        if (!series.isOther && series.ofRange > (most ? most->ofRange : std::optional(0.0)))
            most = &series;
    }
    if (!most)
        return {};
    return OverviewPage::tr("%1 from %2", "events")
        .arg(valueText(*most->ofRange, Unit::Count), most->name);
}

Tile refusedTile(const metrics::MetricsModel &model)
{
    const Reading reading(model, u"ingest-refused"_s);
    const double refused = reading.inAll();
    Tile tile = tileOf(u"refused"_s, OverviewPage::tr("Refused signatures"), u"events"_s, refused,
                       Unit::Count, reading);
    tile.filter = ofTheDay(u"received_at"_s, filterOf(u"signature_valid"_s, {u"no"_s}));
    const double before = reading.inAllBefore(), compared = reading.inAllWhereCompared();
    const bool isNews = refused >= fewRefused && compared > twice * before;
    judge(tile, refused, !isNews, OverviewPage::tr("rising"));
    if (!isMeasured(refused))
        return tile;
    tile.note = mostRefused(reading);
    if (tile.note.isEmpty())
        tile.note = comparedText(compared, before, reading.state().comparison);
    return tile;
}

} // namespace

collection::Filter filterOf(const QString &field, const QStringList &values)
{
    collection::Condition condition;
    condition.field = field;
    condition.values = values;
    return {{condition}};
}

collection::Filter ofTheDay(const QString &timeField, collection::Filter filter)
{
    collection::Condition since;
    since.field = timeField;
    since.comparison = collection::Operator::AtLeast;
    since.values = {u"24h"_s};
    filter.conditions += since;
    return filter;
}

QList<Tile> tilesOf(const metrics::MetricsModel &model)
{
    return {trafficTile(model),   failuresTile(model), latencyTile(model),
            waitingTile(model),   lettersTile(model),  breakersTile(model),
            objectiveTile(model), costTile(model),     refusedTile(model)};
}

Tile judgedBy(const QList<alerts::Budget> &budgets, Tile cost)
{
    const auto budget = alerts::tightest(budgets);
    if (cost.id != "ai-cost"_L1 || !cost.isKnown || !budget)
        return cost;
    const double used = budget->usedPercent();
    judge(cost, used, used < budget->warnAtPercent,
          used < perCentOfAll ? OverviewPage::tr("near the budget")
                              : OverviewPage::tr("over the budget"));
    const QString part = valueText(used, Unit::Percent);
    const QString limit = valueText(budget->limitUsd, Unit::Dollars);
    cost.note = (budget->isOfDay ? OverviewPage::tr("%1 of %2 used today: %3", "share, limit, name")
                                 : OverviewPage::tr("%1 of %2 used this month: %3"))
                    .arg(part, limit, budget->name);
    return cost;
}

Tile secretsTile(const PageCount &due, const PageCount &all)
{
    Tile tile;
    tile.id = u"secrets"_s;
    tile.title = OverviewPage::tr("Secrets due");
    tile.page = u"secrets"_s;
    tile.value = shortCount(due);
    tile.unit = all.known ? OverviewPage::tr("of %1").arg(shortCount(all)) : QString();
    if (!due.known) {
        tile.isKnown = false;
        tile.verdict = OverviewPage::tr("not known");
        tile.note = due.reason.isEmpty() ? OverviewPage::tr("being read") : due.reason;
        return tile;
    }
    judge(tile, double(due.rows), due.rows == 0, OverviewPage::tr("due"), StatusShape::Clock);
    if (due.rows > 0)
        tile.filter = dueSecrets();
    tile.note = due.rows > 0 ? OverviewPage::tr("to be rotated by now")
                             : OverviewPage::tr("none is to be rotated yet");
    return tile;
}

} // namespace gatehouse::ui
