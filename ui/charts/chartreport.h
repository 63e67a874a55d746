#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace gatehouse::charts {

class MetricChart;

/// What stands above the charts of each page of a report. Plain texts.
struct ReportHead
{
    QString title;
    QStringList lines; ///< what is shown, of when, from where
    QString page; ///< "Page %1 of %2"
};

/// A PDF of the charts as they are, in light colours whatever the window has: four on a page of A4,
/// landscape. Charts that show a message are in it, too.
QByteArray chartReport(const ReportHead &head, const QList<MetricChart *> &charts);

} // namespace gatehouse::charts
