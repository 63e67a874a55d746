#pragma once

#include "services/core/result.h"
#include "ui/charts/chartreport.h"

#include <QAction>
#include <QFuture>
#include <QJsonObject>
#include <QObject>
#include <QUrlQuery>

#include <functional>

namespace gatehouse::ui {

/// Asks the gateway for what AI systems used: GET metrics/report.
using ReadUsage = std::function<QFuture<Result<QJsonObject>>(const QUrlQuery &query)>;

/// What a page of charts gives away as files: all charts as a PDF to be printed, and what AI
/// systems used in that time as CSV, to be charged for. Asks where to; a file is written whole or
/// not at all.
///
/// Object names: exportPdf, exportUsage (the actions), exportFiles (the file dialog).
class MetricsExport final : public QObject
{
    Q_OBJECT

public:
    /// What the page shows, when it is asked for.
    struct Shown
    {
        charts::ReportHead head;
        QList<charts::MetricChart *> charts;
        Result<QUrlQuery> usage; ///< why it cannot be asked for
    };
    /// Without `readUsage` there is no report of that.
    MetricsExport(std::function<Shown()> shown, ReadUsage readUsage, QWidget *page);

    QList<QAction *> actions() const { return m_actions; }

signals:
    void begun(); ///< the gateway is asked
    void saved(const QString &fileName, const QString &what);
    void failed(const gatehouse::Error &error);

private:
    void savePdf(const QString &fileName);
    void saveUsage(const QString &fileName);
    void write(const QString &fileName, const QByteArray &content, const QString &what);

    std::function<Shown()> m_shown;
    ReadUsage m_readUsage;
    QWidget *m_page;
    QList<QAction *> m_actions;
};

} // namespace gatehouse::ui
