#include "ui/collection/exportflow.h"

#include "models/collection/celltext.h"
#include "models/collection/rowexport.h"
#include "ui/collection/exportdialog.h"
#include "ui/collection/taskstrip.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/copyfeedback.h"

#include <QDesktopServices>
#include <QDir>
#include <QPushButton>
#include <QUrl>

namespace gatehouse::ui {

using collection::ExportProgress;
using collection::RowExport;
using widgets::NoticeKind;

namespace {

QString countOf(qint64 rows)
{
    return collection::displayLocale().toString(rows);
}

QString sizeOf(qint64 bytes)
{
    return collection::sizeText(bytes, collection::displayLocale());
}

void showInFolder(const QString &fileName)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(fileName).path()));
}

QString durationOf(std::chrono::milliseconds time)
{
    return collection::durationText(double(time.count()), collection::displayLocale());
}

} // namespace

ExportFlow::ExportFlow(const collection::Descriptor &descriptor,
                       std::shared_ptr<collection::Source> source, tasks::TaskList *tasks,
                       std::function<PageCount()> count,
                       std::function<std::vector<Uuid>()> selected, TaskStrip *strip,
                       QWidget *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_source(std::move(source))
    , m_tasks(tasks)
    , m_count(std::move(count))
    , m_selected(std::move(selected))
    , m_strip(strip)
    , m_page(parent)
{
    connect(strip, &TaskStrip::stopRequested, this, &ExportFlow::stop);
}

ExportFlow::~ExportFlow() = default;

QString ExportFlow::rowsAsked() const
{
    const QString rows =
        countText(m_count(), m_descriptor.singular,
                  m_descriptor.plural.isEmpty() ? m_descriptor.title : m_descriptor.plural);
    return m_filter.isRestricting() ? tr("All that the filter lets through: %1.").arg(rows)
                                    : tr("All of the list: %1.").arg(rows);
}

void ExportFlow::ask()
{
    if (m_export)
        return;
    const std::vector<Uuid> selected = m_selected();
    auto *dialog = new ExportDialog(m_descriptor, rowsAsked(), m_source->exportsBodies(), m_page);
    dialog->offerSelection(int(selected.size()));
    dialog->setState(m_state);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, selected] { start(*dialog, selected); });
    dialog->open();
}

void ExportFlow::start(const ExportDialog &dialog, const std::vector<Uuid> &selected)
{
    m_state = dialog.state();
    const PageCount count = m_count();
    m_total = count.known ? count.rows : 0;
    const QString fileName = dialog.fileName();
    collection::ExportRequest request{m_descriptor, m_filter, dialog.columns(), dialog.format(),
                                      dialog.withBodies()};
    if (dialog.isOfSelection()) {
        request.ids = selected;
        m_total = qint64(selected.size());
    }
    m_export = std::make_unique<RowExport>(m_source, std::move(request),
                                           std::make_unique<collection::FileTarget>(fileName));
    connect(m_export.get(), &RowExport::progressed, this, &ExportFlow::sayProgress);
    connect(m_export.get(), &RowExport::finished, this,
            [this, fileName](const ExportProgress &result) { sayDone(result, fileName); });
    connect(m_export.get(), &RowExport::failed, this, [this](const Error &error) {
        m_export.release()->deleteLater();
        m_strip->showFailure(tr("The export failed"), error);
    });
    m_strip->begin(m_tasks, tr("Exporting: %1").arg(m_descriptor.title),
                   QStringLiteral("document-export"));
    sayProgress({});
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

void ExportFlow::sayProgress(const ExportProgress &progress)
{
    QString text =
        tr("Exporting: %1 rows, %2 written, %3 rows a second")
            .arg(countOf(progress.rows), sizeOf(progress.bytes), countOf(progress.rowsPerSecond()));
    if (const auto remaining = progress.remaining(m_total))
        text += tr(", %1 to go").arg(durationOf(*remaining));
    m_strip->showProgress(text, progress.rows, m_total);
}

void ExportFlow::sayDone(const ExportProgress &result, const QString &fileName)
{
    m_export.release()->deleteLater();
    const QString path = QDir::toNativeSeparators(fileName);
    const auto addButtons = [&](widgets::NoticeStrip &strip) {
        QPushButton *show = strip.addButton(tr("Show in folder"), QStringLiteral("folder-open"));
        show->setObjectName(QStringLiteral("exportShow"));
        connect(show, &QPushButton::clicked, this, [fileName] { showInFolder(fileName); });
        QPushButton *copy = strip.addButton(tr("Copy path"), QStringLiteral("edit-copy"));
        copy->setObjectName(QStringLiteral("exportCopyPath"));
        connect(copy, &QPushButton::clicked, this, [copy, path] { widgets::copyFrom(copy, path); });
    };
    m_strip->setOpener({tr("Show in folder"), [fileName] { showInFolder(fileName); }});
    const QString done = result.rows == 1 ? tr("Exported one row")
                                          : tr("Exported %1 rows").arg(countOf(result.rows));
    m_strip->showEnd(NoticeKind::Success, done,
                     tr("%1, %2 in %3: %4 rows a second.")
                         .arg(path, sizeOf(result.bytes), durationOf(result.took),
                              countOf(result.rowsPerSecond())),
                     addButtons);
}

} // namespace gatehouse::ui
