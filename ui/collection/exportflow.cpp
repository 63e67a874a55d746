#include "ui/collection/exportflow.h"

#include "models/collection/celltext.h"
#include "models/collection/rowexport.h"
#include "ui/collection/taskstrip.h"

#include <QDir>
#include <QFileDialog>

namespace gatehouse::ui {

using collection::RowExport;
using widgets::NoticeKind;

namespace {

/// The name filter that is chosen says how the file is written.
QString suffixOf(const QString &nameFilter)
{
    return nameFilter.contains(QLatin1String(".csv")) ? QStringLiteral("csv")
                                                      : QStringLiteral("ndjson");
}

QString countOf(qint64 rows)
{
    return collection::displayLocale().toString(rows);
}

} // namespace

ExportFlow::ExportFlow(const collection::Descriptor &descriptor,
                       std::shared_ptr<collection::Source> source, TaskStrip *strip,
                       QWidget *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_source(std::move(source))
    , m_strip(strip)
    , m_page(parent)
{
    connect(strip, &TaskStrip::stopRequested, this, &ExportFlow::stop);
}

ExportFlow::~ExportFlow() = default;

void ExportFlow::ask()
{
    if (m_export)
        return;
    auto *dialog = new QFileDialog(m_page, tr("Export %1").arg(m_descriptor.title));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilters(
        {tr("CSV, for a spreadsheet (*.csv)"), tr("NDJSON, an object a line (*.ndjson)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(m_descriptor.id + QStringLiteral(".csv"));
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog](const QString &filter) { dialog->setDefaultSuffix(suffixOf(filter)); });
    connect(dialog, &QFileDialog::fileSelected, this, &ExportFlow::start);
    dialog->open();
}

void ExportFlow::start(const QString &fileName)
{
    m_export = std::make_unique<RowExport>(
        m_source,
        collection::ExportRequest{m_descriptor, m_filter, {}, collection::exportFormat(fileName)},
        std::make_unique<collection::FileTarget>(fileName));
    connect(m_export.get(), &RowExport::progressed, this,
            [this](const collection::ExportProgress &progress) { sayProgress(progress.rows); });
    connect(m_export.get(), &RowExport::finished, this,
            [this, fileName](const collection::ExportProgress &result) {
                sayDone(result.rows, fileName);
            });
    connect(m_export.get(), &RowExport::failed, this, [this](const Error &error) {
        m_export.release()->deleteLater();
        m_strip->showFailure(tr("The export failed"), error);
    });
    sayProgress(0);
    m_export->start();
}

void ExportFlow::stop()
{
    if (!m_export)
        return;
    m_export->stop();
    m_export.reset();
    m_strip->showEnd(NoticeKind::Warning, tr("The export was stopped"), tr("No file was written."));
}

void ExportFlow::sayProgress(qint64 rows)
{
    m_strip->showProgress(tr("Exporting: %1 rows written").arg(countOf(rows)));
}

void ExportFlow::sayDone(qint64 rows, const QString &fileName)
{
    m_export.release()->deleteLater();
    m_strip->showEnd(NoticeKind::Success, tr("Exported %1 rows").arg(countOf(rows)),
                     QDir::toNativeSeparators(fileName));
}

} // namespace gatehouse::ui
