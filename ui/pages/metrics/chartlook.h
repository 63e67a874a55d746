#pragma once

#include "models/metrics/metricsmodel.h"
#include "models/metrics/notes.h"
#include "models/metrics/rowsbehind.h"
#include "ui/charts/chartgroup.h"

/// How a chart of models/metrics is drawn by ui/charts.
namespace gatehouse::ui {

/// What it asks, and in which unit and style it is answered.
charts::ChartDescriptor lookOf(const metrics::Chart &chart);

/// What was read of it. What it is compared with is dotted: one line of the sum where values add
/// up, else one for each series that was there before.
charts::ChartData dataOf(const metrics::Chart &chart, const metrics::ChartState &state);

/// All of them, the newest 26 with letters for the charts, "A" the oldest of these; earlier ones
/// have none.
QList<charts::Annotation> annotationsOf(const QList<metrics::Note> &notes);

/// What a drawn series is asked for by: no two of a chart have the same.
QString keyOf(const metrics::ChartSeries &series);

/// The rows behind a point, a bar, or what was dragged over: rowsBehind() of the buckets together.
/// `question` is of that chart. Invalid, with the reason, where no list has just these.
Result<metrics::BucketRows> rowsOf(const metrics::Chart &chart, const metrics::ChartState &state,
                                   const charts::RowsQuestion &question, const QTimeZone &zone);

} // namespace gatehouse::ui
