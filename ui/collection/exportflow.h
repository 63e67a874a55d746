#pragma once

#include "models/collection/source.h"

#include <QObject>

#include <memory>

class QAction;
class QWidget;

namespace gatehouse::collection {
class RowExport;
}

namespace gatehouse::ui {

class TaskStrip;

/// From "Export..." to the file: asks where to, writes all rows of the filter that is set by then,
/// says how far it is and what came of it.
///
/// Object names: exportDialog; see TaskStrip ("export").
class ExportFlow : public QObject
{
    Q_OBJECT

public:
    /// `strip` outlives it; the dialog belongs to the window of `parent`.
    ExportFlow(const collection::Descriptor &descriptor, std::shared_ptr<collection::Source> source,
               TaskStrip *strip, QWidget *parent);
    ~ExportFlow() override;

    void setFilter(const collection::Filter &filter) { m_filter = filter; }
    /// Opens the dialog; while an export runs, says nothing new.
    void ask();
    void start(const QString &fileName);
    void stop();

private:
    void sayProgress(qint64 rows);
    void sayDone(qint64 rows, const QString &fileName);

    collection::Descriptor m_descriptor;
    std::shared_ptr<collection::Source> m_source;
    collection::Filter m_filter;
    TaskStrip *m_strip;
    QWidget *m_page;
    std::unique_ptr<collection::RowExport> m_export; ///< nullptr: none runs
};

} // namespace gatehouse::ui
