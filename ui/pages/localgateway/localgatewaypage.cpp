#include "ui/pages/localgateway/localgatewaypage.h"

#include "ui/collection/collectiontable.h"
#include "ui/collection/noticeboard.h"
#include "ui/pages/localgateway/requestpane.h"
#include "ui/pages/localgateway/scenariocard.h"
#include "ui/pages/localgateway/standincard.h"
#include "ui/pages/localgateway/trafficcard.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>

namespace gatehouse::ui {

using localgateway::Simulator;
using widgets::StatusShape;
namespace size = widgets::size;

namespace {

constexpr int cardsWidth = 416; // or more, where the language needs it

} // namespace

struct LocalGatewayPage::Private
{
    explicit Private(const LocalGatewayServices &given)
        : services(given)
        , simulator(given.api)
    {
    }

    LocalGatewayServices services;
    Simulator simulator;
    widgets::StatusLabel *state = nullptr;
    QLabel *place = nullptr;
    QStackedWidget *content = nullptr;
    QWidget *desk = nullptr; ///< cards and log
    widgets::EmptyState *none = nullptr;
    QScrollArea *column = nullptr; ///< of the cards
    TrafficCard *traffic = nullptr;
    ScenarioCard *scenarios = nullptr;
    StandInCard *standIn = nullptr;
    RequestPane *requests = nullptr;
    NoticeBoard *board = nullptr;
    bool isLive = false;
};

LocalGatewayPage::LocalGatewayPage(const LocalGatewayServices &services, QWidget *parent)
    : Page(parent)
    , d(new Private(services))
{
    setObjectName(QStringLiteral("localGatewayPage"));
    auto *strip = new widgets::NoticeStrip(this);
    strip->setObjectName(QStringLiteral("noticeStrip"));
    d->board = new NoticeBoard(strip, services.display);
    d->requests = new RequestPane(services.api, services.clock, services.display, this);
    d->desk = new QWidget(this);
    auto *row = new QHBoxLayout(d->desk);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeCards());
    row->addWidget(new widgets::Separator(Qt::Vertical, this));
    row->addWidget(d->requests, 1);
    d->none = new widgets::EmptyState(this);
    d->none->setObjectName(QStringLiteral("noSimulator"));
    d->content = new QStackedWidget(this);
    d->content->addWidget(d->desk);
    d->content->addWidget(d->none);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addWidget(strip);
    column->addWidget(d->content, 1);
    connect(d->traffic, &TrafficCard::fieldsMade, this, &LocalGatewayPage::orderFields);
    connect(d->scenarios, &ScenarioCard::fieldsMade, this, &LocalGatewayPage::orderFields);
    orderFields();
    connect(d->requests, &RequestPane::eventRequested, this, &LocalGatewayPage::eventRequested);
    connect(&d->simulator, &Simulator::changed, this, &LocalGatewayPage::showState);
    connect(&d->simulator, &Simulator::refused, this, [this](const Error &error) {
        d->board->say(widgets::NoticeKind::Error, tr("The local gateway did not do that"),
                      error.message, errorDetails(error));
    });
    connect(d->board, &NoticeBoard::retryRequested, this, &LocalGatewayPage::refresh);
    showState();
}

LocalGatewayPage::~LocalGatewayPage() = default;

QWidget *LocalGatewayPage::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(size::paneHeader);
    auto *title = new QLabel(tr("Local gateway"), head);
    title->setFont(widgets::uiFont(widgets::TextSize::PageTitle, widgets::Weight::Bold));
    d->state = new widgets::StatusLabel(head);
    d->state->setObjectName(QStringLiteral("gatewayState"));
    auto *url = new widgets::IdentifierLabel(d->services.api.baseUrl().toString(), head);
    url->setObjectName(QStringLiteral("gatewayUrl"));
    d->place = new QLabel(head);
    d->place->setTextFormat(Qt::PlainText);
    d->place->setFont(widgets::uiFont(widgets::TextSize::Small));
    d->place->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(size::panePadding, 0, size::panePadding, 0);
    row->setSpacing(size::gapControls);
    row->addWidget(title);
    row->addWidget(d->state);
    row->addWidget(url, 1);
    row->addWidget(d->place);
    return head;
}

