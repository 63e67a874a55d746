#include "ui/pages/metrics/metricsbar.h"

#include "models/collection/celltext.h"
#include "models/metrics/request.h"
#include "ui/collection/filterbar.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <utility>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
namespace size = widgets::size;

namespace {

constexpr int hoursOfDay = 24;
constexpr std::array tops{3, 5, 10, 20, 50};
constexpr int firstTop = 5;
constexpr int leastChoice = 64;
constexpr int longestNote = 120; ///< letters of it

/// A choice's data and text.
void add(QComboBox *box, const QVariant &data, const QString &text)
{
    box->addItem(text, data);
}

void choose(QComboBox *box, const QVariant &data)
{
    if (const int position = box->findData(data); position >= 0)
        box->setCurrentIndex(position);
}

} // namespace

collection::Descriptor metricLabels()
{
    collection::Descriptor labels = metrics::labelDescriptor("ingest");
    for (const collection::FilterField &field : metrics::labelDescriptor("ai").filters) {
        const auto isSame = [&](const collection::FilterField &known) {
            return known.name == field.name;
        };
        if (std::none_of(labels.filters.cbegin(), labels.filters.cend(), isSame))
            labels.filters += field;
    }
    return labels;
}

MetricsBar::MetricsBar(const widgets::DisplayOptions &display, QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeChoices());
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addWidget(makeChips(display));
}

QComboBox *MetricsBar::addChoice(QHBoxLayout &row, const QString &name, const QString &title)
{
    auto *box = new QComboBox(this);
    box->setObjectName(name);
    box->setAccessibleName(title);
    box->setToolTip(title);
    box->setMinimumWidth(leastChoice); // in a small window
    row.addWidget(box);
    connect(box, &QComboBox::currentIndexChanged, this, &MetricsBar::changed);
    return box;
}

QWidget *MetricsBar::makeChoices()
{
    auto *choices = new QWidget(this);
    choices->setFixedHeight(size::paneHeader);
    auto *row = new QHBoxLayout(choices);
    row->setContentsMargins(size::panePadding, 0, size::panePadding, 0);
    row->setSpacing(size::gapControls);
    const QSignalBlocker quiet(this);
    m_span = addChoice(*row, u"metricsSpan"_s, tr("How far back"));
    add(m_span, 1, tr("Last hour"));
    add(m_span, 6, tr("Last 6 h"));
    add(m_span, hoursOfDay, tr("Last 24 h"));
    add(m_span, 7 * hoursOfDay, tr("Last 7 days"));
    add(m_span, 30 * hoursOfDay, tr("Last 30 days"));
    add(m_span, 90 * hoursOfDay, tr("Last 90 days"));
    choose(m_span, hoursOfDay);
    m_by = addChoice(*row, u"metricsBy"_s, tr("What series are told by"));
    add(m_by, QString(), tr("Each its own"));
    for (const collection::FilterField &field : metricLabels().filters)
        add(m_by, field.name, tr("By: %1", "source").arg(field.title));
    m_top = addChoice(*row, u"metricsTop"_s, tr("How many series, beside the others"));
    for (const int top : tops)
        add(m_top, top, tr("Top %1").arg(top));
    choose(m_top, firstTop);
    m_comparison = addChoice(*row, u"metricsComparison"_s, tr("What it is compared with"));
    add(m_comparison, int(metrics::Comparison::None), tr("Compared with nothing"));
    add(m_comparison, int(metrics::Comparison::PreviousPeriod), tr("With the time before"));
    add(m_comparison, int(metrics::Comparison::LastWeek), tr("With last week"));
    m_notes = new QCheckBox(tr("Notes"), choices);
    m_notes->setObjectName(u"metricsNotes"_s);
    m_notes->setToolTip(tr("What somebody did, and when circuit breakers opened"));
    m_notes->setChecked(true);
    connect(m_notes, &QCheckBox::toggled, this, &MetricsBar::notesToggled);
    row->addWidget(m_notes);
    m_logAxis = new QCheckBox(tr("Log axis"), choices);
    m_logAxis->setObjectName(u"metricsLogAxis"_s);
    m_logAxis->setToolTip(
        tr("Lines on a logarithmic axis; bars stay linear, since the parts of a logarithm do not "
           "add up"));
    connect(m_logAxis, &QCheckBox::toggled, this, &MetricsBar::axisChanged);
    row->addWidget(m_logAxis);
    m_export = new QToolButton(choices);
    m_export->setObjectName(u"metricsExport"_s);
    m_export->setText(tr("Export"));
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setMenu(new QMenu(m_export));
    row->addStretch(1);
    row->addWidget(m_export);
    return choices;
}

