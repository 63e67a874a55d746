#pragma once

#include "models/collection/source.h"
#include "models/tasks/tasklist.h"
#include "ui/shell/page.h"

#include <QObject>
#include <QVariantMap>

#include <functional>
#include <memory>

class QWidget;

namespace gatehouse::collection {
class RowExport;
struct ExportProgress;
} // namespace gatehouse::collection

namespace gatehouse::ui {

class ExportDialog;
class TaskStrip;

/// From "Export..." to the file: asks what and where to, writes all rows of the filter that is set
/// by then, or those that are selected, says how far it is and what came of it.
///
/// Object names: see ExportDialog and TaskStrip ("export"); exportShow, exportCopyPath.
class ExportFlow : public QObject
{
    Q_OBJECT

public:
    /// `strip` and `tasks` (nullptr: none) outlive it; the dialog belongs to the window of
    /// `parent`. `count`: of the filter, as it is known when it is asked; `selected`: likewise, in
    /// the list's order.
    ExportFlow(const collection::Descriptor &descriptor, std::shared_ptr<collection::Source> source,
               tasks::TaskList *tasks, std::function<PageCount()> count,
               std::function<std::vector<Uuid>()> selected, TaskStrip *strip, QWidget *parent);
    ~ExportFlow() override;

    void setFilter(const collection::Filter &filter) { m_filter = filter; }
    /// What was chosen the last time.
    const QVariantMap &state() const { return m_state; }
    void setState(const QVariantMap &state) { m_state = state; }
    /// Opens the dialog; while an export runs, says nothing new.
    void ask();
    void stop();

private:
    QString rowsAsked() const;
    void start(const ExportDialog &dialog, const std::vector<Uuid> &selected);
    void sayProgress(const collection::ExportProgress &progress);
    void sayDone(const collection::ExportProgress &result, const QString &fileName);

    collection::Descriptor m_descriptor;
    std::shared_ptr<collection::Source> m_source;
    tasks::TaskList *m_tasks;
    std::function<PageCount()> m_count;
    std::function<std::vector<Uuid>()> m_selected;
    collection::Filter m_filter;
    QVariantMap m_state;
    qint64 m_total = 0; ///< of the export that runs; 0: not known
    TaskStrip *m_strip;
    QWidget *m_page;
    std::unique_ptr<collection::RowExport> m_export; ///< nullptr: none runs
};

} // namespace gatehouse::ui
