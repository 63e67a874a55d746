#pragma once

#include "models/metrics/metricsmodel.h"
#include "ui/charts/chartdata.h"
#include "ui/widgets/displayoptions.h"

#include <QVariantMap>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace gatehouse::widgets {
class ElidedLabel;
}

namespace gatehouse::ui {

class FilterBar;

/// The labels that any chart is told by, as fields of a filter bar: a chart takes those that it
/// has.
collection::Descriptor metricLabels();

/// What is chosen for all charts of the page: how far back, by what, how many series, what they are
/// compared with, which calls, the axis, and whether notes are shown. Below it the chips, the
/// notes, of which the newest are told and a menu has all, and where the cursor is.
///
/// Object names: metricsSpan, metricsBy, metricsTop, metricsComparison, metricsNotes,
/// metricsLogAxis, metricsSource, metricsExport, metricsNotesTold, metricsNotesMenu, metricsCursor;
/// filterBar.
class MetricsBar final : public QWidget
{
    Q_OBJECT

public:
    explicit MetricsBar(const widgets::DisplayOptions &display, QWidget *parent = nullptr);

    std::chrono::microseconds span() const;
    metrics::ChartScope scope() const;
    metrics::Comparison comparison() const;
    bool isLogarithmic() const;
    bool showsNotes() const;

    void openFilterMenu();
    /// What stands behind the button that exports; belongs to the caller.
    void addExport(QAction *action);
    /// "Rollups in Postgres, 40 s behind"
    void setSource(const QString &text);
    /// "Tue 12:00 to 12:15"; empty: there is no cursor.
    void setCursor(const QString &text);
    /// What happened, the oldest first, and why that is not all; times are of that zone. An open
    /// menu stays as it is while nothing changed.
    void setNotes(const QList<charts::Annotation> &notes, const QTimeZone &zone,
                  const QString &problem = {});

    /// What was chosen, to be kept between two starts: not the chips, whose values may be people's.
    QVariantMap state() const;
    void setState(const QVariantMap &state); ///< emits what has changed

signals:
    void changed();
    void axisChanged();
    void notesToggled();
    void noteAsked(int note); ///< its number among those that were set

private:
    QWidget *makeChoices();
    QWidget *makeChips(const widgets::DisplayOptions &display);
    QComboBox *addChoice(QHBoxLayout &row, const QString &name, const QString &title);

    QComboBox *m_span = nullptr;
    QComboBox *m_by = nullptr;
    QComboBox *m_top = nullptr;
    QComboBox *m_comparison = nullptr;
    QCheckBox *m_notes = nullptr;
    QCheckBox *m_logAxis = nullptr;
    widgets::ElidedLabel *m_source = nullptr;
    FilterBar *m_filter = nullptr;
    widgets::ElidedLabel *m_told = nullptr;
    QToolButton *m_menu = nullptr;
    QStringList m_toldNotes; ///< as they stand there
    QToolButton *m_export = nullptr;
    QLabel *m_cursor = nullptr;
};

} // namespace gatehouse::ui
