#include "ui/pages/metrics/metricsexport.h"

#include "models/metrics/usagereport.h"
#include "services/core/whendone.h"
#include "ui/charts/chartexport.h"

namespace gatehouse::ui {

using namespace Qt::StringLiterals;

namespace {

QString filesName()
{
    return u"exportFiles"_s;
}

/// Whole ones, though the page may show a part of them.
QString daysOf(const QJsonObject &report)
{
    return MetricsExport::tr("%1 to %2, whole days of UTC")
        .arg(report[u"from"].toString(), report[u"until"].toString());
}

} // namespace

MetricsExport::MetricsExport(std::function<Shown()> shown, ReadUsage readUsage, QWidget *page)
    : QObject(page)
    , m_shown(std::move(shown))
    , m_readUsage(std::move(readUsage))
    , m_page(page)
{
    auto *pdf = new QAction(tr("Charts as PDF…"), this);
    pdf->setObjectName(u"exportPdf"_s);
    connect(pdf, &QAction::triggered, this, [this] {
        charts::askForFile(m_page, filesName(), tr("Save the charts"), u"metrics.pdf"_s,
                           [this](const QString &fileName) { savePdf(fileName); });
    });
    m_actions += pdf;
    if (!m_readUsage)
        return;
    auto *usage = new QAction(tr("Usage of AI systems as CSV…"), this);
    usage->setObjectName(u"exportUsage"_s);
    connect(usage, &QAction::triggered, this, [this] {
        charts::askForFile(m_page, filesName(), tr("Save what AI systems used"), u"usage.csv"_s,
                           [this](const QString &fileName) { saveUsage(fileName); });
    });
    m_actions += usage;
}

void MetricsExport::savePdf(const QString &fileName)
{
    const Shown shown = m_shown();
    write(fileName, charts::chartReport(shown.head, shown.charts), shown.head.lines.value(0));
}

void MetricsExport::saveUsage(const QString &fileName)
{
    const Shown shown = m_shown();
    if (!shown.usage)
        return emit failed(shown.usage.error());
    emit begun();
    whenDone(m_readUsage(*shown.usage), this, [this, fileName](const Result<QJsonObject> &answer) {
        const auto text = answer.and_then([](const QJsonObject &report) {
            return metrics::usageText(report, collection::ExportFormat::Csv);
        });
        if (text)
            write(fileName, QByteArray::fromStdString(*text), daysOf(*answer));
        else
            emit failed(text.error());
    });
}

void MetricsExport::write(const QString &fileName, const QByteArray &content, const QString &what)
{
    const Result<> written = charts::writeFile(fileName, content);
    if (written)
        emit saved(fileName, what);
    else
        emit failed(written.error());
}

} // namespace gatehouse::ui