QWidget *MetricsBar::makeChips(const widgets::DisplayOptions &display)
{
    auto *line = new QWidget(this);
    m_filter = new FilterBar(metricLabels(), display, line);
    m_cursor = new QLabel(line);
    m_cursor->setObjectName(u"metricsCursor"_s);
    m_cursor->setTextFormat(Qt::PlainText);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, size::panePadding, 0);
    row->setSpacing(size::gapControls);
    m_told = new widgets::ElidedLabel({}, line);
    m_told->setObjectName(u"metricsNotesTold"_s);
    m_told->setMuted(true);
    m_source = new widgets::ElidedLabel({}, line);
    m_source->setObjectName(u"metricsSource"_s);
    m_source->setMuted(true);
    m_menu = new QToolButton(line);
    m_menu->setObjectName(u"metricsNotesMenu"_s);
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setMenu(new QMenu(m_menu));
    m_menu->hide();
    row->addWidget(m_filter, 2);
    row->addWidget(m_told, 1);
    row->addWidget(m_menu);
    row->addWidget(m_source);
    row->addWidget(m_cursor);
    connect(m_filter, &FilterBar::filterChanged, this, &MetricsBar::changed);
    return line;
}

std::chrono::microseconds MetricsBar::span() const
{
    return std::chrono::hours(m_span->currentData().toInt());
}

metrics::ChartScope MetricsBar::scope() const
{
    return {m_by->currentData().toString().toStdString(), m_top->currentData().toInt(),
            m_filter->filter()};
}

metrics::Comparison MetricsBar::comparison() const
{
    return metrics::Comparison(m_comparison->currentData().toInt());
}

bool MetricsBar::isLogarithmic() const
{
    return m_logAxis->isChecked();
}

void MetricsBar::openFilterMenu()
{
    m_filter->openMenu();
}

void MetricsBar::addExport(QAction *action)
{
    m_export->menu()->addAction(action);
}

void MetricsBar::setSource(const QString &text)
{
    m_source->setText(text);
}

void MetricsBar::setCursor(const QString &text)
{
    m_cursor->setText(text.isEmpty() ? QString() : tr("Cursor %1").arg(text));
}

bool MetricsBar::showsNotes() const
{
    return m_notes->isChecked();
}

void MetricsBar::setNotes(const QList<charts::Annotation> &notes, const QTimeZone &zone,
                          const QString &problem)
{
    QStringList told;
    for (const charts::Annotation &note : notes) {
        const QString time = collection::displayLocale().toString(
            toDateTime(note.at, zone), tr("d MMM HH:mm", "the time of a note"));
        told.prepend(tr("%1  %2 %3", "letter, time, what happened")
                         .arg(note.letter, time, widgets::visibleText(note.text, longestNote))
                         .trimmed());
    }
    const QStringList shown = problem.isEmpty() ? told : QStringList{problem} + told;
    m_told->setText(shown.join(u"   "_s));
    if (std::exchange(m_toldNotes, told) == told)
        return;
    QMenu *menu = m_menu->menu();
    menu->clear();
    for (qsizetype at = 0; at < told.size(); ++at) {
        QAction *entry = menu->addAction(QString(told[at]).replace(u'&', u"&&"_s));
        const int number = int(told.size() - 1 - at);
        connect(entry, &QAction::triggered, this, [this, number] { emit noteAsked(number); });
    }
    m_menu->setText(told.size() == 1 ? tr("1 note") : tr("%1 notes").arg(told.size()));
    m_menu->setVisible(!told.isEmpty());
}

QVariantMap MetricsBar::state() const
{
    return {{u"hours"_s, m_span->currentData()}, {u"by"_s, m_by->currentData()},
            {u"top"_s, m_top->currentData()},    {u"comparison"_s, m_comparison->currentData()},
            {u"notes"_s, m_notes->isChecked()},  {u"logAxis"_s, m_logAxis->isChecked()}};
}

void MetricsBar::setState(const QVariantMap &state)
{
    const QVariantMap former = this->state();
    {
        const QSignalBlocker quiet(this);
        choose(m_span, state.value(u"hours"_s));
        choose(m_by, state.value(u"by"_s));
        choose(m_top, state.value(u"top"_s));
        choose(m_comparison, state.value(u"comparison"_s));
        m_notes->setChecked(state.value(u"notes"_s, true).toBool());
        m_logAxis->setChecked(state.value(u"logAxis"_s).toBool());
    }
    if (this->state() == former)
        return;
    emit axisChanged();
    emit notesToggled();
    emit changed();
}

} // namespace gatehouse::ui