QWidget *LocalGatewayPage::makeCards()
{
    auto *cards = new QWidget(this);
    auto *column = new QVBoxLayout(cards);
    column->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                               size::panePadding);
    column->setSpacing(size::panePadding);
    d->traffic = new TrafficCard(d->simulator, cards);
    d->scenarios = new ScenarioCard(d->simulator, cards);
    d->standIn = new StandInCard(d->simulator, cards);
    for (QWidget *card : QWidgetList{d->traffic, d->scenarios, d->standIn})
        column->addWidget(card);
    column->addStretch(1);
    QScrollArea *scroll =
        widgets::makeColumnScroll(cards, tr("What the local gateway is to do"), this);
    d->column = scroll;
    scroll->setObjectName(QStringLiteral("cards"));
    const int bar = scroll->verticalScrollBar()->sizeHint().width();
    scroll->setFixedWidth(std::max(cardsWidth, cards->minimumSizeHint().width() + bar));
    return scroll;
}

/// Tab goes as the eye does; Qt's own order is that in which the fields were made.
void LocalGatewayPage::orderFields()
{
    const QWidgetList fields = QWidgetList{d->column} + d->traffic->fields()
        + d->scenarios->fields() + d->standIn->fields() + d->requests->fields();
    for (qsizetype i = 1; i < fields.size(); ++i)
        setTabOrder(fields.at(i - 1), fields.at(i));
}

QList<QAction *> LocalGatewayPage::pageActions() const
{
    if (d->content->currentWidget() != d->desk)
        return {}; // there is no simulator
    return QList<QAction *>{d->traffic->action()} + d->scenarios->actions()
        + d->requests->actions();
}

/// Not by QShortcut, which would act while a number is written.
void LocalGatewayPage::keyPressEvent(QKeyEvent *event)
{
    const QString pressed = QKeySequence(event->keyCombination()).toString();
    for (QAction *action : pageActions()) {
        if (!action->property(kKeyOnly).toBool() && action->property(kShownKeys) == pressed)
            return action->trigger();
    }
    Page::keyPressEvent(event);
}

QString LocalGatewayPage::title() const
{
    return tr("Local gateway");
}

void LocalGatewayPage::refresh()
{
    d->simulator.read();
    d->requests->refresh();
}

void LocalGatewayPage::setLive(bool live)
{
    d->isLive = live;
    follow();
}

void LocalGatewayPage::activate()
{
    d->requests->table()->setFocus();
}

void LocalGatewayPage::follow()
{
    d->simulator.setOn(isVisible());
    d->requests->setOn(isVisible() && d->isLive);
}

void LocalGatewayPage::showState()
{
    const auto &error = d->simulator.error();
    const bool isNone = error && error->kind == ErrorKind::NotFound;
    const bool isDenied = error && error->kind == ErrorKind::Denied;
    if (isNone || isDenied) {
        d->none->setHeading(QStringLiteral("network-server"),
                            isNone ? tr("This gateway has no simulator")
                                   : tr("The simulator is not for this token"),
                            isNone ? tr("Only a local gateway has one. Start the console without "
                                        "--url and --connection to open its own, or "
                                        "gatehousectl serve --simulator.")
                                   : error->message);
        d->content->setCurrentWidget(d->none);
    } else {
        d->content->setCurrentWidget(d->desk);
    }
    const bool isAway = error && !isNone && !isDenied;
    d->state->setStatus(isAway ? StatusShape::Cross : StatusShape::Check,
                        isAway ? tr("does not answer") : tr("listening"));
    d->board->setError(isAway ? error : std::nullopt, {});
    emit statusTextChanged();
}

QString LocalGatewayPage::statusText() const
{
    const auto &state = d->simulator.state();
    if (!state || !state->scenario)
        return {};
    for (const localgateway::Scenario &scenario : d->simulator.scenarios()) {
        if (scenario.id == state->scenario->id)
            return tr("%1: %2 s left")
                .arg(scenario.title)
                .arg(qRound(state->scenario->secondsLeft));
    }
    return {};
}

void LocalGatewayPage::setFirstWebhook(const QString &commandLine)
{
    d->requests->setFirstWebhook(
        tr("Send one yourself; it is signed with a secret of this gateway"), commandLine);
}

void LocalGatewayPage::setPlace(const QString &text)
{
    d->place->setText(text);
}

void LocalGatewayPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    follow();
}

void LocalGatewayPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    follow();
}

} // namespace gatehouse::ui
