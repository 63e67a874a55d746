#include "ui/pages/bulk/operationpanel.h"

#include "models/bulk/itemcollection.h"
#include "models/collection/statuswords.h"
#include "services/core/whendone.h"
#include "ui/pages/bulk/operationtext.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/ratechart.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bulk::Pace;
using widgets::RateChart;

namespace size = widgets::size;

namespace {

constexpr auto panelInterval = 2s;

RateChart::Series seriesOf(const Pace &pace)
{
    RateChart::Series series{pace.time, {}, {}, {}};
    for (const Pace::Bucket &bucket : pace.buckets)
        series.bars += {{bucket.at, pace.endOf(bucket)},
                        pace.perSecond(bucket.settled()),
                        pace.perSecond(bucket.failed),
                        !pace.isOver() && pace.endOf(bucket) > pace.time.until};
    for (const Pace::Step &step : pace.plan)
        series.plan += {step.time, double(step.perSecond)};
    for (const Pace::End &end : pace.ends) {
        if (const QString what = paceEndText(end.state); !what.isEmpty())
            series.marks += {end.at, what, end.state == u"stopped"_s};
    }
    return series;
}

} // namespace

OperationPanel::OperationPanel(AdminClient &api, widgets::DisplayOptions &display, QWidget *parent)
    : QWidget(parent)
    , m_api(api)
    , m_display(display)
    , m_chart(new RateChart(tr("How fast it was to be, and how fast it was"), this))
{
    setObjectName(u"operationPanel"_s);
    m_chart->setObjectName(u"rateChart"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_chart);
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    hide();
    connect(&m_display, &widgets::DisplayOptions::zoneChanged, this, &OperationPanel::showPace);
    m_timer.setInterval(panelInterval);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (isVisible() && !m_isOver)
            refresh();
    });
    m_timer.start();
}

QWidget *OperationPanel::makeHead()
{
    auto *head = new QWidget(this);
    m_about = new widgets::ElidedLabel({}, head);
    m_about->setObjectName(u"operationAbout"_s);
    QStringList titles{tr("All")};
    for (const QString &outcome : bulk::outcomes())
        titles += collection::statusTitle(outcome);
    m_outcomes = new widgets::Segmented(tr("Outcome"), titles, head);
    m_outcomes->setObjectName(u"operationOutcomes"_s);
    connect(m_outcomes, &widgets::Segmented::chosen, this, [this](int position) {
        const QString outcome = position > 0 ? bulk::outcomes().at(position - 1) : QString();
        emit chosen(bulk::itemsOf(m_id, outcome));
    });
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(size::panePadding, 6, size::panePadding, 2);
    row->setSpacing(size::gapGroups);
    row->addWidget(m_about, 1);
    row->addWidget(m_outcomes);
    return head;
}

void OperationPanel::setFilter(const collection::Filter &filter)
{
    m_outcomes->setCurrent(int(bulk::outcomes().indexOf(bulk::outcomeOf(filter))) + 1);
    const QString id = bulk::operationIdOf(filter);
    if (std::exchange(m_id, id) == id)
        return;
    m_isOver = false;
    m_pace = {};
    m_about->setText({});
    showPace();
    setVisible(!id.isEmpty());
    refresh(); // another one than is shown already
}

void OperationPanel::refresh()
{
    if (m_id.isEmpty())
        return;
    if (std::exchange(m_isReading, true))
        return;
    whenDone(m_api.get(u"bulk-operations/"_s + AdminClient::segment(m_id)), this,
             [this, id = m_id](const Result<QJsonObject> &answer) {
                 if (id != m_id)
                     return readOther();
                 takeOperation(answer);
                 readPace(id);
             });
}

/// Only when it is known how the operation stands: of one that is over by then, the pace has its
/// last seconds, too.
void OperationPanel::readPace(const QString &id)
{
    whenDone(m_api.get(u"bulk-operations/%1/pace"_s.arg(AdminClient::segment(id))), this,
             [this, id](const Result<QJsonObject> &answer) {
                 if (id != m_id)
                     return readOther();
                 m_isReading = false;
                 takePace(answer);
             });
}

/// Another one was chosen meanwhile, or none.
void OperationPanel::readOther()
{
    m_isReading = false;
    refresh();
}

/// What happened while it was not seen.
void OperationPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void OperationPanel::takeOperation(const Result<QJsonObject> &answer)
{
    if (!answer) {
        m_about->setText(answer.error().message);
        m_isOver = answer.error().kind == ErrorKind::NotFound;
        return;
    }
    const bulk::Operation operation = bulk::operationOf(*answer);
    m_about->setText(operationText(operation));
    m_isOver = operation.isOver() && operation.underWay == 0; // these may yet come back
    if (std::exchange(m_said, m_about->text()) != m_said)
        emit progressed();
}

void OperationPanel::takePace(const Result<QJsonObject> &answer)
{
    if (!answer)
        return; // what is known stays; what is wrong is said of the operation
    m_pace = bulk::paceOf(*answer);
    showPace();
}

void OperationPanel::showPace()
{
    m_chart->setVisible(!m_pace.isEmpty());
    m_chart->setTimeZone(m_display.zone());
    m_chart->setSeries(seriesOf(m_pace));
    m_chart->setAccessibleDescription(paceText(m_pace, m_display.zone()));
}

} // namespace gatehouse::ui
