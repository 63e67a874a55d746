#include "ui/pages/metrics/measuredpage.h"

#include "services/core/clock.h"
#include "ui/charts/metricchart.h"
#include "ui/collection/noticeboard.h"
#include "ui/pages/metrics/chartlook.h"

#include <QKeyEvent>

#include <utility>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 150ms; ///< as a WaitBar's

} // namespace

MeasuredPage::MeasuredPage(const QList<metrics::Chart> &charts, const MeasureServices &services,
                           QWidget *parent)
    : Page(parent)
    , m_display(services.display)
    , m_model(charts, services.source, services.clock, services.interval)
    , m_strip(new widgets::NoticeStrip(this))
    , m_board(new NoticeBoard(m_strip, services.display))
{
    m_strip->setObjectName(u"noticeStrip"_s);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    m_feed.setPolling(true, services.interval);
    m_model.setTimeZone(m_display.zone());
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_isWaiting = true;
        emit waitingChanged();
    });
    connect(&m_feed, &LiveFeed::due, &m_model, &metrics::MetricsModel::refresh);
    connect(m_board, &NoticeBoard::goodNewsChanged, this, &Page::statusTextChanged);
    connect(&m_model, &metrics::MetricsModel::chartChanged, this,
            [this](int chart) { showChart(chart); });
    connect(&m_model, &metrics::MetricsModel::readingChanged, this, &MeasuredPage::showReading);
    connect(&m_display, &widgets::DisplayOptions::zoneChanged, this, [this] {
        m_model.setTimeZone(m_display.zone());
        showZone();
    });
}

MeasuredPage::~MeasuredPage()
{
    m_model.disconnect(this);
}

void MeasuredPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!std::exchange(m_wasShown, true)) {
        choose();
        if (!isRead())
            m_model.read();
    }
    followWhenSeen();
}

void MeasuredPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    followWhenSeen();
}

void MeasuredPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return Page::keyPressEvent(event);
    if (m_model.isReading())
        stop();
    else
        m_board->dismissOutcome();
}

void MeasuredPage::refresh()
{
    m_model.read();
}

void MeasuredPage::stop()
{
    if (!m_model.isReading())
        return;
    m_model.stop();
    m_board->say(widgets::NoticeKind::News, tr("Reading was stopped"),
                 tr("F5 reads again, and goes on with what is live."));
}

void MeasuredPage::setLive(bool live)
{
    m_isLive = live;
    if (!live)
        m_model.dropRefresh();
    followWhenSeen();
}

void MeasuredPage::followWhenSeen()
{
    m_feed.setOn(m_isLive && isVisible());
}

QString MeasuredPage::statusText() const
{
    return m_board->goodNews();
}

charts::MetricChart *MeasuredPage::makeChart(int chart, charts::ChartGroup &group, QWidget *parent)
{
    auto *card = new charts::MetricChart(lookOf(m_model.charts()[chart]), group, parent);
    connect(card, &charts::MetricChart::nextStepAsked, &m_model, &metrics::MetricsModel::read);
    connect(card, &charts::MetricChart::saved, this, [this](const QString &fileName) {
        m_board->say(widgets::NoticeKind::Success, tr("The chart was saved"), fileName);
    });
    connect(card, &charts::MetricChart::notSaved, this, [this](const Error &error) {
        m_board->say(widgets::NoticeKind::Error, tr("The chart was not saved"), error.message,
                     errorDetails(error));
    });
    return card;
}

const metrics::ChartValues *MeasuredPage::showState(charts::MetricChart &card, int chart) const
{
    const metrics::ChartState &state = m_model.state(chart);
    card.setWaiting(!state.isCurrent && !state.error);
    if (!state.values && state.error)
        card.setMessage(tr("The numbers could not be read"), state.error->message, tr("Try again"));
    return state.values ? &*state.values : nullptr;
}

bool MeasuredPage::isRead() const
{
    return m_model.buckets().size() > 0;
}

void MeasuredPage::showReading()
{
    if (m_model.isReading()) {
        if (!m_isWaiting && !m_patience.isActive())
            m_patience.start();
        return;
    }
    m_patience.stop();
    if (std::exchange(m_isWaiting, false))
        emit waitingChanged();
    showFailure();
    showEnd();
}

/// Of charts that show what was read before: those that show nothing say it themselves.
void MeasuredPage::showFailure()
{
    for (int chart = 0; chart < int(m_model.charts().size()); ++chart) {
        const metrics::ChartState &state = m_model.state(chart);
        if (!state.values || !state.error)
            continue;
        m_hasFailed = true;
        return m_board->say(widgets::NoticeKind::Error,
                            tr("The numbers could not be read; these are from before"),
                            state.error->message, errorDetails(*state.error));
    }
    if (std::exchange(m_hasFailed, false))
        m_board->dismissOutcome();
}

} // namespace gatehouse::ui
