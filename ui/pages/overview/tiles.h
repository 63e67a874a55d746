#pragma once

#include "models/alerts/budget.h"
#include "models/metrics/metricsmodel.h"
#include "ui/shell/page.h"
#include "ui/widgets/statusshape.h"
#include "ui/widgets/trend.h"

namespace gatehouse::ui {

/// One question of the Overview with its answer, and where more about it is.
struct Tile
{
    QString id; ///< "traffic": of object names
    QString title;
    QString value; ///< "187"; a dash while it is not known
    QString unit; ///< "per min"; may be empty
    widgets::StatusShape shape = widgets::StatusShape::None;
    QString verdict; ///< "good"
    bool isKnown = true; ///< that nothing happened is known, too
    bool needsSomeone = false;
    QString note; ///< one sentence: what it is compared with, or why it is not known
    widgets::Trend trend = {};
    QString page; ///< that is opened
    collection::Filter filter = {}; ///< of its list
    bool operator==(const Tile &) const = default;
};

/// From these on a tile needs somebody.
inline constexpr double mostFailures = 1; ///< percent of all tries
inline constexpr double slowestP95 = 800; ///< milliseconds of a delivery
inline constexpr double longestWait = 60; ///< seconds of a job that is queued

/// Rows whose field is one of these values.
collection::Filter filterOf(const QString &field, const QStringList &values);
/// Of those rows the ones of the last 24 hours, by their time.
collection::Filter ofTheDay(const QString &timeField, collection::Filter filter);

/// All but that of secrets, in the order of the page. The model is one of overviewCharts().
QList<Tile> tilesOf(const metrics::MetricsModel &model);

/// The tile of AI cost with a verdict, if there is a budget: by the one of which most is used.
Tile judgedBy(const QList<alerts::Budget> &budgets, Tile cost);

/// `due` of `all` secrets are to be rotated by now.
Tile secretsTile(const PageCount &due, const PageCount &all);

} // namespace gatehouse::ui
