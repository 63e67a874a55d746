#include "ui/pages/replay/listenflow.h"

#include "services/core/timesteps.h"
#include "ui/collection/taskstrip.h"
#include "ui/shell/counttext.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"

#include <QMenu>
#include <QPushButton>
#include <QTimeZone>

namespace gatehouse::ui {

using listen::Forwarded;
using listen::Listener;
using widgets::NoticeKind;
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::hours longAgo{1};

QString momentText(Timestamp time)
{
    return QLocale().toString(toDateTime(time, QTimeZone::systemTimeZone()), QLocale::ShortFormat);
}

} // namespace

ListenFlow::ListenFlow(ListenParts parts, replay::Session &session, QWidget *page)
    : QObject(page)
    , m_parts(std::move(parts))
    , m_session(session)
    , m_button(new QPushButton(page))
    , m_menu(new QMenu(m_button))
    , m_strip(new TaskStrip(u"listen"_s, page))
    , m_goOn(m_strip->addRunButton(u"GoOn"_s))
    , m_fromNow(m_strip->addRunButton(u"FromNow"_s))
{
    m_goOn->setText(tr("Go on from there"));
    m_fromNow->setText(tr("From now"));
    setAsking(false);
    connect(m_goOn, &QPushButton::clicked, this, [this] { m_listener->goOn(); });
    connect(m_fromNow, &QPushButton::clicked, this, [this] {
        setAsking(false);
        m_strip->showProgress(tr("Beginning"));
        m_listener->beginNow();
    });
    m_button->setObjectName(u"listenSwitch"_s);
    m_button->setCheckable(true);
    m_menu->setObjectName(u"listenMenu"_s);
    connect(m_button, &QPushButton::clicked, this, &ListenFlow::press);
    connect(m_strip, &TaskStrip::stopRequested, this, &ListenFlow::stop);
    connect(&m_session, &replay::Session::forecastChanged, this, &ListenFlow::showState);
    showState();
}

ListenFlow::~ListenFlow() = default;

/// Why nobody can listen now; empty: it can be switched on.
QString ListenFlow::refusal() const
{
    if (!m_refusal.isEmpty())
        return m_refusal;
    if (!m_session.target())
        return tr("Choose a target first: new events go there.");
    if (m_session.target()->isProduction())
        return tr("New events are not forwarded to production.");
    if (listen::leadsBack(*m_session.target(), m_parts.session.api.baseUrl()))
        return tr("The target is the gateway that the events are from.");
    return {};
}

void ListenFlow::setRefusal(const QString &why)
{
    m_refusal = why;
    showState();
}

void ListenFlow::showState()
{
    const QString why = refusal();
    m_button->setVisible(bool(m_parts.events));
    m_button->setChecked(isListening());
    m_button->setEnabled(isListening() || why.isEmpty());
    m_button->setIcon(widgets::icon(isListening() ? u"process-stop"_s : u"network-wireless"_s));
    m_button->setText(isListening() ? tr("Stop listening") : tr("Listen"));
    m_button->setToolTip(
        !isListening() && !why.isEmpty()
            ? why
            : tr("Forwards new events to the target as they arrive, prepared as below"));
}

void ListenFlow::press()
{
    m_button->setChecked(isListening()); // what is pressed does not switch by itself
    if (isListening())
        return stop();
    m_menu->clear();
    connect(m_menu->addAction(tr("All new events")), &QAction::triggered, this,
            [this] { start({}, tr("all events")); });
    const QList<views::SavedView> views =
        m_parts.views ? m_parts.views() : QList<views::SavedView>();
    if (!views.isEmpty())
        m_menu->addSection(tr("New events of a saved view"));
    for (const views::SavedView &view : views) {
        QString text = view.name;
        connect(m_menu->addAction(text.replace(u'&', u"&&"_s)), &QAction::triggered, this,
                [this, view] { start(view.filter, view.name); });
    }
    m_menu->popup(m_button->mapToGlobal(QPoint(0, m_button->height())));
}

void ListenFlow::start(const collection::Filter &filter, const QString &what)
{
    if (isListening() || !refusal().isEmpty())
        return;
    const replay::Target target = *m_session.target();
    m_forwarded = 0;
    m_listener = std::make_unique<Listener>(
        listen::ListenServices{m_parts.session.api, m_parts.session.clock, m_parts.events().source,
                               m_parts.session.journalFile, m_parts.session.openStore},
        listen::ListenWish{filter, target, m_session.plan().preparation, {}, longAgo});
    m_strip->begin(m_parts.tasks, tr("Forwarding new events to %1").arg(target.name),
                   u"network-wireless"_s);
    m_strip->showProgress(tr("Beginning"));
    setAsking(false);
    connect(m_listener.get(), &Listener::leftLongAgo, this, &ListenFlow::ask);
    connect(m_listener.get(), &Listener::started, this, [this, what](Timestamp since) {
        setAsking(false);
        m_strip->showProgress(tr("Waiting for %1 since %2").arg(what, momentText(since)));
    });
    connect(m_listener.get(), &Listener::forwarded, this, &ListenFlow::take);
    connect(m_listener.get(), &Listener::waiting, this,
            [this](const Error &error, std::chrono::milliseconds) {
                m_strip->showProgress(
                    tr("%1 forwarded; waiting: %2")
                        .arg(countText(m_forwarded), widgets::visibleText(error.message)));
            });
    connect(m_listener.get(), &Listener::failed, this, &ListenFlow::fail, Qt::QueuedConnection);
    m_listener->start();
    showState();
}

/// A month of old events is hardly what who listens waits for.
void ListenFlow::ask(Timestamp until)
{
    m_strip->showProgress(tr("It ended at %1. Forward what came since?").arg(momentText(until)));
    setAsking(true);
}

void ListenFlow::setAsking(bool isAsking)
{
    m_goOn->setVisible(isAsking);
    m_fromNow->setVisible(isAsking);
}

void ListenFlow::take(const Forwarded &event)
{
    ++m_forwarded;
    const QString what = event.problem.isEmpty()
        ? tr("%1 was answered %2", "type of event, status").arg(event.eventType).arg(event.status)
        : tr("%1 was not sent: %2").arg(event.eventType, event.problem);
    m_strip->showProgress(
        tr("%1 forwarded; the last, %2").arg(countText(m_forwarded), widgets::visibleText(what)));
}

void ListenFlow::stop()
{
    if (!isListening())
        return;
    m_listener.reset();
    m_strip->showEnd(NoticeKind::Success, tr("Listening has ended"),
                     tr("%1 events were forwarded. Those that come meanwhile are caught up with.")
                         .arg(countText(m_forwarded)));
    showState();
}

void ListenFlow::fail(const Error &error)
{
    if (!isListening())
        return;
    m_listener.reset();
    m_strip->showFailure(tr("New events are not forwarded any more"), error);
    showState();
}

} // namespace gatehouse::ui
